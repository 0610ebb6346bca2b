import type { Consent } from '../../shared/session/consent.ts';
import type { ConsentRow } from './consent-notes.ts';

/**
 * What holds after a history of consents, in the order in which the server heard of them: the latest consent, less what
 * was withdrawn since. Undefined for a history without one.
 */
export function consentInForce(
  history: readonly Omit<ConsentRow, 'participant_id' | 'id'>[],
): { consent: Consent; withdrawnAt: number | null } | undefined {
  let now: { consent: Consent; withdrawnAt: number | null } | undefined;
  for (const row of history.toSorted((one, other) => one.at - other.at)) {
    if (row.act === 'given') {
      const { version, text_sha256: textSha256, language, purposes } = row;
      const grantedAt = row.device_at ?? row.at;
      now = {
        consent: { version, textSha256: textSha256 ?? '', language: language ?? '', grantedAt, purposes },
        withdrawnAt: null,
      };
    } else if (now !== undefined && row.purposes.includes('recording')) now = { ...now, withdrawnAt: row.at };
    else if (now !== undefined) {
      const left = now.consent.purposes.filter((purpose) => !row.purposes.includes(purpose));
      now = { ...now, consent: { ...now.consent, purposes: left } };
    }
  }
  return now;
}
