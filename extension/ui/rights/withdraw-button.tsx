import { useState } from 'preact/hooks';
import { useStored } from '../hooks/use-stored.ts';
import { text } from '../text.ts';
import { WithdrawQuestion } from './withdraw-question.tsx';

/** Withdraws the whole consent; there is none without one. `kind`: how it looks where it stands. */
export function WithdrawButton({ kind }: { kind: 'danger' | 'link' }) {
  const consent = useStored('consent');
  const [asking, setAsking] = useState(false);
  return (
    <>
      {consent != null && (
        <button type="button" class={kind} onClick={() => setAsking(true)}>
          {text.rights.withdraw}
        </button>
      )}
      <WithdrawQuestion purpose="recording" open={asking} onClose={() => setAsking(false)} />
    </>
  );
}
