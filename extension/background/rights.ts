import { momentOfWill } from '../browser/moment-of-will.ts';
import { readStored, writeStored } from '../browser/stored.ts';
import { type ConsentPurpose, consentPurpose } from '../../shared/session/consent.ts';
import type { Database } from '../store/database.ts';
import { removeOwnDetails } from '../store/own-details.ts';
import { eraseDevice, findUnsent, keepWithdrawn } from '../store/rights.ts';
import { findCurrentSession, removeSession } from '../store/sessions.ts';
import type { Duty } from '../sync/tell-server.ts';
import { type Enrolment, enrolments } from './enrolments.ts';
import { ledger } from './keep-ledger.ts';
import { tellServers } from './tell-servers.ts';

/** What withdrawing and erasing need of the session that is recorded. */
type Recording = {
  stop(gaveUpReason: null, review: false): Promise<unknown>;
  publish(): Promise<void>;
};

/** What a participant decides about what is held: on this device at once, and at each server as soon as it answers. */
export function rights(database: Database, recording: Recording) {
  async function withdraw(given: readonly ConsentPurpose[], unsent: 'discard' | 'keep'): Promise<void> {
    const purposes = given.includes('recording') ? [...consentPurpose.options] : [...given];
    const consent = await readStored('consent');
    const at = await momentOfWill();
    const left = consent?.purposes.filter((purpose) => !purposes.includes(purpose)) ?? [];
    // First of all nothing new may begin, and then the servers are to be told: whatever fails after this, both hold.
    await writeStored(
      'consent',
      consent === null || purposes.includes('recording') ? null : { ...consent, purposes: left },
    );
    if (purposes.includes('recording')) await writeStored('withdrawnAt', at);
    await owe({ act: 'withdraw', purposes, at });
    if (!purposes.includes('recording')) return;
    await removeOwnDetails(database);
    const current = await findCurrentSession(database);
    if (current !== undefined && unsent === 'keep') await recording.stop(null, false);
    if (unsent === 'keep') await keepWithdrawn(database, at);
    else for (const id of await findUnsent(database)) await ledger.removing([id], () => removeSession(database, id));
    await recording.publish();
  }

  async function eraseEverything(): Promise<void> {
    await writeStored('consent', null);
    await owe({ act: 'erase' });
    await removeOwnDetails(database);
    await ledger.removing(undefined, () => eraseDevice(database));
    await recording.publish();
  }

  return { withdraw, eraseEverything, ...tellServers(database) };
}

/** Every server that this device has joined is to be told, each by itself and at once, however long ago that was. */
function owe(duty: Duty): Promise<void> {
  const added = (one: Enrolment): Enrolment => ({
    ...one,
    duties: duty.act === 'erase' ? [duty] : [...one.duties, duty],
    away: null,
  });
  return enrolments.change(({ present, former }) => ({
    present: present && added(present),
    former: former.map(added),
  }));
}
