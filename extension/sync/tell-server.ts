import type { ErasureCertificate } from '../../shared/api/rights.ts';
import type { Consent, ConsentPurpose } from '../../shared/session/consent.ts';
import { SyncError } from './server-client.ts';

/** What the server has still to be told about a participant's will. */
export type Duty = { act: 'withdraw'; purposes: ConsentPurpose[]; at: number } | { act: 'erase' };

/** Whether everything is to be erased at the server: then there is no way back to it as the same participant. */
export function owesErasure({ duties }: { duties: readonly Duty[] }): boolean {
  return duties.some(({ act }) => act === 'erase');
}

export type OwedDeps = {
  /** Oldest first. */
  duties(): Promise<readonly Duty[]>;
  /** Takes this one away, if it is still there: the server has it. */
  done(duty: Duty): Promise<void>;
  /** Keeps why the first one could not be told. */
  failed(reason: string): Promise<void>;
  /** The server does not know the device any more: until it joins again nothing can be told or sent. */
  accessLost(reason: string): Promise<void>;
  withdraw(withdrawal: { purposes: ConsentPurpose[]; at: number }): Promise<void>;
  erase(): Promise<ErasureCertificate>;
  /** Keeps the certificate, and ends the enrolment that is no more. */
  erased(certificate: ErasureCertificate | null): Promise<void>;
};

export type TellDeps = OwedDeps & {
  /** The consent that holds now, if the server does not know it yet. */
  untoldConsent(): Promise<Consent | null>;
  agree(consent: Consent): Promise<void>;
  agreed(consent: Consent): Promise<void>;
};

/**
 * Tells the server what was withdrawn and agreed to, oldest first, before anything is sent: a withdrawal wins over all
 * that waits. It may be stopped anywhere and run again.
 * @returns whether sending may go on: the server knows everything, and still takes something in.
 */
export async function tellServer(deps: TellDeps): Promise<boolean> {
  return await orSayWhyNot(deps, async () => {
    if (!(await tellAll(deps))) return false;
    const consent = await deps.untoldConsent();
    if (consent !== null) await agree(consent, deps);
    return true;
  });
}

/** Tells a server to which nothing is to be sent what is owed to it, and no more. It may be stopped and run again too. */
export async function tellOwed(deps: OwedDeps): Promise<void> {
  await orSayWhyNot(deps, () => tellAll(deps));
}

async function orSayWhyNot(deps: OwedDeps, work: () => Promise<boolean>): Promise<boolean> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    await deps.failed(error.message);
    if (error.status === 401) await deps.accessLost(error.message);
    return false;
  }
}

/** @returns whether there is somebody left to send for. */
async function tellAll(deps: OwedDeps): Promise<boolean> {
  for (const duty of await deps.duties()) {
    const goesOn = await tell(duty, deps);
    await deps.done(duty);
    if (!goesOn) return false;
  }
  return true;
}

const hasStatus = (error: unknown, ...statuses: number[]): boolean =>
  error instanceof SyncError && error.status !== undefined && statuses.includes(error.status);

/** @returns whether there is somebody left to send for. */
async function tell(duty: Duty, deps: OwedDeps): Promise<boolean> {
  try {
    if (duty.act === 'withdraw') await deps.withdraw({ purposes: duty.purposes, at: duty.at });
    else await deps.erased(await deps.erase());
    return duty.act === 'withdraw';
  } catch (error) {
    // Erased already, perhaps by an administrator: there is nobody to withdraw any more.
    if (!hasStatus(error, 410)) throw error;
    await deps.erased(null);
    return false;
  }
}

/** A consent that is too old by now is told no more: archives under it are refused one by one, in words. */
async function agree(consent: Consent, deps: TellDeps): Promise<void> {
  try {
    await deps.agree(consent);
  } catch (error) {
    // 404: a server from before consents could be renewed.
    if (!hasStatus(error, 404, 410)) throw error;
  }
  await deps.agreed(consent);
}
