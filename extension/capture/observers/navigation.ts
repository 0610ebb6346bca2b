import type { ActionOf } from '../../../shared/interactions/action.ts';
import { innermost } from '../dom/event-target.ts';
import { now, timeOf } from '../page-clock.ts';
import type { Recorder } from '../recorder.ts';
import type { Observer } from './observer.ts';
import { plainDocument } from '../dom/unclobbered.ts';
import { reachedAt } from '../prerendering.ts';

type Cause = ActionOf<'navigation'>['cause'];

/** An address that changes so soon after a click on a link, or a form sent, was changed by it. */
const CAUSED_MS = 1_500;
/** A navigation waits for the new page to be read, but not for ever. */
const LONGEST_WAIT_MS = 3_000;

/**
 * Pages that come into being: documents loaded, single-page routes, pages restored. Only the top frame's. Each waits
 * until the new page has been read, so that its context is that of the page it led to.
 */
export const navigation: Observer = (recorder) => {
  if (window !== window.top || location.protocol === 'about:') return;
  let href = location.href;
  let acted: { cause: Cause; at: number } | undefined;
  let traversedAt = 0;

  const loadedHref = href;
  const record = (
    action: Omit<ActionOf<'navigation'>, 'type' | 'isTrusted' | 'toUrl'>,
    address = location.href,
  ): void => {
    const toUrl = recorder.maskUrl(address);
    const before = { ...recorder.standing(), url: action.fromUrl ?? toUrl };
    let done = false;
    const flush = (): void => {
      if (done) return;
      done = true;
      held.release();
      recorder.emit({ type: 'navigation', isTrusted: true, toUrl, ...action }, { ...recorder.look(null), before });
    };
    const held = recorder.hold(action.at, 'settled', flush);
    const timer = setTimeout(flush, LONGEST_WAIT_MS);
    recorder.signal.addEventListener('abort', () => clearTimeout(timer));
  };

  const moved = (at: number, traversed: boolean): void => {
    if (location.href === href) return;
    const fromUrl = recorder.maskUrl(href);
    href = location.href;
    const caused = acted !== undefined && at - acted.at < CAUSED_MS ? acted.cause : 'script';
    record({
      at,
      fromUrl,
      scope: 'same-document',
      cause: traversed || at - traversedAt < REACTION_MS ? 'back-forward' : caused,
    });
  };

  watchCauses(recorder, (cause, at) => {
    acted = { cause, at };
  });
  watchEntries(recorder, moved);
  recorder.listen('popstate', (event) => {
    traversedAt = timeOf(event);
  });
  recorder.listen('pageshow', (event) => {
    if (event.persisted) record({ at: now(), fromUrl: null, scope: 'document', cause: 'restored' });
  });
  recorder.onArrival((arrival) => {
    if (arrival === 'found') record({ at: now(), fromUrl: null, scope: 'document', cause: 'unknown' }, loadedHref);
    if (arrival !== 'loaded') return;
    const fromUrl = plainDocument().referrer === '' ? null : recorder.maskUrl(plainDocument().referrer);
    record({ at: reachedAt(), fromUrl, scope: 'document', cause: causeOfLoad() }, loadedHref);
  });
};

/** popstate comes just before or after the entry changes. */
const REACTION_MS = 50;

/** What the participant did that may change the address. */
function watchCauses(recorder: Recorder, onAct: (cause: Cause, at: number) => void): void {
  recorder.listen('click', (event) => {
    if (innermost(event)?.closest('a[href]')) onAct('link', timeOf(event));
  });
  recorder.listen('submit', (event) => onAct('form', timeOf(event)));
}

/** The navigation API sees every change of address; without it, going back is heard and the rest is looked for. */
function watchEntries(recorder: Recorder, moved: (at: number, traversed: boolean) => void): void {
  const api: Navigation | undefined = 'navigation' in window ? window.navigation : undefined;
  if (api !== undefined) {
    api.addEventListener('currententrychange', (event) => moved(timeOf(event), event.navigationType === 'traverse'), {
      signal: recorder.signal,
    });
    return;
  }
  recorder.listen('popstate', (event) => moved(timeOf(event), true));
  recorder.listen('hashchange', (event) => moved(timeOf(event), false));
  const timer = setInterval(() => moved(now(), false), 300);
  recorder.signal.addEventListener('abort', () => clearInterval(timer));
}

/**
 * Why this document was loaded, as far as it can tell: one that names a referrer was led to from there (by a link as a
 * rule; whether by a form only the background can know).
 */
function causeOfLoad(): Cause {
  const [entry] = performance.getEntriesByType('navigation');
  const type = entry instanceof PerformanceNavigationTiming ? entry.type : 'navigate';
  if (type === 'reload') return 'reload';
  if (type === 'back_forward') return 'back-forward';
  return plainDocument().referrer === '' ? 'unknown' : 'link';
}
