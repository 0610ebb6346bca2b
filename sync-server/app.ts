import type { Context } from 'hono';
import { cors } from 'hono/cors';
import type { Logger } from 'pino';
import { uploadHeaders } from '../shared/api/receipt.ts';
import { KnownError } from '../shared/errors.ts';
import { authenticate } from './auth/authenticate.ts';
import type { TokenBucket } from './auth/token-bucket.ts';
import { answerError } from './http/answer-error.ts';
import type { App } from './http/app-env.ts';
import { BEARER } from './http/bearer.ts';
import { logRequests } from './http/log-requests.ts';
import { newRoutes } from './http/new-routes.ts';
import { secureHeaders } from './http/secure-headers.ts';
import type { AcceptDeps } from './ingest/accept-archive.ts';
import { adminPageRoutes } from './routes/admin-page.ts';
import { archiveRoutes } from './routes/archives.ts';
import type { ErasureJobs } from './rights/erasure-jobs.ts';
import type { RetentionDays } from './rights/retention.ts';
import type { LookAtRun } from './rights/stale-datasets.ts';
import { auditRoutes } from './routes/audit.ts';
import { backupRoutes } from './routes/backups.ts';
import { costRoutes } from './routes/costs.ts';
import type { CostSettings } from './storage/estimate-costs.ts';
import { type DatasetRouteDeps, datasetRoutes } from './routes/datasets.ts';
import { emergencyRoutes } from './routes/emergency.ts';
import { enrolmentCodeRoutes } from './routes/enrolment-codes.ts';
import { enrolmentRoutes } from './routes/enrolments.ts';
import { certificateRoutes, erasureRoutes } from './routes/erasures.ts';
import { healthRoutes } from './routes/health.ts';
import { importRoutes } from './routes/imports.ts';
import { meRoutes } from './routes/me.ts';
import { quarantineRoutes } from './routes/quarantine.ts';
import { restorationRoutes } from './routes/restorations.ts';
import { retentionRoutes } from './routes/retention.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { storageCheckRoutes } from './routes/storage-checks.ts';
import type { CheckJobs } from './storage/check-jobs.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { totalsRoutes } from './routes/totals.ts';
import { type TrainingRunRouteDeps, trainingRunRoutes } from './routes/training-runs.ts';

/** Everything that the routes need from the outside; start-server.ts supplies it, and tests their own. */
export type AppDeps = AcceptDeps & {
  log: Logger;
  /** Failed authentications, and attempts to enrol, by address. */
  failedAttempts: TokenBucket;
  enrolmentAttempts: TokenBucket;
  /** Requests by token. */
  requests: TokenBucket;
  addressOf: (context: Context) => string;
  datasetJobs: DatasetRouteDeps['jobs'];
  training: Omit<TrainingRunRouteDeps, 'database' | 'datasetJobs'>;
  erasures: ErasureJobs;
  checks: Pick<CheckJobs, 'ask'>;
  costs: CostSettings;
  retention: RetentionDays;
};

/** The whole server as a function from request to answer. */
export function createApp(deps: AppDeps): App {
  const app = newRoutes();
  app.use(logRequests(deps.log), secureHeaders(), extensionsOnly());
  app.onError(answerError);
  app.notFound((context) => answerError(new KnownError('NOT_FOUND', 'There is nothing at this address.'), context));

  const { database, now, addressOf, erasures } = deps;
  const look: LookAtRun = (runId, transaction) => deps.training.trainingJobs.look(runId, transaction);
  app.route('/', adminPageRoutes());
  app.route('/', healthRoutes(deps));
  app.route('/', enrolmentRoutes({ ...deps, attempts: deps.enrolmentAttempts }));
  app.route('/', certificateRoutes({ database, addressOf, attempts: deps.enrolmentAttempts }));
  describe(app);
  app.use('/v1/*', authenticate({ ...deps, database, now, addressOf }));
  app.route('/', archiveRoutes(deps));
  app.route('/', importRoutes(deps));
  app.route('/', restorationRoutes({ database, store: deps.store, now }));
  app.route('/', sessionRoutes({ database }));
  app.route('/', meRoutes({ ...deps, look }));
  app.route('/', quarantineRoutes({ database, now }));
  app.route('/', erasureRoutes({ database, now, erasures }));
  app.route('/', retentionRoutes({ database, now, erasures, days: deps.retention }));
  app.route('/', emergencyRoutes({ database, now }));
  app.route('/', storageCheckRoutes({ database, checks: deps.checks }));
  app.route('/', costRoutes({ database, now, costs: deps.costs }));
  app.route('/', totalsRoutes({ database, now }));
  app.route('/', enrolmentCodeRoutes({ database, now }));
  app.route('/', tokenRoutes({ database, now }));
  app.route('/', auditRoutes({ database }));
  app.route('/', backupRoutes({ database, now, workFolder: deps.workFolder }));
  app.route('/', datasetRoutes({ database, store: deps.store, jobs: deps.datasetJobs }));
  app.route('/', trainingRunRoutes({ ...deps.training, database, datasetJobs: deps.datasetJobs }));
  return app;
}

function describe(app: App): void {
  app.openAPIRegistry.registerComponent('securitySchemes', BEARER, {
    type: 'http',
    scheme: 'bearer',
    description: 'A token of a participant, a researcher or an administrator.',
  });
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'CodeSight',
      version: '1',
      description: 'Collects recorded shopping sessions and turns them into training data for web agents.',
    },
  });
}

/** Pages of other origins get no answer that they could read; extensions do. The admin page is of the same origin. */
function extensionsOnly() {
  return cors({
    origin: (origin) => (/^(chrome|moz)-extension:\/\/[\w-]+$/.test(origin) ? origin : null),
    allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: ['authorization', 'content-type', uploadHeaders.length, uploadHeaders.offset, uploadHeaders.digest],
    exposeHeaders: [uploadHeaders.offset, uploadHeaders.complete, 'retry-after', 'x-request-id'],
    maxAge: 600,
  });
}
