import type { QualityReport } from '../quality/quality-report.ts';
import type { Outcome } from '../session/outcome.ts';
import type { Session } from '../session/session.ts';
import type { SessionSummary } from './manifest.ts';

/** What of an archive's files its summary is made from. */
export type Summarised = {
  session: Session;
  outcome: Outcome;
  quality: QualityReport;
  counts: Pick<SessionSummary, 'interactions' | 'steps' | 'examples' | 'pictures'>;
};

/** The summary in the manifest: the device writes it with this, and the server checks it with this. */
export function summarise({ session, outcome, quality, counts }: Summarised): SessionSummary {
  return {
    sessionId: session.id,
    type: session.type,
    participantId: session.participantId,
    scenarioId: session.scenario?.id ?? null,
    consentVersion: session.consent.version,
    startedAt: session.startedAt,
    endedAt: session.endedAt,
    sites: session.sites,
    ...counts,
    quality: quality.overall,
    verdict: quality.verdict,
    completed: outcome.completed,
    extensionVersion: session.device.extensionVersion,
  };
}
