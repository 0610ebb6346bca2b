import { foldTokens } from '../../shared/privacy/fold-tokens.ts';
import { knownTerms, type KnownTerms } from '../../shared/privacy/find-known.ts';
import type { NumberedValue, PrivateValue, PrivateValueKind } from '../../shared/privacy/private-value.ts';
import type { FieldKind } from '../../shared/interactions/action.ts';

export type KnownValuesDeps = {
  /** Tells what was learned and where it was typed; resolves with everything that is known. */
  learn(learned: { values: PrivateValue[]; interactionId: string | null }): Promise<readonly NumberedValue[]>;
  /** Whether there is a session to tell: until it is known, nothing leaves the page. */
  isOpen(): boolean;
  /** Everything that is known. */
  ask(): Promise<readonly NumberedValue[]>;
};

/** What this session knows to be private of the participant, as far as this page has heard. */
export type KnownValues = {
  terms(): KnownTerms;
  /** A value that a masked field holds, and the interaction that put it there, if one did. */
  learn(kind: FieldKind, value: string, interactionId?: string): void;
  /** Others have learned something. */
  heard(): void;
  onChange(listener: () => void): void;
};

/** Kinds that are worth remembering; of the others nothing is read, or nothing is private. */
const remembered: Partial<Record<FieldKind, PrivateValueKind>> = {
  email: 'email',
  name: 'name',
  phone: 'phone',
  address: 'address',
  'date-of-birth': 'date-of-birth',
  username: 'username',
  other: 'other',
};
const MAX_VALUE = 500;

export function isRemembered(kind: FieldKind): boolean {
  return remembered[kind] !== undefined;
}

export function createKnownValues({ learn, ask, isOpen }: KnownValuesDeps): KnownValues {
  let values: NumberedValue[] = [];
  let terms = knownTerms(values);
  const told = new Set<string>();
  const listeners: (() => void)[] = [];

  const know = (known: readonly NumberedValue[]): void => {
    if (known.length === values.length && known.every(({ placeholder }, n) => placeholder === values[n]?.placeholder))
      return;
    values = [...known];
    terms = knownTerms(values);
    for (const listener of listeners) listener();
  };

  return {
    terms: () => terms,
    learn(fieldKind, text, interactionId) {
      const kind = remembered[fieldKind];
      const value = text.trim().slice(0, MAX_VALUE);
      if (kind === undefined || value === '') return;
      const key = `${kind} ${foldTokens(value)
        .map(({ folded }) => folded)
        .join(' ')}`;
      // Until it has its number it is masked under its kind's name: not a moment goes by without.
      if (!values.some((known) => known.kind === kind && known.value === value))
        know([...values, { kind, value, placeholder: provisional(kind), typedBy: [] }]);
      if (!isOpen() || (told.has(key) && interactionId === undefined)) return;
      told.add(key);
      learn({ values: [{ kind, value }], interactionId: interactionId ?? null }).then(know, () => told.delete(key));
    },
    heard: () => void ask().then(know, () => undefined),
    onChange: (listener) => void listeners.push(listener),
  };
}

const provisional = (kind: PrivateValueKind): string =>
  ({
    email: '{{EMAIL}}',
    name: '{{NAME}}',
    phone: '{{PHONE}}',
    address: '{{ADDRESS}}',
    'date-of-birth': '{{BIRTHDATE}}',
    username: '{{USERNAME}}',
    other: '{{TEXT}}',
  })[kind];
