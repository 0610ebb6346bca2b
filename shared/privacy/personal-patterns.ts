import { addressPatterns } from './address-patterns.ts';
import { codePatterns } from './code-patterns.ts';
import { phonePatterns, tokenPatterns } from './contact-patterns.ts';
import { idPatterns } from './id-patterns.ts';
import { namePatterns } from './name-patterns.ts';
import { paymentPatterns } from './payment-patterns.ts';
import type { PersonalPattern } from './personal-pattern.ts';

/** In the order in which they are looked for: what an earlier one has found is not looked at again. */
export const personalPatterns: readonly PersonalPattern[] = [
  ...tokenPatterns,
  ...paymentPatterns,
  ...idPatterns,
  ...codePatterns,
  ...phonePatterns,
  ...namePatterns,
  ...addressPatterns,
];
