import { plain, plainDocument } from './unclobbered.ts';

/** An editing host by whatever value makes it one. */
const HOST = '[contenteditable]:not([contenteditable=false i])';
const UNREAD = `textarea,select,script,style,template,noscript,${HOST}`;

/** Whether an element is, or lies however deep in, something that the participant writes in. */
export function isWrittenIn(element: Element): boolean {
  return plain(element).closest(`textarea,${HOST}`) !== null;
}

/** The text of an element with white space collapsed, at most `maxLength` long. What is typed into fields is never part of it. */
export function textOf(element: Element, maxLength = 200): string {
  if (isWrittenIn(element)) return '';
  const clean = plain(element).firstElementChild === null || plain(element).querySelector(UNREAD) === null;
  return collapse(clean ? (plain(element).textContent ?? '') : readableText(element), maxLength);
}

/** As `textOf`, for elements that may hold half the page: reads no further than it needs. */
export function beginningOf(element: Element, maxLength: number): string {
  if (isWrittenIn(element)) return '';
  const walker = plainDocument().createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  let text = '';
  for (let node: Node | null = element; node !== null && text.length < maxLength * 4; node = walker.nextNode()) {
    if (plain(node).nodeType === Node.TEXT_NODE) text += node.nodeValue ?? '';
    else if (plain(node as Element).matches(UNREAD)) return textOf(element, maxLength); // an element, by its nodeType
  }
  return collapse(text, maxLength);
}

/** Collapses white space and cuts. */
export function collapse(text: string, maxLength = 200): string {
  return text
    .slice(0, maxLength * 4)
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, maxLength);
}

function readableText(element: Element): string {
  if (plain(element).matches(UNREAD)) return '';
  let text = '';
  for (const child of plain(element).childNodes) {
    if (plain(child).nodeType === Node.TEXT_NODE) text += child.nodeValue ?? '';
    else if (plain(child).nodeType === Node.ELEMENT_NODE) text += ` ${readableText(child as Element)} `; // by its nodeType
  }
  return text;
}
