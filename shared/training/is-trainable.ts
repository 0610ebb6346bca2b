import { hasRef } from '../distil/step-target.ts';
import type { Step } from '../distil/step.ts';
import type { Scenario } from '../scenarios/scenario.ts';

/** Signing in, giving an address and paying are the participant's own affair: no agent is to learn them from here. */
const privateIntents: ReadonlySet<string> = new Set(['identify', 'pay']);

/** Typed placeholders of masking, like `{{EMAIL_1}}`. */
const PLACEHOLDER = /\{\{[A-Z_]+(_\d+)?\}\}/;

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : '';
}

/** Nothing in the prompt tells a model an address out of the blue: only the task's own site, or the one it is on. */
function isKnownAddress(url: string, step: Step, scenario: Scenario | null): boolean {
  const host = hostOf(url);
  const target = scenario?.targetSite ?? null;
  const site = target === null ? '' : hostOf(target.includes('://') ? target : `https://${target}`);
  return host !== '' && (host === hostOf(step.observation.url) || host === site);
}

/**
 * Whether a model can and shall learn this step: it is essential, its target stands in the snapshot that the model is
 * shown, and nothing in it is private. All other steps stay in the history of later examples.
 */
export function isTrainable(step: Step, scenario: Scenario | null): boolean {
  const { call, label, intent, target, observation } = step;
  if (label !== 'essential' || privateIntents.has(intent.label)) return false;
  if (PLACEHOLDER.test(JSON.stringify(call.arguments))) return false;
  let isLearnable: boolean;
  switch (call.name) {
    case 'browser_click':
    case 'browser_hover':
    case 'browser_type':
    case 'browser_select_option':
      isLearnable = target?.ref === call.arguments.target && hasRef(observation.snapshot, call.arguments.target);
      break;
    case 'browser_drag':
      isLearnable =
        target?.ref === call.arguments.target &&
        hasRef(observation.snapshot, call.arguments.target) &&
        hasRef(observation.snapshot, call.arguments.destination);
      break;
    case 'browser_navigate':
      isLearnable = isKnownAddress(call.arguments.url, step, scenario);
      break;
    case 'task_done':
      isLearnable = call.arguments.success;
      break;
    case 'browser_press_key':
    case 'browser_scroll':
    case 'browser_navigate_back':
      isLearnable = observation.snapshot !== '';
      break;
  }
  return isLearnable;
}
