import { createRoute } from '@hono/zod-openapi';
import { storageCosts } from '../../shared/api/storage.ts';
import { requireScope } from '../auth/require-scope.ts';
import type { Database } from '../database.ts';
import type { App } from '../http/app-env.ts';
import { bearer } from '../http/bearer.ts';
import { newRoutes } from '../http/new-routes.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { type CostSettings, estimateCosts } from '../storage/estimate-costs.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/admin/costs',
  summary: 'What storage and training are estimated to cost this month',
  description:
    'By the prices in STORAGE_PRICES and TRAINING_PRICES. Asking models, which testing them is too, is not in it.',
  security: bearer,
  middleware: requireScope('administrator'),
  responses: {
    200: { description: 'An estimate', content: { 'application/json': { schema: storageCosts } } },
    ...problemResponses(401, 403, 429),
  },
});

type CostDeps = { database: Database; now: () => number; costs: CostSettings };

export function costRoutes({ database, now, costs }: CostDeps): App {
  const routes = newRoutes();
  routes.openapi(route, async (context) => context.json(await estimateCosts(database, costs, now()), 200));
  return routes;
}
