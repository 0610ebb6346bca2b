import type { ActionOf } from '../interactions/action.ts';
import { valueText } from '../session/groups.ts';
import type { Group } from './group-interactions.ts';
import type { Step, ToolCall } from './step.ts';

/** Whether an address is where the tab was before. */
type IsReturn = (url: string) => boolean;

type Scroll = ActionOf<'scroll'>;

const TEXT_FIELDS: ReadonlySet<string> = new Set([
  'textbox',
  'searchbox',
  'spinbutton',
  'combobox',
  'listbox',
  'slider',
]);

/** Enter and the space bar press a button or follow a link that has the focus: for an agent, that is a click. */
export function pressesTarget(key: string, role: string | null | undefined): boolean {
  return (key === 'Enter' || key === ' ') && role !== null && role !== undefined && !TEXT_FIELDS.has(role);
}

/** How far a burst of scrolling came in the end; where it came back, how far it went first. */
export function scrolledBy(group: Group): { x: number; y: number; returned: boolean } {
  const scrolls = group.members
    .map(({ action }) => action)
    .filter((action): action is Scroll => action.type === 'scroll');
  const [first, last] = [scrolls[0], scrolls.at(-1)];
  if (first === undefined || last === undefined) return { x: 0, y: 0, returned: false };
  const net = { x: last.to.x - first.from.x, y: last.to.y - first.from.y };
  if (Math.abs(net.x) >= 2 || Math.abs(net.y) >= 2) return { ...net, returned: false };
  return { x: first.to.x - first.from.x, y: first.to.y - first.from.y, returned: scrolls.length > 1 };
}

function scrollCall(group: Group): ToolCall {
  const { x, y } = scrolledBy(group);
  const isVertical = Math.abs(y) >= Math.abs(x);
  const direction = isVertical ? (y < 0 ? 'up' : 'down') : x < 0 ? 'left' : 'right';
  return { name: 'browser_scroll', arguments: { direction, amount: Math.round(Math.abs(isVertical ? y : x)) } };
}

function keyName({ key, modifiers }: ActionOf<'key'>): string {
  return [...modifiers, key === ' ' ? 'Space' : key].join('+').slice(0, 40);
}

function navigationCall({ cause, toUrl }: ActionOf<'navigation'>, isReturn: IsReturn): ToolCall {
  return cause === 'back-forward' && isReturn(toUrl)
    ? { name: 'browser_navigate_back', arguments: {} }
    : { name: 'browser_navigate', arguments: { url: toUrl } };
}

/** A box or a button is pressed; a slider or a date is given its value. */
function changeCall({ checked, value }: ActionOf<'change'>, on: string): ToolCall {
  return checked === null
    ? { name: 'browser_type', arguments: { target: on, text: valueText(value), submit: false } }
    : { name: 'browser_click', arguments: { target: on } };
}

function keyCall(action: ActionOf<'key'>, on: string, role: string | null | undefined): ToolCall {
  return action.modifiers.length === 0 && pressesTarget(action.key, role)
    ? { name: 'browser_click', arguments: { target: on } }
    : { name: 'browser_press_key', arguments: { key: keyName(action) } };
}

function placeOfDrop({ destination }: ActionOf<'drag'>): string {
  return destination === null ? 'body' : (destination.ref ?? destination.tag);
}

/** What is beside the deeds leads a step only where nothing else was done in its tab; such a step is never essential. */
function rareCall(action: ActionOf<'hover' | 'drag' | 'copy' | 'paste' | 'dialog' | 'tab'>, on: string): ToolCall {
  if (action.type === 'hover') return { name: 'browser_hover', arguments: { target: on } };
  if (action.type === 'drag')
    return { name: 'browser_drag', arguments: { target: on, destination: placeOfDrop(action) } };
  if (action.type === 'tab') return { name: 'browser_navigate', arguments: { url: action.url ?? 'about:blank' } };
  const keys = { copy: 'Control+c', paste: 'Control+v', dialog: 'Escape' };
  return { name: 'browser_press_key', arguments: { key: keys[action.type] } };
}

/**
 * The canonical action of a group. Only a return to where the tab was before is `browser_navigate_back`; any other jump
 * through the history is a navigation to where it led.
 */
export function toolCallOf(group: Group, target: Step['target'], isReturn: IsReturn): ToolCall {
  const { action } = group.lead;
  // Without an element (nothing could be read of it) the page itself is what was acted on.
  const on = target === null ? 'body' : (target.ref ?? target.selectors[0] ?? target.tag);
  let call: ToolCall;
  switch (action.type) {
    case 'click':
      call = { name: 'browser_click', arguments: { target: on } };
      break;
    case 'input':
      call = {
        name: 'browser_type',
        arguments: { target: on, text: valueText(action.value), submit: group.submitted },
      };
      break;
    case 'change':
      call = changeCall(action, on);
      break;
    case 'select':
      call = { name: 'browser_select_option', arguments: { target: on, values: action.values.map(valueText) } };
      break;
    case 'submit':
      call = { name: 'browser_press_key', arguments: { key: 'Enter' } };
      break;
    case 'key':
      call = keyCall(action, on, target?.role);
      break;
    case 'scroll':
      call = scrollCall(group);
      break;
    case 'navigation':
      call = navigationCall(action, isReturn);
      break;
    case 'hover':
    case 'drag':
    case 'copy':
    case 'paste':
    case 'dialog':
    case 'tab':
      call = rareCall(action, on);
      break;
  }
  return call;
}
