import { useState } from 'preact/hooks';
import { consentText } from '../../../shared/session/consent-text.ts';
import type { Stored } from '../../settings.ts';
import { formatMoment } from '../format/format-time.ts';
import { useStored } from '../hooks/use-stored.ts';
import { text } from '../text.ts';
import { AgreeForm } from './agree-form.tsx';
import { Disclosure } from './disclosure.tsx';
import { EnrolForm, type Occasion } from './enrol-form.tsx';
import { Enrolled } from './enrolled.tsx';

/** Opened at installation: what CodeSight records, whether that is agreed to, and which study this device joins. */
export function Welcome({ openSidePanel }: { openSidePanel: (() => void) | null }) {
  const consent = useStored('consent');
  const participant = useStored('participant');
  const lost = useStored('lostAccess');
  // Someone who agrees here must not lose sight of the next step; someone who comes back may want to read again.
  const [reading, setReading] = useState(location.hash === '#text');
  if (consent === undefined || participant === undefined || lost === undefined)
    return <main class="page" aria-busy="true" />;

  const agreed = consent !== null && consent.version === consentText.version;
  return (
    <main class="page">
      <header>
        <img src="/icon/icon.svg" alt="" width="48" height="48" />
        <h1>{text.welcome.title}</h1>
      </header>
      {!agreed && <p class="lead">{consent === null ? text.welcome.lead : text.welcome.changed}</p>}
      {agreed && <Study lost={lost !== null} {...{ participant, consent, openSidePanel }} />}
      {agreed && (
        <details class="reread" open={reading} onToggle={(event) => setReading(event.currentTarget.open)}>
          <summary>{text.welcome.reread}</summary>
          <p class="quiet">{text.welcome.agreed(formatMoment(consent.grantedAt))}</p>
          <Disclosure consentText={consentText} />
        </details>
      )}
      {!agreed && <Disclosure consentText={consentText} />}
      {!agreed && <AgreeForm consentText={consentText} />}
    </main>
  );
}

type StudyProps = {
  participant: Stored<'participant'>;
  consent: NonNullable<Stored<'consent'>>;
  lost: boolean;
  openSidePanel: (() => void) | null;
};

/** Which study this device belongs to, or how it comes to one. */
function Study({ participant, consent, lost, openSidePanel }: StudyProps) {
  const [elsewhere, setElsewhere] = useState(location.hash === '#join');
  if (participant !== null && !elsewhere && !lost) {
    return <Enrolled serverUrl={participant.serverUrl} openSidePanel={openSidePanel} />;
  }
  const occasion = occasionOf(participant, elsewhere ? consent.grantedAt : null);
  const leaveForm = (): void => {
    // Who loads the page anew sees where this device belongs.
    history.replaceState(null, '', location.pathname);
    setElsewhere(false);
  };
  return (
    <EnrolForm
      key={occasion.kind}
      occasion={occasion}
      onJoined={leaveForm}
      {...(occasion.kind === 'again' ? { onElsewhere: () => setElsewhere(true) } : {})}
      {...(occasion.kind === 'elsewhere' ? { onBack: leaveForm } : {})}
    />
  );
}

function occasionOf(former: Stored<'participant'>, agreedAt: number | null): Occasion {
  if (former === null) return { kind: 'first' };
  return agreedAt === null ? { kind: 'again', former } : { kind: 'elsewhere', former, agreedAt };
}
