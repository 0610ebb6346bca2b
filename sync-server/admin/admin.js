import { access, audit } from './access.js';
import { api, token } from './api.js';
import { announce, form, h, note } from './elements.js';
import { overview } from './overview.js';
import { quarantine } from './quarantine.js';
import { sessions } from './sessions.js';
import { storage } from './storage.js';
import { datasets, runs } from './training.js';

const views = {
  overview: ['Overview', overview],
  sessions: ['Sessions', sessions],
  quarantine: ['Quarantine', quarantine],
  storage: ['Storage', storage],
  datasets: ['Datasets', datasets],
  training: ['Training', runs],
  access: ['Access', access],
  audit: ['Audit log', audit],
};
const frame = document.getElementById('frame');
/** Counts up with every page shown, so that a slow answer cannot overwrite a later page. */
let turn = 0;

addEventListener('hashchange', () => void show());
void show();

async function show() {
  if (token.get() === null) return signIn();
  const mine = ++turn;
  const [name = 'overview', argument] = location.hash.slice(1).split('?')[0].split('/');
  const current = Object.hasOwn(views, name) ? name : 'overview';
  const main = layout(current);
  const [title, view] = views[current];
  document.title = `${title} · CodeSight`;
  try {
    const content = await view(argument, () => mine === turn);
    if (mine !== turn) return;
    main.replaceChildren(...content);
  } catch (error) {
    if (mine !== turn) return;
    if (error.code === 'UNAUTHENTICATED') return signOut(error.message);
    main.replaceChildren(note(error.message, 'bad'));
  }
  main.removeAttribute('aria-busy');
  announce(title);
}

function layout(current) {
  const links = Object.entries(views).map(([name, [title]]) =>
    h('li', {}, h('a', { href: `#${name}`, 'aria-current': name === current ? 'page' : undefined }, title)),
  );
  const main = h('main', { id: 'main', tabindex: -1, 'aria-busy': 'true' }, h('p', { class: 'soft' }, 'Loading…'));
  const out = h('button', { type: 'button', onclick: () => signOut() }, 'Sign out');
  frame.replaceChildren(
    h(
      'div',
      { class: 'layout' },
      h(
        'header',
        { class: 'side' },
        brand(),
        h('nav', { 'aria-label': 'Pages' }, h('ul', {}, links)),
        h('div', { class: 'foot' }, out),
      ),
      main,
    ),
  );
  return main;
}

function brand() {
  return h('div', { class: 'brand' }, h('img', { src: '/admin/icon.svg', alt: '' }), 'CodeSight');
}

function signOut(reason) {
  turn++;
  token.forget();
  signIn(reason);
}

function signIn(reason) {
  document.title = 'Sign in · CodeSight';
  const field = h('input', {
    name: 'token',
    type: 'password',
    required: true,
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const fields = [h('label', {}, 'Token', field), h('button', { class: 'main' }, 'Sign in')];
  const submit = async (given) => {
    token.set(given.token.trim());
    try {
      await api('/v1/admin/overview');
    } catch (error) {
      token.forget();
      throw error;
    }
    await show();
  };
  frame.replaceChildren(
    h(
      'main',
      { id: 'main', class: 'sign-in' },
      h(
        'div',
        { class: 'card' },
        brand(),
        h('h1', {}, 'Sign in'),
        h(
          'p',
          { class: 'soft' },
          'With the token of an administrator or a researcher. The first one lies in the file admin-token in the server’s data folder; it was named when the server first started.',
        ),
        reason === undefined ? '' : note(reason, 'bad'),
        form({}, fields, submit),
      ),
    ),
  );
  field.focus();
}
