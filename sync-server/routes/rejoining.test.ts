import { afterEach, beforeEach, expect, test } from 'vitest';
import { onEachDatabase } from '../adapters/on-each-database.ts';
import { issueEnrolmentCode } from '../auth/issue.ts';
import { hashSecret } from '../auth/make-token.ts';
import { openTestApp, type TestApp } from '../http/open-test-app.ts';
import { makeArchive } from '../ingest/make-archive.ts';
import { sampleConsent } from '../../shared/session/sample-consent.ts';

type Known = { participantId: string; token: string };

onEachDatabase('rejoining', (opened) => {
  let server: TestApp;
  let first: Known;
  let administrator: string;
  beforeEach(async () => {
    server = await openTestApp(opened().database);
    first = await server.enrol();
    administrator = await server.issue('administrator');
  });
  afterEach(() => server.close());

  const anyCode = async () => {
    const order = { label: 'any', now: server.clock.now, expiresAt: null, uses: 1 };
    return (await issueEnrolmentCode(opened().database, order)).code;
  };
  const codeFor = (participantId: string, order = {}) =>
    server.request('/v1/admin/enrolment-codes', {
      token: administrator,
      json: { label: 'lost access', participantId, ...order },
    });
  const boundCode = async () => ((await (await codeFor(first.participantId)).json()) as { code: string }).code;
  const join = (code: string, formerToken?: string) =>
    server.request('/v1/enrolments', { json: { code, consent: sampleConsent, ...(formerToken && { formerToken }) } });
  const revoke = ({ token }: Known) =>
    server.request(`/v1/admin/tokens/${hashSecret(token).slice(0, 16)}`, { token: administrator, method: 'DELETE' });

  test('R7.6: after its token was revoked a device rejoins with a code made for it, and what waited is taken in', async () => {
    const waiting = makeArchive({ participantId: first.participantId });
    expect((await revoke(first)).status).toBe(204);
    expect((await server.send(waiting, first.token)).status).toBe(401);
    const again = (await (await join(await boundCode(), first.token)).json()) as Known;
    expect(again.participantId).toBe(first.participantId);
    expect((await server.send(waiting, again.token)).status).toBe(201);
    expect((await server.request('/v1/me', { token: first.token })).status).toBe(401);
  });

  test('a token that has run out proves with any code who comes, and is revoked then', async () => {
    const { database } = opened();
    await database
      .updateTable('tokens')
      .set({ expires_at: server.clock.now })
      .where('scope', '=', 'participant')
      .execute();
    expect((await server.request('/v1/me', { token: first.token })).status).toBe(401);
    const again = (await (await join(await anyCode(), first.token)).json()) as Known;
    expect(again.participantId).toBe(first.participantId);
    expect((await server.request('/v1/me', { token: again.token })).status).toBe(200);
    const twice = await join(await anyCode(), first.token);
    expect([twice.status, await twice.json()]).toMatchObject([403, { error: { code: 'REJOIN_REFUSED' } }]);
  });

  test('a revoked token proves nothing: neither its thief nor its owner gets anything for another code', async () => {
    await revoke(first);
    const code = await anyCode();
    const refused = await join(code, first.token);
    const { error } = (await refused.json()) as { error: { code: string; message: string } };
    expect([refused.status, error.code]).toEqual([403, 'REJOIN_REFUSED']);
    expect(error.message).toContain(first.participantId);
    // The code was not spent on it.
    expect((await join(code)).status).toBe(201);
  });

  test('a device that belongs to one participant is not made another one', async () => {
    const other = await server.enrol();
    const refused = await join(await boundCode(), other.token);
    expect([refused.status, await refused.json()]).toMatchObject([403, { error: { code: 'REJOIN_REFUSED' } }]);
    expect((await server.request('/v1/me', { token: other.token })).status).toBe(200);
  });

  test('a code for a participant can be used once, by whoever has it, and not after they withdrew', async () => {
    const code = await boundCode();
    await server.request('/v1/me/withdrawal', { token: first.token, method: 'POST' });
    expect((await join(code)).status).toBe(403);
    expect((await codeFor(first.participantId)).status).toBe(404);
    const second = await server.enrol();
    expect((await codeFor(second.participantId, { uses: 2 })).status).toBe(400);
    const made = (await (await codeFor(second.participantId)).json()) as { code: string; participantId: string };
    expect(made.participantId).toBe(second.participantId);
    expect(((await (await join(made.code)).json()) as Known).participantId).toBe(second.participantId);
    expect((await join(made.code)).status).toBe(403);
    const acts = await opened().database.selectFrom('audit_log').select(['act', 'details']).orderBy('id').execute();
    expect(acts.at(-1)).toMatchObject({ details: { participantId: second.participantId } });
  });

  test('a token of an administrator is nobody’s former token', async () => {
    const answer = await join(await anyCode(), administrator);
    expect(answer.status).toBe(201);
    expect((await server.request('/v1/admin/overview', { token: administrator })).status).toBe(200);
  });
});
