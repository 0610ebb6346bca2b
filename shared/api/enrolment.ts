import { z } from 'zod';
import { uuid } from '../identifiers.ts';
import { consent } from '../session/consent.ts';

/** Letters and digits without those that look alike, in groups: `K7QM-2FXD-9RTA`. */
export const enrolmentCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){2}$/, 'is not an invitation code: it looks like K7QM-2FXD-9RTA');

/** `POST /v1/enrolments`, without a token. */
export const enrolmentRequest = z.strictObject({
  code: enrolmentCode,
  consent,
  /** The token that this device had here before: with it a device that lost its access becomes the same participant. */
  formerToken: z.string().min(20).max(200).optional(),
});
export type EnrolmentRequest = z.infer<typeof enrolmentRequest>;

export const enrolment = z.object({
  participantId: uuid,
  /** Shown once; the server keeps only its hash. */
  token: z.string().min(20).max(200),
});
export type Enrolment = z.infer<typeof enrolment>;
