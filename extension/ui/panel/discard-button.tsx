import { send } from '../../browser/send.ts';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { text } from '../text.ts';

/** Throws the session under way away, after asking. */
export function DiscardButton({ sessionId }: { sessionId: string }) {
  return (
    <ConfirmButton
      label={text.recording.discard}
      title={text.recording.discardTitle}
      confirm={text.recording.discardConfirm}
      onConfirm={() => send('discardSession', { sessionId })}
    >
      <p>{text.recording.discardBody}</p>
    </ConfirmButton>
  );
}
