import type { Absent } from '../../shared/interactions/absent.ts';
import type { RestReason } from '../../shared/privacy/sensitive-page.ts';
import type { Frame } from '../../shared/interactions/screenshots.ts';
import { isAbsent } from '../../shared/interactions/absent.ts';

/**
 * Why what the participant does now is not recorded. `closed` is no fault: browsers keep these pages (their own, their
 * store's, files) closed to every extension. `resting` is what the participant wants; its site is not told.
 */
export type Trouble =
  | { kind: 'closed' | 'silent' | 'not-allowed' | 'store'; host: string }
  | { kind: 'resting'; host: ''; reason: RestReason }
  | { kind: 'no-pictures'; host: string; reason: string };

export type SelfTestDeps = {
  /** The page in front, or undefined when no browser window is. */
  frontTab(): Promise<{ id: number; url: string } | undefined>;
  isAllowed(url: string): Promise<boolean>;
  /** What the recorder in the tab's page answers: that it records, or why it rests; `silent` when it does not. */
  answers(tabId: number): Promise<'recording' | 'silent' | RestReason>;
  /** Writes something and takes it back. @throws what the store threw. */
  tryStore(): Promise<void>;
  /** What became of the tab's last attempts at a picture, newest first. */
  lastFrames(tabId: number): Promise<readonly (Frame | Absent)[]>;
};

/** So many pictures in a row missing for one reason are no chance. */
export const FRAMES_ASKED = 4;
const CLOSED_HOSTS = /^(?:chromewebstore\.google\.com|addons\.mozilla\.org|microsoftedge\.microsoft\.com)$/;

/** Whether the page in front is really recorded, tried from the outside; null when it is. */
export async function findTrouble(deps: SelfTestDeps): Promise<Trouble | null> {
  const tab = await deps.frontTab();
  const host = tab && URL.canParse(tab.url) ? new URL(tab.url).host : '';
  if (!(await works(deps.tryStore))) return { kind: 'store', host };
  if (!tab) return null;
  if (isClosed(tab.url, host)) return { kind: 'closed', host };
  if (!(await deps.isAllowed(tab.url))) return { kind: 'not-allowed', host };
  const answer = await deps.answers(tab.id);
  if (answer === 'silent') return { kind: 'silent', host };
  if (answer !== 'recording') return { kind: 'resting', host: '', reason: answer };
  const frames = await deps.lastFrames(tab.id);
  const reasons = new Set(frames.map((frame) => (isAbsent(frame) ? frame.absent : '')));
  const [reason] = reasons;
  if (frames.length < FRAMES_ASKED || reasons.size > 1 || !reason) return null;
  return { kind: 'no-pictures', host, reason };
}

function isClosed(url: string, host: string): boolean {
  return !/^https?:/.test(url) || CLOSED_HOSTS.test(host) || url.startsWith('https://chrome.google.com/webstore');
}

async function works(attempt: () => Promise<void>): Promise<boolean> {
  return attempt().then(
    () => true,
    () => false,
  );
}
