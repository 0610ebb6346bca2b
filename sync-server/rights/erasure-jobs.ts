import type { Transaction } from 'kysely';
import { recordAct } from '../audit/record-act.ts';
import type { Tables } from '../database.ts';
import type { JobQueue } from '../job-queue.ts';
import { advanceErasure, type ErasureDeps } from './advance-erasure.ts';
import { beginErasure, type Erasure, type ErasureOrder } from './erasure-rows.ts';

const JOB = 'erase';
/** A participant with thousands of sessions takes minutes. */
const EXPIRE_IN_S = 3_600;
/** A provider that does not answer is asked again this often, for as long as it takes. */
const RESUME_CRON = '*/15 * * * *';

export type ErasureJobs = {
  /** Begins an erasure and has it done, if and when the transaction commits. Throws NOT_FOUND. */
  erase(transaction: Transaction<Tables>, order: ErasureOrder & { actor: string }): Promise<Erasure>;
};

/** Registers the job that erases; call it before the queue starts. */
export function erasureJobs(queue: JobQueue, deps: ErasureDeps): ErasureJobs {
  queue.define<{ erasureId: string }>(JOB, ({ erasureId }) => advanceErasure(deps, erasureId), {
    expireInS: EXPIRE_IN_S,
  });
  queue.define(
    'resume-erasures',
    async () => {
      const open = await deps.database.selectFrom('erasures').select('id').where('state', '!=', 'done').execute();
      for (const { id } of open) await queue.send(JOB, { erasureId: id }, { singletonKey: id });
    },
    { cron: RESUME_CRON },
  );
  return {
    async erase(transaction, { actor, ...order }) {
      const erasure = await beginErasure(transaction, order);
      const act = `erase-${order.subject}`;
      const details = { erasure: erasure.id, reason: order.reason };
      await recordAct(transaction, { at: order.now, actor, act, subject: order.subjectId, details });
      await queue.send(JOB, { erasureId: erasure.id }, { singletonKey: erasure.id, transaction });
      return erasure;
    },
  };
}
