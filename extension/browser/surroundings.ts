import { browser } from 'wxt/browser';
import { send } from './send.ts';
import { readBattery, type Battery } from './battery.ts';

type Connection = { type?: string; saveData?: boolean };

/** What the browser tells of the connection and, if it is wanted, the battery; null for what it does not tell. */
export async function readSurroundings(wanted: {
  battery: boolean;
}): Promise<{ connection: Connection | null; battery: Battery | null }> {
  const { connection } = navigator as Navigator & { connection?: Connection }; // not in every browser
  return { connection: connection ?? null, battery: wanted.battery ? await askForBattery() : null };
}

/** Service workers are not told of the battery; the offscreen document is, while there is one. */
async function askForBattery(): Promise<Battery | null> {
  if (typeof document !== 'undefined') return await readBattery();
  const documents = await browser.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] });
  // Who does not answer keeps nothing back: sending is worth more than sparing a battery.
  return documents.length === 0 ? null : await send('readBattery', {}).catch(() => null);
}
