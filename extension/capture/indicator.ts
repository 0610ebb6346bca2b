import { plainDocument } from './dom/unclobbered.ts';

/** The sign in the page that it is being recorded. */
export type Indicator = {
  /** Whether a node is the sign itself, which is no part of the page. */
  isOurs(node: Node): boolean;
  /** Shows it, unless the participant wants none. */
  show(): void;
  /** Whether the participant wants to see it; until told otherwise, yes. */
  want(wanted: boolean): void;
  /** Keeps the sign out of a picture that is about to be taken; it comes back by itself. */
  hideForPicture(): void;
  remove(): void;
};

/** Longer than a capture and the check after it take. */
const HIDDEN_MS = 700;

const STYLE = `
:host { all: initial !important; }
.pill {
  position: fixed; inset-inline-start: 12px; inset-block-end: 12px; z-index: 2147483647; pointer-events: none;
  display: flex; align-items: center; gap: 6px; padding: 4px 10px; border-radius: 999px;
  font: 500 12px/1.4 system-ui, sans-serif; color: #fff; background: rgb(20 20 24 / 0.82);
}
.dot { inline-size: 8px; block-size: 8px; border-radius: 50%; background: #f2545b; animation: breathe 2.4s ease-in-out infinite; }
.dot.resting { background: #b6bcc6; animation: none; }
@keyframes breathe { 50% { opacity: 0.35; } }
@media (prefers-reduced-motion: reduce) { .dot { animation: none; } }
@media print { .pill { display: none; } }
`;

/** Makes the sign, with a dot that breathes while something is recorded; its shadow root is closed, so that it is in no snapshot and no page script reaches into it. */
export function createIndicator(label: string, kind: 'recording' | 'resting' = 'recording'): Indicator {
  const host = document.createElement('div');
  host.setAttribute('aria-hidden', 'true');
  const root = host.attachShadow({ mode: 'closed' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  const pill = document.createElement('div');
  pill.className = 'pill';
  const dot = document.createElement('span');
  dot.className = `dot ${kind}`;
  pill.append(dot, label);
  root.append(pill);
  let isWanted = true;
  let timer: ReturnType<typeof setTimeout> | undefined;

  return {
    isOurs: (node) => node === host || root.contains(node),
    show() {
      if (isWanted && !host.isConnected) plainDocument().documentElement?.append(host);
    },
    want(wanted) {
      isWanted = wanted;
      if (!wanted) host.remove();
    },
    hideForPicture() {
      pill.style.visibility = 'hidden';
      clearTimeout(timer);
      timer = setTimeout(() => {
        pill.style.visibility = 'visible';
      }, HIDDEN_MS);
    },
    remove() {
      clearTimeout(timer);
      host.remove();
    },
  };
}
