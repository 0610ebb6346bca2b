import { recordedValue } from '../../../shared/privacy/recorded-value.ts';
import { innermost } from '../dom/event-target.ts';
import { collapse } from '../dom/text-of.ts';
import { kindOfField } from '../fields/read-field.ts';
import { timeOf } from '../page-clock.ts';
import type { Observer } from './observer.ts';

/** Choices made in a native `<select>`. */
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
    );
  });
};
