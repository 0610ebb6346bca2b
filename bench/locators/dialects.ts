/** How a front end writes classes and ids: the same content looks quite different to a locator. */
export type Dialect = {
  /** The class attribute of a part, or nothing. */
  cls(part: string): string;
  /** The id attribute of a control, or nothing. */
  id(part: string): string;
  /** Attributes that its developers test by, or nothing. */
  test(part: string): string;
};

export function hash(text: string): string {
  let value = 5381;
  for (const letter of text) value = (Math.imul(value, 33) ^ letter.charCodeAt(0)) >>> 0;
  return value.toString(36).slice(0, 6).padEnd(6, '0');
}

const none = (): string => '';
let counter = 0;

export const dialects = {
  /** CSS in JS: nothing but hashes. */
  hashed: { cls: (part) => ` class="css-${hash(part)} sc-${hash(`${part}2`)}"`, id: none, test: none },
  /** CSS modules: a name, and a hash. */
  modules: {
    cls: (part) => ` class="${part[0]?.toUpperCase()}${part.slice(1)}_root__${hash(part)}"`,
    id: none,
    test: (part) => ` data-testid="${part}"`,
  },
  utility: {
    cls: (part) => ` class="flex items-center ${part.length % 2 === 0 ? 'px-4 py-2' : 'p-3 gap-2'} rounded-md text-sm"`,
    id: none,
    test: none,
  },
  bem: { cls: (part) => ` class="shop-${part} shop-${part}--default"`, id: none, test: none },
  /** Ids that count from the start of the page. */
  counters: { cls: (part) => ` class="${part}"`, id: () => ` id=":r${(counter++ % 400).toString(36)}:"`, test: none },
  named: { cls: (part) => ` class="${part}"`, id: (part) => ` id="${part}"`, test: none },
  plain: { cls: none, id: none, test: none },
} satisfies Record<string, Dialect>;
