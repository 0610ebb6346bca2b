import { api, download, query } from './api.js';
import {
  action,
  bar,
  bytes,
  duration,
  empty,
  facts,
  form,
  h,
  head,
  moment,
  note,
  number,
  pages,
  percent,
  tag,
} from './elements.js';

/** The list, or one session when the address names it: `#sessions/<id>`. */
export async function sessions(id) {
  return id === undefined ? await list() : await detail(id);
}

async function list() {
  const place = h('div', {});
  const show = async (filter) => {
    const { place: found, start } = pages(
      (cursor) => api(`/v1/sessions${query({ ...filter, limit: 50, cursor })}`),
      (items) => h('div', { class: 'card' }, sessionTable(items)),
      Object.values(filter).some((value) => value !== '')
        ? empty('No session is like that', 'Take a filter away to see more.')
        : empty('No sessions yet', 'They appear here as soon as a participant’s device has sent one.'),
    );
    await start();
    place.replaceChildren(found);
  };
  const choice = (name, label, options) =>
    h(
      'label',
      {},
      label,
      h(
        'select',
        { name },
        options.map(([value, text]) => h('option', { value }, text)),
      ),
    );
  const filters = form(
    { class: 'row', 'aria-label': 'Filter' },
    [
      h('label', {}, 'Site', h('input', { name: 'site', placeholder: 'any', autocomplete: 'off' })),
      choice('verdict', 'Verdict', [
        ['', 'any'],
        ['accepted', 'accepted'],
        ['review', 'to review'],
        ['rejected', 'rejected'],
      ]),
      choice('type', 'Made by', [
        ['', 'anyone'],
        ['human', 'a person'],
        ['automated', 'a program'],
        ['hybrid', 'both'],
      ]),
      choice('completed', 'Task', [
        ['', 'any'],
        ['true', 'done'],
        ['false', 'not done'],
      ]),
      choice('minQuality', 'Quality', [
        ['', 'any'],
        ['0.35', '35 % or more'],
        ['0.6', '60 % or more'],
        ['0.8', '80 % or more'],
      ]),
      h('button', {}, 'Show'),
    ],
    show,
  );
  await show({});
  return [head('Sessions', 'Every session that was sent here, latest first.'), filters, place];
}

function sessionTable(items) {
  const completed = (row) => (row.completed === null ? 'no task' : row.completed ? 'done' : 'not done');
  return h(
    'div',
    {},
    h(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Sessions' },
      h(
        'table',
        {},
        h('caption', { class: 'unseen' }, 'Sessions'),
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            ['Started', 'Site', 'Task'].map(column),
            ['Actions', 'Quality'].map(numeric),
            ['Verdict'].map(column),
            ['Size'].map(numeric),
          ),
        ),
        h(
          'tbody',
          {},
          items.map((row) =>
            h(
              'tr',
              {},
              h('td', { class: 'nowrap' }, h('a', { href: `#sessions/${row.sessionId}` }, moment(row.startedAt))),
              h('td', {}, siteOf(row)),
              h(
                'td',
                {},
                row.scenarioId ?? h('span', { class: 'soft' }, 'free shopping'),
                row.completed === null ? '' : h('span', { class: 'soft' }, ` · ${completed(row)}`),
              ),
              h('td', { class: 'number' }, number(row.interactions)),
              h('td', { class: 'number' }, percent(row.quality)),
              h('td', {}, tag(row.verdict)),
              h('td', { class: 'number' }, bytes(row.archiveBytes)),
            ),
          ),
        ),
      ),
    ),
  );
}

const column = (title) => h('th', { scope: 'col' }, title);
const numeric = (title) => h('th', { scope: 'col', class: 'number' }, title);

function siteOf({ sites }) {
  const [first, ...others] = sites;
  if (first === undefined) return h('span', { class: 'soft' }, 'none');
  return others.length === 0 ? first : [first, h('span', { class: 'soft' }, ` and ${others.length} more`)];
}

