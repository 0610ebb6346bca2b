import { send } from '../../browser/send.ts';
import type { ArchiveRow, SessionRow } from '../../store/database.ts';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { text } from '../text.ts';
import { removalWords } from '../words/archive-words.ts';

/** Deletes a session from this device, after saying what the server has of it. */
export function RemoveButton({ session, archive }: { session: SessionRow; archive: ArchiveRow | undefined }) {
  return (
    <ConfirmButton
      label={text.sessionList.remove}
      title={text.sessionList.removeTitle}
      confirm={text.sessionList.removeConfirm}
      onConfirm={() => send('discardSession', { sessionId: session.id })}
    >
      <p>{removalWords(archive)}</p>
    </ConfirmButton>
  );
}
