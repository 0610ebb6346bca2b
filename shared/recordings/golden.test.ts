import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { byPageOrder, interaction as interactionSchema } from '../interactions/interaction.ts';
import { judgeSession } from '../judge-session.ts';
import { outcome as outcomeSchema } from '../session/outcome.ts';
import { makeExamples } from '../training/make-examples.ts';
import { goldenShopping } from './golden-shopping.ts';

const golden = goldenShopping();
const judged = judgeSession(golden);
const examples = makeExamples({ scenario: golden.scenario, steps: judged.steps });

/** Each stage of the golden recording. `UPDATE_GOLDEN=1 vitest run --project shared` writes them anew; review the diff. */
const stages: Record<string, unknown> = {
  interactions: golden.interactions,
  intents: judged.intents,
  steps: judged.steps,
  outcome: judged.outcome,
  quality: judged.quality,
  examples,
};

test.each(Object.entries(stages))('the golden recording still gives the same %s', (stage, value) => {
  const path = join(import.meta.dirname, `golden-${stage}.jsonl`);
  const lines = (Array.isArray(value) ? value : [value]).map((one) => `${JSON.stringify(one)}\n`).join('');
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, lines);
  expect(existsSync(path), 'run UPDATE_GOLDEN=1 vitest run --project shared').toBe(true);
  const kept = readFileSync(path, 'utf8').trimEnd().split('\n');
  expect(
    lines
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  ).toEqual(kept.map((line): unknown => JSON.parse(line)));
});

test('the golden recording keeps to the archive’s format and to the page’s order', () => {
  for (const one of golden.interactions) expect(interactionSchema.safeParse(one).error).toBeUndefined();
  expect(golden.interactions.toSorted(byPageOrder)).toEqual(golden.interactions);
  expect(outcomeSchema.safeParse(judged.outcome).error).toBeUndefined();
});

test('judging again what has been judged comes to the same result', () => {
  const told = golden.interactions.map((one, index) => ({ ...one, intent: judged.intents[index] ?? one.intent }));
  expect(judgeSession({ ...golden, interactions: told })).toEqual(judged);
});
