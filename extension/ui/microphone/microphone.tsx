import { useState } from 'preact/hooks';
import { consentText, consentTextSha256 } from '../../../shared/session/consent-text.ts';
import { momentOfWill } from '../../browser/moment-of-will.ts';
import { writeStored } from '../../browser/stored.ts';
import type { Stored } from '../../settings.ts';
import { useCommand } from '../hooks/use-command.ts';
import { useMicrophone } from '../hooks/use-microphone.ts';
import { useStored } from '../hooks/use-stored.ts';
import { Gate } from '../panel/gate.tsx';
import { Failure } from '../parts/failure.tsx';
import { text } from '../text.ts';

/** Where the browser asks for the microphone, and the participant agrees to the recording of the voice. */
export function Microphone() {
  const consent = useStored('consent');
  const permission = useMicrophone();
  if (consent === undefined || permission === undefined) return <main class="page" aria-busy="true" />;
  const current = consent?.version === consentText.version ? consent : null;
  const ready = permission === 'granted' && current?.purposes.includes('audio') === true;
  return (
    <main class="page">
      <header>
        <img src="/icon/icon.svg" alt="" width="48" height="48" />
        <h1>{text.narration.title}</h1>
      </header>
      <p class="lead">{text.narration.lead}</p>
      <ul>
        {text.narration.points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      {current === null && <Gate missing={consent === null ? 'consent' : 'outdated'} />}
      <div role="status">{ready && <p class="card good">{text.narration.ready}</p>}</div>
      {current !== null && !ready && <AllowForm consent={current} permission={permission} />}
    </main>
  );
}

type AllowFormProps = { consent: NonNullable<Stored<'consent'>>; permission: PermissionState };

function AllowForm({ consent, permission }: AllowFormProps) {
  const agreed = consent.purposes.includes('audio');
  const [ticked, setTicked] = useState(agreed);
  const [missing, setMissing] = useState(false);
  const { run, busy, failure } = useCommand();

  const allow = async (): Promise<void> => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    for (const track of stream.getTracks()) track.stop();
    if (agreed) return;
    const textSha256 = await consentTextSha256(consentText);
    await writeStored('consent', {
      ...consent,
      textSha256,
      grantedAt: await momentOfWill(),
      purposes: [...consent.purposes, 'audio'],
    });
  };

  return (
    <form
      class="card"
      onSubmit={(event) => {
        event.preventDefault();
        if (ticked) run(allow);
        else setMissing(true);
      }}
    >
      {!agreed && (
        <label class="tickbox">
          <input
            type="checkbox"
            checked={ticked}
            aria-invalid={missing}
            onChange={(event) => {
              setMissing(false);
              setTicked(event.currentTarget.checked);
            }}
          />
          {consentText.purposes.audio}
        </label>
      )}
      <div role="alert">
        {missing && <p class="note bad">{text.narration.agreeMissing}</p>}
        {permission === 'denied' && <p class="note bad">{text.narration.denied}</p>}
      </div>
      <Failure reason={failure} />
      <div class="buttons">
        <button type="submit" class="main" disabled={busy}>
          {text.narration.allow}
        </button>
      </div>
    </form>
  );
}
