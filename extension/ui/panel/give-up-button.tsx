import { useState } from 'preact/hooks';
import { send } from '../../browser/send.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Ask } from '../parts/ask.tsx';
import { Failure } from '../parts/failure.tsx';
import { text } from '../text.ts';

const MAX_REASON = 300;

/** Ends the session without the task done, and keeps why. */
export function GiveUpButton() {
  const [asking, setAsking] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const [own, setOwn] = useState('');
  const [missing, setMissing] = useState<string | null>(null);
  const { run, busy, failure } = useCommand();
  const reason = (chosen === text.giveUp.other ? own : (chosen ?? '')).trim();

  const choose = (one: string): void => {
    setMissing(null);
    setChosen(one);
  };
  const confirm = (): void => {
    if (reason === '') {
      setMissing(chosen === null ? text.giveUp.missing : text.giveUp.missingOther);
      return;
    }
    setMissing(null);
    run(async () => {
      await send('stopSession', { gaveUpReason: reason });
      setAsking(false);
    });
  };

  return (
    <>
      <button type="button" class="link" onClick={() => setAsking(true)}>
        {text.recording.giveUp}
      </button>
      <Ask
        title={text.giveUp.title}
        confirm={text.giveUp.confirm}
        open={asking}
        danger={false}
        busy={busy}
        onClose={() => setAsking(false)}
        onConfirm={confirm}
      >
        <p>{text.giveUp.body}</p>
        <fieldset class="choices">
          <legend class="hidden">{text.giveUp.title}</legend>
          {[...text.giveUp.reasons, text.giveUp.other].map((one) => (
            <label key={one}>
              <input type="radio" name="reason" checked={chosen === one} onChange={() => choose(one)} />
              {one}
            </label>
          ))}
        </fieldset>
        {chosen === text.giveUp.other && (
          <label class="field">
            {text.giveUp.otherLabel}
            <textarea
              rows={2}
              maxLength={MAX_REASON}
              value={own}
              onInput={(event) => setOwn(event.currentTarget.value)}
            />
          </label>
        )}
        <div role="alert">{missing !== null && <p class="note bad">{missing}</p>}</div>
        <Failure reason={failure} />
      </Ask>
    </>
  );
}
