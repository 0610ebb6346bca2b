import { api, download, query } from './api.js';
import { action, bytes, empty, h, head, moment, number, pages, table, tag } from './elements.js';

/** Sessions that wait for a decision, and what was erased. */
export async function quarantine() {
  const waiting = pages(
    (cursor) => api(`/v1/admin/quarantine${query({ limit: 20, cursor })}`),
    (items) => h('div', {}, items.map(sessionCard)),
    empty('Nothing is in quarantine', 'Sessions in which personal data is found on arrival would wait here for you.'),
  );
  const erased = pages(
    (cursor) => api(`/v1/admin/erasures${query({ limit: 20, cursor })}`),
    (items) => table('Erasures', erasureColumns, items),
    h('p', { class: 'soft' }, 'Nothing was erased yet.'),
  );
  await Promise.all([waiting.start(), erased.start()]);
  return [
    head(
      'Quarantine',
      'Sessions in which the server has found personal data. Nobody but their participant and you sees them.',
    ),
    waiting.place,
    h('section', { class: 'card' }, h('h2', {}, 'Erasures'), erased.place),
  ];
}

const findingColumns = [
  { title: 'Kind', cell: (one) => one.kind },
  { title: 'File', cell: (one) => h('span', { class: 'mono' }, one.file) },
  { title: 'Line', cell: (one) => number(one.line), number: true },
  { title: 'Place', cell: (one) => h('span', { class: 'mono' }, one.path) },
];

function sessionCard(row) {
  const heading = `${moment(row.startedAt)} · ${row.sites.join(', ') || 'no site'}`;
  const place = h('section', { class: 'card' });
  const id = encodeURIComponent(row.sessionId);
  const gone = (words) => place.replaceChildren(h('p', { role: 'status' }, words));
  const release = async () => {
    const reason = prompt('Why may this session pass? This is written into the audit log.');
    if (reason === null) return;
    await api(`/v1/admin/quarantine/${id}/release`, { method: 'POST', body: { reason } });
    gone(`${heading}: released.`);
  };
  const erase = async () => {
    if (!confirm('Erase this session for good, here and at the training provider?')) return;
    await api(`/v1/admin/sessions/${id}`, { method: 'DELETE' });
    gone(`${heading}: is being erased. Its certificate is below after a reload.`);
  };
  place.append(
    h('h2', {}, heading),
    h('p', { class: 'soft' }, `Participant ${row.participantId ?? 'none'}, arrived ${moment(row.receivedAt)}.`),
    table('Findings', findingColumns, row.findings),
    h(
      'p',
      {},
      action('Save archive (.zip)', () => download(`/v1/archives/${id}`, `${row.sessionId}.codesight.zip`)),
      ' ',
      action('Release…', release),
      ' ',
      action('Erase', erase, { class: 'danger' }),
    ),
  );
  return place;
}

const words = {
  emptying: 'under way',
  'removing-files': 'under way',
  'removing-uploads': 'waits for the provider',
  done: 'done',
};

const erasureColumns = [
  { title: 'Asked', cell: (row) => moment(row.askedAt) },
  { title: 'Of', cell: (row) => `a ${row.subject}` },
  { title: 'By', cell: (row) => (row.reason === 'retention' ? 'retention' : `a ${row.reason}`.replace('a a', 'an a')) },
  { title: 'State', cell: (row) => tag(words[row.state]) },
  { title: 'Sessions', cell: (row) => number(row.erased.sessions), number: true },
  { title: 'Size', cell: (row) => bytes(row.erased.bytes), number: true },
  {
    title: '',
    cell: (row) => action('Certificate', () => download(`/v1/erasures/${row.id}`, `codesight-erasure-${row.id}.json`)),
  },
];
