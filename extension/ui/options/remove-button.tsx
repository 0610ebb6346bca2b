import { useState } from 'preact/hooks';
import { send } from '../../browser/send.ts';
import type { ArchiveRow, SessionRow } from '../../store/database.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Ask } from '../parts/ask.tsx';
import { Failure } from '../parts/failure.tsx';
import { text } from '../text.ts';
import { removalWords } from '../words/archive-words.ts';

/** Deletes a session from this device, after saying what the server has of it. */
export function RemoveButton({ session, archive }: { session: SessionRow; archive: ArchiveRow | undefined }) {
  const [asking, setAsking] = useState(false);
  const { run, busy, failure } = useCommand();
  return (
    <>
      <button type="button" class="danger" onClick={() => setAsking(true)}>
        {text.sessionList.remove}
      </button>
      <Ask
        title={text.sessionList.removeTitle}
        confirm={text.sessionList.removeConfirm}
        open={asking}
        danger
        busy={busy}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          run(async () => {
            await send('discardSession', { sessionId: session.id });
            setAsking(false);
          })
        }
      >
        <p>{removalWords(archive)}</p>
        <Failure reason={failure} />
      </Ask>
    </>
  );
}
