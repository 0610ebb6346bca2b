import type { ActionOf, FieldKind } from '../../../shared/interactions/action.ts';
import { isHarmless, recordedValue } from '../../../shared/privacy/recorded-value.ts';
import { innermost } from '../dom/event-target.ts';
import { editingHostOf, isField, kindOfField } from '../fields/read-field.ts';
import { timeOf } from '../page-clock.ts';
import type { Held, Look, Recorder, Typed } from '../recorder.ts';
import { isRemembered } from '../known-values.ts';
import type { Observer } from './observer.ts';

type Means = ActionOf<'input'>['means'];
type Typing = {
  field: Element;
  look: Look;
  kind: FieldKind;
  at: number;
  endedAt: number;
  isTrusted: boolean;
  keystrokes: number;
  means: Means;
  held: Held;
};

/** Fields in which a choice is made instead of text typed. */
const CHOICES = /^(checkbox|radio|range|date|datetime-local|month|week|time|color|file)$/;
/** Of several ways into one field the one named first here tells most. */
const RANK: readonly Means[] = ['pasted', 'dropped', 'autofilled', 'composed', 'typed', 'deleted', 'other'];

/** Typing, merged for each field until the field is left or something else is done. */
export const input: Observer = (recorder) => {
  let typing: Typing | undefined;

  const begin = (field: Element, event: Event): Typing => {
    const at = timeOf(event);
    const held = recorder.hold(at, 'something-else', () => end());
    const kind = kindOf(recorder, field);
    return {
      field,
      look: recorder.look(field),
      kind,
      at,
      endedAt: at,
      isTrusted: event.isTrusted,
      keystrokes: 0,
      means: 'other',
      held,
    };
  };
  const end = (): void => {
    const done = typing;
    if (done === undefined) return;
    typing = undefined;
    done.held.release();
    const { field, look, at, isTrusted, means, keystrokes, endedAt } = done;
    const kind = judge(recorder, done);
    const value = recordedValue(kind, () => (isField(field) ? field.value : ''), recorder.maskMode());
    recorder.emit({ type: 'input', at, isTrusted, value, means, keystrokes, endedAt }, look, typedIn(field, kind));
  };

  recorder.listen('beforeinput', (event) => {
    const field = textFieldOf(event);
    if (field !== undefined) recorder.everPassword.was(field);
  });
  recorder.listen('input', (event) => {
    const field = textFieldOf(event);
    if (field === undefined) return;
    if (typing !== undefined && typing.field !== field) end();
    typing ??= begin(field, event);
    if (!event.isTrusted && typing.isTrusted) return;
    const means = meansOf(event);
    typing.endedAt = timeOf(event);
    if (means === 'typed' || means === 'deleted' || means === 'composed') typing.keystrokes++;
    if (RANK.indexOf(means) < RANK.indexOf(typing.means)) typing.means = means;
  });
  recorder.listen('focusout', (event) => {
    if (typing !== undefined && innermost(event) === typing.field) end();
  });
};

function textFieldOf(event: Event): Element | undefined {
  const element = innermost(event);
  if (element === undefined) return undefined;
  if (!isField(element)) return editingHostOf(element);
  const { localName, type } = element;
  return localName === 'select' || (localName === 'input' && CHOICES.test(type)) ? undefined : element;
}

function kindOf(recorder: Recorder, field: Element): FieldKind {
  return kindOfField(field, recorder.everPassword, recorder.maskMode() === 'strict');
}

/** Judged when the typing began and again when it ended: one "private" is enough. */
function judge(recorder: Recorder, { field, kind }: Typing): FieldKind {
  return isHarmless(kind) ? kindOf(recorder, field) : kind;
}

function typedIn(field: Element, kind: FieldKind): Typed | undefined {
  if (!isRemembered(kind)) return undefined;
  return { kind, value: isField(field) ? field.value : (field.textContent ?? '') };
}

function meansOf(event: Event): Means {
  if (!(event instanceof InputEvent) || event.inputType === '') return event.isTrusted ? 'autofilled' : 'other';
  const { inputType } = event;
  if (inputType === 'insertFromPaste') return 'pasted';
  if (inputType === 'insertFromDrop') return 'dropped';
  if (inputType.startsWith('delete')) return 'deleted';
  if (event.isComposing || inputType.includes('omposition')) return 'composed';
  if (inputType === 'insertReplacementText') return 'autofilled';
  return inputType.startsWith('insert') ? 'typed' : 'other';
}
