import type { ArchiveRow } from '../store/database.ts';

type Addressed = Pick<ArchiveRow, 'summary' | 'recipient'>;

/**
 * The participant as whom an archive is sent, at the server that knows her; null for a session from before the device had
 * joined, which belongs to whoever it is first sent as. Ids of participants are unique among all servers.
 */
function ownerOf({ summary, recipient }: Addressed): string | null {
  return recipient ?? summary.participantId ?? null;
}

/** Whose it is, where that is another one than this participant; null when it is hers, or nobody's yet. */
export function otherOwnerOf(archive: Addressed, participantId: string): string | null {
  const owner = ownerOf(archive);
  return owner === participantId ? null : owner;
}

/** What was recorded for one study is never sent to another: nobody has agreed to that. */
export const isFor = (archive: Addressed, participantId: string): boolean =>
  otherOwnerOf(archive, participantId) === null;

/** Why it is held, for the participant; `serverUrl` is undefined when this device has forgotten where it belongs. */
export function recordedForAnother(participantId: string, serverUrl: string | undefined): string {
  const [study, way] =
    serverUrl === undefined
      ? ['another study', 'Join that study again with a code made for this number']
      : [`the study on ${new URL(serverUrl).host}`, 'Return to that study'];
  return `It was recorded for ${study}, with the participant number ${participantId}, and goes nowhere else. ${way}, or save it as a file.`;
}
