import { readStored, writeStored } from './stored.ts';

/**
 * The moment at which the participant agrees or withdraws, for the device's clock: later than each one before, also
 * when the clock was set back since. Which of two holds is told by their moments alone, here and on the server: with a
 * clock that had been ahead, a withdrawal would else come before the consent that it takes back.
 */
export async function momentOfWill(now: number = Date.now()): Promise<number> {
  const [last, consent, withdrawnAt] = await Promise.all([
    readStored('lastWillAt'),
    readStored('consent'),
    readStored('withdrawnAt'),
  ]);
  const before = Math.max(last ?? 0, consent?.grantedAt ?? 0, withdrawnAt ?? 0);
  const at = Math.max(now, Math.floor(before) + 1);
  await writeStored('lastWillAt', at);
  return at;
}
