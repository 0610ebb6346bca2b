/** The browser's IndexedDB, which can be told to open nothing for now. */
export type RefusingFactory = { factory: IDBFactory; refuse(isRefused: boolean): void };

export function refusingFactory(whole: IDBFactory): RefusingFactory {
  let isRefusing = false;
  const open = (...given: Parameters<IDBFactory['open']>): IDBOpenDBRequest => {
    if (isRefusing) throw new DOMException('There is no room on this device.', 'QuotaExceededError');
    return whole.open(...given);
  };
  const factory = new Proxy(whole, {
    get(_target, key) {
      if (key === 'open') return open;
      const value: unknown = Reflect.get(whole, key);
      return typeof value === 'function' ? value.bind(whole) : value;
    },
  });
  return { factory, refuse: (isRefused) => void (isRefusing = isRefused) };
}
