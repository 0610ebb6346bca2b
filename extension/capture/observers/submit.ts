import { innermost } from '../dom/event-target.ts';
import { isField } from '../fields/read-field.ts';
import { timeOf } from '../page-clock.ts';
import type { Observer } from './observer.ts';
import { plain } from '../dom/unclobbered.ts';

/** Forms sent off. A program that calls `form.submit()` makes no event and goes unseen. */
export const submit: Observer = (recorder) => {
  recorder.listen('submit', (event) => {
    const form = innermost(event);
    if (!(form instanceof HTMLFormElement)) return;
    // Not `form.method`: a field of that name would stand in its place.
    const method = (
      event.submitter?.getAttribute('formmethod') ??
      plain(form).getAttribute('method') ??
      'get'
    ).toLowerCase();
    recorder.emit(
      {
        type: 'submit',
        at: timeOf(event),
        isTrusted: event.isTrusted,
        method: method === 'post' || method === 'dialog' ? method : 'get',
        fieldCount: Array.from(plain(form).querySelectorAll('input,select,textarea')).filter((element) =>
          isField(element),
        ).length,
      },
      recorder.look(form),
    );
  });
};
