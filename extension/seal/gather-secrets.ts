import { joinKnown, knownTerms } from '../../shared/privacy/find-known.ts';
import type { NumberedValue } from '../../shared/privacy/private-value.ts';
import { recallTerms } from '../../shared/privacy/term-digests.ts';
import type { StoredDigests } from '../store/private-terms.ts';
import type { Secrets } from './mask-recorded.ts';

/**
 * Everything that a session has learned: the values that are still in memory, and of those that a restart of the
 * browser took, which words of these texts were theirs.
 */
export async function gatherSecrets(
  values: readonly NumberedValue[],
  stored: StoredDigests | undefined,
  texts: Iterable<string>,
): Promise<Secrets> {
  const inMemory = new Set(values.map(({ placeholder }) => placeholder));
  const lost = (stored?.digests ?? []).filter(({ placeholder }) => !inMemory.has(placeholder));
  const recalled = stored && lost.length > 0 ? await recallTerms(texts, lost, stored.digest) : undefined;
  const known = knownTerms(values);
  return {
    known: recalled === undefined ? known : joinKnown(known, recalled),
    typed: new Map([...lost, ...values].flatMap(({ placeholder, typedBy }) => typedBy.map((id) => [id, placeholder]))),
  };
}
