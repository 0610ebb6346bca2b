import { useStored } from '../hooks/use-stored.ts';
import { text } from '../text.ts';

/** Which servers have still to be told of a withdrawal, or to be asked to erase, so that nobody thinks they knew. */
export function UntoldNotes({ act }: { act: 'withdraw' | 'erase' }) {
  const participant = useStored('participant');
  const duties = useStored('duties') ?? [];
  const dutyFailure = useStored('dutyFailure') ?? null;
  const former = useStored('formerEnrolments') ?? [];
  const enrolments = participant ? [...former, { ...participant, duties, dutyFailure }] : former;
  return enrolments
    .filter((one) => one.duties.some((duty) => duty.act === act))
    .map(({ participantId, serverUrl, dutyFailure: failure }) => (
      <p key={participantId} class="note" role="status">
        {text.rights[act === 'erase' ? 'erasing' : 'waiting'](new URL(serverUrl).host)}{' '}
        {failure !== null && text.rights.waitingBecause(failure)}
      </p>
    ));
}
