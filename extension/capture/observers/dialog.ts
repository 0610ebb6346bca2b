import type { Overlay } from '../page/overlays-of.ts';
import { now } from '../page-clock.ts';
import type { Observer } from './observer.ts';
import { plain } from '../dom/unclobbered.ts';

/**
 * Dialogs, drawers, toasts and banners that came or went between two readings of the page. The browser's own alerts
 * stop the page while they are open and tell no recorder: they are not among them.
 */
export const dialog: Observer = (recorder) => {
  let open = new Map<Element, Overlay>();
  const close = ({ name, kind }: Overlay): void =>
    recorder.emit({ type: 'dialog', at: now(), isTrusted: true, change: 'closed', kind, name }, recorder.look(null));

  recorder.onReading(({ overlays }) => {
    const present = new Map(overlays.map((overlay) => [overlay.element, overlay]));
    const came = overlays.filter(({ element }) => !open.has(element));
    const went = [...open.values()].filter(({ element }) => !present.has(element));
    open = present;
    for (const overlay of went) close(overlay);
    for (const { element, name, kind } of came)
      recorder.emit(
        { type: 'dialog', at: now(), isTrusted: true, change: 'opened', kind, name },
        recorder.look(element),
      );
  });
  // A page that is left right after a dialog was closed is not read again.
  recorder.listen('pagehide', () => {
    const went = [...open.values()].filter(
      ({ element }) => !plain(element).isConnected || !plain(element).checkVisibility(),
    );
    for (const overlay of went) open.delete(overlay.element);
    for (const overlay of went) close(overlay);
  });
};
