import { send } from '../../browser/send.ts';
import type { SessionRow } from '../../store/database.ts';
import { useCommand } from '../hooks/use-command.ts';
import { useLoudness } from '../hooks/use-loudness.ts';
import { Failure } from '../parts/failure.tsx';
import { text } from '../text.ts';

/** That the microphone is on, how loud it is, and how to switch it off; nothing when the participant does not speak. */
export function Narration({ session: { id, phase, narration } }: { session: SessionRow }) {
  if (!narration) return null;
  if (narration.state === 'ended') {
    const { failure } = narration;
    return (
      <p class={failure === null ? 'quiet' : 'note bad'} role="status">
        {failure === null ? text.narration.over : text.narration.failed(failure)}
      </p>
    );
  }
  const words = narration.state === 'wanted' ? 'starting' : phase === 'paused' ? 'paused' : 'on';
  return <Listening sessionId={id} words={words} />;
}

function Listening({ sessionId, words }: { sessionId: string; words: 'starting' | 'paused' | 'on' }) {
  const loudness = useLoudness();
  const { run, busy, failure } = useCommand();
  return (
    <div class="narration">
      <span role="status">{text.narration[words]}</span>
      {words === 'on' && <meter min={0} max={1} value={loudness} aria-label={text.narration.level} />}
      <button type="button" class="link" disabled={busy} onClick={() => run(() => send('endNarration', { sessionId }))}>
        {text.narration.off}
      </button>
      <Failure reason={failure} />
    </div>
  );
}
