import { html, raw } from 'hono/html';
import type { Visit } from '../shop.ts';

export type Markup = ReturnType<typeof html>;

/** Data for a script, safe inside a `<script>` element. */
export function embeddedJson(value: unknown): Markup {
  return raw(JSON.stringify(value).replaceAll('<', String.raw`\u003c`));
}

/** The redesign nests its parts in wrappers that mean nothing, as redesigns do. */
export function wrapped(visit: Visit, inner: Markup): Markup {
  return visit.shop.variant === 'a'
    ? inner
    : html`<div class="m__wrap-outer"><div class="m__wrap-inner">${inner}</div></div>`;
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
