import { useEffect, useRef } from 'preact/hooks';
import { text } from '../text.ts';

/** Ready: how a session goes, and the way to the first one. */
export function Enrolled({ serverUrl, openSidePanel }: { serverUrl: string; openSidePanel: (() => void) | null }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section class="card good">
      <h2 ref={heading} tabIndex={-1}>
        {text.enrolled.heading}
      </h2>
      <p>{text.enrolled.body(new URL(serverUrl).host)}</p>
      <ol>
        {text.enrolled.how.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p class="fine">{text.enrolled.pin}</p>
      {openSidePanel !== null && (
        <div class="buttons">
          <button type="button" class="main" onClick={openSidePanel}>
            {text.enrolled.start}
          </button>
        </div>
      )}
    </section>
  );
}
