import type { ConsentText } from '../../../shared/session/consent-text.ts';
import { text } from '../text.ts';

/** The whole text that is agreed to, with nothing folded away. */
export function Disclosure({ consentText: { title, version, language, sections } }: { consentText: ConsentText }) {
  return (
    <article lang={language} aria-labelledby="disclosure-title">
      <h2 id="disclosure-title">{title}</h2>
      <p class="fine">{text.welcome.version(version)}</p>
      {sections.map(({ heading, lead, points }) => (
        <section key={heading} class="card">
          <h3>{heading}</h3>
          <p>{lead}</p>
          {points.length > 0 && (
            <ul>
              {points.map((point) => (
                <li key={point}>{point}</li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </article>
  );
}
