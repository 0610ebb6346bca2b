import { readStored, writeStoredTogether } from '../browser/stored.ts';
import type { Stored } from '../settings.ts';
import { inTurn } from './in-turn.ts';

/** An enrolment of this device, with what its server knows and has still to be told. Of the present one `away` is null. */
export type Enrolment = Stored<'formerEnrolments'>[number];
export type Enrolments = { present: Enrolment | null; former: readonly Enrolment[] };

const afterLast = inTurn();

/**
 * The enrolments of this device. They change one after the other and each time in one write: killed in between, the
 * device would belong to one study and know what another one was told.
 */
export const enrolments = {
  read,
  /** Changes them, and writes `alongside` together with that. */
  change: (
    change: (all: Enrolments) => Enrolments,
    alongside: { [Key in 'lostAccess' | 'serverAway']?: Stored<Key> } = {},
  ): Promise<void> => afterLast(async () => writeStoredTogether({ ...asStored(change(await read())), ...alongside })),
  /** Changes the one that has this token, whether it is the present one or has become a former one; null ends it. */
  changeOne: (token: string, change: (enrolment: Enrolment) => Enrolment | null): Promise<void> =>
    enrolments.change(({ present, former }) => ({
      present: present?.token === token ? change(present) : present,
      former: former.flatMap((one) => (one.token === token ? (change(one) ?? []) : one)),
    })),
};

async function read(): Promise<Enrolments> {
  const [participant, former, toldConsentAt, duties, dutyFailure] = await Promise.all([
    readStored('participant'),
    readStored('formerEnrolments'),
    readStored('toldConsentAt'),
    readStored('duties'),
    readStored('dutyFailure'),
  ]);
  return { present: participant && { ...participant, toldConsentAt, duties, dutyFailure, away: null }, former };
}

/** Without a present enrolment there is nobody whom anything was told or is owed. */
function asStored({ present, former }: Enrolments) {
  const { toldConsentAt = null, duties = [], dutyFailure = null } = present ?? {};
  const participant = present && {
    participantId: present.participantId,
    token: present.token,
    serverUrl: present.serverUrl,
  };
  return { participant, toldConsentAt, duties, dutyFailure, formerEnrolments: [...former] };
}
