import { useState } from 'preact/hooks';
import { momentOfWill } from '../../browser/moment-of-will.ts';
import { writeStored } from '../../browser/stored.ts';
import type { ConsentPurpose } from '../../../shared/session/consent.ts';
import { consentTextSha256, type ConsentText } from '../../../shared/session/consent-text.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Failure } from '../parts/failure.tsx';
import { text } from '../text.ts';

const NEEDED = ['recording', 'training'] as const satisfies readonly ConsentPurpose[];
const PURPOSES: readonly ConsentPurpose[] = [...NEEDED, 'audio'];

/** An unticked box for each purpose and a button: nothing else counts as agreement. The voice is free to refuse. */
export function AgreeForm({ consentText }: { consentText: ConsentText }) {
  const [ticked, setTicked] = useState<readonly ConsentPurpose[]>([]);
  const [missing, setMissing] = useState(false);
  const { run, busy, failure } = useCommand();

  const tick = (purpose: ConsentPurpose, on: boolean): void => {
    setMissing(false);
    setTicked(PURPOSES.filter((one) => (one === purpose ? on : ticked.includes(one))));
  };
  const agree = async (): Promise<void> => {
    const { version, language } = consentText;
    const textSha256 = await consentTextSha256(consentText);
    const grantedAt = await momentOfWill();
    await writeStored('consent', { version, language, textSha256, grantedAt, purposes: [...ticked] });
    scrollTo({ top: 0 });
  };

  return (
    <form
      class="card"
      aria-labelledby="agree-heading"
      onSubmit={(event) => {
        event.preventDefault();
        if (!NEEDED.every((purpose) => ticked.includes(purpose))) setMissing(true);
        else run(agree);
      }}
    >
      <h2 id="agree-heading">{text.welcome.agreeHeading}</h2>
      <p>{text.welcome.agreeLead}</p>
      {PURPOSES.map((purpose) => (
        <label key={purpose} class="tickbox">
          <input
            type="checkbox"
            name={purpose}
            checked={ticked.includes(purpose)}
            aria-invalid={missing && purpose !== 'audio' && !ticked.includes(purpose)}
            onChange={(event) => tick(purpose, event.currentTarget.checked)}
          />
          {consentText.purposes[purpose]}
        </label>
      ))}
      <div role="alert">{missing && <p class="note bad">{text.welcome.agreeMissing}</p>}</div>
      <Failure reason={failure} />
      <div class="buttons">
        <button type="submit" class="main" disabled={busy}>
          {text.welcome.agree}
        </button>
      </div>
    </form>
  );
}
