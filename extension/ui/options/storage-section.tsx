import { useEffect, useState } from 'preact/hooks';
import { isPersisted } from '../../browser/storage.ts';
import { send } from '../../browser/send.ts';
import { writeStored } from '../../browser/stored.ts';
import { stored } from '../../settings.ts';
import { standardBudget } from '../../storage-level.ts';
import { useCommand } from '../hooks/use-command.ts';
import { useStorageRoom } from '../hooks/use-storage-room.ts';
import { useStored } from '../hooks/use-stored.ts';
import { Failure } from '../parts/failure.tsx';
import { text } from '../text.ts';
import { storedHere } from '../words/stored-here.ts';
import type { ListedSession } from './use-sessions.ts';

/** How much room recordings take and may take, what waits, and what makes room. */
export function StorageSection({ sessions }: { sessions: readonly ListedSession[] }) {
  const room = useStorageRoom();
  const { run, busy, failure } = useCommand();
  const [freed, setFreed] = useState(false);
  const [persisted, setPersisted] = useState<boolean>();
  useEffect(() => void isPersisted().then(setPersisted), []);
  const { waiting, removable, open } = storedHere(
    sessions.map(({ session }) => session),
    sessions.flatMap(({ archive }) => (archive === undefined ? [] : [archive])),
  );
  return (
    <section id="storage" aria-labelledby="storage-heading">
      <h2 id="storage-heading">{text.options.storage}</h2>
      <div class="card">
        {room !== undefined && (
          <>
            <p>{text.storage.used(room.usedBytes, room.allowedBytes)}</p>
            <meter
              min={0}
              max={1}
              low={0.7}
              high={0.95}
              optimum={0}
              value={room.allowedBytes === 0 ? 1 : room.usedBytes / room.allowedBytes}
              aria-label={text.storage.meter}
            />
            {room.level !== 'normal' && (
              <p role="status" class={room.level === 'full' ? 'note bad' : 'note'}>
                {text.storage.level[room.level]} {text.storage.advice}
              </p>
            )}
          </>
        )}
        <p>
          {text.storage.waiting(waiting.count, waiting.bytes)} {open > 0 && text.storage.open(open)}
        </p>
        {removable.count > 0 && (
          <>
            <p>{text.storage.removable(removable.count, removable.bytes)}</p>
            <div class="buttons">
              <button
                type="button"
                disabled={busy}
                onClick={() =>
                  run(async () => {
                    await send('removeConfirmed', {});
                    setFreed(true);
                  })
                }
              >
                {text.storage.free}
              </button>
            </div>
          </>
        )}
        <p role="status" class="quiet">
          {freed ? text.storage.freed : ''}
        </p>
        <Failure reason={failure} />
        {room !== undefined && <Budget standard={standardBudget(room.quotaBytes)} />}
        {persisted !== undefined && (
          <p class="fine">{persisted ? text.storage.persisted : text.storage.notPersisted}</p>
        )}
      </div>
    </section>
  );
}

/** How much room the participant allows; every change that can be kept is kept at once. */
function Budget({ standard }: { standard: number }) {
  const settings = useStored('settings');
  const [wrong, setWrong] = useState(false);
  const { run, failure } = useCommand();
  if (settings === undefined) return null;
  const change = (written: string): void => {
    const storageBudgetMb = written.trim() === '' ? null : Number(written);
    const checked = stored.settings.schema.safeParse({ ...settings, storageBudgetMb });
    setWrong(!checked.success);
    if (checked.success) run(() => writeStored('settings', checked.data));
  };
  return (
    <div class="field">
      <label for="budget">{text.storage.budget}</label>
      <input
        id="budget"
        type="number"
        min={20}
        max={100_000}
        step={1}
        value={settings.storageBudgetMb ?? ''}
        aria-invalid={wrong}
        aria-describedby="budget-help budget-wrong"
        onChange={(event) => change(event.currentTarget.value)}
      />
      <p id="budget-help" class="fine">
        {text.storage.budgetHelp(standard)}
      </p>
      <div id="budget-wrong" role="alert">
        {wrong && <p class="note bad">{text.storage.budgetWrong}</p>}
      </div>
      <Failure reason={failure} />
    </div>
  );
}
