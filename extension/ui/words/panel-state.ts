import type { SessionRow } from '../../store/database.ts';
import type { Stored } from '../../settings.ts';

export type PanelState =
  | { kind: 'gate'; missing: 'consent' | 'outdated' | 'enrolment' }
  | { kind: 'idle' }
  | { kind: 'recording'; session: SessionRow };

/** Which screen a participant needs: what is being recorded goes before everything else. */
export function panelState(
  participant: Stored<'participant'>,
  consent: Stored<'consent'>,
  currentConsentVersion: string,
  open: SessionRow | null,
): PanelState {
  if (open !== null) return { kind: 'recording', session: open };
  if (consent === null) return { kind: 'gate', missing: 'consent' };
  if (consent.version !== currentConsentVersion) return { kind: 'gate', missing: 'outdated' };
  if (participant === null) return { kind: 'gate', missing: 'enrolment' };
  return { kind: 'idle' };
}
