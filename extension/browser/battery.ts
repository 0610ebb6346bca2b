export type Battery = {
  /** 0 to 1. */
  level: number;
  charging: boolean;
};

/** The device's battery (W3C Battery Status API); null where the browser does not tell. Documents only. */
export async function readBattery(): Promise<Battery | null> {
  const { getBattery } = navigator as Navigator & { getBattery?: () => Promise<Battery> }; // not in every browser
  if (getBattery === undefined) return null;
  const { level, charging } = await getBattery.call(navigator);
  return { level, charging };
}