async function detail(id) {
  const row = await api(`/v1/sessions/${encodeURIComponent(id)}`);
  const path = `/v1/archives/${encodeURIComponent(id)}`;
  return [
    h('p', {}, h('a', { href: '#sessions' }, '← All sessions')),
    head(
      moment(row.startedAt),
      row.sites.join(', ') || 'No site',
      action('Save archive (.zip)', () => download(path, `${id}.codesight.zip`)),
    ),
    h(
      'div',
      { class: 'two' },
      h('section', { class: 'card' }, h('h2', {}, 'Session'), about(row)),
      h('section', { class: 'card' }, h('h2', {}, 'Outcome'), outcome(row.outcome)),
    ),
    h('section', { class: 'card' }, h('h2', {}, 'Quality'), quality(row.qualityReport)),
  ];
}

function about(row) {
  const makers = { human: 'a person', automated: 'a program', hybrid: 'a person and a program' };
  return facts([
    ['Verdict', tag(row.verdict)],
    ['Made by', makers[row.type]],
    ['Task', row.scenarioId ?? 'free shopping'],
    ['Lasted', duration(row.endedAt - row.startedAt)],
    ['Actions', `${number(row.interactions)}, distilled to ${number(row.steps)} steps`],
    ['Examples', number(row.examples)],
    ['Pictures', number(row.pictures)],
    ['Arrived', moment(row.receivedAt)],
    ['Size', bytes(row.archiveBytes)],
    ['Participant', participant(row.participantId)],
    ['Consent', `version ${row.consentVersion}`],
    ['Extension', row.extensionVersion],
    ['SHA-256', h('span', { class: 'mono' }, row.archiveSha256)],
  ]);
}

function participant(id) {
  if (id === null) return 'none';
  return h('span', {}, h('span', { class: 'mono' }, id), ' ', h('a', { href: `#access/${id}` }, 'let them join again'));
}

function outcome(found) {
  if (found.completed === null) return h('p', { class: 'soft' }, 'There was no task: this participant shopped freely.');
  return h(
    'div',
    {},
    facts([
      [
        'Task',
        found.completed ? h('span', { class: 'tag good' }, 'done') : h('span', { class: 'tag middle' }, 'not done'),
      ],
      ['Progress', percent(found.progress)],
      ['Efficiency', percent(found.efficiency)],
      ['Active time', duration(found.activeMs)],
      ['Items found', number(found.itemsFound)],
      ['Detours', `${number(found.detours)} of ${number(found.steps)} steps`],
    ]),
    h('h3', {}, 'Criteria'),
    found.criteria.length === 0
      ? h('p', { class: 'soft' }, 'None were checked.')
      : h(
          'ul',
          { class: 'reasons' },
          found.criteria.map((one) =>
            h('li', {}, `${one.met ? '✓' : '✗'} ${one.explanation} (${percent(one.progress)})`),
          ),
        ),
  );
}

function quality(report) {
  const dimensions = report.dimensions.map((one) =>
    h(
      'div',
      { class: 'dimension' },
      h(
        'div',
        { class: 'line' },
        h('strong', {}, one.dimension),
        bar(one.score, `${one.dimension}: ${percent(one.score)}`),
        h('span', { class: 'number' }, percent(one.score)),
      ),
      one.reasons.length === 0
        ? ''
        : h(
            'ul',
            { class: 'reasons' },
            one.reasons.map((reason) => h('li', {}, reason)),
          ),
    ),
  );
  const deductions = report.deductions.map(({ factor, reason }) =>
    h('p', { class: 'soft' }, `${reason} (−${percent(1 - factor)})`),
  );
  const advice = report.advice.length === 0 ? '' : note(`Told to the participant: ${report.advice.join(' ')}`);
  return h(
    'div',
    {},
    h('p', { class: 'soft' }, `${percent(report.overall)} overall, by the rules of version ${report.version}.`),
    dimensions,
    deductions,
    advice,
  );
}
