import { api } from './api.js';
import { storageHealth } from './storage-health.js';
import { bar, bytes, empty, h, head, number, table } from './elements.js';

export async function storage() {
  const [{ total, items }, health] = await Promise.all([api('/v1/admin/storage'), storageHealth()]);
  const title = head(
    'Storage',
    `${bytes(total.bytes)} in ${number(total.archives)} archives, by site and month of arrival.`,
  );
  if (items.length === 0)
    return [
      title,
      empty('Nothing is stored', 'What participants send is added up here by site and month.'),
      health,
    ].flat();
  const columns = [
    { title: 'Month', cell: (row) => row.month },
    { title: 'Site', cell: (row) => row.site || h('span', { class: 'soft' }, 'no site') },
    { title: 'Archives', cell: (row) => number(row.archives), number: true },
    { title: 'Size', cell: (row) => bytes(row.bytes), number: true },
    { title: 'Share', cell: (row) => bar(row.bytes / total.bytes) },
  ];
  return [title, h('div', { class: 'card' }, table('Storage by site and month', columns, items)), health].flat();
}
