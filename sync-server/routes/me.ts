import { createRoute, z } from '@hono/zod-openapi';
import { erasureCertificate, withdrawalRequest } from '../../shared/api/rights.ts';
import { quarantinedSession } from '../../shared/api/screening.ts';
import { KnownError } from '../../shared/errors.ts';
import { epochMs, uuid } from '../../shared/identifiers.ts';
import { consent, consentPurpose } from '../../shared/session/consent.ts';
import type { ArchiveStore } from '../archive-store.ts';
import { recordAct } from '../audit/record-act.ts';
import { requireScope } from '../auth/require-scope.ts';
import type { Database } from '../database.ts';
import type { App } from '../http/app-env.ts';
import { bearer } from '../http/bearer.ts';
import { newRoutes } from '../http/new-routes.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { noteConsents, type NoteDeps } from '../rights/consent-notes.ts';
import { renewConsent, withdrawConsent } from '../rights/consents.ts';
import type { ErasureJobs } from '../rights/erasure-jobs.ts';
import { toCertificate } from '../rights/erasure-rows.ts';
import { exportParticipant } from '../rights/export-participant.ts';
import type { LookAtRun } from '../rights/stale-datasets.ts';
import { findQuarantined } from './quarantine.ts';

export type MeDeps = NoteDeps & {
  database: Database;
  store: Pick<ArchiveStore, 'getStream' | 'tiers'>;
  now: () => number;
  erasures: ErasureJobs;
  look: LookAtRun;
};

const me = z.object({
  participantId: uuid,
  enrolledAt: epochMs,
  withdrawnAt: epochMs.nullable(),
  consentVersion: z.string(),
  /** What is agreed to now. */
  purposes: z.array(consentPurpose),
  sessions: z.object({ accepted: z.int(), review: z.int(), rejected: z.int() }),
  /** How many of them wait for an administrator, since personal data was found in them. */
  quarantined: z.int(),
  bytes: z.int(),
});

const middleware = requireScope('participant');
const common = { security: bearer, middleware };

const get = createRoute({
  ...common,
  method: 'get',
  path: '/v1/me',
  summary: 'What is stored of the calling participant',
  responses: {
    200: { description: 'Counts', content: { 'application/json': { schema: me } } },
    ...problemResponses(401, 403, 429),
  },
});

const quarantine = createRoute({
  ...common,
  method: 'get',
  path: '/v1/me/quarantine',
  summary: 'Own sessions in which the server has found personal data, and where',
  responses: {
    200: {
      description: 'The latest hundred',
      content: { 'application/json': { schema: z.object({ items: z.array(quarantinedSession) }) } },
    },
    ...problemResponses(401, 403, 429),
  },
});

const withdraw = createRoute({
  ...common,
  method: 'post',
  path: '/v1/me/withdrawal',
  summary: 'Withdraw consent, wholly or for some purposes',
  description:
    'Without `recording` nothing more is taken in from this participant: uploads are answered with ERASED. Without `training` the sessions are left out of datasets to come, and datasets that hold them go out of use.',
  request: { body: { required: false, content: { 'application/json': { schema: withdrawalRequest } } } },
  responses: { 204: { description: 'Withdrawn' }, ...problemResponses(400, 401, 403, 429, 503) },
});

const agree = createRoute({
  ...common,
  method: 'put',
  path: '/v1/me/consent',
  summary: 'Agree anew: to a new text, to other purposes, or after a withdrawal',
  request: { body: { required: true, content: { 'application/json': { schema: consent } } } },
  responses: {
    204: { description: 'Kept, beside all earlier ones' },
    ...problemResponses(400, 401, 403, 410, 429, 503),
  },
});

const exportOwn = createRoute({
  ...common,
  method: 'get',
  path: '/v1/me/export',
  summary: 'Everything that is held about oneself, as a ZIP file',
  description: '`about-me.json` and the archives of all sessions, as they were sent.',
  responses: {
    200: {
      description: 'The file',
      content: { 'application/zip': { schema: z.string().meta({ format: 'binary' }) } },
    },
    ...problemResponses(401, 403, 429, 503),
  },
});

const erase = createRoute({
  ...common,
  method: 'delete',
  path: '/v1/me',
  summary: 'Erase everything that is held about oneself',
  description: 'Goes on after the answer. Its certificate is at /v1/erasures/{id}, for which no token is needed.',
  responses: {
    202: {
      description: 'It has begun: nothing is taken in any more',
      content: { 'application/json': { schema: erasureCertificate } },
    },
    ...problemResponses(401, 403, 410, 429),
  },
});

