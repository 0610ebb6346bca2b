import { z } from 'zod';

/** The body of every answer that is not a success. */
export const problem = z.object({
  error: z.object({
    /** A key of `errors` in errors.ts. */
    code: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    /** Finds the request in the server's log. */
    requestId: z.string().optional(),
  }),
});
export type Problem = z.infer<typeof problem>;
