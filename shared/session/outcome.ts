import { z } from 'zod';
import { uuid } from '../identifiers.ts';

export const criterionResult = z.strictObject({
  criterionId: z.string().max(100),
  /** 0 to 1; partial success is credited (S5). */
  progress: z.number().min(0).max(1),
  met: z.boolean(),
  /** One sentence that a participant understands: what was found, or what is missing. */
  explanation: z.string().max(300),
  /** The interaction after which it was met first. */
  metBy: uuid.nullable(),
});

/** Whether the task was done, judged by a program on the device (S5, S6). */
export const outcome = z.strictObject({
  scenarioId: z.string().max(100).nullable(),
  /** Null when there was no task to complete. */
  completed: z.boolean().nullable(),
  /** Mean progress over the criteria, 0 to 1; null without a task. */
  progress: z.number().min(0).max(1).nullable(),
  criteria: z.array(criterionResult).max(20),
  itemsFound: z.int().min(0),
  /** Success weighted by path length: success × min(1, expected steps ÷ distilled steps) (Anderson et al. 2018, SPL). */
  efficiency: z.number().min(0).max(1).nullable(),
  /** Time on the task without pauses and without idle spans over 60 s. */
  activeMs: z.number().min(0),
  /** Distilled steps without scrolling and without the closing one. */
  steps: z.int().min(0),
  expectedSteps: z.int().min(1).nullable(),
  /** Distilled steps that were not essential. */
  detours: z.int().min(0),
});
export type Outcome = z.infer<typeof outcome>;
