import 'fake-indexeddb/auto';
import { findDueArchives, holdWaiting, makeDueNow, releaseHeld } from '../../extension/store/archives.ts';
import { addSession, moveSession } from '../../extension/store/sessions.ts';
import { findUpload, sendArchive } from '../../extension/sync/server-client.ts';
import { uploadArchives } from '../../extension/sync/upload-archives.ts';
import type { Enrolment } from '../../shared/api/enrolment.ts';
import { newId } from '../../shared/new-id.ts';
import { fragileStore, type FragileStore, inSpiteOfRefusals } from './fragile-store.ts';
import { capturesOf } from './made-up-captures.ts';
import { sessionRow } from './made-up-session.ts';
import { pause } from './pass-on.ts';
import { pageOutbox } from './page-outbox.ts';
import type { Bout, StoreFault } from './plan-campaign.ts';
import type { Visit } from './plan-visit.ts';
import { sealInSpite } from './seal-in-spite.ts';
import type { Tally } from './tally.ts';
import { type VisitLog, visitLog } from './visit-log.ts';
import { sampleConsent } from '../../shared/session/sample-consent.ts';

export type NodeBoutDeps = {
  serverUrl: string;
  newCode(): Promise<string>;
  tally: Tally;
  untilMs: number;
  random: () => number;
};

const SENT_WITHIN_MS = 240_000;
const WRITES_OF_A_SESSION = 12;

/**
 * Runs sessions through the extension's own code without a browser: from the page's outbox over the store and the
 * sealing to the server. Adds to `logs` what each must have left there.
 */
export async function nodeBout(bout: Bout<StoreFault>, deps: NodeBoutDeps, logs: VisitLog[]): Promise<void> {
  const participant = await enrol(deps);
  const store = fragileStore(`chaos-${participant.participantId}`);
  for (const [index, visit] of bout.visits.entries()) {
    if (Date.now() > deps.untilMs) break;
    const faults = bout.faults.filter(({ session }) => session === index);
    logs.push(await recordVisit(visit, faults, { store, participantId: participant.participantId, tally: deps.tally }));
    await inSpiteOfRefusals(() => sendRound(store, participant, deps));
  }
  const untilMs = Date.now() + SENT_WITHIN_MS;
  while (Date.now() < untilMs && (await inSpiteOfRefusals(() => sendRound(store, participant, deps))) > 0)
    await pause(20);
  store.database.close();
}

type Access = Enrolment & { serverUrl: string };

async function enrol({ serverUrl, newCode }: NodeBoutDeps): Promise<Access> {
  const answer = await fetch(`${serverUrl}/v1/enrolments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: await newCode(), consent: sampleConsent }),
  });
  if (!answer.ok) throw new Error(`No enrolment: ${answer.status} ${await answer.text()}`);
  return { ...((await answer.json()) as Enrolment), serverUrl }; // checked by the route's own schema
}

type Recording = { store: FragileStore; participantId: string; tally: Tally };

async function recordVisit({ deeds }: Visit, faults: readonly StoreFault[], recording: Recording): Promise<VisitLog> {
  const { store, tally, participantId } = recording;
  const startedAt = Date.now();
  const log = visitLog(newId(startedAt));
  const row = sessionRow({ id: log.sessionId, participantId, startedAt });
  await inSpiteOfRefusals(() => addSession(store.database, row));
  const page = pageOutbox(store.database);
  const before = store.refused();
  let refusals = 0;
  for (const [at, deed] of deeds.entries()) {
    for (const { kind, share } of faults) {
      if (Math.floor(share * deeds.length) !== at || kind === 'killed while sealing') continue;
      tally.tried(kind);
      log.story.push(`before deed ${at + 1}: ${kind}`);
      if (kind === 'write refused for want of space') {
        refusals++;
        store.refuse(1 + (Math.floor(share * 1_000) % WRITES_OF_A_SESSION));
      } else page.lose(kind, () => tally.hit(kind));
    }
    for (const capture of capturesOf(deed, log.sessionId, { sequence: at * 2, at: Date.now() }))
      page.outbox.add(capture);
    log.add(deed);
    await pause(3);
  }
  await page.empty();
  const { database } = store;
  await inSpiteOfRefusals(() =>
    moveSession(database, ['recording'], 'finishing', (open) => void (open.endedAt = Date.now())),
  );
  await inSpiteOfRefusals(() => moveSession(database, ['finishing'], 'finished'));
  await sealInSpite(database, log, {
    faults: faults.filter(({ kind }) => kind === 'killed while sealing'),
    tally,
  });
  for (let hit = before; hit < Math.min(store.refused(), before + refusals); hit++) {
    tally.hit('write refused for want of space');
  }
  return log;
}

/** One round of sending, as after the participant's “send now”. @returns how many archives still wait. */
async function sendRound({ database }: FragileStore, access: Access, { random }: NodeBoutDeps): Promise<number> {
  await releaseHeld(database);
  await makeDueNow(database);
  await uploadArchives({
    due: () => findDueArchives(database, Date.now()),
    change: (sessionId, change) => database.archives.update(sessionId, change),
    findUpload: (sessionId) => findUpload(access, sessionId),
    send: (archive, offset) => sendArchive(access, archive, offset),
    accessLost: (reason) => holdWaiting(database, reason),
    now: () => Date.now(),
    random,
  });
  return database.archives.where('state').anyOf('sealed', 'sending', 'held').count();
}
