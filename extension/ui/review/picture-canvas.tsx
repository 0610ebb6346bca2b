import { useEffect, useRef, useState } from 'preact/hooks';
import { text } from '../text.ts';
import { drawFrame } from './draw-frame.ts';
import type { ShownPicture } from './read-review.ts';

type CanvasProps = { sessionId: string; picture: ShownPicture; drawnWidth?: number };

/** A picture of the session, drawn when it comes into sight. */
export function PictureCanvas({ sessionId, picture: { sha256, width, height }, drawnWidth }: CanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const place = canvas.current;
    if (place === null) return undefined;
    const draw = (): void => {
      watcher.disconnect();
      drawFrame(place, sessionId, sha256, drawnWidth).catch(() => setFailed(true));
    };
    const watcher = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) draw();
    });
    watcher.observe(place);
    return () => watcher.disconnect();
  }, [sessionId, sha256, drawnWidth]);
  return (
    <>
      <canvas ref={canvas} style={{ aspectRatio: `${width} / ${height}` }} data-picture={sha256} />
      {failed && <span class="why">{text.review.noPicture}</span>}
    </>
  );
}
