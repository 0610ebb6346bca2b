import { send } from '../../browser/send.ts';
import { writeStored } from '../../browser/stored.ts';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { text } from '../text.ts';
import type { ListedSession } from './use-sessions.ts';

/**
 * Withdraws the consent, after saying what goes and what stays. It stays mounted when there is none any more
 * (`given` is false), so that a deletion that fails is still reported.
 */
export function WithdrawButton({ sessions, given }: { sessions: readonly ListedSession[]; given: boolean }) {
  const unsent = sessions.filter(({ archive }) => archive?.state !== 'accepted' && archive?.state !== 'confirmed');

  const withdraw = async (): Promise<void> => {
    // First of all nothing new may begin; then goes what is under way, and then what waits to be sent.
    await writeStored('consent', null);
    const openFirst = unsent.toSorted((a, b) => Number(b.archive === undefined) - Number(a.archive === undefined));
    for (const { session } of openFirst) await send('discardSession', { sessionId: session.id });
  };

  return (
    <ConfirmButton
      label={text.consent.withdraw}
      title={text.consent.withdrawTitle}
      confirm={text.consent.withdraw}
      offered={given}
      onConfirm={withdraw}
    >
      <p>{text.consent.withdrawBody(unsent.length)}</p>
      <p>{text.consent.withdrawServer}</p>
    </ConfirmButton>
  );
}
