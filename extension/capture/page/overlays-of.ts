import type { ActionOf } from '../../../shared/interactions/action.ts';
import { plain } from '../dom/unclobbered.ts';

/** Something that lies over the page, with its masked name. */
export type Overlay = { element: Element; name: string; kind: ActionOf<'dialog'>['kind'] };

const COOKIES = /cookie|consent|gdpr/i;
const TOAST = /toast|snackbar/i;
const DRAWER = /drawer|offcanvas|side-?(cart|bar|panel)/i;

/** What kind of overlay it is: by what it is called, then by its role. */
export function overlayKind(element: Element, name: string): Overlay['kind'] {
  const words = `${plain(element).id} ${plain(element).getAttribute('class') ?? ''} ${name}`;
  if (COOKIES.test(words)) return 'cookie-banner';
  if (TOAST.test(words)) return 'toast';
  if (DRAWER.test(words)) return 'drawer';
  const role = plain(element).getAttribute('role');
  if (
    plain(element).matches(':modal') ||
    plain(element).getAttribute('aria-modal') === 'true' ||
    role === 'alertdialog'
  )
    return 'modal';
  return 'other';
}
