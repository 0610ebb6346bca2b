import type { Step } from '../distil/step.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { clip } from '../session/clip.ts';
import { describeGap } from '../session/gaps.ts';
import type { TrainingExample } from './example.ts';
import { fitSnapshot } from './fit-snapshot.ts';
import { isTrainable } from './is-trainable.ts';
import { trainingTools } from './tools.ts';

/** About 3,000 to 4,000 tokens, so that an example with its history stays far below any provider's limit. */
const MAX_SNAPSHOT_CHARS = 12_000;
const MAX_HISTORY = 10;
/** A session with fewer teaches no path. */
const FEWEST_STEPS = 2;

const SYSTEM = [
  'You operate a shopping website in a browser for a person.',
  'You are shown the task, the page as a list of elements with references, and what was done so far.',
  'Say in one sentence what you do next and why, and call exactly one tool.',
  'Refer to elements by the reference of the snapshot. Call task_done when the task is done or cannot be done.',
].join(' ');

/**
 * What the model is asked to do. A session without a task is told by what came of it, and says so: the goal was read
 * off the path, not given beforehand.
 */
function taskOf(scenario: Scenario | null, steps: readonly Step[]): string {
  if (scenario !== null) return `Task: ${scenario.task}`;
  const goals = steps
    .filter(
      ({ label, intent }) => label === 'essential' && (intent.label === 'add-to-cart' || intent.label === 'order'),
    )
    .map(({ intent }) => intent.text);
  const goal = [...new Set(goals)].slice(0, 5).join(' ');
  return `Task (worked out afterwards from what was done): ${goal === '' ? 'Look around in the shop.' : goal}`;
}

function describeCall({ call, target }: Step): string {
  const { target: on, ...rest } = { target: undefined, ...call.arguments };
  const named = target === null || on === undefined ? '' : ` ${target.role ?? target.tag} “${clip(target.name, 80)}”`;
  const values = Object.keys(rest).length === 0 ? '' : ` ${JSON.stringify(rest)}`;
  return clip(`${call.name}${named}${values}`, 300);
}

function historyOf(steps: readonly Step[], end: number): string[] {
  const from = Math.max(0, end - MAX_HISTORY);
  const lines = steps
    .slice(from, end)
    .flatMap((step, offset) => [
      ...gapOf(step),
      ` ${from + offset + 1}. ${describeCall(step)} → ${clip(step.effect, 200)}`.trim(),
    ]);
  const all = [...lines, ...gapOf(steps[end])];
  return all.length === 0 ? ['Previous actions: none'] : ['Previous actions:', ...all];
}

/** A step that follows a gap must not look as if it followed from the one before. */
function gapOf(step: Step | undefined): string[] {
  return step?.unrecorded === undefined ? [] : [`(${describeGap(step.unrecorded)}.)`];
}

function promptOf(scenario: Scenario | null, steps: readonly Step[], step: Step): string {
  const { url, title, pageKind, snapshot } = step.observation;
  const persona = scenario?.persona ?? null;
  return [
    taskOf(scenario, steps),
    ...(persona === null ? [] : [`Persona: ${persona}`]),
    ...historyOf(steps, step.index),
    `URL: ${url === '' ? 'about:blank' : url}`,
    ...(title === '' ? [] : [`Title: ${title}`]),
    ...(pageKind === undefined ? [] : [`Kind of page: ${pageKind}`]),
    ...(snapshot === ''
      ? ['Page snapshot: not available']
      : ['Page snapshot:', fitSnapshot(snapshot, step.target?.ref ?? null, MAX_SNAPSHOT_CHARS)]),
  ].join('\n');
}

function exampleOf(scenario: Scenario | null, steps: readonly Step[], step: Step): TrainingExample {
  const { name, arguments: values } = step.call;
  const id = `call_${String(step.index).padStart(4, '0')}`;
  return {
    messages: [
      { role: 'system', content: SYSTEM },
      { role: 'user', content: promptOf(scenario, steps, step) },
      {
        role: 'assistant',
        content: step.intent.text,
        tool_calls: [{ id, type: 'function', function: { name, arguments: JSON.stringify(values) } }],
        weight: 1,
      },
    ],
    tools: [...trainingTools],
    parallel_tool_calls: false,
  };
}

/**
 * One training example for each step that a model shall learn, in order. A step that is not essential would have
 * weight 0 in its only answer, which providers refuse; it has no example of its own and stays in the history.
 */
export function makeExamples({
  scenario,
  steps,
}: {
  scenario: Scenario | null;
  steps: readonly Step[];
}): TrainingExample[] {
  const trainable = steps.filter((step) => isTrainable(step, scenario));
  if (trainable.filter(({ call }) => call.name !== 'task_done').length < FEWEST_STEPS) return [];
  return trainable.map((step) => exampleOf(scenario, steps, step));
}
