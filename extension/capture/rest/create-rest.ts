import type { CapturedInteraction } from '../../../shared/interactions/interaction.ts';
import type { State } from '../../../shared/interactions/state.ts';
import {
  restsByAddress,
  restsBySigns,
  restsInFrame,
  type RecordingBounds,
  type RestReason,
} from '../../../shared/privacy/sensitive-page.ts';
import { now, timeOf } from '../page-clock.ts';
import { createSignReader } from './page-signs.ts';

/** What recording may know of the page at this moment. */
export type Rest = {
  /** Looks again. Why nothing of the page may be recorded; null when it may; `unknown` before the bounds are known. */
  check(): RestReason | 'unknown' | null;
  /** Since when the document has been at this address, in epoch milliseconds. */
  since(): number;
  setBounds(bounds: RecordingBounds): void;
  /** The interaction without the address of a page that must not be known; undefined when there is to be none. */
  cleared(interaction: CapturedInteraction): CapturedInteraction | undefined;
  clearedState(state: State): State | undefined;
};

export type RestDeps = {
  isPrivateWindow: boolean;
  /** The answer is another one than before. */
  onChange(): void;
  signal: AbortSignal;
};

/** A page at rest is looked at so often: some go on without changing their address. */
const LOOK_EVERY_MS = 500;

/** Follows whether this document may be recorded: by its address, by the pages around it, by what it asks for. */
export function createRest({ isPrivateWindow, onChange, signal }: RestDeps): Rest {
  let bounds: RecordingBounds | undefined;
  let href = location.href;
  let since = performance.timeOrigin;
  let reason: ReturnType<Rest['check']> = 'unknown';
  const readSigns = createSignReader();
  const byAddress = rememberedVerdicts(restsByAddress);

  const find = (): ReturnType<Rest['check']> => {
    if (bounds === undefined) return 'unknown';
    if (isPrivateWindow && bounds.privateWindows === 'never') return 'private-window';
    const around = addressesAround();
    const told = around.length === 0 ? byAddress(href, bounds) : restsInFrame(href, around, bounds);
    if (told !== null) return told;
    const signs = readSigns();
    return signs === undefined ? null : restsBySigns(href, signs, bounds);
  };
  const check = (at = now()): ReturnType<Rest['check']> => {
    if (location.href !== href) {
      href = location.href;
      since = at;
    }
    const found = find();
    const changed = found !== reason;
    reason = found;
    if (changed) onChange();
    return reason;
  };

  // Before the recorder hears of a new address, so that it is gone by then.
  const api: Navigation | undefined = 'navigation' in window ? window.navigation : undefined;
  api?.addEventListener('currententrychange', (event) => void check(timeOf(event)), { signal });
  for (const type of ['popstate', 'hashchange', 'load', 'pageshow', 'focusin'] as const)
    window.addEventListener(type, () => void check(), { capture: true, passive: true, signal });
  document.addEventListener('readystatechange', () => void check(), { signal });
  const timer = setInterval(() => {
    if (reason !== null && document.visibilityState === 'visible') check();
  }, LOOK_EVERY_MS);
  signal.addEventListener('abort', () => clearInterval(timer));

  const isSecretBy = rememberedVerdicts((url, given) => restsByAddress(url, ofOwn(given)));
  const isSecret = (url: string): boolean => bounds !== undefined && isSecretBy(url, bounds) !== null;
  return {
    check,
    since: () => since,
    setBounds(next) {
      bounds = next;
      check();
    },
    cleared(interaction) {
      const { action, context } = interaction;
      if (check() !== null && action.at >= since) return undefined;
      if ('page' in context && isSecret(context.page.url)) return undefined;
      if (action.type !== 'navigation') return interaction;
      if (isSecret(action.toUrl)) return undefined;
      const hides = action.fromUrl !== null && isSecret(action.fromUrl);
      return hides ? { ...interaction, action: { ...action, fromUrl: null } } : interaction;
    },
    clearedState(state) {
      if (check() !== null || isSecret(state.url.after)) return undefined;
      return isSecret(state.url.before) ? { ...state, url: { ...state.url, before: state.url.after } } : state;
    },
  };
}

const REMEMBERED = 50;

/** The same few addresses are asked about with everything that is recorded. */
function rememberedVerdicts(judge: typeof restsByAddress): typeof restsByAddress {
  const verdicts = new Map<string, RestReason | null>();
  let under: RecordingBounds | undefined;
  return (url, bounds) => {
    if (under !== bounds || verdicts.size > REMEMBERED) verdicts.clear();
    under = bounds;
    const known = verdicts.get(url);
    if (known !== undefined) return known;
    const verdict = judge(url, bounds);
    verdicts.set(url, verdict);
    return verdict;
  };
}

/** A frame's own address need not be a chosen shop's. */
function ofOwn(bounds: RecordingBounds): RecordingBounds {
  return window === window.top ? bounds : { ...bounds, where: 'everywhere' };
}

/** Of the pages around a frame, the outermost first: whole addresses where they may be read, else where they are from. */
function addressesAround(): string[] {
  if (window === window.top) return [];
  const origins = Array.from(location.ancestorOrigins ?? []).toReversed();
  const top = addressOf(window.top);
  if (top !== undefined) return [top, ...origins];
  return origins.length > 0 ? origins : [document.referrer];
}

function addressOf(frame: Window | null): string | undefined {
  try {
    return frame?.location.href;
  } catch {
    return undefined; // of another origin
  }
}
