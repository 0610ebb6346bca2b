import type { ActionOf } from '../../../shared/interactions/action.ts';

/** Something that lies over the page, with its masked name. */
export type Overlay = { element: Element; name: string; kind: ActionOf<'dialog'>['kind'] };

const COOKIES = /cookie|consent|gdpr/i;
const TOAST = /toast|snackbar/i;
const DRAWER = /drawer|offcanvas|side-?(cart|bar|panel)/i;

/** What kind of overlay it is: by what it is called, then by its role. */
export function overlayKind(element: Element, name: string): Overlay['kind'] {
  const words = `${element.id} ${element.getAttribute('class') ?? ''} ${name}`;
  if (COOKIES.test(words)) return 'cookie-banner';
  if (TOAST.test(words)) return 'toast';
  if (DRAWER.test(words)) return 'drawer';
  const role = element.getAttribute('role');
  if (element.matches(':modal') || element.getAttribute('aria-modal') === 'true' || role === 'alertdialog')
    return 'modal';
  return 'other';
}
