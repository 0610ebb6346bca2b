import { useState } from 'preact/hooks';
import { send } from '../../browser/send.ts';
import { useCommand } from '../hooks/use-command.ts';
import { useOnline } from '../hooks/use-online.ts';
import { useStored } from '../hooks/use-stored.ts';
import { Failure } from '../parts/failure.tsx';
import { saveArchives } from '../save-archives.ts';
import { text } from '../text.ts';
import type { OnItsWay } from './use-sessions.ts';

type Queue = { onTheirWay: readonly OnItsWay[]; joined: boolean };

/** What can be done with everything that is on its way: send it now, pause, save it as one file. */
export function QueueButtons({ onTheirWay, joined }: Queue) {
  const online = useOnline();
  const paused = useStored('sendingPaused');
  const [done, setDone] = useState<string | null>(null);
  const { run, busy, failure } = useCommand();
  const saving = useCommand();
  const pausing = useCommand();
  const unsent = onTheirWay.filter(({ archive }) => archive.state !== 'accepted');
  const reason = !joined ? null : !online ? text.sync.needsNetwork : unsent.length === 0 ? text.sync.nothing : null;

  const sendAll = (): void =>
    run(async () => {
      setDone(null);
      await send('syncNow', {});
      setDone(text.sync.done);
    });
  const saveAll = (): void =>
    saving.run(async () => {
      setDone(null);
      const count = await saveArchives(unsent.map(({ archive }) => archive));
      setDone(text.sending.savedAll(text.sessions(count)));
    });

  return (
    <>
      <div class="buttons">
        {joined && (
          <button
            type="button"
            class="main"
            disabled={busy || reason !== null}
            aria-describedby="sync-reason"
            onClick={sendAll}
          >
            {busy ? text.sync.busy : text.sync.now}
          </button>
        )}
        {joined && (
          <button
            type="button"
            disabled={pausing.busy}
            onClick={() => pausing.run(() => send(paused === true ? 'resumeSending' : 'pauseSending', {}))}
          >
            {paused === true ? text.sending.resume : text.sending.pause}
          </button>
        )}
        {unsent.length > 0 && (
          <button type="button" disabled={saving.busy} onClick={saveAll}>
            {saving.busy ? text.sending.savingAll : text.sending.saveAll}
          </button>
        )}
      </div>
      <p id="sync-reason" role="status" class="quiet">
        {done ?? reason}
      </p>
      <Failure reason={failure ?? saving.failure ?? pausing.failure} />
    </>
  );
}
