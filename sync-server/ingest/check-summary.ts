import type { SessionSummary } from '../../shared/archive/manifest.ts';
import { summarise } from '../../shared/archive/summarise.ts';
import type { Session } from '../../shared/session/session.ts';
import { archiveInvalid } from './archive-invalid.ts';
import type { VerifiedArchive } from './verify-archive.ts';
import { checkFrames, countFrames } from './check-frames.ts';
import type { Findings } from './read-document.ts';

/**
 * Lists and statistics believe the summary, so that it must say exactly what the files say. Throws ARCHIVE_INVALID
 * naming the first field that does not.
 */
export function checkSummary(summary: SessionSummary, findings: Findings): Omit<VerifiedArchive, 'manifest'> {
  const { session, outcome, qualityReport } = findings;
  if (session === undefined || outcome === undefined || qualityReport === undefined) {
    throw archiveInvalid('a file is missing');
  }
  checkFrames(findings);
  // What is written nowhere is screened by nobody.
  if (findings.usedReadings.size < findings.readings.length) throw archiveInvalid('it has readings of no page');
  const truth = summarise({
    session,
    outcome,
    quality: qualityReport,
    counts: {
      interactions: findings.interactionIds.size,
      steps: findings.steps,
      examples: findings.examples,
      pictures: countFrames(findings),
    },
  });
  for (const [field, value] of Object.entries(truth)) {
    const said = summary[field as keyof SessionSummary]; // the keys of `truth` are those of the summary
    if (JSON.stringify(said) !== JSON.stringify(value)) {
      throw archiveInvalid(`the manifest's ${field} is not what the files say`);
    }
  }
  if (outcome.scenarioId !== truth.scenarioId) throw archiveInvalid('the outcome is that of another scenario');
  if (session.endedAt < session.startedAt) throw archiveInvalid('the session ends before it begins');
  checkNarration(session, findings);
  return { session, outcome, qualityReport };
}

/** Nobody's voice is taken in without a timeline to it, and without an agreement to just that (R2.6). */
function checkNarration({ narration, consent }: Session, { hasAudio }: Findings): void {
  if (hasAudio && narration === null) throw archiveInvalid('its audio belongs to no narration');
  if (!hasAudio && narration !== null) throw archiveInvalid('the audio of its narration is missing');
  if (hasAudio && !consent.purposes.includes('audio')) throw archiveInvalid('nobody agreed to its audio');
}
