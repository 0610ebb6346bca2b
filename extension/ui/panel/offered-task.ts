import type { Scenario } from '../../../shared/scenarios/scenario.ts';

/**
 * The task to offer: the first that was neither done nor skipped; then, of those not done, the one skipped longest
 * ago; and when all are done, the same over all. Null when there are no tasks.
 * @param skipped ids in the order of skipping, the latest last
 */
export function offeredTask(
  scenarios: readonly Scenario[],
  done: ReadonlySet<string>,
  skipped: readonly string[],
): Scenario | null {
  const open = scenarios.filter(({ id }) => !done.has(id));
  const choice = open.length > 0 ? open : scenarios;
  return choice.toSorted((a, b) => skipped.lastIndexOf(a.id) - skipped.lastIndexOf(b.id))[0] ?? null;
}
