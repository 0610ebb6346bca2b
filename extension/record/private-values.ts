import { foldTokens } from '../../shared/privacy/fold-tokens.ts';
import type { NumberedValue, PrivateValue, PrivateValueKind } from '../../shared/privacy/private-value.ts';

export type PrivateValuesDeps = {
  read(sessionId: string): Promise<NumberedValue[]>;
  /** Keeps all that is known in memory, and the placeholders of those that have still to be remembered. */
  write(sessionId: string, known: readonly NumberedValue[], owed: readonly string[]): Promise<void>;
  /** Placeholders of what is in memory only, though a restart must not lose it. */
  owed(sessionId: string): Promise<readonly string[]>;
  /** Nothing is owed any more. */
  settled(sessionId: string): Promise<void>;
  /** Placeholders that were given out before the browser was restarted. */
  givenOut(sessionId: string): Promise<readonly string[]>;
  /** Keeps what a restart must not lose. */
  remember(sessionId: string, value: NumberedValue): Promise<void>;
};

/** Values that a page has seen, and the interaction that typed them; null when the page just showed them. */
export type Learned = { values: readonly PrivateValue[]; interactionId: string | null };

/** What a session has learned of the participant. */
export type PrivateValues = {
  /**
   * Adds values and gives them their numbers; the same value written otherwise is the same value. Returns all.
   * @throws when not all of it could be kept; what found its way into memory is masked all the same.
   */
  learn(sessionId: string, learned: Learned): Promise<NumberedValue[]>;
  /** Remembers what could not be remembered when it was learned. */
  catchUp(sessionId: string): Promise<void>;
  list(sessionId: string): Promise<NumberedValue[]>;
};

const words: Readonly<Record<PrivateValueKind, string>> = {
  email: 'EMAIL',
  name: 'NAME',
  phone: 'PHONE',
  address: 'ADDRESS',
  'date-of-birth': 'BIRTHDATE',
  username: 'USERNAME',
  other: 'TEXT',
};

/** Where the numbers begin while nobody can read which ones were given out: no session has come as far. */
const UNREAD_FROM = 1_000;

export function createPrivateValues(deps: PrivateValuesDeps): PrivateValues {
  // One after the other: two pages that learn at once would give the same number to different values.
  let last: Promise<unknown> = Promise.resolve();
  const afterLast = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };

  /** Memory first: it is masked from then on, whatever becomes of the store. */
  const learn = async (sessionId: string, learned: Learned): Promise<NumberedValue[]> => {
    const known = await deps.read(sessionId);
    const changed = add(known, learned, await givenOutOf(sessionId));
    if (changed.length === 0) return known;
    const owed = new Set([...(await deps.owed(sessionId)), ...changed]);
    await allOf([
      () => deps.write(sessionId, known, [...owed]),
      // What memory does not take is remembered all the more.
      () => pay(sessionId, known, owed),
    ]);
    return known;
  };

  /** A store that cannot be read keeps nothing from being masked; that it fails shows when it is written to. */
  async function givenOutOf(sessionId: string): Promise<readonly string[] | 'unread'> {
    return await deps.givenOut(sessionId).catch(() => 'unread' as const);
  }

  async function catchUp(sessionId: string): Promise<void> {
    const owed = new Set(await deps.owed(sessionId));
    if (owed.size > 0) await pay(sessionId, await deps.read(sessionId), owed);
  }

  async function pay(sessionId: string, known: readonly NumberedValue[], owed: ReadonlySet<string>): Promise<void> {
    const values = known.filter(({ placeholder }) => owed.has(placeholder));
    await allOf(values.map((value) => () => deps.remember(sessionId, value)));
    await deps.settled(sessionId);
  }

  return {
    learn: (sessionId, learned) => afterLast(() => learn(sessionId, learned)),
    catchUp: (sessionId) => afterLast(() => catchUp(sessionId)),
    list: deps.read,
  };
}

/** Adds what was learned to what is known. Returns the placeholders of what is new or was typed once more. */
function add(
  known: NumberedValue[],
  { values, interactionId }: Learned,
  givenOut: readonly string[] | 'unread',
): string[] {
  const changed: string[] = [];
  for (const value of values) {
    const same = known.find((each) => each.kind === value.kind && fold(each) === fold(value));
    if (same && (interactionId === null || same.typedBy.includes(interactionId))) continue;
    const numbered = same ?? { ...value, placeholder: nextPlaceholder(value.kind, known, givenOut), typedBy: [] };
    if (interactionId !== null) numbered.typedBy.push(interactionId);
    if (!same) known.push(numbered);
    changed.push(numbered.placeholder);
  }
  return changed;
}

/** One after the other, each of them whatever became of the others. @throws what the first that failed threw */
async function allOf(works: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const work of works) await work().catch((failure: unknown) => failures.push(failure));
  if (failures.length > 0) throw failures[0];
}

function fold({ value }: PrivateValue): string {
  return foldTokens(value)
    .map(({ folded }) => folded)
    .join(' ');
}

/**
 * One more than the highest that is known of. Where it cannot be read which ones were given out, that is so only for a
 * kind of which something is in memory: another value's number would hide what was kept of that value.
 */
function nextPlaceholder(
  kind: PrivateValueKind,
  known: readonly NumberedValue[],
  givenOut: readonly string[] | 'unread',
): string {
  const pattern = new RegExp(`^\\{\\{${words[kind]}_(\\d+)`);
  const read = givenOut === 'unread' ? [] : givenOut;
  const numbers = [...known.map(({ placeholder }) => placeholder), ...read].flatMap((placeholder) => {
    const found = pattern.exec(placeholder);
    return found === null ? [] : [Number(found[1])];
  });
  const least = givenOut === 'unread' && numbers.length === 0 ? UNREAD_FROM : 0;
  return `{{${words[kind]}_${Math.max(least, ...numbers) + 1}}}`;
}