/** What participants can see and decide about themselves. */
export function meRoutes(deps: MeDeps): App {
  const { database, now } = deps;
  const routes = newRoutes();
  routes.openapi(get, async (context) => context.json(await countOwn(database, ownId(context.get('caller'))), 200));
  routes.openapi(quarantine, async (context) => {
    const participantId = ownId(context.get('caller'));
    return context.json(
      { items: await findQuarantined(database, { participantId, limit: 100, after: undefined }) },
      200,
    );
  });
  routes.openapi(withdraw, async (context) => {
    const { actor } = context.get('caller');
    const participantId = ownId(context.get('caller'));
    const { purposes = consentPurpose.options, at } = context.req.valid('json');
    const withdrawal = { participantId, purposes, at: now(), deviceAt: at ?? null };
    await database.transaction().execute(async (transaction) => {
      const withdrawn = await withdrawConsent(transaction, withdrawal, deps.look);
      if (withdrawn.length === 0) return;
      const details = { purposes: withdrawn };
      await recordAct(transaction, { at: now(), actor, act: 'withdraw-consent', subject: participantId, details });
    });
    await noteConsents(deps, participantId);
    return context.body(null, 204);
  });
  routes.openapi(agree, async (context) => {
    const { actor } = context.get('caller');
    const participantId = ownId(context.get('caller'));
    const given = context.req.valid('json');
    await database.transaction().execute(async (transaction) => {
      if ((await renewConsent(transaction, { participantId, consent: given, at: now() })) === 'unchanged') return;
      const details = { version: given.version, purposes: given.purposes };
      await recordAct(transaction, { at: now(), actor, act: 'give-consent', subject: participantId, details });
    });
    await noteConsents(deps, participantId);
    return context.body(null, 204);
  });
  routes.openapi(exportOwn, async (context) => {
    const { actor } = context.get('caller');
    const participantId = ownId(context.get('caller'));
    const stream = await exportParticipant(deps, participantId);
    await recordAct(database, { at: now(), actor, act: 'export-own', subject: participantId });
    return context.body(stream, 200, {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="codesight-${participantId}.zip"`,
    });
  });
  routes.openapi(erase, async (context) => {
    const { actor } = context.get('caller');
    const subjectId = ownId(context.get('caller'));
    const order = { subject: 'participant', subjectId, reason: 'participant', now: now(), actor } as const;
    const erasure = await database.transaction().execute((transaction) => deps.erasures.erase(transaction, order));
    return context.json(toCertificate(erasure), 202);
  });
  return routes;
}

function ownId({ participantId }: { participantId: string | null }): string {
  if (participantId === null) throw new KnownError('FORBIDDEN', 'Only participants have something of their own here.');
  return participantId;
}

async function countOwn(database: Database, participantId: string): Promise<z.infer<typeof me>> {
  const participant = await database
    .selectFrom('participants')
    .select(['created_at', 'withdrawn_at', 'consent'])
    .where('id', '=', participantId)
    .executeTakeFirst();
  if (participant === undefined) throw new KnownError('ERASED', 'This participant was erased here.');
  const counts = await database
    .selectFrom('sessions')
    .innerJoin('archives', 'archives.session_id', 'sessions.id')
    .select(({ fn }) => [
      'sessions.verdict',
      'sessions.screening',
      fn.countAll<number>().as('sessions'),
      fn.sum<string>('archives.bytes').as('bytes'), // numeric: a string on both engines
    ])
    .where('sessions.participant_id', '=', participantId)
    .groupBy(['sessions.verdict', 'sessions.screening'])
    .execute();
  const sessions = { accepted: 0, review: 0, rejected: 0 };
  for (const row of counts) sessions[row.verdict] += row.sessions;
  const quarantined = counts.filter(({ screening }) => screening === 'quarantined');
  return {
    participantId,
    enrolledAt: participant.created_at,
    withdrawnAt: participant.withdrawn_at,
    consentVersion: participant.consent.version,
    purposes: participant.withdrawn_at === null ? participant.consent.purposes : [],
    sessions,
    quarantined: quarantined.reduce((sum, row) => sum + row.sessions, 0),
    bytes: counts.reduce((sum, row) => sum + Number(row.bytes), 0),
  };
}
