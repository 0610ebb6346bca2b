import { useState } from 'preact/hooks';
import { isAbsent } from '../../../shared/interactions/absent.ts';
import { send } from '../../browser/send.ts';
import { formatStopwatch } from '../format/format-time.ts';
import { text } from '../text.ts';
import { actionWords } from '../words/action-words.ts';
import { gapWords } from '../words/gap-words.ts';
import { PictureCanvas } from './picture-canvas.tsx';
import type { ReviewedStep, ShownPicture } from './read-review.ts';
import { RemoveThing } from './remove-thing.tsx';

type ReviewStepProps = {
  sessionId: string;
  startedAt: number;
  step: ReviewedStep;
  onOpen(picture: ShownPicture): void;
};

const THUMBNAIL = 480;

/** One step: what was done, what of the page goes with it, the pictures that it is the first to show. */
export function ReviewStep({ sessionId, startedAt, step: { interaction, pictures, gap }, onOpen }: ReviewStepProps) {
  const { id, action, context } = interaction;
  const words = actionWords(interaction);
  const [whole, setWhole] = useState(false);
  return (
    <li class="card review-step">
      {gap !== undefined && <p class="note">{gapWords(gap, action.at)}</p>}
      <div class="entry-head">
        <h3>{words}</h3>
        <time>{formatStopwatch(action.at - startedAt)}</time>
      </div>
      {pictures.length > 0 && (
        <div class="shots">
          {pictures.map((picture) => (
            <button
              key={picture.sha256}
              type="button"
              class="shot"
              title={text.review.openPicture}
              aria-label={`${text.review.picture(text.review.when[picture.when])}. ${text.review.openPicture}`}
              onClick={() => onOpen(picture)}
            >
              <PictureCanvas sessionId={sessionId} picture={picture} drawnWidth={THUMBNAIL} />
              <span class="fine">{text.review.picture(text.review.when[picture.when])}</span>
            </button>
          ))}
        </div>
      )}
      {!isAbsent(context) && (
        <details>
          <summary>{text.review.read}</summary>
          <dl class="facts">
            <dt>{text.review.page}</dt>
            <dd>{context.page.title}</dd>
            <dt>{text.review.address}</dt>
            <dd>{context.page.url}</dd>
          </dl>
          <h4>{text.review.contents}</h4>
          <pre>{context.snapshot}</pre>
        </details>
      )}
      <details onToggle={(event) => setWhole(event.currentTarget.open)}>
        <summary>{text.review.whole}</summary>
        {whole && <pre>{JSON.stringify(interaction, null, 2)}</pre>}
      </details>
      <div class="buttons">
        <RemoveThing
          label={text.review.removeStep}
          fullLabel={text.review.removeStepLabel(words)}
          title={text.review.removeStepTitle}
          body={text.review.removeStepBody}
          onRemove={() => send('amendSession', { sessionId, steps: [id], pictures: [], paint: [] })}
        />
      </div>
    </li>
  );
}
