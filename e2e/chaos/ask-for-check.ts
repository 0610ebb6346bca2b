import type { CheckCounts } from '../../shared/api/storage.ts';

type Answer = { last: { reason: string; counts: CheckCounts } | null };

/** Has a running server compare its store with its database, as an administrator would, and waits for what it finds. */
export async function askForCheck(url: string, adminToken: string, timeoutMs: number): Promise<CheckCounts> {
  const address = `${url}/v1/admin/storage/check`;
  const headers = { authorization: `Bearer ${adminToken}` };
  const asked = await fetch(address, { method: 'POST', headers });
  if (asked.status !== 202) throw new Error(`The check was refused: ${asked.status} ${await asked.text()}`);
  const untilMs = Date.now() + timeoutMs;
  while (Date.now() < untilMs) {
    const answer = await fetch(address, { headers });
    const { last } = (await answer.json()) as Answer; // checked by the route's own schema
    if (last?.reason === 'administrator') return last.counts;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`The check was not done within ${timeoutMs} ms.`);
}
