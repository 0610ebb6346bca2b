import { actionable, innermost } from '../dom/event-target.ts';
import { editingHostOf, isField } from '../fields/read-field.ts';
import { timeOf } from '../page-clock.ts';
import type { Recorder } from '../recorder.ts';
import { modifiersOf } from './modifiers-of.ts';
import type { Observer } from './observer.ts';
import { plain, plainDocument } from '../dom/unclobbered.ts';

const SILENT =
  /^(Shift|Control|Alt|AltGraph|Meta|CapsLock|NumLock|ScrollLock|Fn|FnLock|Hyper|Super|Symbol|Dead|Process|Unidentified|Compose|Convert|NonConvert|KanaMode|HiraganaKatakana|Eisu|HangulMode|HanjaMode)$/;
/** Keys that edit or move the caret inside a field: they are part of the typing. */
const EDITING = /^(Backspace|Delete|ArrowLeft|ArrowRight|Home|End|Insert)$/;
const NOT_TEXT = /^(checkbox|radio|range|file|color)$/;

/** Keys that do something by themselves. Never one that types a character. */
export const key: Observer = (recorder) => {
  recorder.listen('keydown', (event) => {
    if (event.repeat || event.isComposing || SILENT.test(event.key) || event.key === '') return;
    const element = innermost(event) ?? plainDocument().documentElement;
    const isText = isTextField(element);
    if (isTyping(event, isText)) return;
    recorder.emit(
      {
        type: 'key',
        at: timeOf(event),
        isTrusted: event.isTrusted,
        key: (event.key === ' ' ? 'Space' : event.key).slice(0, 40),
        modifiers: modifiersOf(event),
      },
      recorder.look(targetOf(element)),
    );
  });
};

function targetOf(element: Element): ReturnType<Recorder['look']>['target'] {
  return element === plainDocument().documentElement || element === plainDocument().body ? null : actionable(element);
}

function isTyping(event: KeyboardEvent, isText: boolean): boolean {
  // AltGr, and Option on a Mac, type characters of their own.
  const isShortcut = (event.ctrlKey || event.metaKey) && !event.getModifierState('AltGraph');
  if (event.key === ' ') return isText && !isShortcut;
  if (event.key.length === 1 || /^[^\w]{1,4}$/u.test(event.key)) return !isShortcut;
  return isText && EDITING.test(event.key) && !isShortcut;
}

function isTextField(element: Element): boolean {
  if (isField(element)) return plain(element).localName !== 'select' && !NOT_TEXT.test(element.type);
  return editingHostOf(element) !== undefined;
}
