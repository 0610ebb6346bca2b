import { useState } from 'preact/hooks';
import { send } from '../../browser/send.ts';
import { formatMoment } from '../format/format-time.ts';
import { useCommand } from '../hooks/use-command.ts';
import { useLive } from '../hooks/use-live.ts';
import { DiscardButton } from '../panel/discard-button.tsx';
import { Failure } from '../parts/failure.tsx';
import { pageLinks } from '../parts/page-links.ts';
import { text } from '../text.ts';
import { PictureDialog } from './picture-dialog.tsx';
import { PrivateText } from './private-text.tsx';
import { Spoken } from './spoken.tsx';
import { readReview, type Review, type ShownPicture } from './read-review.ts';
import { ReviewStep } from './review-step.tsx';

const MAX_SELECTED = 500;

/** A finished session as it is going to be sent, and everything that can be taken out of it before. */
export function ReviewPage({ sessionId }: { sessionId: string }) {
  const review = useLive(() => readReview(sessionId), [sessionId]);
  if (review === undefined) return <main class="page wide" aria-busy="true" />;
  const phase = review?.session.phase;
  return (
    <main class="page wide">
      <header>
        <img src="/icon/icon.svg" alt="" width="40" height="40" />
        <h1>{text.review.title}</h1>
      </header>
      {phase === 'finishing' && <p role="status">{text.review.preparing}</p>}
      {review !== null && phase === 'reviewing' && <Reviewed review={review} />}
      {phase !== 'finishing' && phase !== 'reviewing' && (
        <p class="card" role="status">
          {text.review.gone} <a href={`${pageLinks.options}#sessions`}>{text.review.toOptions}</a>
        </p>
      )}
    </main>
  );
}

function Reviewed({ review: { session, steps } }: { review: Review }) {
  const [open, setOpen] = useState<ShownPicture | null>(null);
  const [marked, setMarked] = useState('');
  const { run, busy, failure } = useCommand();
  const takeSelection = (): void => {
    const selected = getSelection()?.toString().trim() ?? '';
    if (selected !== '' && selected.length <= MAX_SELECTED) setMarked(selected);
  };
  return (
    <>
      <p>{text.review.lead}</p>
      <p class="quiet">
        {[session.scenario?.title ?? text.freely, formatMoment(session.startedAt), text.actions(steps.length)].join(
          text.and,
        )}
      </p>
      <PrivateText sessionId={session.id} value={marked} onValue={setMarked} />
      <Spoken sessionId={session.id} />
      <section aria-labelledby="steps-heading">
        <h2 id="steps-heading">{text.review.steps}</h2>
        {steps.length === 0 && <p>{text.review.empty}</p>}
        <ol class="plain" onMouseUp={takeSelection} onKeyUp={takeSelection}>
          {steps.map((step) => (
            <ReviewStep
              key={step.interaction.id}
              sessionId={session.id}
              startedAt={session.startedAt}
              step={step}
              onOpen={setOpen}
            />
          ))}
        </ol>
      </section>
      <footer class="decide">
        <div class="buttons">
          <button
            type="button"
            class="main"
            disabled={busy}
            onClick={() => run(() => send('endReview', { sessionId: session.id }))}
          >
            {text.review.seal}
          </button>
          <DiscardButton sessionId={session.id} />
        </div>
        <p class="fine">{text.review.sealHelp}</p>
        <Failure reason={failure} />
      </footer>
      {open !== null && (
        <PictureDialog key={open.sha256} sessionId={session.id} picture={open} onClose={() => setOpen(null)} />
      )}
    </>
  );
}
