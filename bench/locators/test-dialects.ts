import { hash, type Dialect } from './dialects.ts';

const none = (): string => '';
const camel = (text: string): string => text.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
let counted = 0;

/** Ways to write classes and ids that none of the training pages has. */
export const testDialects = {
  /** Block and element, a prefix for the team that owns the part, and hooks that scripts hold on to. */
  blocks: {
    cls: (part) => ` class="ui-panel__${part} ui-panel__${part}_size_m"`,
    id: none,
    test: (part) => ` data-hook="${part}"`,
  },
  /** A component library: a readable name with a counter behind it, hydration ids. */
  library: {
    cls: (part) => ` class="MuiBox-root mui-${hash(part)} ${camel(part)}-root-${part.length * 7 + 101}"`,
    id: () => ` id="mui-${(counted++ % 500) + 40}"`,
    test: none,
  },
  /** Atomic CSS made by a build: a letter or two for each property. */
  atomic: {
    cls: (part) => ` class="${Array.from(hash(part), (letter) => `x${letter}${hash(letter).slice(0, 3)}`).join(' ')}"`,
    id: none,
    test: (part) => ` data-qa="${part}-element"`,
  },
  /** A server's framework of old: ids from the tree of its controls. */
  forms: {
    cls: (part) => ` class="${camel(part)}Ctl"`,
    id: (part) => ` id="ctl00_Main_${camel(part)}"`,
    test: none,
  },
  /** Scoped styles: plain classes, and an attribute with a hash on everything. */
  scoped: { cls: (part) => ` class="c-${part}" data-v-${hash('scope')}=""`, id: none, test: none },
  /** Nothing but what the words and the structure say. */
  bare: { cls: none, id: none, test: none },
  /** Utility classes with variants. */
  variants: {
    cls: (part) =>
      ` class="inline-flex md:w-${part.length % 5}/6 hover:bg-${part.length % 2 === 0 ? 'sky' : 'rose'}-600 px-${part.length % 4}"`,
    id: (part) => ` id="${part}-control"`,
    test: none,
  },
} satisfies Record<string, Dialect>;
