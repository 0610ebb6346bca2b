/** Prints each stage as it begins and what came of it, with its time; long ones show that they go on. */
export async function stage<Result>(
  title: string,
  work: (say: (line: string) => void) => Promise<Result>,
): Promise<Result> {
  const started = Date.now();
  const seconds = (): string => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  console.log(`\n▸ ${title}`);
  const reminder = setInterval(() => console.log(`    … still at it (${seconds()})`), 15_000);
  try {
    const result = await work((line) => console.log(`    ${line}`));
    console.log(`  ✓ ${seconds()}`);
    return result;
  } finally {
    clearInterval(reminder);
  }
}

export function inBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(2)} MB`;
}

export function inPercent(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(0)} %`;
}
