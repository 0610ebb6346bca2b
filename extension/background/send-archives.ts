import { readSurroundings } from '../browser/surroundings.ts';
import { readStored, writeStored } from '../browser/stored.ts';
import type { ArchiveRow, Database } from '../store/database.ts';
import {
  askToSend,
  findDueArchives,
  forgetAsked,
  holdForOwner,
  holdWaiting,
  isDue,
  makeDueNow,
  takeDueArchive,
} from '../store/archives.ts';
import { nextTryAt } from '../sync/backoff.ts';
import { onlySender } from '../sync/only-sender.ts';
import { type Fetch, findUpload, sendArchive, SyncError } from '../sync/server-client.ts';
import { SendingStopped, uploadArchives } from '../sync/upload-archives.ts';
import { isFor, otherOwnerOf, recordedForAnother } from '../sync/whose-archive.ts';
import { type Surroundings, type WaitReason, whyWait } from '../sync/why-wait.ts';
import { askAboutScreening } from './ask-about-screening.ts';
import { loseAccess } from './lose-access.ts';

/** What sending takes from the browser; tests give their own. */
export type SendWorld = {
  doFetch: Fetch;
  locks: LockManager | undefined;
  surroundings(wanted: { battery: boolean }): Promise<Surroundings>;
  now(): number;
  random(): number;
};

const browserWorld: SendWorld = {
  doFetch: (url, init) => fetch(url, init),
  locks: globalThis.navigator?.locks,
  surroundings: readSurroundings,
  now: () => Date.now(),
  random: () => Math.random(),
};

export type Sending = {
  /** Sends and confirms what is due. It may be called at any time and by any context. */
  round(): Promise<void>;
  /** Breaks off what is under way; what has arrived stays with the server. The next round goes on from there. */
  stop(): void;
  pause(): Promise<void>;
  /** Everything that waits is tried in the next round: something has changed that it may have waited for. */
  hurry(): Promise<void>;
  /** Sends one archive, or all that wait, whatever else keeps sending back. */
  ask(sessionId?: string): Promise<void>;
};

/** The sending of archives from this profile. */
export function sendArchives(database: Database, world: SendWorld = browserWorld): Sending {
  let stopping = new AbortController();
  const stop = (): void => {
    stopping.abort();
    stopping = new AbortController();
  };
  return {
    round: async () => void (await onlySender(world.locks, () => round(database, world, stopping.signal))),
    stop,
    async pause() {
      await writeStored('sendingPaused', true);
      await writeStored('sendingWaits', 'paused');
      await forgetAsked(database);
      stop();
    },
    async hurry() {
      await writeStored('serverAway', null);
      await makeDueNow(database);
    },
    async ask(sessionId) {
      // Asked anew, in case it was the server that had forgotten.
      await writeStored('lostAccess', null);
      await writeStored('serverAway', null);
      await askToSend(database, sessionId);
    },
  };
}

/** Without an enrolment archives just wait; without a consent nothing leaves, but what was sent is still confirmed. */
async function round(database: Database, world: SendWorld, stopped: AbortSignal): Promise<void> {
  const participant = await readStored('participant');
  if (!participant) return;
  const { participantId } = participant;
  await holdOthers(database, participantId);
  const lost = await readStored('lostAccess');
  if (lost !== null) return await holdWaiting(database, lost.reason);
  const away = await readStored('serverAway');
  if (away !== null && !isDue(away.nextTryAt, world.now())) return;
  const doFetch = stoppable(world.doFetch, stopped);
  await uploadArchives({
    due: async () => {
      const { sendOrder } = await readStored('settings');
      const due = await findDueArchives(database, world.now(), sendOrder);
      return await findWanted(
        due.filter((row) => isFor(row, participantId)),
        world,
      );
    },
    async take(sessionId) {
      if (stopped.aborted) return undefined;
      const row = await takeDueArchive(database, sessionId, world.now());
      // A long round may have begun over another connection. The battery does not run down as fast.
      const reason = await findReason(() => world.surroundings({ battery: false }));
      return row !== undefined && mayGo(row, reason) ? row : undefined;
    },
    async change(sessionId, change) {
      if (change.state === 'accepted' || change.state === 'confirmed') await serverIsThere();
      const isSent = change.state === 'sending' || change.state === 'accepted';
      await database.archives.update(sessionId, isSent ? { ...change, recipient: participantId } : change);
    },
    serverAway: (retryAfterMs) => keepAway(world, retryAfterMs),
    findUpload: (sessionId) => ask(stopped, () => findUpload(participant, sessionId, doFetch)),
    send: (archive, offset) => ask(stopped, () => sendArchive(participant, archive, offset, doFetch)),
    accessLost: (reason) => loseAccess(database, participant.token, reason),
    now: world.now,
    random: world.random,
  });
  if (!(await readStored('sendingPaused'))) await askAboutScreening(database, participant);
}

