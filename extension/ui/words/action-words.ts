import { isAbsent } from '../../../shared/interactions/absent.ts';
import type { RecordedValue } from '../../../shared/interactions/action.ts';
import type { Interaction } from '../../../shared/interactions/interaction.ts';
import { text } from '../text.ts';

const words = text.action;

/** What was done, in one sentence without a full stop. */
export function actionWords({ action, locators }: Pick<Interaction, 'action' | 'locators'>): string {
  const what = nameOf(locators);
  switch (action.type) {
    case 'click':
      if (action.button === 'right') return words.contextClick(what);
      return action.count > 1 ? words.doubleClick(what) : words.click(what);
    case 'input':
      return words.input(what, valueWords(action.value));
    case 'change':
      if (action.checked !== null) return action.checked ? words.ticked(what) : words.unticked(what);
      return words.change(what, valueWords(action.value));
    case 'select':
      return words.select(what, action.values.map(valueWords).join(', '));
    case 'submit':
      return words.submit;
    case 'key':
      return words.key([...action.modifiers, action.key].join(' + '));
    case 'scroll':
      return words.scroll(action.container === 'page' ? words.onPage : what);
    case 'navigation':
      return words.navigation(action.toUrl);
    case 'hover':
      return words.hover(what);
    case 'copy':
      return words.copy[action.way];
    case 'paste':
      return words.paste;
    case 'drag':
      return words.drag(what);
    case 'dialog':
      return words.dialog[action.change](action.name === '' ? '' : `: “${action.name}”`);
    case 'tab':
      return action.url === null ? words.tab[action.change] : `${words.tab[action.change]}: ${action.url}`;
  }
}

function nameOf(locators: Interaction['locators']): string {
  if (isAbsent(locators)) return words.onPage;
  const { name, role, tag } = locators.target;
  return name === '' ? (role ?? (tag === '' ? words.unnamed : tag)) : `“${name}”`;
}

function valueWords(value: RecordedValue): string {
  return value.shown ? `“${value.text}”` : `${value.placeholder} (${words.masked})`;
}
