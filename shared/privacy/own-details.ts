import { z } from 'zod';
import type { PrivateValue } from './private-value.ts';

const list = z.array(z.string().trim().min(1).max(500)).max(50);

/** What participants tell of themselves, so that it is masked wherever a page shows it. It never leaves the device. */
export const ownDetails = z.strictObject({ names: list, emails: list, phones: list, addresses: list });
export type OwnDetails = z.infer<typeof ownDetails>;

/** The same as values for a session's dictionary; an address by its lines, which pages show one by one. */
export function detailsAsValues({ names, emails, phones, addresses }: OwnDetails): PrivateValue[] {
  const lines = addresses.flatMap((address) => address.split(/[\n,]+/)).map((line) => line.trim());
  return [
    ...names.map((value) => ({ kind: 'name' as const, value })),
    ...emails.map((value) => ({ kind: 'email' as const, value })),
    ...phones.map((value) => ({ kind: 'phone' as const, value })),
    ...lines.filter((line) => line !== '').map((value) => ({ kind: 'address' as const, value })),
  ];
}
