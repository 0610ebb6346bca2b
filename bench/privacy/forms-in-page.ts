import { everPassword } from '../../extension/capture/fields/ever-password.ts';
import { isField, kindOfField } from '../../extension/capture/fields/read-field.ts';
import type { FieldKind } from '../../shared/interactions/action.ts';

/** A field with its right answer, and what the recorder takes it for. */
export type JudgedField = { answer: string; kind: FieldKind; html: string };

declare global {
  interface Window {
    judgeFields(): JudgedField[];
  }
}

/** The answers are taken out of the page before any field is judged. */
window.judgeFields = () => {
  const fields = [...document.querySelectorAll('[data-manual-scoring]')].filter(isField).map((element) => {
    const answer = element.getAttribute('data-manual-scoring') ?? '';
    element.removeAttribute('data-manual-scoring');
    return { element, answer };
  });
  const passwords = everPassword();
  return fields.map(({ element, answer }) => ({
    answer,
    kind: kindOfField(element, passwords, false),
    html: element.outerHTML.slice(0, 300),
  }));
};
