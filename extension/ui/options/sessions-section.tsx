import { text } from '../text.ts';
import { SessionEntry } from './session-entry.tsx';
import type { ListedSession } from './use-sessions.ts';

/** The list of sessions, newest first. */
export function SessionsSection({ sessions }: { sessions: readonly ListedSession[] }) {
  return (
    <section id="sessions" aria-labelledby="sessions-heading">
      <h2 id="sessions-heading">{text.options.sessions}</h2>
      {sessions.length === 0 ? (
        <p class="card">{text.sessionList.empty}</p>
      ) : (
        <>
          <p class="quiet">{text.sessionList.lead}</p>
          <ul class="sessions">
            {sessions.map((listed) => (
              <SessionEntry key={listed.session.id} listed={listed} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
