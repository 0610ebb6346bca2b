import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useCommand } from '../hooks/use-command.ts';
import { Ask } from './ask.tsx';
import { Failure } from './failure.tsx';

type Deed = {
  /** On the button. */
  label: string;
  title: string;
  /** On the button that says yes. */
  confirm: string;
  /** What is lost, and what stays. */
  children: ComponentChildren;
  /** False where there is nothing to do any more; what is being asked, or has failed, stays to be seen. */
  offered?: boolean;
  onConfirm(): Promise<unknown>;
};

/** A button for what cannot be taken back: it asks first, and says why when it did not work. */
export function ConfirmButton({ label, title, confirm, children, offered = true, onConfirm }: Deed) {
  const [asking, setAsking] = useState(false);
  const { run, busy, failure } = useCommand();
  return (
    <>
      {offered && (
        <button type="button" class="danger" onClick={() => setAsking(true)}>
          {label}
        </button>
      )}
      <Ask
        title={title}
        confirm={confirm}
        open={asking}
        danger
        busy={busy}
        onClose={() => setAsking(false)}
        onConfirm={() => run(() => onConfirm().then(() => setAsking(false)))}
      >
        {children}
        <Failure reason={failure} />
      </Ask>
    </>
  );
}
