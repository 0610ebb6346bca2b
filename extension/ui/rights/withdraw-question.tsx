import { useState } from 'preact/hooks';
import { send } from '../../browser/send.ts';
import type { ConsentPurpose } from '../../../shared/session/consent.ts';
import { findUnsent } from '../../store/rights.ts';
import { useCommand } from '../hooks/use-command.ts';
import { useLive } from '../hooks/use-live.ts';
import { pageDatabase } from '../page-database.ts';
import { Ask } from '../parts/ask.tsx';
import { Failure } from '../parts/failure.tsx';
import { text } from '../text.ts';

const UNSENT = ['discard', 'keep'] as const;
const words = { discard: text.rights.discardUnsent, keep: text.rights.keepUnsent };
const titles = {
  recording: text.rights.withdrawTitle,
  training: text.rights.trainingTitle,
  audio: text.rights.audioTitle,
} as const satisfies Record<ConsentPurpose, string>;
const bodies = {
  recording: text.rights.withdrawBody,
  training: text.rights.trainingBody,
  audio: text.rights.audioBody,
} as const satisfies Record<ConsentPurpose, string>;

type Question = { purpose: ConsentPurpose; open: boolean; onClose(): void };

/** Says what withdrawing a purpose does, lets choose what happens to what was not sent, and does it. */
export function WithdrawQuestion({ purpose, open, onClose }: Question) {
  const [unsent, setUnsent] = useState<(typeof UNSENT)[number]>('discard');
  const { run, busy, failure } = useCommand();
  const waiting = useLive(() => findUnsent(pageDatabase), [])?.length ?? 0;
  const withdraw = async (): Promise<void> => {
    await send('withdraw', { purposes: [purpose], unsent });
    onClose();
  };
  return (
    <Ask
      title={titles[purpose]}
      confirm={text.rights.withdraw}
      open={open}
      danger
      busy={busy}
      onClose={onClose}
      onConfirm={() => run(withdraw)}
    >
      <p>{bodies[purpose]}</p>
      {purpose === 'recording' && waiting > 0 && (
        <fieldset class="choices">
          <legend>{text.rights.unsent(waiting)}</legend>
          {UNSENT.map((one) => (
            <label key={one}>
              <input type="radio" name="unsent" checked={unsent === one} onChange={() => setUnsent(one)} />
              {words[one]}
            </label>
          ))}
        </fieldset>
      )}
      {purpose === 'recording' && <p>{text.rights.withdrawServer}</p>}
      <Failure reason={failure} />
    </Ask>
  );
}
