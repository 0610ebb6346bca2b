import { consentText } from '../../../shared/session/consent-text.ts';
import { formatMoment } from '../format/format-time.ts';
import { useStored } from '../hooks/use-stored.ts';
import { pageLinks } from '../parts/page-links.ts';
import { PurposeSwitches } from '../rights/purpose-switches.tsx';
import { UntoldNotes } from '../rights/untold-notes.tsx';
import { WithdrawButton } from '../rights/withdraw-button.tsx';
import { text } from '../text.ts';

/** What was agreed to, when and to which words; the way to read them again, and to withdraw. */
export function ConsentSection() {
  const consent = useStored('consent');
  if (consent === undefined) return null;
  return (
    <section id="consent" aria-labelledby="consent-heading">
      <h2 id="consent-heading">{text.options.consent}</h2>
      <div class="card">
        {consent === null && <p role="status">{text.consent.none}</p>}
        {consent !== null && consent.version !== consentText.version && <p class="note bad">{text.consent.outdated}</p>}
        {consent !== null && (
          <>
            <dl class="facts">
              <dt>{text.consent.agreedOn}</dt>
              <dd>{formatMoment(consent.grantedAt)}</dd>
              <dt>{text.consent.version}</dt>
              <dd>
                {consent.version} ({text.consent.language}: {consent.language})
              </dd>
            </dl>
            <p class="fine">
              {text.consent.fingerprint}: <code>{consent.textSha256}</code>
            </p>
          </>
        )}
        <PurposeSwitches consent={consent} />
        <UntoldNotes act="withdraw" />
        <div class="buttons">
          <a class="button" href={`${pageLinks.welcome}#text`}>
            {text.consent.reread}
          </a>
          <WithdrawButton kind="danger" />
        </div>
      </div>
    </section>
  );
}
