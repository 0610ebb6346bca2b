import type { ActionOf, TextLength } from '../../../shared/interactions/action.ts';
import { isHarmless } from '../../../shared/privacy/recorded-value.ts';
import { innermost } from '../dom/event-target.ts';
import { editingHostOf, isField, kindOfField } from '../fields/read-field.ts';
import { timeOf } from '../page-clock.ts';
import type { Recorder } from '../recorder.ts';
import type { Observer } from './observer.ts';
import { plainDocument } from '../dom/unclobbered.ts';

/** Copying and cutting. Only how much it was is looked at, and that not in private fields. */
export const copy: Observer = (recorder) => {
  const record = (event: ClipboardEvent, way: ActionOf<'copy'>['way']): void => {
    const element = innermost(event);
    if (element === undefined) return;
    const isText = isField(element) || !(plainDocument().getSelection()?.isCollapsed ?? true);
    recorder.emit(
      {
        type: 'copy',
        at: timeOf(event),
        isTrusted: event.isTrusted,
        way,
        content: isText ? 'text' : 'other',
        length: isPrivate(recorder, element) ? null : classOf(selectedLength(element)),
      },
      recorder.look(element),
    );
  };
  recorder.listen('copy', (event) => record(event, 'copied'));
  recorder.listen('cut', (event) => record(event, 'cut'));
};

/** Pasting. The typing that comes of it is recorded by itself, with `pasted` as its means. */
export const paste: Observer = (recorder) => {
  recorder.listen('paste', (event) => {
    const element = innermost(event);
    if (element === undefined) return;
    const types = event.clipboardData?.types ?? [];
    const content = types.includes('Files') ? 'files' : types.includes('text/plain') ? 'text' : 'other';
    const length = (): number => event.clipboardData?.getData('text/plain').length ?? 0;
    recorder.emit(
      {
        type: 'paste',
        at: timeOf(event),
        isTrusted: event.isTrusted,
        content,
        length: isPrivate(recorder, element) ? null : classOf(length()),
      },
      recorder.look(editingHostOf(element) ?? element),
    );
  });
};

function isPrivate(recorder: Recorder, element: Element): boolean {
  if (!isField(element) && editingHostOf(element) === undefined) return false;
  return !isHarmless(kindOfField(element, recorder.everPassword, recorder.maskMode() === 'strict'));
}

function selectedLength(element: Element): number {
  if (!isField(element)) return plainDocument().getSelection()?.toString().length ?? 0;
  return 'selectionStart' in element ? (element.selectionEnd ?? 0) - (element.selectionStart ?? 0) : 0;
}

function classOf(characters: number): TextLength {
  if (characters === 0) return 'none';
  if (characters <= 20) return 'short';
  if (characters <= 100) return 'line';
  return characters <= 1_000 ? 'passage' : 'long';
}
