import type { ToolCall } from '../distil/step.ts';
import { limits } from '../limits.ts';
import type { Tool } from './example.ts';

type Property = Record<string, unknown>;

/** Every argument is required and no other is allowed: what providers call strict. */
function strictTool(name: ToolCall['name'], description: string, properties: Record<string, Property>): Tool {
  const parameters = { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
  return { type: 'function', function: { name, description, parameters } };
}

const target = {
  type: 'string',
  minLength: 1,
  description: 'Reference of the element in the page snapshot, for example e12.',
};

const tools: Record<ToolCall['name'], Tool> = {
  browser_click: strictTool('browser_click', 'Click an element.', { target }),
  browser_hover: strictTool('browser_hover', 'Rest the pointer on an element, to see what it shows then.', { target }),
  browser_drag: strictTool('browser_drag', 'Take an element and let it go on another one.', {
    target,
    destination: { type: 'string', minLength: 1, description: 'Reference of the element to let it go on.' },
  }),
  browser_type: strictTool('browser_type', 'Replace the text of a field, and press Enter in it when submit is true.', {
    target,
    text: { type: 'string', description: 'The whole text that the field shall have.' },
    submit: { type: 'boolean' },
  }),
  browser_select_option: strictTool('browser_select_option', 'Choose options in a drop-down list.', {
    target,
    values: { type: 'array', items: { type: 'string' }, description: 'The options as they are shown.' },
  }),
  browser_press_key: strictTool('browser_press_key', 'Press a key or a combination, for example Enter or Control+A.', {
    key: { type: 'string', minLength: 1 },
  }),
  browser_scroll: strictTool('browser_scroll', 'Scroll the page.', {
    direction: { type: 'string', enum: ['up', 'down', 'left', 'right'] },
    amount: { type: 'integer', minimum: 0, description: 'CSS pixels.' },
  }),
  browser_navigate: strictTool('browser_navigate', 'Open an address.', {
    url: { type: 'string', minLength: 1, maxLength: limits.maxUrl },
  }),
  browser_navigate_back: strictTool('browser_navigate_back', 'Go back to the page before.', {}),
  task_done: strictTool('task_done', 'End the task: it is done, or cannot be done.', {
    success: { type: 'boolean' },
    summary: { type: 'string', description: 'What was done, or what stood in the way.' },
  }),
};

/** The tools of every training example, always the same and in the same order. */
export const trainingTools: readonly Tool[] = Object.values(tools);
