import { compareView } from './compare-view.js';
import { detailView } from './detail-view.js';
import { listView } from './list-view.js';

const routes = [
  { pattern: /^\/outlet\/?$/, title: 'Outlet', view: listView },
  { pattern: /^\/outlet\/compare$/, title: 'Compare', view: compareView },
  { pattern: /^\/outlet\/([a-z0-9-]+)$/, title: 'Outlet', view: detailView },
];

const keptViews = 4;

/**
 * A router that keeps old views in the document, hidden, as some frameworks do: after three
 * steps there are three `h1`. Only the newest `keptViews` stay.
 */
export async function startOutlet() {
  const root = document.querySelector('[data-outlet]');
  const response = await fetch('/api/outlet');
  const store = { ...(await response.json()), compared: new Set(), go };

  async function show() {
    const { pathname } = location;
    const route = routes.find(({ pattern }) => pattern.test(pathname)) ?? routes[0];
    const view = await route.view(store, route.pattern.exec(pathname)?.[1]);
    for (const old of root.children) old.hidden = true;
    root.append(view);
    while (root.children.length > keptViews) root.firstElementChild.remove();
    document.title = `${view.dataset.title ?? route.title} · Larkmoor`;
    scrollTo(0, 0);
  }

  async function go(path) {
    history.pushState(null, '', path);
    await show();
    root.lastElementChild.querySelector('h1').focus();
  }

  root.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-route]');
    if (!link || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    go(link.getAttribute('href'));
  });
  addEventListener('popstate', show);
  await show();
}
