import { api } from './api.js';
import { bytes, day, empty, h, head, number } from './elements.js';

const verdicts = ['accepted', 'review', 'rejected'];
const names = { accepted: 'accepted', review: 'to review', rejected: 'rejected' };

export async function overview() {
  const found = await api('/v1/admin/overview');
  const title = head('Overview', 'What has arrived so far, and how good it is.');
  if (found.total.archives === 0) return [title, figures(found), firstSteps()];
  return [title, figures(found), h('section', { class: 'card' }, h('h2', {}, 'Arrivals by day'), chart(found.days))];
}

function figures({ total, verdicts: counts, participants }) {
  const entries = [
    ['Sessions', number(total.archives)],
    ['Accepted', number(counts.accepted)],
    ['To review', number(counts.review)],
    ['Rejected', number(counts.rejected)],
    ['Participants', number(participants)],
    ['Stored', bytes(total.bytes)],
  ];
  return h(
    'dl',
    { class: 'cards' },
    entries.map(([name, value]) => h('div', { class: 'figure' }, h('dt', {}, name), h('dd', {}, value))),
  );
}

function firstSteps() {
  return empty(
    'Nothing has arrived yet',
    'Make an invitation code, give it to a participant together with this server’s address, and their first session will appear here.',
    h('a', { class: 'button', href: '#access' }, 'Make an invitation code'),
  );
}

function chart(days) {
  if (days.length === 0) return h('p', { class: 'soft' }, 'Nothing arrived in the last 30 days.');
  const shown = withGaps(days);
  const sum = (entry) => verdicts.reduce((total, name) => total + entry[name], 0);
  const most = Math.max(...shown.map(sum));
  const columns = shown.map((entry) => {
    const parts = verdicts.filter((name) => entry[name] > 0).toReversed();
    const label = `${day(entry.day)}: ${number(sum(entry))} sessions`;
    return h(
      'div',
      { class: 'day', title: label },
      parts.map((name) => h('i', { class: name, 'height-percent': (entry[name] / most) * 100 })),
    );
  });
  const words = shown.filter((entry) => sum(entry) > 0).map((entry) => `${day(entry.day)}: ${sum(entry)}`);
  return h(
    'div',
    {},
    h('div', { class: 'chart', role: 'img', 'aria-label': `Sessions by day. ${words.join(', ')}` }, columns),
    h(
      'div',
      { class: 'axis' },
      h('span', {}, day(shown[0].day)),
      h('span', {}, `at most ${number(most)} a day`),
      h('span', {}, day(shown.at(-1).day)),
    ),
    h(
      'div',
      { class: 'key' },
      verdicts.map((name) => h('span', {}, h('i', { class: name }), names[name])),
    ),
  );
}

/** The last 30 days, the empty ones too: a gap is news. */
function withGaps(days) {
  const byDay = new Map(days.map((entry) => [entry.day, entry]));
  return Array.from({ length: 30 }, (_, index) => {
    const name = new Date(Date.now() - (29 - index) * 86_400_000).toISOString().slice(0, 10);
    return byDay.get(name) ?? { day: name, accepted: 0, review: 0, rejected: 0 };
  });
}
