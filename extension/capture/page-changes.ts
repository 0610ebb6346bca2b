import { textOf } from './dom/text-of.ts';
import type { EverPassword } from './fields/ever-password.ts';
import { isVisible, type Gestures, type Looks } from './gestures.ts';
import { plain, plainDocument } from './dom/unclobbered.ts';

export type ChangeCounts = { added: number; removed: number; attributes: number; texts: number };

/** Watches the DOM of a frame, open shadow roots included, and counts its changes. */
export type PageChanges = {
  /** Counts batches of DOM changes. */
  epoch(): number;
  /** Counts those batches that somebody may have seen, and that are no echo of a gesture. */
  looks(): Looks;
  counts(): ChangeCounts;
  /** `performance.now()` of the last change; 0 before the first. */
  lastAtMs(): number;
  /** Everything that live regions have said so far, unmasked, oldest first. */
  said(): readonly string[];
  watchRoot(root: ShadowRoot): void;
  roots(): Iterable<ShadowRoot>;
  /** Whether changes in this root are heard of. */
  watches(root: ShadowRoot): boolean;
  stop(): void;
};

const LIVE = '[role=status],[role=alert],[role=log],[aria-live]:not([aria-live=off]),output';
/** Old values tell attributes that are set to what they were, as pages do with every rendering, from those that change. */
const WATCHED: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeOldValue: true,
};
const TYPES: MutationObserverInit = { subtree: true, attributeFilter: ['type'], attributeOldValue: true };
/** Records of one batch that are searched for live regions: a whole page's re-rendering announces nothing. */
const MAX_SEARCHED = 200;
/** So much that comes in at one go is a list that is rendered. */
const MAX_AT_ONCE = 30;
const MAX_SAID = 200;

export type ChangesDeps = {
  isOurs: (node: Node) => boolean;
  isEcho: Gestures['isEcho'];
  everPassword: EverPassword;
  /**
   * Once for each batch; `touched` are the nodes that it changed, or changed something of, some more than once.
   * Undefined while the page is parsed: then anything may have changed.
   */
  onChange: (touched: readonly Node[] | undefined) => void;
  /** The document was opened anew by `document.open`, which drops every listener. */
  onDocumentReplaced: () => void;
};

export function watchChanges({ isOurs, isEcho, everPassword, onChange, onDocumentReplaced }: ChangesDeps): PageChanges {
  const counts: ChangeCounts = { added: 0, removed: 0, attributes: 0, texts: 0 };
  const said: string[] = [];
  const roots = new Set<ShadowRoot>();
  let epoch = 0;
  let lastAtMs = 0;
  let looks = 0;
  let looksAtMs = 0;

  const hear = (region: Element): void => {
    const text = textOf(region);
    if (text !== '' && said.at(-1) !== text) said.push(text);
    if (said.length > MAX_SAID) said.shift();
  };

  let root = plainDocument().documentElement;
  const heard = (touched: readonly Node[] | undefined, isSeen: boolean): void => {
    if (plainDocument().documentElement !== root && plainDocument().documentElement !== null) onDocumentReplaced();
    root = plainDocument().documentElement;
    epoch++;
    lastAtMs = performance.now();
    if (isSeen) {
      looks++;
      looksAtMs = lastAtMs;
    }
    onChange(touched);
  };

  const observer = new MutationObserver((records) => {
    // While a page is being parsed every node of it is a change that nobody asks about, and to look at each takes long.
    if (plainDocument().readyState === 'loading') return heard(undefined, true);
    const top = plainDocument().documentElement;
    const theirs = records.filter((record) => !isOurRecord(record, top, isOurs));
    if (theirs.length === 0) return;
    for (const record of theirs) count(record, counts);
    for (const region of spokenRegions(theirs)) hear(region);
    const isSeen = theirs.some((record) => isVisible(record) && !isEcho(record));
    heard(
      theirs.map(({ target }) => target),
      isSeen,
    );
  });
  observer.observe(document, WATCHED);
  const typeObserver = new MutationObserver((records) => {
    for (const { oldValue, target } of records) if (oldValue === 'password') everPassword.notice(target as Element); // attributes are elements'
  });
  typeObserver.observe(document, TYPES);

  return {
    epoch: () => epoch,
    looks: () => ({ epoch: looks, changedAt: performance.timeOrigin + looksAtMs }),
    counts: () => ({ ...counts }),
    lastAtMs: () => lastAtMs,
    said: () => said,
    watchRoot(shadow) {
      if (roots.has(shadow)) return;
      roots.add(shadow);
      observer.observe(shadow, WATCHED);
      typeObserver.observe(shadow, TYPES);
    },
    watches: (shadow) => roots.has(shadow),
    *roots() {
      for (const shadow of roots) if (shadow.host.isConnected) yield shadow;
    },
    stop() {
      observer.disconnect();
      typeObserver.disconnect();
    },
  };
}

/** The live regions that changed or came in, each once. Only what came in is searched: the page around it may be large. */
function spokenRegions(records: readonly MutationRecord[]): Set<Element> {
  const regions = new Set<Element>();
  const targets = new Set<Node>();
  const added = new Set<Element>();
  for (const { type, target, addedNodes } of records.slice(0, MAX_SEARCHED)) {
    if (type === 'attributes') continue;
    targets.add(target);
    if (added.size < MAX_SEARCHED && addedNodes.length <= MAX_AT_ONCE)
      for (const node of addedNodes) if (plain(node).nodeType === Node.ELEMENT_NODE) added.add(node as Element); // by its nodeType
  }
  for (const target of targets) {
    const element = plain(target).nodeType === Node.ELEMENT_NODE ? (target as Element) : target.parentElement; // by its nodeType
    const region = element?.closest(LIVE);
    if (region) regions.add(region);
  }
  for (const element of [...added].slice(0, MAX_SEARCHED)) {
    const region = plain(element).matches(LIVE) ? element : plain(element).querySelector(LIVE);
    if (region !== null) regions.add(region);
  }
  return regions;
}

function isOurRecord(record: MutationRecord, top: Element | null, isOurs: (node: Node) => boolean): boolean {
  if (isOurs(record.target)) return true;
  if (record.type !== 'childList' || record.target !== top) return false;
  return [...record.addedNodes, ...record.removedNodes].every((node) => isOurs(node));
}

function count(record: MutationRecord, counts: ChangeCounts): void {
  if (record.type === 'attributes') counts.attributes++;
  else if (record.type === 'characterData') counts.texts++;
  counts.added += record.addedNodes.length;
  counts.removed += record.removedNodes.length;
}
