import { api } from './api.js';
import { action, bytes, empty, facts, h, moment, note, number, table } from './elements.js';

const kinds = { write: 'writing', read: 'reading', restore: 'bringing back' };

const findingColumns = [
  { title: 'What', cell: (row) => row.kind },
  { title: 'Object', cell: (row) => h('span', { class: 'mono' }, row.objectKey) },
  { title: 'Why', cell: (row) => row.words },
];

/** For administrators: what storage costs, and whether it holds what the database says. Nothing for others. */
export async function storageHealth() {
  try {
    const [costs, check] = await Promise.all([api('/v1/admin/costs'), api('/v1/admin/storage/check')]);
    return [costCard(costs), checkCard(check)];
  } catch (error) {
    if (error.code === 'FORBIDDEN') return [];
    throw error;
  }
}

function costCard({ currency, tiers, usage, datasets, total, budget, passedAt, month, training }) {
  const money = (value) => `${value.toFixed(2)} ${currency}`;
  const lies = tiers.map(({ tier, bytes: size, cost }) => [`In ${tier} storage`, `${bytes(size)}, ${money(cost)}`]);
  const asked = usage.map(({ kind, requests, bytes: size, cost }) => [
    `Requests for ${kinds[kind]}`,
    `${number(requests)}, ${bytes(size)}, ${money(cost)}`,
  ]);
  const sets = [[`${number(datasets.datasets)} datasets`, `${bytes(datasets.bytes)}, ${money(datasets.cost)}`]];
  const trained = training.models.map(({ model, trainedTokens, cost }) => [
    `Training of ${model}`,
    `${number(trainedTokens)} tokens, ${cost === null ? 'no known price' : `${cost.toFixed(2)} ${training.currency}`}`,
  ]);
  const limit = budget === null ? [] : [['Budget', money(budget)]];
  return h(
    'section',
    { class: 'card' },
    h('h2', {}, `Estimated costs in ${month}`),
    passedAt === null ? '' : note(`The estimate has passed the budget: ${moment(passedAt)}.`, 'bad'),
    facts([...lies, ...sets, ...asked, ['Storage together', money(total)], ...limit, ...trained]),
    h(
      'p',
      { class: 'soft' },
      'By the prices that the server is told (STORAGE_PRICES, TRAINING_PRICES). Asking models is not in it.',
    ),
  );
}

function checkCard({ last, findings }) {
  const asked = h('p', { class: 'soft', role: 'status' });
  const ask = action('Check now', async () => {
    await api('/v1/admin/storage/check', { method: 'POST' });
    asked.textContent = 'It was asked for. Load this page again in a while.';
  });
  const title = h('h2', {}, 'Does the store hold what the database says?');
  if (last === null) return h('section', { class: 'card' }, title, h('p', {}, 'Nobody has looked yet.'), ask, asked);
  const { counts } = last;
  const state = [
    ['Last look', moment(last.finishedAt)],
    ['Objects', number(counts.objects)],
    ['Archives', number(counts.archives)],
    ['Read to the last byte', number(counts.verified)],
    ['Missing', number(counts.missing)],
    ['Damaged', number(counts.damaged)],
    ['Nobody’s', number(counts.orphans)],
    ['Left by killed processes, cleared', number(counts.leftovers)],
  ];
  const waiting = note(
    `The database has forgotten ${number(counts.consentsWaiting)} consents and withdrawals. They hold again once ` +
      'what it has forgotten with them is adopted: npm run storage -- adopt.',
    'bad',
  );
  const shown =
    findings.length === 0
      ? empty('They fit together', 'Everything that the last look compared is as it should be.')
      : [
          note('They do not fit together. Nothing is repaired by itself: see npm run storage -- check.', 'bad'),
          table('What was found', findingColumns, findings),
        ];
  return h(
    'section',
    { class: 'card' },
    title,
    facts(state),
    counts.consentsWaiting > 0 ? waiting : '',
    shown,
    ask,
    asked,
  );
}
