/** An element. Text goes in as text nodes, so that nothing out of a session can become markup. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'width-percent') element.style.width = `${value}%`;
    else if (name === 'height-percent') element.style.height = `${value}%`;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false),
  );
  return element;
}

export function head(title, explanation, ...actions) {
  return h('div', { class: 'head' }, h('div', {}, h('h1', {}, title), h('p', {}, explanation)), h('div', {}, actions));
}

export function empty(title, explanation, ...more) {
  return h('div', { class: 'card empty' }, h('h2', {}, title), h('p', {}, explanation), more);
}

export function note(text, kind = '') {
  return h('div', { class: `note ${kind}`, role: kind === 'bad' ? 'alert' : undefined }, h('p', {}, text));
}

/** `columns`: { title, cell(row), number? }. */
export function table(caption, columns, rows) {
  const kind = ({ number }) => (number ? 'number' : undefined);
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h(
      'table',
      {},
      h('caption', { class: 'unseen' }, caption),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          columns.map((column) => h('th', { scope: 'col', class: kind(column) }, column.title)),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map((row) =>
          h(
            'tr',
            {},
            columns.map((column) => h('td', { class: kind(column) }, column.cell(row))),
          ),
        ),
      ),
    ),
  );
}

export function facts(entries) {
  const shown = entries.filter(([, value]) => value !== undefined && value !== null && value !== '');
  return h(
    'dl',
    { class: 'facts' },
    shown.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]),
  );
}

export function bar(share, label) {
  const percent = Math.round(Math.max(0, Math.min(1, share)) * 100);
  const inside = h('i', { 'width-percent': percent });
  return h('div', { class: 'bar', role: 'img', 'aria-label': label ?? `${percent} %` }, inside);
}

const tones = {
  accepted: 'good',
  review: 'middle',
  rejected: 'bad',
  ready: 'good',
  building: '',
  failed: 'bad',
  succeeded: 'good',
  cancelled: 'middle',
  stale: 'middle',
  done: 'good',
};
const words = { review: 'to review' };

export const tag = (state) => h('span', { class: `tag ${tones[state] ?? ''}` }, words[state] ?? state);

/** Names a button that changes something by what it does, and shows a failure beside it. */
export function action(label, work, attributes = {}) {
  const button = h('button', { type: 'button', ...attributes, onclick: () => run() }, label);
  const run = async () => {
    button.disabled = true;
    button.parentElement?.querySelector('.note.bad')?.remove();
    try {
      await work();
    } catch (error) {
      button.after(note(error.message, 'bad'));
    } finally {
      button.disabled = false;
    }
  };
  return button;
}

/** A form that gives its fields as an object; a failure is shown above its fields. */
export function form(attributes, fields, submit) {
  const element = h('form', { ...attributes, onsubmit: (event) => run(event) }, fields);
  const run = async (event) => {
    event.preventDefault();
    const before = element.previousElementSibling;
    if (before?.matches('.note.bad')) before.remove();
    const button = element.querySelector('button');
    button.disabled = true;
    try {
      await submit(Object.fromEntries(new FormData(element)));
    } catch (error) {
      element.before(note(error.message, 'bad'));
    } finally {
      button.disabled = false;
    }
  };
  return element;
}

/** A secret that is shown this once, with a button that copies it. */
export function secret(value) {
  const button = h(
    'button',
    {
      type: 'button',
      onclick: async () => {
        await navigator.clipboard.writeText(value);
        button.textContent = 'Copied';
        announce('Copied');
      },
    },
    'Copy',
  );
  return h('div', { class: 'secret' }, h('span', { class: 'mono' }, value), button);
}

export function announce(text) {
  document.getElementById('announcer').textContent = text;
}

const locale = navigator.languages;
export const number = (value) => new Intl.NumberFormat(locale).format(value);
export const percent = (share) => (share === null || share === undefined ? '–' : `${Math.round(share * 100)} %`);
export const moment = (at) =>
  at === null ? '–' : new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
export const day = (text) =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(`${text}T00:00Z`),
  );

export function bytes(value) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(value, 1)) / 3));
  const scaled = value / 1000 ** power;
  return `${scaled.toFixed(power > 0 && scaled < 10 ? 1 : 0)} ${units[power]}`;
}

export function duration(ms) {
  const minutes = Math.round(ms / 60_000);
  if (ms < 90_000) return `${Math.round(ms / 1000)} s`;
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The items of a list so far, with a button for the next page. `rows(items)` shows them. */
export function pages(load, rows, nothing) {
  const items = [];
  const place = h('div', {});
  const more = async (cursor) => {
    const page = await load(cursor);
    items.push(...page.items);
    if (items.length === 0) {
      place.replaceChildren(nothing);
      return;
    }
    const next = page.nextCursor;
    place.replaceChildren(
      rows(items),
      ...(next === null
        ? []
        : [
            h(
              'p',
              {},
              action('Show more', () => more(next)),
            ),
          ]),
    );
  };
  return {
    place,
    start: () => {
      items.length = 0;
      return more(undefined);
    },
  };
}
