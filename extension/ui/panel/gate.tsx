import { pageLinks } from '../parts/page-links.ts';
import { text } from '../text.ts';
import type { PanelState } from '../words/panel-state.ts';

type Missing = Extract<PanelState, { kind: 'gate' }>['missing'];

const words = {
  consent: [text.gate.consent, text.gate.consentAdvice, text.gate.consentAction],
  outdated: [text.gate.outdated, text.gate.outdatedAdvice, text.gate.outdatedAction],
  enrolment: [text.gate.enrolment, text.gate.enrolmentAdvice, text.gate.enrolmentAction],
} as const satisfies Record<Missing, readonly [string, string, string]>;

/** What has to be done on the welcome page before anything can be recorded. */
export function Gate({ missing }: { missing: Missing }) {
  const [heading, advice, action] = words[missing];
  return (
    <section class="card">
      <h2>{heading}</h2>
      <p>{advice}</p>
      <a class="button main" href={pageLinks.welcome} target="_blank">
        {action}
      </a>
    </section>
  );
}
