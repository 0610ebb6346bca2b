import { momentOfWill } from '../browser/moment-of-will.ts';
import { readStored, writeStored } from '../browser/stored.ts';
import { type ConsentPurpose, consentPurpose } from '../../shared/session/consent.ts';
import { makeDueNow, releaseHeld } from '../store/archives.ts';
import type { Database } from '../store/database.ts';
import { removeOwnDetails } from '../store/own-details.ts';
import { eraseDevice, findUnsent, keepWithdrawn } from '../store/rights.ts';
import { findCurrentSession, removeSession } from '../store/sessions.ts';
import { findCertificate, sendConsent, sendErasure, sendWithdrawal } from '../sync/rights-client.ts';
import { SyncError } from '../sync/server-client.ts';
import { type Duty, tellServer } from '../sync/tell-server.ts';
import { ledger } from './keep-ledger.ts';
import { loseAccess } from './lose-access.ts';
import type { OpenRecording } from './open-recording.ts';

/** What a participant decides about what is held: on this device at once, and at the server as soon as it answers. */
export function rights(database: Database, recording: OpenRecording) {
  const owe = async (duty: Duty): Promise<void> => {
    if ((await readStored('participant')) === null) return;
    const duties = duty.act === 'erase' ? [] : await readStored('duties');
    await writeStored('duties', [...duties, duty]);
  };

  async function withdraw(given: readonly ConsentPurpose[], unsent: 'discard' | 'keep'): Promise<void> {
    const purposes = given.includes('recording') ? [...consentPurpose.options] : [...given];
    const consent = await readStored('consent');
    const at = await momentOfWill();
    const left = consent?.purposes.filter((purpose) => !purposes.includes(purpose)) ?? [];
    // First of all nothing new may begin, and then the server is to be told: whatever fails after this, both hold.
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

  /** @returns whether archives may be sent now. */
  async function tell(): Promise<boolean> {
    await followErasure();
    const withdrawnAt = await readStored('withdrawnAt');
    if (withdrawnAt !== null) await keepWithdrawn(database, withdrawnAt);
    const participant = await readStored('participant');
    if (participant === null) return false;
    return await tellServer({
      duties: () => readStored('duties'),
      done: async () => {
        await writeStored('duties', (await readStored('duties')).slice(1));
        await writeStored('dutyFailure', null);
      },
      failed: (reason) => writeStored('dutyFailure', reason),
      accessLost: (reason) => loseAccess(database, participant.token, reason),
      withdraw: (withdrawal) => sendWithdrawal(participant, withdrawal),
      erase: () => sendErasure(participant),
      erased: async (certificate) => {
        if (certificate !== null) await writeStored('erasure', { serverUrl: participant.serverUrl, certificate });
        await writeStored('participant', null);
        await writeStored('toldConsentAt', null);
      },
      untoldConsent: async () => {
        const consent = await readStored('consent');
        return consent === null || consent.grantedAt === (await readStored('toldConsentAt')) ? null : consent;
      },
      agree: (consent) => sendConsent(participant, consent),
      agreed: async ({ grantedAt }) => {
        await writeStored('toldConsentAt', grantedAt);
        // What was refused for want of it may be sent now.
        await releaseHeld(database);
        await writeStored('serverAway', null);
        await makeDueNow(database);
      },
    });
  }

  /** The server goes on erasing after its answer; the certificate is whole once that is done. */
  async function followErasure(): Promise<void> {
    const erasure = await readStored('erasure');
    if (erasure === null || erasure.certificate.state === 'done') return;
    try {
      const certificate = await findCertificate(erasure.serverUrl, erasure.certificate.id);
      await writeStored('erasure', { ...erasure, certificate });
    } catch (error) {
      // It is asked for again in the next round.
      if (!(error instanceof SyncError)) throw error;
    }
  }

  return { withdraw, eraseEverything, tell };
}
