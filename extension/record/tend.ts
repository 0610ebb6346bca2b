import type { SessionRow } from '../store/database.ts';

export type TendDeps = {
  now(): number;
  random(): number;
  takeLeftBehind(): Promise<void>;
  /** In any of these phases, as they are at one moment. */
  sessionsIn(...phases: SessionRow['phase'][]): Promise<readonly SessionRow[]>;
  finish(): Promise<unknown>;
  seal(sessionId: string): Promise<unknown>;
  changeSession(sessionId: string, change: Partial<Pick<SessionRow, 'sealFailure'>>): Promise<unknown>;
  /** Ids of the sessions in which something was learned of the participant. */
  privateHeld(): Promise<readonly string[]>;
  /** Forgets what was learned of the participant in these sessions. */
  forgetPrivate(sessionIds: readonly string[]): Promise<void>;
  upload(): Promise<void>;
  forgetConfirmed(): Promise<void>;
};

/** A stopped session waits this long for its pages' last interactions and for its last picture. */
export const GRACE_MS = 2_000;
const UNSEALED = ['recording', 'paused', 'finishing', 'reviewing', 'finished'] as const;
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 30 * 60 * 1000;

/**
 * Moves everything that waits one state on: finishing → finished → sealed → sent. Which work there is follows from the
 * rows alone, so this may be called at any time, as often as anyone likes, and be killed anywhere.
 * @throws what the first stage that failed threw, after all stages have had their turn.
 */
export async function tend(deps: TendDeps): Promise<void> {
  const failures: unknown[] = [];
  // Where one thing cannot be written for want of room, another one may be what makes room again.
  for (const stage of [moveOn, forgetPrivate, deps.upload, deps.forgetConfirmed]) {
    await stage(deps).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

/** A session must not be closed while what its pages left behind could not be taken in. */
async function moveOn(deps: TendDeps): Promise<void> {
  await deps.takeLeftBehind();
  await finishAll(deps);
  await sealAll(deps);
}

async function finishAll(deps: TendDeps): Promise<void> {
  // Oldest first, as `finish` takes them.
  for (const session of await deps.sessionsIn('finishing')) if (isOver(session, deps.now())) await deps.finish();
}

async function sealAll(deps: TendDeps): Promise<void> {
  for (const session of await deps.sessionsIn('finished')) await sealOne(session, deps);
}

async function forgetPrivate(deps: TendDeps): Promise<void> {
  // In this order: a session that begins meanwhile is there before anything is learned in it.
  const held = await deps.privateHeld();
  const open = new Set((await deps.sessionsIn(...UNSEALED)).map(({ id }) => id));
  await deps.forgetPrivate(held.filter((id) => !open.has(id)));
}

/** The clock may have been set back since: then nobody knows how long it has been, and waiting could take days. */
function isOver({ endedAt }: SessionRow, now: number): boolean {
  const waitedMs = now - (endedAt ?? 0);
  return waitedMs >= GRACE_MS || waitedMs < 0;
}

async function sealOne({ id, sealFailure }: SessionRow, deps: TendDeps): Promise<void> {
  const waitMs = (sealFailure?.nextTryAt ?? 0) - deps.now();
  // Nothing waits for longer: what does was planned before the clock was set back.
  if (waitMs > 0 && waitMs <= LONGEST_RETRY_MS) return;
  try {
    await deps.seal(id);
  } catch (error) {
    const attempts = (sealFailure?.attempts ?? 0) + 1;
    const delay = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempts) * (0.5 + deps.random() / 2);
    const message = messageOf(error).slice(0, 1_000);
    await deps.changeSession(id, { sealFailure: { message, attempts, nextTryAt: deps.now() + delay } });
  }
}

/** Of errors that browsers throw, the name says more than the message. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'Error' ? error.message : `${error.name}: ${error.message}`;
}
