import type { TrainingRunRow } from '../../shared/api/rows.ts';
import type { RunningServer } from '../harness/start-server.ts';

const TIMEOUT_MS = 180_000;
const FINAL = ['succeeded', 'failed', 'cancelled'];

/** Starts a training run as an administrator does and follows it to its end. @throws Error with the run's own reason. */
export async function trainModel(
  server: RunningServer,
  request: Record<string, unknown>,
  say: (line: string) => void,
): Promise<TrainingRunRow> {
  const deadline = Date.now() + TIMEOUT_MS;
  let run = await server.api<TrainingRunRow>('POST', '/v1/admin/training-runs', request);
  let told = '';
  while (!FINAL.includes(run.state) && Date.now() < deadline) {
    const now = `${run.state}${run.progress ? `: ${run.progress}` : ''}`;
    if (now !== told) say(now);
    told = now;
    await new Promise((resolve) => setTimeout(resolve, 300));
    run = await server.api<TrainingRunRow>('GET', `/v1/training-runs/${run.id}`);
  }
  if (run.state !== 'succeeded') {
    throw new Error(`The training run is ${run.state}. ${run.failure?.message ?? ''} ${run.failure?.advice ?? ''}`);
  }
  return run;
}
