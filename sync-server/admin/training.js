import { api, download, query } from './api.js';
import {
  action,
  announce,
  empty,
  form,
  h,
  head,
  moment,
  note,
  number,
  pages,
  percent,
  table,
  tag,
} from './elements.js';

const POLL_MS = 3_000;
const finished = new Set(['succeeded', 'failed', 'cancelled']);

export async function datasets() {
  const { place, start } = pages(
    (cursor) => api(`/v1/datasets${query({ limit: 50, cursor })}`),
    (items) => h('div', { class: 'card' }, table('Datasets', columns, items)),
    empty(
      'No datasets yet',
      'A dataset is made of the examples of all accepted sessions, with duplicates left out and some sessions held back for testing.',
    ),
  );
  const build = form(
    { class: 'row', 'aria-label': 'Build a dataset' },
    [
      h('label', {}, 'Site', h('input', { name: 'site', placeholder: 'all sites', autocomplete: 'off' })),
      h('button', { class: 'main' }, 'Build a dataset'),
    ],
    async ({ site }) => {
      await api('/v1/datasets', { method: 'POST', body: { filter: site === '' ? {} : { site } } });
      announce('The dataset is being built');
      location.hash = `#datasets?${Date.now()}`;
    },
  );
  await start();
  return [head('Datasets', 'What models are trained on.'), build, place];
}

const splits = ['train', 'validation', 'test'];
const columns = [
  { title: 'Made', cell: (row) => moment(row.createdAt) },
  {
    title: 'State',
    cell: (row) => [tag(row.state), row.failure === null ? '' : h('p', { class: 'soft' }, row.failure)],
  },
  { title: 'Of', cell: (row) => describeFilter(row.filter) },
  { title: 'Sessions', cell: (row) => number(row.sessions), number: true },
  { title: 'Examples', cell: (row) => splits.map((name) => number(row.examples[name])).join(' / '), number: true },
  { title: 'Duplicates', cell: (row) => number(row.duplicatesDropped), number: true },
  { title: 'Refused', cell: (row) => number(row.rejected.length), number: true },
  { title: 'Files', cell: (row) => (row.state === 'ready' ? files(row) : '') },
];

function files(row) {
  return splits
    .filter((name) => row.examples[name] > 0)
    .map((name) =>
      h(
        'div',
        {},
        action(`${name}.jsonl`, () => download(`/v1/datasets/${row.id}/${name}.jsonl`, `${row.id}-${name}.jsonl`), {
          class: 'link',
        }),
      ),
    );
}

function describeFilter(filter) {
  const inner = typeof filter.filter === 'object' && filter.filter !== null ? filter.filter : filter;
  const parts = Object.entries(inner).filter(
    ([name, value]) => name !== 'splitBy' && value !== undefined && typeof value !== 'object',
  );
  return parts.length === 0 ? 'all accepted sessions' : parts.map(([name, value]) => `${name} ${value}`).join(', ');
}

/** Runs change by themselves: the list is asked for again until nothing on it can change. */
export async function runs(_, isShown) {
  const place = h('div', {});
  const load = async () => {
    const { items } = await api('/v1/training-runs?limit=50');
    place.replaceChildren(
      items.length === 0
        ? empty(
            'No training runs yet',
            'Start one above. A dataset is built first, then sent to the training provider; this page follows it to the end.',
          )
        : h('div', {}, items.map(runCard)),
    );
    return items.some(({ state }) => !finished.has(state));
  };
  const follow = async () => {
    if (!isShown()) return;
    const goesOn = await load().catch((error) => {
      place.replaceChildren(note(error.message, 'bad'));
      return true;
    });
    if (goesOn) setTimeout(() => void follow(), POLL_MS);
  };
  const start = form(
    { class: 'row', 'aria-label': 'Start a training run' },
    [
      h('label', {}, 'Site', h('input', { name: 'site', placeholder: 'all sites', autocomplete: 'off' })),
      h(
        'label',
        {},
        'Base model',
        h('input', { name: 'baseModel', placeholder: 'the server’s own choice', autocomplete: 'off' }),
      ),
      h('button', { class: 'main' }, 'Start training'),
    ],
    async ({ site, baseModel }) => {
      const body = { ...(site === '' ? {} : { filter: { site } }), ...(baseModel === '' ? {} : { baseModel }) };
      await api('/v1/admin/training-runs', { method: 'POST', body });
      announce('The training run has been started');
      await follow();
    },
  );
  if (await load()) setTimeout(() => void follow(), POLL_MS);
  return [
    head('Training', 'Models made from what was collected, and how well they do on sessions they have never seen.'),
    start,
    place,
  ];
}

function runCard(run) {
  return h(
    'section',
    { class: 'card' },
    h(
      'div',
      { class: 'head' },
      h(
        'div',
        {},
        h('h2', {}, run.baseModel, ' ', tag(run.state)),
        h('p', {}, `Started ${moment(run.createdAt)} at ${run.provider}. Last change ${moment(run.updatedAt)}.`),
      ),
      finished.has(run.state)
        ? ''
        : action('Cancel', () => api(`/v1/admin/training-runs/${run.id}/cancel`, { method: 'POST' })),
    ),
    run.progress === null ? '' : h('p', {}, run.progress),
    run.failure === null
      ? ''
      : h(
          'div',
          { class: 'note bad' },
          h('p', {}, h('strong', {}, run.failure.message)),
          h('p', {}, run.failure.advice),
        ),
    run.model === null ? '' : h('p', {}, 'Model: ', h('span', { class: 'mono' }, run.model)),
    run.evaluation === null ? '' : evaluation(run.evaluation),
  );
}

function evaluation(found) {
  const entries = [
    ['Right element', percent(found.elementAccuracy)],
    ['Action F1', percent(found.actionF1)],
    ['Whole step right', percent(found.stepSuccess)],
    ['Whole task right', percent(found.taskSuccess)],
  ];
  return h(
    'div',
    {},
    h(
      'p',
      { class: 'soft' },
      `Tested on ${number(found.examples)} steps that were held back, from ${number(found.sessions)} ${found.sessions === 1 ? 'session' : 'sessions'}.`,
    ),
    h(
      'dl',
      { class: 'cards' },
      entries.map(([name, value]) => h('div', { class: 'figure' }, h('dt', {}, name), h('dd', {}, value))),
    ),
  );
}
