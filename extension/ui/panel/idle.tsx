import { useState } from 'preact/hooks';
import { send } from '../../browser/send.ts';
import { askToPersist } from '../../browser/storage.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Failure } from '../parts/failure.tsx';
import { text } from '../text.ts';
import { ChooseShop } from './choose-shop.tsx';
import { LatestSession } from './latest-session.tsx';
import type { Room } from './panel.tsx';
import { NarrationWish } from './narration-wish.tsx';
import { TaskCard } from './task-card.tsx';
import { useOfferedTask } from './use-offered-task.ts';

/** Nothing is being recorded: a task to start, another one, or none. */
export function Idle({ room }: { room: Room }) {
  const { offered, skip } = useOfferedTask();
  const { run, busy, failure } = useCommand();
  const [spoken, setSpoken] = useState(false);
  const start = (scenarioId: string | null): void =>
    run(async () => {
      await askToPersist();
      await send('startSession', { scenarioId, spoken });
    });
  return (
    <>
      <LatestSession />
      <section class="card" aria-labelledby="task-heading" aria-live="polite">
        <h2 id="task-heading" class="over">
          {text.task.heading}
        </h2>
        {offered === undefined && <p class="quiet">{text.loading}</p>}
        {offered === null && <p>{text.task.none}</p>}
        {offered && <TaskCard scenario={offered} room={room} />}
        <NarrationWish wished={spoken} onWish={setSpoken} />
        <ChooseShop />
        <Failure reason={failure} />
        <div class="buttons">
          {offered && (
            <button type="button" class="main" disabled={busy} onClick={() => start(offered.id)}>
              {text.task.start}
            </button>
          )}
          {offered && (
            <button type="button" disabled={busy} onClick={() => skip(offered.id)}>
              {text.task.another}
            </button>
          )}
          <button type="button" disabled={busy} onClick={() => start(null)}>
            {text.task.freely}
          </button>
        </div>
      </section>
      <p class="fine">{text.task.notice}</p>
    </>
  );
}
