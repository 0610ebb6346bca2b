import { api, query } from './api.js';
import { action, empty, form, h, head, moment, number, pages, secret, table } from './elements.js';

/** Invitation codes, tokens, and what was done with them; `#access/<participant>` is about one who comes back. */
export async function access(participantId) {
  const codes = pages(
    (cursor) => api(`/v1/admin/enrolment-codes${query({ limit: 20, cursor })}`),
    (items) => table('Invitation codes', codeColumns, items),
    h('p', { class: 'soft' }, 'There is none yet.'),
  );
  const tokens = ['researcher', 'administrator'].map((scope) =>
    pages(
      (cursor) => api(`/v1/admin/tokens${query({ scope, limit: 20, cursor })}`),
      (items) => h('div', {}, h('h3', {}, `Tokens of ${scope}s`), table(`Tokens of ${scope}s`, tokenColumns, items)),
      '',
    ),
  );
  await Promise.all([codes, ...tokens].map(({ start }) => start()));
  return [
    head('Access', 'Who may send sessions, and who may read them.'),
    h('section', { class: 'card' }, h('h2', {}, 'Invite participants'), invite(codes.start), codes.place),
    h(
      'section',
      { class: 'card' },
      h('h2', {}, 'Let a participant join again'),
      h(
        'p',
        { class: 'soft' },
        'For somebody whose access has run out, was taken back, or who has a new device. With this code they stay the same participant, and what waits on their device is theirs. Make sure that you give it to them: whoever uses it may read what is stored of them.',
      ),
      rejoin(codes.start, participantId),
    ),
    h(
      'section',
      { class: 'card' },
      h('h2', {}, 'Researchers and administrators'),
      newToken(() => Promise.all(tokens.map(({ start }) => start()))),
      tokens.map(({ place }) => place),
    ),
  ];
}

const codeColumns = [
  { title: 'For', cell: (row) => row.label },
  { title: 'Made', cell: (row) => moment(row.createdAt) },
  { title: 'Runs out', cell: (row) => moment(row.expiresAt) },
  {
    title: 'Makes',
    cell: (row) =>
      row.participantId === null
        ? 'somebody new'
        : h('span', {}, 'again ', h('span', { class: 'mono' }, row.participantId)),
  },
  { title: 'Uses left', cell: (row) => number(row.usesLeft), number: true },
];

const tokenColumns = [
  { title: 'For', cell: (row) => row.label },
  { title: 'Made', cell: (row) => moment(row.createdAt) },
  { title: 'Runs out', cell: (row) => (row.expiresAt === null ? 'never' : moment(row.expiresAt)) },
  { title: 'In the log as', cell: (row) => h('span', { class: 'mono' }, row.actor) },
  {
    title: '',
    cell: (row) =>
      row.revokedAt === null ? revoke(row) : h('span', { class: 'soft' }, `revoked ${moment(row.revokedAt)}`),
  },
];

function revoke(row) {
  return action('Revoke', async () => {
    if (!confirm(`Revoke the token for “${row.label}”? It stops working at once, for good.`)) return;
    await api(`/v1/admin/tokens/${row.id}`, { method: 'DELETE' });
    refresh();
  });
}

/** `refreshList` shows the new one among the others. */
function invite(refreshList) {
  const made = h('div', {});
  const fields = [
    h(
      'label',
      {},
      'For',
      h('input', { name: 'label', required: true, maxlength: 100, placeholder: 'spring study', autocomplete: 'off' }),
    ),
    h('label', {}, 'Participants', h('input', { name: 'uses', type: 'number', min: 1, max: 10_000, value: 1 })),
    h('label', {}, 'Days', h('input', { name: 'expiresInDays', type: 'number', min: 1, max: 365, value: 30 })),
    h('button', { class: 'main' }, 'Make an invitation code'),
  ];
  const submit = async ({ label, uses, expiresInDays }) => {
    const body = { label, uses: Number(uses), expiresInDays: Number(expiresInDays) };
    const { code } = await api('/v1/admin/enrolment-codes', { method: 'POST', body });
    made.replaceChildren(shownOnce('Give this code to your participants. It is shown only now.', code), address());
    await refreshList();
  };
  return h('div', {}, form({ class: 'row', 'aria-label': 'Make an invitation code' }, fields, submit), made);
}

