import { useState } from 'preact/hooks';
import { useCommand } from '../hooks/use-command.ts';
import { Ask } from '../parts/ask.tsx';
import { Failure } from '../parts/failure.tsx';
import { text } from '../text.ts';

type RemoveThingProps = {
  label: string;
  /** For screen readers, where the label alone does not say what goes. */
  fullLabel?: string;
  title: string;
  body: string;
  onRemove(): Promise<void>;
};

/** Takes something out of a session for good, after asking. */
export function RemoveThing({ label, fullLabel, title, body, onRemove }: RemoveThingProps) {
  const [asking, setAsking] = useState(false);
  const { run, busy, failure } = useCommand();
  return (
    <>
      <button type="button" class="danger" aria-label={fullLabel} onClick={() => setAsking(true)}>
        {label}
      </button>
      <Ask
        title={title}
        confirm={label}
        open={asking}
        danger
        busy={busy}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          run(async () => {
            await onRemove();
            setAsking(false);
          })
        }
      >
        <p>{body}</p>
        {busy && (
          <p class="fine" role="status">
            {text.review.working}
          </p>
        )}
        <Failure reason={failure} />
      </Ask>
    </>
  );
}
