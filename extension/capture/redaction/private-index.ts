import type { FrameText } from '../../../shared/frames/frame-text.ts';
import type { Box } from '../../../shared/geometry.ts';
import { parentOf } from '../dom/composed-tree.ts';
import { isInline, lookFor, type LookDeps } from './private-boxes.ts';
import { readTexts } from './read-texts.ts';
import { plain, plainDocument } from '../dom/unclobbered.ts';
import { liesIn, measure, type Found, type Place } from './private-things.ts';

/**
 * Everything private that the page shows, kept up to date: after a mutation only the part of the page around it is
 * looked through again.
 */
export type PrivateIndex = {
  /** Nodes were changed, or something in them or of them; undefined when any may have been. */
  touched(nodes: readonly Node[] | undefined): void;
  /** Looks through what is not known, or not known any more. For idle moments: it yields often. */
  update(): Generator<void, void>;
  /** Does what has come up since in one go, if that is little; false when it is not, or nothing was looked through. */
  catchUp(budgetMs: number): boolean;
  /** Where everything private lies right now. */
  boxes(): Box[];
  /** What else the page shows in view, and where. For idle moments. */
  texts(): Generator<void, FrameText[]>;
  /** What counts as private has changed. */
  forget(): void;
};

/** More changed nodes than that are not told apart: then all is looked through again. */
const MAX_TOUCHED = 300;
const MAX_PARTS = 12;
/** What no mutation tells of, such as a shadow root attached to an old element, is found by then. */
const MAX_AGE_MS = 4_000;
const STEP = 100;
/** A page that changes faster than that is looked at is left for the last moment, or not photographed. */
const ROUNDS = 3;

export function createPrivateIndex(deps: LookDeps): PrivateIndex {
  let known: Found | undefined;
  let knownMode = deps.mode();
  let lookedAtMs = 0;
  let touched = new Set<Node>();

  /** What changes while it is looked for may have been passed already; undefined when that is too much. */
  let changedAnew: Set<Node> | undefined;

  const forget = (): void => {
    known = undefined;
    touched = new Set();
    changedAnew = undefined;
  };
  const keep = (found: Found): void => {
    if (changedAnew === undefined) return forget();
    [known, touched] = [found, changedAnew];
    changedAnew = undefined;
  };

  /** Whoever breaks off has taken changes without looking at them: then nothing is known any more. */
  function* lookAgain(rounds: number): Generator<void, void> {
    for (let round = 0; touched.size > 0 && round < rounds; round++) {
      const before = known;
      const parts = partsAround(touched);
      touched = new Set();
      known = undefined;
      if (before === undefined || parts.length > MAX_PARTS) return;
      const fresh: Found[] = [];
      changedAnew = new Set();
      for (const part of parts) fresh.push(yield* lookFor(part, deps));
      const merged = yield* merge([without(before, parts), ...fresh]);
      keep(merged);
    }
  }

  function* lookAll(): Generator<void, void> {
    const root = plainDocument().documentElement;
    if (root === null) return;
    forget();
    [knownMode, lookedAtMs] = [deps.mode(), performance.now()];
    changedAnew = new Set();
    keep(yield* lookFor(root, deps));
  }

  return {
    touched(nodes) {
      if (known === undefined && changedAnew === undefined) return;
      const changed = changedAnew ?? touched;
      for (const node of nodes ?? []) changed.add(node);
      if (nodes === undefined || changed.size > MAX_TOUCHED) forget();
    },
    *update() {
      const isOld = known === undefined || !known.isWatched || performance.now() - lookedAtMs > MAX_AGE_MS;
      if (isOld || knownMode !== deps.mode()) yield* lookAll();
      else if (known !== undefined && !(yield* isShownAlike(known))) yield* lookAll();
      yield* lookAgain(ROUNDS);
    },
    catchUp(budgetMs) {
      const endMs = performance.now() + budgetMs;
      const steps = lookAgain(1);
      for (let step = steps.next(); step.done !== true; step = steps.next()) {
        if (performance.now() < endMs) continue;
        forget();
        return false;
      }
      return known !== undefined && knownMode === deps.mode();
    },
    boxes: () => measure(known?.things ?? []),
    texts: () => readTexts(known?.runs ?? [], deps),
    forget,
  };
}

/** The blocks around what was changed, none inside of another. */
function partsAround(nodes: Iterable<Node>): Element[] {
  const parts = new Set<Element>();
  for (const node of nodes) {
    const part = plain(node).isConnected ? partAround(node) : undefined;
    if (part !== undefined) parts.add(part);
  }
  if (parts.size > MAX_PARTS * MAX_PARTS) return [...parts]; // too many, whichever lie in others
  return [...parts].filter((part) => ![...parts].some((other) => other !== part && liesIn(part, null, other)));
}

/** The block that was changed or is around what was, since text is read by blocks. What it shows elsewhere `shown` tells. */
function partAround(node: Node): Element | undefined {
  const own = node instanceof Element ? node : node instanceof ShadowRoot ? node.host : plain(node).parentElement;
  let part = own;
  while (part !== null && isInline(part)) part = parentOf(part);
  return part ?? plainDocument().documentElement ?? undefined;
}

type Part = { known: Found; isGone: (node: Node, place: Place) => boolean };

function without(known: Found, parts: readonly Element[]): Part {
  return {
    known,
    isGone: (node, place) => !plain(node).isConnected || parts.some((part) => liesIn(node, place, part)),
  };
}

function* merge([old, ...fresh]: [Part, ...Found[]]): Generator<void, Found> {
  const merged: Found = { things: [], runs: [], shown: [], isWatched: old.known.isWatched };
  let count = 0;
  for (const thing of old.known.things) {
    if (++count % STEP === 0) yield;
    if (!old.isGone(thing.node, thing.place)) merged.things.push(thing);
  }
  for (const run of old.known.runs) {
    if (++count % STEP === 0) yield;
    if (!run.nodes.some((node) => old.isGone(node, run.place))) merged.runs.push(run);
  }
  for (const each of old.known.shown) {
    if (++count % STEP === 0) yield;
    if (!old.isGone(each.element, null)) merged.shown.push(each);
  }
  for (const { things, runs, shown, isWatched } of fresh) {
    merged.things.push(...things);
    merged.runs.push(...runs);
    merged.shown.push(...shown);
    merged.isWatched &&= isWatched;
  }
  return merged;
}

function* isShownAlike({ shown }: Found): Generator<void, boolean> {
  let count = 0;
  for (const { element, visible } of shown) {
    if (++count % STEP === 0) yield;
    if (plain(element).isConnected && plain(element).checkVisibility() !== visible) return false;
  }
  return true;
}
