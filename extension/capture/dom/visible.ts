import { plain } from './unclobbered.ts';

/** Whether an element is laid out and not hidden by its style; stale pages that a shop keeps in the DOM are not. */
export function isVisible(element: Element): boolean {
  if (!plain(element).checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
  const { width, height } = plain(element).getBoundingClientRect();
  return width > 0 && height > 0;
}

/** False as well for an element whose descendants can still be seen, such as one of `visibility: hidden`. */
export function isRendered(element: Element): boolean {
  return plain(element).checkVisibility();
}
