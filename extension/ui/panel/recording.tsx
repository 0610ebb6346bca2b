import { send } from '../../browser/send.ts';
import type { SessionRow } from '../../store/database.ts';
import { useCommand } from '../hooks/use-command.ts';
import { useStored } from '../hooks/use-stored.ts';
import { Failure } from '../parts/failure.tsx';
import { pageLinks } from '../parts/page-links.ts';
import { text } from '../text.ts';
import { ChooseShop } from './choose-shop.tsx';
import { DiscardButton } from './discard-button.tsx';
import { GapNotes } from './gap-notes.tsx';
import { GiveUpButton } from './give-up-button.tsx';
import { Narration } from './narration.tsx';
import type { Room } from './panel.tsx';
import { PausedNote } from './paused-note.tsx';
import { Progress } from './progress.tsx';
import { TroubleNote } from './trouble-note.tsx';
import { RecordingFigures } from './recording-figures.tsx';

const ADVICE_SHOWN = { popup: 1, panel: 4 } as const satisfies Record<Room, number>;

/** A session under way: how long, how much, how far, and everything that can be done about it. */
export function Recording({ session, room }: { session: SessionRow; room: Room }) {
  const { run, busy, failure } = useCommand();
  const trouble = useStored('trouble');
  const paused = session.phase === 'paused';
  const resting = !paused && trouble?.kind === 'resting';
  const advice = session.judgement?.quality.advice.slice(0, ADVICE_SHOWN[room]) ?? [];
  return (
    <section class={`card live ${resting ? 'paused' : session.phase}`} aria-label={text.recording.live}>
      <p class="live-state">
        <span class="dot" aria-hidden="true" />
        {paused ? text.recording.paused : resting ? text.bounds.restingHere : text.recording.live}
      </p>
      {paused && <PausedNote session={session} />}
      <RecordingFigures session={session} />
      {!paused && <TroubleNote />}
      <GapNotes session={session} />
      <ChooseShop />
      <Narration session={session} />
      <div class="buttons">
        <button
          type="button"
          disabled={busy}
          onClick={() => run(() => send(paused ? 'resumeSession' : 'pauseSession', {}))}
        >
          {paused ? text.recording.resume : text.recording.pause}
        </button>
        <button
          type="button"
          class="main"
          disabled={busy}
          onClick={() => run(() => send('stopSession', { gaveUpReason: null }))}
        >
          {text.recording.finish}
        </button>
        <DiscardButton sessionId={session.id} />
      </div>
      <p>
        <button
          type="button"
          class="link"
          disabled={busy}
          onClick={() =>
            run(async () => {
              await send('stopSession', { gaveUpReason: null, review: true });
              open(pageLinks.review(session.id), '_blank', 'noopener');
            })
          }
        >
          {text.review.finish}
        </button>
      </p>
      <Failure reason={failure} />
      <Progress session={session} room={room} />
      {advice.length > 0 && (
        <div class="note" role="status">
          <h4>{text.recording.hint}</h4>
          <ul class="plain">
            {advice.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </div>
      )}
      {session.scenario !== null && <GiveUpButton />}
    </section>
  );
}
