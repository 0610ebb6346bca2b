import { z } from 'zod';
import { erasureCertificate } from '../shared/api/rights.ts';
import { epochMs, uuid } from '../shared/identifiers.ts';
import { sensitiveKinds } from '../shared/privacy/sensitive-hosts.ts';
import { defaultBounds, restReasons, type RecordingBounds } from '../shared/privacy/sensitive-page.ts';
import { consent, consentPurpose } from '../shared/session/consent.ts';
import { waitReasons } from './sync/why-wait.ts';

const enrolled = z.strictObject({ participantId: uuid, token: z.string(), serverUrl: z.url() });
const duties = z.array(
  z.discriminatedUnion('act', [
    z.strictObject({ act: z.literal('withdraw'), purposes: z.array(consentPurpose), at: epochMs }),
    z.strictObject({ act: z.literal('erase') }),
  ]),
);
/** How often in a row a server was out of reach or busy, and until when it is not asked; null when it answered last. */
const away = z.strictObject({ tries: z.int().min(1), nextTryAt: z.number() }).nullable();
const certified = z.strictObject({ serverUrl: z.url(), certificate: erasureCertificate });
const hosts = z.array(z.string().min(1).max(255)).max(1_000);

/** Everything that is kept in `storage.local`: one schema and one default for each key. */
export const stored = {
  /** Who this device belongs to; null until enrolled. */
  participant: {
    schema: enrolled.nullable(),
    initial: null,
  },
  /**
   * Enrolments that this device had before the present one, the latest last. What was recorded for them is sent with
   * their tokens only, once the device belongs to them again. What their servers have still to be told, and why that
   * failed, is as with the present one, whose `toldConsentAt`, `duties` and `dutyFailure` are keys of their own.
   */
  formerEnrolments: {
    schema: z.array(
      enrolled.extend({
        toldConsentAt: z.number().nullable(),
        duties: duties.default([]),
        dutyFailure: z.string().nullable().default(null),
        away: away.default(null),
      }),
    ),
    initial: [],
  },
  /** The server knows this device's token no more, and why, in its words; null when it does. */
  lostAccess: { schema: z.strictObject({ reason: z.string(), at: z.number() }).nullable(), initial: null },
  /** The participant wants nothing to be sent until she says so. */
  sendingPaused: { schema: z.boolean(), initial: false },
  /** Why nothing was sent when something could have been, as found out last; null when it could. */
  sendingWaits: { schema: z.enum(waitReasons).nullable(), initial: null },
  /** The server was out of reach or busy so often in a row, and is not asked before then; null when it answered last. */
  serverAway: { schema: away, initial: null },
  /** What was agreed to; null until then, and again after a withdrawal. */
  consent: { schema: consent.nullable(), initial: null },
  /** `grantedAt` of the consent that the server knows; null until it knows one. */
  toldConsentAt: { schema: z.number().nullable(), initial: null },
  /** What the server has still to be told about the participant's will, oldest first. */
  duties: { schema: duties, initial: [] },
  /** When the whole consent was withdrawn last: what was recorded under an earlier one is never sent. */
  withdrawnAt: { schema: epochMs.nullable(), initial: null },
  /** When the participant last agreed or withdrew, for what purpose ever (browser/moment-of-will.ts). */
  lastWillAt: { schema: epochMs.nullable(), initial: null },
  /** Why the first of them could not be told, in words; null when that was not tried or went well. */
  dutyFailure: { schema: z.string().nullable(), initial: null },
  /** Erasures that servers have begun, the latest last, with their certificates. Once there was place for one alone. */
  erasure: {
    schema: z.union([z.array(certified), certified.transform((one) => [one])]),
    initial: [],
  },
  /**
   * The session that is being recorded. Content scripts watch this key, so that starting, pausing and stopping
   * reach every page at once, the ones opened later included.
   */
  recording: {
    schema: z.strictObject({ sessionId: uuid, paused: z.boolean(), startedAt: z.number() }).nullable(),
    initial: null,
  },
  /** Sessions that have to be in the store, since no server has accepted them; in order (background/keep-ledger.ts). */
  unsentSessions: { schema: z.array(uuid), initial: [] },
  /** Sessions that no server had and that are gone, and when that was noticed; null once the participant has read it. */
  lostSessions: { schema: z.strictObject({ count: z.int().min(1), at: epochMs }).nullable(), initial: null },
  /** When the background was last known to run while something was recorded, in epoch milliseconds. */
  aliveAt: { schema: z.number().nullable(), initial: null },
  /** Why what the participant does now is not recorded, found out by the recorder's test of itself; null when it is. */
  trouble: {
    schema: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.enum(['closed', 'silent', 'not-allowed', 'store']), host: z.string() }),
        /** Meant to be so. The site is not kept: it is nobody's business. */
        z.strictObject({ kind: z.literal('resting'), host: z.literal(''), reason: z.enum(restReasons) }),
        z.strictObject({ kind: z.literal('no-pictures'), host: z.string(), reason: z.string() }),
      ])
      .nullable(),
    initial: null,
  },
  /** Where may be recorded, and where the recording rests. Content scripts read this key before they look at a page. */
  bounds: {
    schema: z.strictObject({
      where: z.enum(['everywhere', 'chosen']),
      chosen: hosts,
      rests: z.array(z.enum(sensitiveKinds)),
      restOn: hosts,
      recordOn: hosts,
      privateWindows: z.enum(['never', 'allowed']),
    }),
    initial: defaultBounds satisfies RecordingBounds,
  },
  settings: {
    schema: z.strictObject({
      /** Days that a confirmed archive stays on this device. */
      keepConfirmedDays: z.int().min(0).max(365),
      showIndicator: z.boolean(),
      /** Every session is looked through before it is sealed. */
      lookFirst: z.boolean().default(false),
      /** Megabytes that recordings may use on this device; null for the standard share of what the browser gives. */
      storageBudgetMb: z.int().min(20).max(100_000).nullable().default(null),
      /** Which of the waiting sessions is sent first. */
      sendOrder: z.enum(['oldest-first', 'newest-first']).default('oldest-first'),
      /** Nothing is sent over connections that are paid for by the byte. */
      notOnMetered: z.boolean().default(true),
      /** Nothing is sent while the battery is low and not being charged. */
      notOnLowBattery: z.boolean().default(true),
      /** Every session on this device is made by a program, or by a person with one (R1.4). */
      sessionType: z.enum(['human', 'automated', 'hybrid']),
    }),
    initial: {
      keepConfirmedDays: 30,
      showIndicator: true,
      lookFirst: false,
      storageBudgetMb: null,
      sendOrder: 'oldest-first',
      notOnMetered: true,
      notOnLowBattery: true,
      sessionType: 'human',
    },
  },
} as const satisfies Record<string, { schema: z.ZodType; initial: unknown }>;

export type StoredKey = keyof typeof stored;
export type Stored<Key extends StoredKey> = z.infer<(typeof stored)[Key]['schema']>;
