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

/** What a session has learned of the participant. */
export type PrivateValues = {
  /** Adds values and gives them their numbers; the same value written otherwise is the same value. */
  learn(sessionId: string, values: readonly PrivateValue[]): Promise<NumberedValue[]>;
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

  const learnNow = async (sessionId: string, values: readonly PrivateValue[]): Promise<NumberedValue[]> => {
    const known = await read(sessionId);
    const taken = [...known.map(({ placeholder }) => placeholder), ...(await givenOut(sessionId))];
    const added: NumberedValue[] = [];
    for (const value of values) {
      if ([...known, ...added].some((each) => each.kind === value.kind && fold(each) === fold(value))) continue;
      const numbered = { ...value, placeholder: nextPlaceholder(value.kind, taken) };
      taken.push(numbered.placeholder);
      added.push(numbered);
    }
    if (added.length === 0) return known;
    for (const value of added) await remember(sessionId, value);
    const all = [...known, ...added];
    await write(sessionId, all);
    return all;
  };

  return {
    learn(sessionId, values) {
      const learned = last.then(() => learnNow(sessionId, values));
      last = learned.catch(() => undefined);
      return learned;
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
