import { send } from '../../browser/send.ts';
import type { Stored } from '../../settings.ts';
import { countHeldFor } from '../../store/archives.ts';
import type { ArchiveRow } from '../../store/database.ts';
import { useCommand } from '../hooks/use-command.ts';
import { useStored } from '../hooks/use-stored.ts';
import { Failure } from '../parts/failure.tsx';
import { text } from '../text.ts';

type Former = Stored<'formerEnrolments'>[number];

/** Studies that this device belonged to before, what waits for them, and the way back. */
export function FormerStudies({ archives }: { archives: readonly ArchiveRow[] }) {
  const former = useStored('formerEnrolments') ?? [];
  if (former.length === 0) return null;
  return (
    <>
      <h3 id="former-heading">{text.study.former}</h3>
      <div class="card">
        <ul class="plain entries" aria-labelledby="former-heading">
          {former.toReversed().map((one) => (
            <FormerStudy key={one.participantId} former={one} waiting={countHeldFor(one.participantId, archives)} />
          ))}
        </ul>
      </div>
    </>
  );
}

function FormerStudy({ former, waiting }: { former: Former; waiting: number }) {
  const { run, busy, failure } = useCommand();
  const { participantId } = former;
  const leaving = former.duties.some(({ act }) => act === 'erase');
  const server = new URL(former.serverUrl).host;
  return (
    <li>
      <p>
        {text.study.formerOf(server, participantId)}
        {text.and}
        {leaving ? text.study.leaving : waitingWords(waiting)}
      </p>
      {!leaving && (
        <div class="buttons">
          <button
            type="button"
            disabled={busy}
            aria-label={text.study.returnTo(server)}
            onClick={() => run(() => send('returnToStudy', { participantId }))}
          >
            {text.study.return}
          </button>
        </div>
      )}
      <Failure reason={failure} />
    </li>
  );
}

const waitingWords = (waiting: number): string =>
  waiting === 0 ? text.study.noneWaiting : text.study.waiting(text.sessions(waiting));
