import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { text } from '../text.ts';

type Question = {
  title: string;
  confirm: string;
  /** Whether it is asked now. */
  open: boolean;
  danger: boolean;
  busy?: boolean;
  children: ComponentChildren;
  onConfirm(): void;
  onClose(): void;
};

/** A question that is answered before anything else: the browser keeps the focus inside, and Escape says no. */
export function Ask({ title, confirm, open, danger, busy = false, children, onConfirm, onClose }: Question) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} aria-labelledby={heading} onClose={onClose}>
      {open && (
        <form
          method="dialog"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            onConfirm();
          }}
        >
          <h2 id={heading}>{title}</h2>
          {children}
          <div class="buttons">
            <button type="button" onClick={onClose}>
              {text.cancel}
            </button>
            <button type="submit" class={danger ? 'danger' : 'main'} disabled={busy}>
              {confirm}
            </button>
          </div>
        </form>
      )}
    </dialog>
  );
}