/** A code for one who has been here before: it can be used once. */
function rejoin(refreshList, participantId = '') {
  const made = h('div', {});
  const field = h('input', {
    name: 'participantId',
    required: true,
    value: participantId,
    pattern: '\\s*[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\s*',
    title: 'The participant number, as the extension shows it: 36 digits, letters and dashes',
    size: 38,
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const fields = [
    h('label', {}, 'Participant number', field),
    h('label', {}, 'Days', h('input', { name: 'expiresInDays', type: 'number', min: 1, max: 365, value: 7 })),
    h('button', { class: 'main' }, 'Make a code to join again'),
  ];
  const submit = async (given) => {
    const body = {
      label: 'to join again',
      participantId: given.participantId.trim().toLowerCase(),
      expiresInDays: Number(given.expiresInDays),
    };
    const { code } = await api('/v1/admin/enrolment-codes', { method: 'POST', body });
    const words = 'Give this code to this participant and to nobody else. It works once, and is shown only now.';
    made.replaceChildren(shownOnce(words, code), address('On a new device they also enter this server’s address: '));
    await refreshList();
  };
  return h('div', {}, form({ class: 'row', 'aria-label': 'Make a code to join again' }, fields, submit), made);
}

const address = (words = 'In the extension they also enter this server’s address: ') =>
  h('p', { class: 'soft' }, words, h('code', {}, location.origin));

function newToken(refreshList) {
  const made = h('div', {});
  const fields = [
    h(
      'label',
      {},
      'For',
      h('input', { name: 'label', required: true, maxlength: 100, placeholder: 'Ada', autocomplete: 'off' }),
    ),
    h(
      'label',
      {},
      'May',
      h(
        'select',
        { name: 'scope' },
        h('option', { value: 'researcher' }, 'read everything'),
        h('option', { value: 'administrator' }, 'do everything'),
      ),
    ),
    h('button', {}, 'Make a token'),
  ];
  const submit = async ({ label, scope }) => {
    const { token } = await api('/v1/admin/tokens', { method: 'POST', body: { label, scope } });
    made.replaceChildren(shownOnce('Keep this token in a safe place. It is shown only now.', token));
    await refreshList();
  };
  return h('div', {}, form({ class: 'row', 'aria-label': 'Make a token' }, fields, submit), made);
}

function shownOnce(text, value) {
  return h('div', { class: 'note good', role: 'status' }, h('p', {}, text), secret(value));
}

/** The audit log. */
export async function audit() {
  const { place, start } = pages(
    (cursor) => api(`/v1/admin/audit${query({ limit: 50, cursor })}`),
    (items) => h('div', { class: 'card' }, table('Audit log', auditColumns, items)),
    empty(
      'Nothing has been done yet',
      'Every act of an administrator, and every recording that is read, is written down here for good.',
    ),
  );
  await start();
  return [head('Audit log', 'What was done by whom. Nothing in it can be changed.'), place];
}

const auditColumns = [
  { title: 'When', cell: (row) => moment(row.at) },
  { title: 'Who', cell: (row) => h('span', { class: 'mono' }, row.actor) },
  { title: 'What', cell: (row) => row.act },
  { title: 'To', cell: (row) => h('span', { class: 'mono' }, row.subject) },
  {
    title: 'Details',
    cell: (row) =>
      h(
        'span',
        { class: 'soft' },
        Object.entries(row.details)
          .map(([name, value]) => `${name}: ${String(value)}`)
          .join(', '),
      ),
  },
];

const refresh = () => window.dispatchEvent(new HashChangeEvent('hashchange'));
