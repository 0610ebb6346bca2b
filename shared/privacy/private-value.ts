import { z } from 'zod';
import { uuid } from '../identifiers.ts';

/** Kinds of private values that are worth remembering: what is never read (passwords, cards, codes) is none of them. */
export const privateValueKind = z.enum(['email', 'name', 'phone', 'address', 'date-of-birth', 'username', 'other']);
export type PrivateValueKind = z.infer<typeof privateValueKind>;

/** Something about the participant that a page was told or showed in a masked field. It never leaves the device. */
export const privateValue = z.strictObject({ kind: privateValueKind, value: z.string().max(500) });
export type PrivateValue = z.infer<typeof privateValue>;

/** Numbered as they were learned, so that the same value has the same placeholder everywhere: `{{NAME_1}}`. */
export const numberedValue = privateValue.extend({
  placeholder: z.string().regex(/^\{\{[A-Z_]+_\d+\}\}$/),
  /** Interactions that typed or chose it. */
  typedBy: z.array(uuid),
});
export type NumberedValue = z.infer<typeof numberedValue>;
