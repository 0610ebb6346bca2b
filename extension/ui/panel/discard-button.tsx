import { useState } from 'preact/hooks';
import { send } from '../../browser/send.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Ask } from '../parts/ask.tsx';
import { Failure } from '../parts/failure.tsx';
import { text } from '../text.ts';

/** Throws the session under way away, after asking. */
export function DiscardButton({ sessionId }: { sessionId: string }) {
  const [asking, setAsking] = useState(false);
  const { run, busy, failure } = useCommand();
  return (
    <>
      <button type="button" class="danger" onClick={() => setAsking(true)}>
        {text.recording.discard}
      </button>
      <Ask
        title={text.recording.discardTitle}
        confirm={text.recording.discardConfirm}
        open={asking}
        danger
        busy={busy}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          run(async () => {
            await send('discardSession', { sessionId });
            setAsking(false);
          })
        }
      >
        <p>{text.recording.discardBody}</p>
        <Failure reason={failure} />
      </Ask>
    </>
  );
}
