/** What the driver does with a thing on the made-up page. Nothing is done twice in one visit, so that each has a name of its own. */
export type Deed = { act: 'press' | 'tick' | 'type' | 'follow'; page: number; name: string };
export type Visit = { deeds: Deed[] };

const COLOURS = [
  ['Amber', 'Coral', 'Ivory'],
  ['Slate', 'Olive', 'Plum'],
] as const;
const BUTTONS = ['lamp', 'mug', 'chair', 'scarf'] as const;
const BOXES = ['shelf', 'rug'] as const;
export const FOLLOW = 'Onward';

/** Everything on a page that can be used, in the order in which it stands there. */
export function thingsOn(page: number): Deed[] {
  const colours = COLOURS[page] ?? [];
  const all = (act: Deed['act'], words: readonly string[]): Deed[] =>
    colours.flatMap((colour) => words.map((word) => ({ act, page, name: `${colour} ${word}` })));
  const onward: Deed[] = page + 1 < COLOURS.length ? [{ act: 'follow', page, name: FOLLOW }] : [];
  return [...all('press', BUTTONS), ...all('tick', BOXES), ...all('type', ['find']), ...onward];
}

/** A few things on each of the pages, and the link between them. */
export function planVisit(random: () => number): Visit {
  const deeds = COLOURS.flatMap((_, page) => {
    const things = thingsOn(page);
    const link = things.filter(({ act }) => act === 'follow');
    const others = things.filter(({ act }) => act !== 'follow');
    const chosen = others
      .map((deed) => ({ deed, place: random() }))
      .toSorted((a, b) => a.place - b.place)
      .slice(0, 4 + Math.floor(random() * 4))
      .map(({ deed }) => deed);
    return [...chosen, ...link];
  });
  return { deeds };
}

/** What an archive must hold of a deed, in order. */
export function tracesOf({ act, name }: Deed): string[] {
  if (act === 'tick') return [`click ${name}`, `change ${name}`];
  if (act === 'type') return [`click ${name}`, `input ${name}`];
  return [`click ${name}`];
}

/** Kinds of interactions that are compared: the others are the browser's own. */
export const COMPARED: ReadonlySet<string> = new Set(['click', 'change', 'input']);
