import type { PageSigns } from '../../../shared/privacy/sensitive-page.ts';
import { plainDocument } from '../dom/unclobbered.ts';
import { isVisible } from '../dom/visible.ts';
import { everPassword } from '../fields/ever-password.ts';
import { kindOfField } from '../fields/read-field.ts';

const passwords = everPassword();
/** Forms on which somebody pays or orders have few fields; a page full of them is something else. */
const MAX_FIELDS = 60;
/** Several things ask in a row. */
const FRESH_MS = 200;

/** Looks for what tells what a page is for; never into a field. Cheap where there is none that could tell. */
export function createSignReader(): () => PageSigns | undefined {
  // "Show password" makes a text field of it: it stays one while it can be seen.
  let asked: Element | undefined;
  let kinds = new Set<string>();
  let readAtMs = Number.NEGATIVE_INFINITY;
  // The browser keeps this up to date: asking for all again takes as long as the page is large.
  const inputs = plainDocument().getElementsByTagName('input');
  return () => {
    asked = findPassword(inputs) ?? (asked && asked.isConnected && isVisible(asked) ? asked : undefined);
    const from = hostAround();
    const mayBeForeign = from !== '' && from !== location.hostname;
    if (asked === undefined && !mayBeForeign) return undefined;
    if (performance.now() - readAtMs > FRESH_MS) {
      kinds = kindsAskedFor();
      readAtMs = performance.now();
    }
    return {
      asksForPassword: asked !== undefined,
      asksForCard: mayBeForeign && kinds.has('card'),
      asksForAddress: kinds.has('address') || kinds.has('phone'),
      title: document.title,
      heading: findHeading(),
      from,
      isFrame: window !== window.top,
    };
  };
}

/** Those in dialogs and drawers stand before a page that is for something else. */
function findPassword(inputs: Iterable<HTMLInputElement>): Element | undefined {
  for (const field of inputs) {
    if (field.type !== 'password' || !isVisible(field)) continue;
    if (field.closest('dialog,[role=dialog],[aria-modal=true]') === null) return field;
  }
  return undefined;
}

function findHeading(): string {
  for (const level of ['h1', 'h2', 'legend']) {
    const seen = Array.from(document.querySelectorAll(level)).find(isVisible);
    if (seen !== undefined) return (seen.textContent ?? '').trim().slice(0, 200);
  }
  return '';
}

function kindsAskedFor(): Set<string> {
  const fields = Array.from(document.querySelectorAll('input,select')).slice(0, MAX_FIELDS);
  return new Set(fields.filter(isVisible).map((field) => kindOfField(field, passwords, true)));
}

/** The page around a frame, or the one that led here; empty when the browser does not tell. */
function hostAround(): string {
  const outer = location.ancestorOrigins?.[0] ?? '';
  const told = window !== window.top && outer !== '' ? outer : document.referrer;
  return URL.canParse(told) ? new URL(told).hostname : '';
}
