import type { FieldKind } from '../../../shared/interactions/action.ts';
import { recordedValue } from '../../../shared/privacy/recorded-value.ts';
import { innermost } from '../dom/event-target.ts';
import { collapse } from '../dom/text-of.ts';
import { kindOfField } from '../fields/read-field.ts';
import { isRemembered } from '../known-values.ts';
import { timeOf } from '../page-clock.ts';
import type { Observer } from './observer.ts';
import { plain } from '../dom/unclobbered.ts';

/** Choices made in a native `<select>`, and in list boxes of the page's own making, where they are clicks too. */
export const select: Observer = (recorder) => {
  recorder.listen('change', (event) => {
    const element = innermost(event);
    if (!(element instanceof HTMLSelectElement)) return;
    const mode = recorder.maskMode();
    const kind = kindOfField(element, recorder.everPassword, mode === 'strict');
    const chosen = Array.from(element.selectedOptions).slice(0, 100);
    recorder.emit(
      {
        type: 'select',
        at: timeOf(event),
        isTrusted: event.isTrusted,
        values: chosen.map((option) => recordedValue(kind, () => collapse(option.label || option.value), mode)),
      },
      recorder.look(element),
      isPersonalChoice(kind) ? { kind, value: chosen.map(({ label }) => label).join('\n') } : undefined,
    );
  });
  recorder.listen('click', (event) => {
    const option = innermost(event)?.closest('[role=option]');
    const list = option?.closest('[role=listbox]');
    if (!option || !list || option.getAttribute('aria-disabled') === 'true') return;
    const mode = recorder.maskMode();
    const kind = kindOfField(ownerOf(list), recorder.everPassword, mode === 'strict');
    const said = (): string => collapse(option.getAttribute('aria-label') ?? option.textContent ?? '');
    recorder.emit(
      { type: 'select', at: timeOf(event), isTrusted: event.isTrusted, values: [recordedValue(kind, said, mode)] },
      recorder.look(option),
      isPersonalChoice(kind) ? { kind, value: said() } : undefined,
    );
  });
};

/** A saved address, a date. Of other private choices the page shows everybody the same words. */
function isPersonalChoice(kind: FieldKind): boolean {
  return kind !== 'other' && isRemembered(kind);
}

/** The field that a list belongs to says what it is for; the list itself often has no name. */
function ownerOf(list: Element): Element {
  if (list.id === '') return list;
  const id = CSS.escape(list.id);
  const root = list.getRootNode();
  const owner =
    root instanceof Document || root instanceof ShadowRoot
      ? plain(root).querySelector(`[aria-controls="${id}"],[aria-owns="${id}"]`)
      : null;
  return owner ?? list;
}
