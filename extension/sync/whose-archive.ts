import type { ArchiveRow } from '../store/database.ts';

type Addressed = Pick<ArchiveRow, 'summary' | 'recipient'>;

/**
 * The participant as whom an archive is sent, at the server that knows her; null for a session from before the device had
 * joined, which belongs to whom it joins first. Ids of participants are unique among all servers.
 */
export function ownerOf({ summary, recipient }: Addressed): string | null {
  return recipient ?? summary.participantId ?? null;
}

/** What was recorded for one study is never sent to another: nobody has agreed to that. */
export function isFor(archive: Addressed, participantId: string): boolean {
  return (ownerOf(archive) ?? participantId) === participantId;
}

/** Why it is held, for the participant; `serverUrl` is undefined when this device has forgotten where it belongs. */
export function recordedForAnother(participantId: string, serverUrl: string | undefined): string {
  const study = serverUrl === undefined ? 'another study' : `the study on ${new URL(serverUrl).host}`;
  return `It was recorded for ${study}, with the participant number ${participantId}, and goes nowhere else. Return to that study, or save it as a file.`;
}
