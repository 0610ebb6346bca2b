import { foldTokens } from '../../shared/privacy/fold-tokens.ts';
import type { NumberedValue, PrivateValue, PrivateValueKind } from '../../shared/privacy/private-value.ts';

export type PrivateValuesDeps = {
  read(sessionId: string): Promise<NumberedValue[]>;
  write(sessionId: string, known: readonly NumberedValue[]): Promise<void>;
  /** Placeholders that were given out before the browser was restarted. */
  givenOut(sessionId: string): Promise<readonly string[]>;
  /** Keeps what a restart must not lose. */
  remember(sessionId: string, value: NumberedValue): Promise<void>;
};

/** Values that a page has seen, and the interaction that typed them; null when the page just showed them. */
export type Learned = { values: readonly PrivateValue[]; interactionId: string | null };

/** What a session has learned of the participant. */
export type PrivateValues = {
  /** Adds values and gives them their numbers; the same value written otherwise is the same value. Returns all. */
  learn(sessionId: string, learned: Learned): Promise<NumberedValue[]>;
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

export function createPrivateValues({ read, write, givenOut, remember }: PrivateValuesDeps): PrivateValues {
  // One after the other: two pages that learn at once would give the same number to different values.
  let last: Promise<unknown> = Promise.resolve();

  const learnNow = async (sessionId: string, { values, interactionId }: Learned): Promise<NumberedValue[]> => {
    const known = await read(sessionId);
    const taken = [...known.map(({ placeholder }) => placeholder), ...(await givenOut(sessionId))];
    const changed: NumberedValue[] = [];
    for (const value of values) {
      const same = known.find((each) => each.kind === value.kind && fold(each) === fold(value));
      if (same && (interactionId === null || same.typedBy.includes(interactionId))) continue;
      const numbered = same ?? { ...value, placeholder: nextPlaceholder(value.kind, taken), typedBy: [] };
      if (interactionId !== null) numbered.typedBy.push(interactionId);
      if (!same) known.push(numbered);
      taken.push(numbered.placeholder);
      changed.push(numbered);
    }
    for (const value of changed) await remember(sessionId, value);
    if (changed.length > 0) await write(sessionId, known);
    return known;
  };

  return {
    learn(sessionId, learned) {
      const all = last.then(() => learnNow(sessionId, learned));
      last = all.catch(() => undefined);
      return all;
    },
    list: read,
  };
}

function fold({ value }: PrivateValue): string {
  return foldTokens(value)
    .map(({ folded }) => folded)
    .join(' ');
}

function nextPlaceholder(kind: PrivateValueKind, taken: readonly string[]): string {
  const numbers = taken.map((placeholder) => new RegExp(`^\\{\\{${words[kind]}_(\\d+)`).exec(placeholder)?.[1]);
  return `{{${words[kind]}_${Math.max(0, ...numbers.map((number) => Number(number ?? 0))) + 1}}}`;
}
