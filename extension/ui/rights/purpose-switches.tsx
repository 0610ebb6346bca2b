import { useState } from 'preact/hooks';
import { momentOfWill } from '../../browser/moment-of-will.ts';
import { writeStored } from '../../browser/stored.ts';
import { type Consent, type ConsentPurpose, consentPurpose } from '../../../shared/session/consent.ts';
import { consentText } from '../../../shared/session/consent-text.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Failure } from '../parts/failure.tsx';
import { text } from '../text.ts';
import { WithdrawQuestion } from './withdraw-question.tsx';

/** A switch for each purpose. Off asks first, since it cannot be taken back for what is gone; on is to agree anew. */
export function PurposeSwitches({ consent }: { consent: Consent | null }) {
  const [asking, setAsking] = useState<ConsentPurpose | null>(null);
  const [shown, setShown] = useState<ConsentPurpose>('recording');
  const { run, failure } = useCommand();
  const purposes = consent?.purposes ?? [];
  const isCurrent = consent?.version === consentText.version;
  const change = (purpose: ConsentPurpose, on: boolean): void => {
    if (!on) {
      setShown(purpose);
      setAsking(purpose);
      return;
    }
    if (consent === null) return;
    const added = consentPurpose.options.filter((one) => one === purpose || purposes.includes(one));
    run(async () => writeStored('consent', { ...consent, purposes: added, grantedAt: await momentOfWill() }));
  };
  return (
    <fieldset class="choices">
      <legend>{text.rights.purposes}</legend>
      <p class="fine">{consent === null ? text.rights.needsRecording : text.rights.purposesHelp}</p>
      {consentPurpose.options.map((purpose) => (
        <label key={purpose} class="tickbox">
          <input
            type="checkbox"
            role="switch"
            name={purpose}
            checked={purposes.includes(purpose)}
            disabled={!purposes.includes(purpose) && !isCurrent}
            onClick={(event) => {
              event.preventDefault();
              change(purpose, !purposes.includes(purpose));
            }}
          />
          <span>
            {text.rights.purpose[purpose]}
            <span class="why">{consentText.purposes[purpose]}</span>
          </span>
        </label>
      ))}
      <Failure reason={failure} />
      <WithdrawQuestion purpose={shown} open={asking !== null} onClose={() => setAsking(null)} />
    </fieldset>
  );
}
