import { text } from '../text.ts';

/** What this is, and which version of it. */
export function AboutSection({ version }: { version: string }) {
  return (
    <section id="about" aria-labelledby="about-heading">
      <h2 id="about-heading">{text.options.about}</h2>
      <div class="card">
        <p>
          {text.name}, {text.about.version} {version}
        </p>
        <p>{text.about.what}</p>
        <p>{text.about.local}</p>
      </div>
    </section>
  );
}
