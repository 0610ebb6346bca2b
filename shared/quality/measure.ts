/** What one dimension came to, 0 to 1, with the reasons in plain words and advice where it would help. */
export type Measure = { score: number; reasons: string[]; advice: string[] };

/** A share in whole per cent, for sentences. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** The mean of weighted values; `fallback` when nothing was weighed. */
export function weightedMean(values: readonly { value: number; weight: number }[], fallback: number): number {
  const weight = values.reduce((sum, one) => sum + one.weight, 0);
  return weight === 0 ? fallback : values.reduce((sum, one) => sum + one.value * one.weight, 0) / weight;
}
