import { z } from 'zod';

/** A group, or a part of one, that could not be recorded. Nothing is left out silently: the reason is part of the record. */
export const absent = z.strictObject({ absent: z.string().min(1).max(200) });
export type Absent = z.infer<typeof absent>;

export function isAbsent(group: object): group is Absent {
  return 'absent' in group;
}