/** What was recorded for another study waits, in words, until the device belongs to that one again. */
async function holdOthers(database: Database, participantId: string): Promise<void> {
  const former = await readStored('formerEnrolments');
  await holdForOwner(database, {
    participantId,
    otherOwnerOf: (row) => otherOwnerOf(row, participantId),
    reasonFor: (owner) => recordedForAnother(owner, former.find((one) => one.participantId === owner)?.serverUrl),
  });
}

/** What of the due may be sent as things are: what was asked for always, and what only has to be confirmed mostly. */
async function findWanted(due: readonly ArchiveRow[], world: SendWorld): Promise<readonly ArchiveRow[]> {
  const consented = (await readStored('consent')) !== null;
  const rows = consented ? due : due.filter(({ state }) => state === 'accepted');
  const { notOnLowBattery: battery } = await readStored('settings');
  // Where nothing is due the device is not looked at: there is nothing that it could keep back.
  const reason = await findReason(rows.length === 0 ? async () => unknown : () => world.surroundings({ battery }));
  await tellWaits(reason);
  return rows.filter((row) => mayGo(row, reason));
}

const unknown: Surroundings = { connection: null, battery: null };

async function findReason(surroundings: () => Promise<Surroundings>): Promise<WaitReason | null> {
  return whyWait(await readStored('sendingPaused'), await readStored('settings'), await surroundings());
}

function mayGo({ state, askedFor }: ArchiveRow, reason: WaitReason | null): boolean {
  return reason === null || askedFor === true || (state === 'accepted' && reason !== 'paused');
}

/** Pages watch these keys: what is there already is not written again. */
async function tellWaits(reason: WaitReason | null): Promise<void> {
  if ((await readStored('sendingWaits')) !== reason) await writeStored('sendingWaits', reason);
}

async function serverIsThere(): Promise<void> {
  if ((await readStored('serverAway')) !== null) await writeStored('serverAway', null);
}

/** The server is left alone for a while, the longer the more often it was away, and less so as soon as it answers. */
async function keepAway({ now, random }: SendWorld, retryAfterMs: number | undefined): Promise<number> {
  const tries = (await readStored('serverAway'))?.tries ?? 0;
  const at = nextTryAt(now(), tries, random(), retryAfterMs);
  await writeStored('serverAway', { tries: tries + 1, nextTryAt: at });
  return at;
}

/** Somebody may withdraw while archives are being sent: the next one waits until the server knows. */
async function refuseUntold(): Promise<void> {
  if ((await readStored('duties')).length === 0) return;
  throw new SyncError('A withdrawal has to reach the server first.', 'later');
}

const stoppable =
  (doFetch: Fetch, stopped: AbortSignal): Fetch =>
  (url, init) =>
    doFetch(url, { ...init, signal: init.signal ? AbortSignal.any([init.signal, stopped]) : stopped });

/** Asks the server something; what fails because sending was stopped says so. */
async function ask<Answer>(stopped: AbortSignal, work: () => Promise<Answer>): Promise<Answer> {
  await refuseUntold();
  try {
    return await work();
  } catch (error) {
    if (stopped.aborted) throw new SendingStopped('Sending was stopped.', { cause: error });
    throw error;
  }
}
