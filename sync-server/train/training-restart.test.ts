import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { startProvider } from '../../e2e/stand-ins/provider.ts';
import type { TrainingRunRow } from '../../shared/api/rows.ts';
import { jobQueue } from '../adapters/job-queue.ts';
import { onEachDatabase } from '../adapters/on-each-database.ts';
import { addParticipant, addSession, sessionExamples, trainingWorld } from './training-world.ts';

onEachDatabase('with the real queue', (opened) => {
  test('a run outlives the server that began it, and the provider sees one job', async () => {
    const { database, engine } = opened();
    const standIn = await startProvider({ trainingMs: 3_000 });
    const world = await trainingWorld(database, () => jobQueue(engine, pino({ level: 'silent' })), standIn);
    const participantId = await addParticipant(database, ['recording', 'training']);
    for (let at = 0; at < 12; at++) {
      const product = `lamp ${'abcdefghijkl'[at]}`;
      await addSession(world, { participantId, examples: sessionExamples(product) });
    }

    let server = await world.boot();
    const begun = await server.app.request('/v1/admin/training-runs', {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    const { id } = (await begun.json()) as TrainingRunRow;
    const until = async (state: string): Promise<TrainingRunRow> =>
      await vi.waitFor(
        async () => {
          const run = (await (await server.app.request(`/v1/training-runs/${id}`)).json()) as TrainingRunRow;
          if (run.state !== state) throw new Error(`the run is ${run.state}: ${run.progress}`);
          return run;
        },
        { timeout: 30_000, interval: 50 },
      );

    await until('training');
    await server.stop();
    const asked = standIn.requests().length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(standIn.requests().length).toBe(asked);
    server = await world.boot();
    expect((await until('succeeded')).model).toMatch(/^ft:stand-in-base/);
    expect(standIn.state.jobs.size).toBe(1);
    expect(standIn.state.files.size).toBe(0);

    await server.stop();
    await standIn.close();
    await world.close();
  });
});
