import { frameElementOf } from '../dom/boxes.ts';
import { cssPath, shortCss } from './css-of.ts';
import { quote, type Scope } from './scope.ts';

/**
 * Selectors of the frame elements from the top page down to this frame; empty in the top page. A frame cannot see the
 * element that shows it from another origin: there the path begins with what it does know, `iframe[src^="<its origin>"]`.
 */
export function framePath(scope: Scope, frame: Window = window): string[] {
  const path: string[] = [];
  for (let current = frame; current !== current.parent && path.length < 10; current = current.parent) {
    const element = frameElementOf(current);
    if (element === null) {
      const origin = originOf(current);
      if (origin !== undefined) path.unshift(`iframe[src^=${quote(origin)}]`);
      break;
    }
    path.unshift(selectorOf(element, scope));
  }
  return path;
}

function selectorOf(element: Element, scope: Scope): string {
  const short = shortCss(element, element.ownerDocument, scope);
  return short?.matches === 1 ? short.selector : cssPath(element, scope);
}

function originOf(frame: Window): string | undefined {
  try {
    const { origin } = frame.location;
    return origin === 'null' ? undefined : origin;
  } catch {
    return undefined; // an ancestor of another origin: it says nothing about itself
  }
}
