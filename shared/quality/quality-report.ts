import { z } from 'zod';

export const qualityDimension = z.enum(['completeness', 'locators', 'screenshots', 'behaviour', 'task']);
export type QualityDimension = z.infer<typeof qualityDimension>;

/** `quality-report.json`: how good a session is as training data, with the reasons in plain words (R4). */
export const qualityReport = z.strictObject({
  /** Of the scoring rules: scores are comparable within one version only. */
  version: z.literal(1),
  /** 0 to 1: the weighted mean of the dimensions, times the factor of each deduction. */
  overall: z.number().min(0).max(1),
  verdict: z.enum(['accepted', 'review', 'rejected']),
  dimensions: z.array(
    z.strictObject({
      dimension: qualityDimension,
      score: z.number().min(0).max(1),
      weight: z.number().min(0).max(1),
      reasons: z.array(z.string().max(300)).max(20),
    }),
  ),
  /** What no dimension makes up for: a session that is too short, a task that was not done. Empty for good sessions. */
  deductions: z.array(z.strictObject({ factor: z.number().min(0).max(1), reason: z.string().max(300) })).max(10),
  /** What would make the session better, most helpful first, for the participant (R4.7). */
  advice: z.array(z.string().max(300)).max(10),
});
export type QualityReport = z.infer<typeof qualityReport>;
