import { createRoute } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { enrolment, enrolmentRequest } from '../../shared/api/enrolment.ts';
import { enrol, type EnrolDeps } from '../auth/enrol.ts';
import type { TokenBucket } from '../auth/token-bucket.ts';
import type { App } from '../http/app-env.ts';
import { newRoutes } from '../http/new-routes.ts';
import { problemResponses } from '../http/problem-responses.ts';

export type EnrolmentDeps = EnrolDeps & {
  now: () => number;
  /**
   * Attempts by address: codes are short enough to be guessed by somebody who may try for ever. Only those that fail
   * count in the end, so that a room full of participants behind one address can join at once.
   */
  attempts: TokenBucket;
  addressOf: (context: Context) => string;
};

const route = createRoute({
  method: 'post',
  path: '/v1/enrolments',
  summary: 'Become a participant, or the same one again',
  description:
    'Needs an invitation code and consent, and no token. The token in the answer is shown only once. A code that was ' +
    'made for a participant, or the token that the device had before, gives the same participant again.',
  request: { body: { required: true, content: { 'application/json': { schema: enrolmentRequest } } } },
  responses: {
    201: { description: 'Enrolled', content: { 'application/json': { schema: enrolment } } },
    ...problemResponses(400, 403, 410, 429, 503),
  },
});

export function enrolmentRoutes(deps: EnrolmentDeps): App {
  const { now, attempts, addressOf } = deps;
  const routes = newRoutes();
  routes.use('/v1/enrolments', async (context, next) => {
    const address = addressOf(context);
    attempts.take(address);
    await next();
    if (context.res.status === 201) attempts.giveBack(address);
  });
  routes.openapi(route, async (context) => {
    const enrolled = await enrol(deps, context.req.valid('json'), now());
    context.get('log').info({ participantId: enrolled.participantId }, 'enrolled');
    return context.json(enrolled, 201);
  });
  return routes;
}
