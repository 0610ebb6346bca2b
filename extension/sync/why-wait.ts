/** What the participant wants of the sending. */
export type SendWishes = { notOnMetered: boolean; notOnLowBattery: boolean };

/** What the browser tells of the device; null where it does not tell, which keeps nothing back. */
export type Surroundings = {
  connection: { type?: string; saveData?: boolean } | null;
  battery: { level: number; charging: boolean } | null;
};

export const waitReasons = ['paused', 'metered', 'data-saver', 'battery'] as const;
/** Why nothing is sent now, though it could be. */
export type WaitReason = (typeof waitReasons)[number];

/** Kinds of connection that are paid for by the byte (W3C Network Information API). */
const METERED: ReadonlySet<string> = new Set(['cellular', 'bluetooth', 'wimax']);
/** The share of its battery below which a device is left in peace. */
const LOW = 0.2;

/** Why archives wait by the participant's own wish; null when they may be sent. */
export function whyWait(paused: boolean, wishes: SendWishes, { connection, battery }: Surroundings): WaitReason | null {
  if (paused) return 'paused';
  if (wishes.notOnMetered && connection !== null) {
    if (METERED.has(connection.type ?? '')) return 'metered';
    if (connection.saveData === true) return 'data-saver';
  }
  if (wishes.notOnLowBattery && battery !== null && !battery.charging && battery.level <= LOW) return 'battery';
  return null;
}
