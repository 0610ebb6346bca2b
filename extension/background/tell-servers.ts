import { readStored, writeStored } from '../browser/stored.ts';
import type { ErasureCertificate } from '../../shared/api/rights.ts';
import { isDue, makeDueNow, releaseHeld } from '../store/archives.ts';
import type { Database } from '../store/database.ts';
import { keepWithdrawn } from '../store/rights.ts';
import { nextTryAt } from '../sync/backoff.ts';
import { findCertificate, sendConsent, sendErasure, sendWithdrawal } from '../sync/rights-client.ts';
import { SyncError } from '../sync/server-client.ts';
import { type Duty, type OwedDeps, tellOwed, tellServer } from '../sync/tell-server.ts';
import { type Enrolment, enrolments } from './enrolments.ts';
import { inTurn } from './in-turn.ts';
import { loseAccess } from './lose-access.ts';

export type Telling = {
  /** Tells the present server. @returns whether archives may be sent to it now. */
  tell(): Promise<boolean>;
  /** Tells servers that the device belonged to before, and asks how far the erasures are that were begun. */
  tellFormer(): Promise<void>;
};

/** Tells each server what it is owed, with the token of its own enrolment. */
export function tellServers(database: Database): Telling {
  async function tell(): Promise<boolean> {
    const withdrawnAt = await readStored('withdrawnAt');
    if (withdrawnAt !== null) await keepWithdrawn(database, withdrawnAt);
    const { present } = await enrolments.read();
    if (present === null) return false;
    const { token } = present;
    // The device may change its study while a request is under way.
    const isStill = async (): Promise<boolean> => (await readStored('participant'))?.token === token;
    const told = await tellServer({
      ...owedBy(database, present),
      untoldConsent: async () => {
        if (!(await isStill())) return null;
        const consent = await readStored('consent');
        return consent === null || consent.grantedAt === (await readStored('toldConsentAt')) ? null : consent;
      },
      agree: (consent) => sendConsent(present, consent),
      agreed: async ({ grantedAt }) => {
        await enrolments.changeOne(token, (one) => ({ ...one, toldConsentAt: grantedAt }));
        if (!(await isStill())) return;
        // What was refused for want of it may be sent now.
        await releaseHeld(database);
        await writeStored('serverAway', null);
        await makeDueNow(database);
      },
    });
    return told && (await isStill());
  }

  /** Nothing is agreed to for a former study before the device returns to it: only what is owed is told. */
  async function tellFormer(): Promise<void> {
    const { former } = await enrolments.read();
    const now = Date.now();
    const owing = former.filter(
      ({ duties, away }) => duties.length > 0 && (away === null || isDue(away.nextTryAt, now)),
    );
    await Promise.all([...owing.map((one) => tellOwed(owedBy(database, one))), followErasures()]);
  }

  return { tell, tellFormer };
}

function owedBy(database: Database, enrolment: Enrolment): OwedDeps {
  const { token, serverUrl } = enrolment;
  return {
    duties: async () => enrolment.duties,
    done: (told) =>
      enrolments.changeOne(token, (one) => {
        const duties = one.duties.filter((duty) => !isSame(duty, told));
        return { ...one, duties, dutyFailure: null, away: null };
      }),
    failed: (dutyFailure) =>
      enrolments.changeOne(token, (one) => {
        const tries = one.away?.tries ?? 0;
        const away = { tries: tries + 1, nextTryAt: nextTryAt(Date.now(), tries, Math.random()) };
        return { ...one, dutyFailure, away };
      }),
    accessLost: (reason) => loseAccess(database, token, reason),
    withdraw: (withdrawal) => sendWithdrawal(enrolment, withdrawal),
    erase: () => sendErasure(enrolment),
    erased: async (certificate) => {
      if (certificate !== null) await keepCertificate(serverUrl, certificate);
      await enrolments.changeOne(token, () => null);
    },
  };
}

/** No two withdrawals are of one moment (browser/moment-of-will.ts). */
const isSame = (one: Duty, other: Duty): boolean => momentOf(one) === momentOf(other);
const momentOf = (duty: Duty): number | null => (duty.act === 'withdraw' ? duty.at : null);

const certificatesInTurn = inTurn();

function keepCertificate(serverUrl: string, certificate: ErasureCertificate): Promise<void> {
  return certificatesInTurn(async () => {
    const others = (await readStored('erasure')).filter((one) => one.certificate.id !== certificate.id);
    await writeStored('erasure', [...others, { serverUrl, certificate }]);
  });
}

/** A server goes on erasing after its answer; its certificate is whole once that is done. */
async function followErasures(): Promise<void> {
  for (const { serverUrl, certificate } of await readStored('erasure')) {
    if (certificate.state === 'done') continue;
    try {
      await keepCertificate(serverUrl, await findCertificate(serverUrl, certificate.id));
    } catch (error) {
      // It is asked for again in the next round.
      if (!(error instanceof SyncError)) throw error;
    }
  }
}
