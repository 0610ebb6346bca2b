import { useState } from 'preact/hooks';
import { send } from '../../browser/send.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Failure } from '../parts/failure.tsx';
import { text } from '../text.ts';

type PrivateTextProps = { sessionId: string; value: string; onValue(value: string): void };

/** Masks a text in the whole session. */
export function PrivateText({ sessionId, value, onValue }: PrivateTextProps) {
  const [done, setDone] = useState<string | null>(null);
  const { run, busy, failure } = useCommand();
  return (
    <form
      class="card"
      aria-labelledby="private-heading"
      onSubmit={(event) => {
        event.preventDefault();
        if (value.trim() === '') return;
        run(async () => {
          setDone(null);
          await send('markPrivate', { sessionId, value });
          setDone(value.trim());
          onValue('');
        });
      }}
    >
      <h2 id="private-heading">{text.review.privateHeading}</h2>
      <p class="fine" id="private-help">
        {text.review.privateHelp}
      </p>
      <div class="beside">
        <input
          type="text"
          maxLength={500}
          autocomplete="off"
          aria-label={text.review.privateLabel}
          aria-describedby="private-help"
          value={value}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
        <button type="submit" disabled={busy || value.trim() === ''}>
          {text.review.privateButton}
        </button>
      </div>
      <p role="status">{done === null ? '' : text.review.privateDone(done)}</p>
      <Failure reason={failure} />
    </form>
  );
}
