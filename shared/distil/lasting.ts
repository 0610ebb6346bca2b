import type { CartEvent } from '../scenarios/cart-ledger.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { Trace } from '../scenarios/trace-criteria.ts';
import { nameSimilarity, SAME_PRODUCT } from '../scenarios/words.ts';
import type { Draft } from './draft.ts';

export type Lasting = {
  /** Steps that left a mark: nothing that happened later took back what they did. */
  marks: ReadonlySet<number>;
  /** Steps that put something in the cart, with the step that took it out again. */
  undone: readonly { added: number; removed: number }[];
  /** Steps that put something in the cart, with the step that showed that it was no longer there. */
  missed: readonly { added: number; shown: number }[];
  /** The step that an interaction belongs to. */
  stepOf: ReadonlyMap<string, number>;
};

const isSame = (a: string, b: string): boolean => a === b || nameSimilarity(a, b) >= SAME_PRODUCT;

type Pair = { added: CartEvent; gone: CartEvent };

/** Pairs each removal, and each thing that was found to be missing, with the latest addition of the same thing before it. */
function pairEvents(events: readonly CartEvent[]): {
  undone: Pair[];
  missed: Pair[];
  kept: CartEvent[];
} {
  const open: CartEvent[] = [];
  const undone: Pair[] = [];
  const missed: Pair[] = [];
  const kept: CartEvent[] = [];
  for (const event of events) {
    if (event.kind === 'added') {
      open.push(event);
      continue;
    }
    const index = open.findLastIndex(({ name }) => isSame(name, event.name));
    const [added] = index < 0 ? [] : open.splice(index, 1);
    if (added !== undefined) (event.kind === 'missing' ? missed : undone).push({ added, gone: event });
    // Taking out what was there from before lasts; finding it gone is nobody's doing.
    else if (event.kind === 'removed') kept.push(event);
  }
  return { undone, missed, kept: [...kept, ...open] };
}

/** Going to the till, saying who one is, paying and ordering is taken back by nothing. */
const lastingIntents: ReadonlySet<string> = new Set(['checkout', 'identify', 'pay', 'order']);

/** Finds the steps without which the session would have come to another end. */
export function findLasting(drafts: readonly Draft[], trace: Trace, scenario: Scenario | null): Lasting {
  const stepOf = new Map<string, number>();
  drafts.forEach(({ group }, index) => {
    for (const { id } of group.members) stepOf.set(id, index);
  });
  const { undone, missed, kept } = pairEvents(trace.cartEvents);
  const visits = new Set(scenario?.criteria.filter(({ type }) => type === 'products-viewed').map(({ id }) => id));
  const ids = [
    ...kept.map(({ by }) => by),
    ...trace.findings.flatMap(({ metBy }) => metBy ?? []),
    // Looking at several products is what such a task asks for.
    ...[...trace.advanced].filter(([, criterionId]) => visits.has(criterionId)).map(([id]) => id),
  ];
  const marks = new Set(ids.flatMap((id) => stepOf.get(id) ?? []));
  drafts.forEach(({ intent, group }, index) => {
    if (lastingIntents.has(intent.label) && group.lead.action.type !== 'scroll' && group.lead.action.type !== 'key')
      marks.add(index);
  });
  const steps = ({ added, gone }: Pair): { added: number; by: number }[] => {
    const [from, to] = [stepOf.get(added.by), stepOf.get(gone.by)];
    return from === undefined || to === undefined || marks.has(from) ? [] : [{ added: from, by: to }];
  };
  return {
    marks,
    undone: undone.flatMap(steps).map(({ added, by }) => ({ added, removed: by })),
    missed: missed.flatMap(steps).map(({ added, by }) => ({ added, shown: by })),
    stepOf,
  };
}
