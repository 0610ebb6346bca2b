import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startProvider, type StandInProvider } from '../../e2e/stand-ins/provider.ts';
import { sampleExample } from '../dataset/sample-example.ts';
import type { TrainingProvider } from '../train/provider.ts';
import { openaiProvider } from './openai.ts';

let standIn: StandInProvider;
let provider: TrainingProvider;
let folder: string;
beforeEach(async () => {
  standIn = await startProvider({ trainingMs: 60 });
  provider = openaiProvider({ name: 'stand-in', apiKey: standIn.apiKey, baseUrl: standIn.url });
  folder = await mkdtemp(join(tmpdir(), 'codesight-openai-test-'));
});
afterEach(async () => {
  await standIn.close();
  await rm(folder, { recursive: true });
});

const products = Array.from({ length: 12 }, (_, at) => `lamp ${'abcdefghijkl'[at]}`);

async function uploadExamples(count: number): Promise<string> {
  const lines = products.slice(0, count).map((product) => `${JSON.stringify(sampleExample({ product }))}\n`);
  const path = join(folder, 'train.jsonl');
  await writeFile(path, lines.join(''));
  return await provider.upload(path, `codesight-${count}.jsonl`);
}

async function started(count = 12) {
  const trainFile = await uploadExamples(count);
  const order = { model: 'stand-in-base', trainFile, validationFile: null, epochs: 3, suffix: 'codesight-test' };
  return await provider.start({ ...order, runId: 'run-1' });
}

async function ended(jobId: string) {
  for (;;) {
    const job = await provider.status(jobId);
    if (job.state !== 'pending' && job.state !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const posts = (path: string) => standIn.requests().filter((one) => one.method === 'POST' && one.path === path).length;

test('a file is uploaded, trained on, asked and removed', async () => {
  const job = await started();
  expect(job).toMatchObject({ state: 'pending', model: null, error: null });
  const done = await ended(job.id);
  expect(done).toMatchObject({ state: 'succeeded', error: null, progress: 'The job has successfully completed' });
  const { messages, tools } = sampleExample({ product: 'lamp c', firstRef: 20 });
  const call = await provider.complete({
    model: done.model ?? '',
    messages: [...messages.slice(0, -1), { role: 'assistant', content: 'Wait.', weight: 0 }],
    tools,
    signal: AbortSignal.timeout(5_000),
  });
  expect(call).toEqual({ name: 'browser_click', arguments: { target: 'e22' } });
  for (const id of standIn.state.files.keys()) await provider.removeFile(id);
  expect(standIn.state.files.size).toBe(0);
  await provider.removeFile('file-gone');
});

test('an uploaded file expires by itself and is found by its name', async () => {
  const id = await uploadExamples(12);
  expect(standIn.state.files.get(id)?.expiresAtS).toBeGreaterThan(Date.now() / 1000 + 6 * 24 * 3600);
  expect(await provider.findFile('codesight-12.jsonl')).toBe(id);
  expect(await provider.findFile('codesight-other.jsonl')).toBeUndefined();
});

test('jobs are found by the run that started them, and only by it', async () => {
  const job = await started();
  expect(await provider.findStarted('run-1')).toMatchObject([{ id: job.id }]);
  expect(await provider.findStarted('run-2')).toEqual([]);
});

test('a job whose answer was lost is not asked for a second time, and its outcome counts as unknown', async () => {
  standIn.simulate('lost_answer');
  await expect(started()).rejects.toMatchObject({ outcome: 'unknown', code: 'server_error' });
  expect(posts('/v1/fine_tuning/jobs')).toBe(1);
  expect(await provider.findStarted('run-1')).toHaveLength(1);
});

test('closed training is a refusal in the words of the provider', async () => {
  standIn.simulate('training_not_available');
  const refusal = {
    outcome: 'refused',
    code: 'training_not_available',
    message: expect.stringContaining('winding down'),
  };
  await expect(started()).rejects.toMatchObject(refusal);
});

test('too many requests says how long to wait', async () => {
  standIn.simulate('too_many_requests');
  await expect(started()).rejects.toMatchObject({ outcome: 'later', retryAfterMs: 1_000 });
});

test('a file with too few examples fails the job with the code of it', async () => {
  const job = await ended((await started(9)).id);
  expect(job).toMatchObject({ state: 'failed', error: { code: 'invalid_n_examples' } });
  expect(job.error?.message).toContain('9 example(s)');
});

test('a cancelled job is cancelled, and cancelling it again is no error', async () => {
  const job = await started();
  await provider.cancel(job.id);
  await provider.cancel(job.id);
  expect(await provider.status(job.id)).toMatchObject({ state: 'cancelled' });
});

test('the day on which a base model is shut down is read, and an unknown model is no error', async () => {
  expect(await provider.findModel('stand-in-base')).toEqual({ shutdownAt: null });
  expect(await provider.findModel('stand-in-base-retired')).toEqual({ shutdownAt: Date.parse('2020-01-31') });
  expect(await provider.findModel('no-such-model')).toBeUndefined();
});

test('a wrong key is a refusal', async () => {
  const stranger = openaiProvider({ name: 'stand-in', apiKey: 'wrong', baseUrl: standIn.url });
  await expect(stranger.findStarted('run-1')).rejects.toMatchObject({ outcome: 'refused', code: 'invalid_api_key' });
});

test('a provider out of reach leaves the outcome unknown', async () => {
  const lonely = openaiProvider({ name: 'stand-in', apiKey: 'any', baseUrl: 'http://127.0.0.1:9/v1' });
  await expect(lonely.findStarted('run-1')).rejects.toMatchObject({ outcome: 'unknown', code: 'no_answer' });
});

test('a status nobody has heard of counts as not ended, and a page in place of a job as no answer', async () => {
  const answers = [JSON.stringify({ id: 'ftjob-1', status: 'pausing', created_at: 1, error: {} }), '"<html>"'];
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(request.url?.includes('events') ? '{"data":[]}' : answers.shift());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const odd = openaiProvider({ name: 'odd', apiKey: 'any', baseUrl });
  expect(await odd.status('ftjob-1')).toMatchObject({ state: 'pending', error: null });
  await expect(odd.status('ftjob-1')).rejects.toMatchObject({ outcome: 'unknown', code: 'unreadable_answer' });
  server.closeAllConnections();
  server.close();
});
