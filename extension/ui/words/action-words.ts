import { isAbsent } from '../../../shared/interactions/absent.ts';
import type { ActionOf, ActionType, RecordedValue } from '../../../shared/interactions/action.ts';
import type { Interaction } from '../../../shared/interactions/interaction.ts';
import { text } from '../text.ts';

const words = text.action;

type Sentences = { [Type in ActionType]: (action: ActionOf<Type>, what: string) => string };

const sentences: Sentences = {
  click({ button, count }, what) {
    if (button === 'right') return words.contextClick(what);
    return count > 1 ? words.doubleClick(what) : words.click(what);
  },
  input: ({ value }, what) => words.input(what, valueWords(value)),
  change({ value, checked }, what) {
    if (checked === null) return words.change(what, valueWords(value));
    return checked ? words.ticked(what) : words.unticked(what);
  },
  select: ({ values }, what) => words.select(what, values.map(valueWords).join(', ')),
  submit: () => words.submit,
  key: ({ modifiers, key }) => words.key([...modifiers, key].join(' + ')),
  scroll: ({ container }, what) => words.scroll(container === 'page' ? words.onPage : what),
  navigation: ({ toUrl }) => words.navigation(toUrl),
  hover: (_hover, what) => words.hover(what),
  copy: ({ way }) => words.copy[way],
  paste: () => words.paste,
  drag: (_drag, what) => words.drag(what),
  dialog: ({ change, name }) => words.dialog[change](name === '' ? '' : `: “${name}”`),
  tab: ({ change, url }) => (url === null ? words.tab[change] : `${words.tab[change]}: ${url}`),
};

/** What was done, in one sentence without a full stop. */
export function actionWords({ action, locators }: Pick<Interaction, 'action' | 'locators'>): string {
  const say = sentences[action.type] as (one: typeof action, what: string) => string; // the sentence of its own type
  return say(action, nameOf(locators));
}

function nameOf(locators: Interaction['locators']): string {
  if (isAbsent(locators)) return words.onPage;
  const { name, role, tag } = locators.target;
  return name === '' ? (role ?? (tag === '' ? words.unnamed : tag)) : `“${name}”`;
}

function valueWords(value: RecordedValue): string {
  return value.shown ? `“${value.text}”` : `${value.placeholder} (${words.masked})`;
}
