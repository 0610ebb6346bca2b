import { useEffect, useRef, useState } from 'preact/hooks';
import type { Box } from '../../../shared/geometry.ts';
import { send } from '../../browser/send.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Failure } from '../parts/failure.tsx';
import { text } from '../text.ts';
import { newRectangle, Painter } from './painter.tsx';
import { RemoveThing } from './remove-thing.tsx';
import type { ShownPicture } from './read-review.ts';

type PictureDialogProps = { sessionId: string; picture: ShownPicture; onClose(): void };

/** A picture of a session in full, where it can be painted over and removed. */
export function PictureDialog({ sessionId, picture, onClose }: PictureDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [boxes, setBoxes] = useState<Box[]>([]);
  const { run, busy, failure } = useCommand();
  useEffect(() => dialog.current?.showModal(), []);
  const paint = (): void =>
    run(async () => {
      await send('amendSession', { sessionId, steps: [], pictures: [], paint: [{ picture: picture.sha256, boxes }] });
      onClose();
    });
  return (
    <dialog ref={dialog} class="wide" aria-labelledby="picture-heading" onClose={onClose}>
      <h2 id="picture-heading">{text.review.pictureTitle}</h2>
      <p class="fine">{text.review.paintHelp}</p>
      <Painter sessionId={sessionId} picture={picture} boxes={boxes} onBoxes={setBoxes} />
      <p class="fine" role="status">
        {busy ? text.review.working : text.review.paintSame}
      </p>
      <Failure reason={failure} />
      <div class="buttons">
        <button type="button" disabled={busy} onClick={() => setBoxes([...boxes, newRectangle(picture)])}>
          {text.review.addRectangle}
        </button>
        <button type="button" class="main" disabled={busy || boxes.length === 0} onClick={paint}>
          {text.review.paint}
        </button>
        <RemoveThing
          label={text.review.removePicture}
          title={text.review.removePictureTitle}
          body={text.review.removePictureBody}
          onRemove={async () => {
            await send('amendSession', { sessionId, steps: [], pictures: [picture.sha256], paint: [] });
            onClose();
          }}
        />
        <button type="button" disabled={busy} onClick={onClose}>
          {text.review.close}
        </button>
      </div>
    </dialog>
  );
}
