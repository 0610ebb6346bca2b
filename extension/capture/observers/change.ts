import { recordedValue } from '../../../shared/privacy/recorded-value.ts';
import { innermost } from '../dom/event-target.ts';
import { kindOfField } from '../fields/read-field.ts';
import { nameOf } from '../names/name-of.ts';
import { timeOf } from '../page-clock.ts';
import type { Observer } from './observer.ts';

const CHOICES = /^(checkbox|radio|range|date|datetime-local|month|week|time|color|file)$/;

/** Choices made in checkboxes, radio buttons, sliders, date and colour fields, and files given. */
export const change: Observer = (recorder) => {
  recorder.listen('change', (event) => {
    const element = innermost(event);
    if (!(element instanceof HTMLInputElement) || !CHOICES.test(element.type)) return;
    const isBox = element.type === 'checkbox' || element.type === 'radio';
    const mode = recorder.maskMode();
    const kind = kindOfField(element, recorder.everPassword, mode === 'strict');
    const said = (): string => (isBox ? nameOf(element, element.type) || element.value : element.value);
    recorder.emit(
      {
        type: 'change',
        at: timeOf(event),
        isTrusted: event.isTrusted,
        value: recordedValue(kind, said, mode),
        checked: isBox ? element.checked : null,
      },
      recorder.look(element),
      // Boxes and sliders are ticked and drawn; a date may be that of somebody's birth.
      kind === 'date-of-birth' ? { kind, value: element.value } : undefined,
    );
  });
};
