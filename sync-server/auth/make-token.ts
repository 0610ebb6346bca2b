import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { Scope } from './caller.ts';

const initials = { participant: 'p', researcher: 'r', administrator: 'a' } as const satisfies Record<Scope, string>;
/** No letters or digits that look alike; 32 of them, so that each stands for five bits. */
const CODE_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** `cs_<scope initial>_` and 256 random bits. Only its hash is ever stored. */
export function makeToken(scope: Scope): string {
  return `cs_${initials[scope]}_${randomBytes(32).toString('base64url')}`;
}

/** `K7QM-2FXD-9RTA`: 60 random bits, which is enough where attempts are limited. */
export function makeEnrolmentCode(): string {
  const chars = Array.from({ length: 12 }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join('');
  return `${chars.slice(0, 4)}-${chars.slice(4, 8)}-${chars.slice(8)}`;
}

/** What the database keeps of a token or a code. A fast hash is right: both are random, neither is chosen by a person. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** How logs and lists name a token. */
export function tokenName(hash: string): string {
  return hash.slice(0, 8);
}
