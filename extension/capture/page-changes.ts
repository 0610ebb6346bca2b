import { collapse } from './dom/text-of.ts';
import type { EverPassword } from './fields/ever-password.ts';
import { isVisible, type Gestures, type Looks } from './gestures.ts';

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
  stop(): void;
};

const LIVE = '[role=status],[role=alert],[role=log],[aria-live]:not([aria-live=off]),output';
const WATCHED: MutationObserverInit = {
  subtree: true,
  childList: true,
  attributes: true,
  characterData: true,
  attributeOldValue: true,
};
/** Records of one batch that are searched for live regions: a whole page's re-rendering announces nothing. */
const MAX_SEARCHED = 200;
const MAX_SAID = 200;

export type ChangesDeps = {
  isOurs: (node: Node) => boolean;
  isEcho: Gestures['isEcho'];
  everPassword: EverPassword;
  onChange: () => void;
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
    const text = collapse(region.textContent ?? '');
    if (text !== '' && said.at(-1) !== text) said.push(text);
    if (said.length > MAX_SAID) said.shift();
  };

  const observer = new MutationObserver((records) => {
    const theirs = records.filter((record) => !isOurRecord(record, isOurs));
    if (theirs.length === 0) return;
    // While a page is being parsed every node of it is a change that nobody asks about.
    const parsing = document.readyState === 'loading';
    for (const record of theirs) {
      if (!parsing) count(record, counts);
      if (record.attributeName === 'type' && record.oldValue === 'password')
        everPassword.notice(record.target as Element); // attributes are elements'
      if (record.target === document && record.addedNodes.length > 0) onDocumentReplaced();
    }
    if (!parsing) for (const region of spokenRegions(theirs)) hear(region);
    epoch++;
    lastAtMs = performance.now();
    if (theirs.some((record) => isVisible(record) && !isEcho(record))) {
      looks++;
      looksAtMs = lastAtMs;
    }
    onChange();
  });
  observer.observe(document, WATCHED);

  return {
    epoch: () => epoch,
    looks: () => ({ epoch: looks, changedAt: performance.timeOrigin + looksAtMs }),
    counts: () => ({ ...counts }),
    lastAtMs: () => lastAtMs,
    said: () => said,
    watchRoot(root) {
      if (roots.has(root)) return;
      roots.add(root);
      observer.observe(root, WATCHED);
    },
    *roots() {
      for (const root of roots) if (root.host.isConnected) yield root;
    },
    stop: () => observer.disconnect(),
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
    if (added.size < MAX_SEARCHED)
      for (const node of addedNodes) if (node.nodeType === Node.ELEMENT_NODE) added.add(node as Element); // by its nodeType
  }
  for (const target of targets) {
    const element = target.nodeType === Node.ELEMENT_NODE ? (target as Element) : target.parentElement; // by its nodeType
    const region = element?.closest(LIVE);
    if (region) regions.add(region);
  }
  for (const element of [...added].slice(0, MAX_SEARCHED)) {
    const region = element.matches(LIVE) ? element : element.querySelector(LIVE);
    if (region !== null) regions.add(region);
  }
  return regions;
}

function isOurRecord(record: MutationRecord, isOurs: (node: Node) => boolean): boolean {
  if (isOurs(record.target)) return true;
  if (record.type !== 'childList' || record.target !== document.documentElement) return false;
  return [...record.addedNodes, ...record.removedNodes].every((node) => isOurs(node));
}

function count(record: MutationRecord, counts: ChangeCounts): void {
  if (record.type === 'attributes') counts.attributes++;
  else if (record.type === 'characterData') counts.texts++;
  counts.added += record.addedNodes.length;
  counts.removed += record.removedNodes.length;
}
