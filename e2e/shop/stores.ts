export interface Store {
  readonly town: string;
  readonly street: string;
  readonly postcode: string;
  readonly hours: string;
}

/** Invented towns; the postcode areas exist nowhere. */
export const stores: readonly Store[] = [
  { town: 'Larkmoor', street: '1 Market Cross', postcode: 'LK1 1AA', hours: 'Mon–Sat 9–18' },
  { town: 'Thornwick', street: '48 Quay Street', postcode: 'TW4 2QS', hours: 'Mon–Sat 9–18, Sun 11–16' },
  { town: 'Ashby-under-Fell', street: '7 Mill Lane', postcode: 'AF9 7ML', hours: 'Tue–Sat 10–17' },
  { town: 'Pennmouth', street: '112 Harbour Road', postcode: 'PM2 8HR', hours: 'Daily 10–18' },
  { town: 'Great Saltley', street: '3 The Arcade', postcode: 'GS1 3TA', hours: 'Mon–Sat 9–19' },
  { town: 'Wrenbridge', street: '26 Bridge Foot', postcode: 'WB6 6BF', hours: 'Wed–Sun 10–17' },
];

export function findStores(text: string): Store[] {
  const words = text.trim().toLowerCase();
  return stores.filter((store) => `${store.town} ${store.postcode}`.toLowerCase().includes(words));
}
