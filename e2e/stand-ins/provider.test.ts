import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleExample } from '../../sync-server/dataset/sample-example.ts';
import { answerLikeNearest } from './provider-nearest.ts';
import { startProvider, type StandInProvider } from './provider.ts';

let standIn: StandInProvider;
beforeEach(async () => {
  standIn = await startProvider();
});
afterEach(async () => await standIn.close());

const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${standIn.apiKey}`);
  return await fetch(`${standIn.url}${path}`, { ...init, headers });
};

test('nothing is answered without the key', async () => {
  const response = await fetch(`${standIn.url}/files`);
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ error: { code: 'invalid_api_key' } });
});

test('a file that is not JSONL, or that is to live for a minute, is refused', async () => {
  const form = (name: string, seconds: string): FormData => {
    const body = new FormData();
    body.set('purpose', 'fine-tune');
    body.set('file', new File(['{}\n'], name));
    body.set('expires_after[anchor]', 'created_at');
    body.set('expires_after[seconds]', seconds);
    return body;
  };
  const post = async (body: FormData): Promise<number> => (await ask('/files', { method: 'POST', body })).status;
  expect([
    await post(form('a.txt', '7200')),
    await post(form('a.jsonl', '60')),
    await post(form('a.jsonl', '7200')),
  ]).toEqual([400, 400, 200]);
});

test('a job with a line that is not in the format fails and names the line', async () => {
  const good = JSON.stringify(sampleExample({ product: 'lamp' }));
  const body = new FormData();
  body.set('purpose', 'fine-tune');
  body.set(
    'file',
    new File([`${[...Array<string>(10).fill(good), '{"input":{},"output":{}}'].join('\n')}\n`], 'a.jsonl'),
  );
  const file = (await (await ask('/files', { method: 'POST', body })).json()) as { id: string };
  standIn.state.trainingMs = 1;
  const headers = { 'content-type': 'application/json' };
  const order = JSON.stringify({ model: 'stand-in-base', training_file: file.id });
  const job = (await (await ask('/fine_tuning/jobs', { method: 'POST', body: order, headers })).json()) as {
    id: string;
  };
  await new Promise((resolve) => setTimeout(resolve, 10));
  const failed = (await (await ask(`/fine_tuning/jobs/${job.id}`)).json()) as {
    status: string;
    error: { message: string };
  };
  expect(failed.status).toBe('failed');
  expect(failed.error.message).toContain('Line 11');
});

test('its answers are right for what it has seen alike, and wrong for what it has not', () => {
  const seen = [sampleExample({ product: 'oak lamp' }), sampleExample({ product: 'oak lamp', act: 'search' })];
  const alike = sampleExample({ product: 'brass lamp', firstRef: 50 });
  expect(answerLikeNearest(seen, alike.messages.slice(0, -1))).toEqual({
    name: 'browser_click',
    arguments: '{"target":"e52"}',
  });
  const search = sampleExample({ product: 'brass lamp', firstRef: 50, act: 'search' });
  const answer = answerLikeNearest(seen, search.messages.slice(0, -1));
  expect(answer?.name).toBe('browser_type');
  expect(answer?.arguments).toContain('oak lamp');
});
