import type { Box } from '../../../shared/geometry.ts';
import type { Locators } from '../../../shared/interactions/locators.ts';
import { boxAt, frameOffset } from '../dom/boxes.ts';
import { hostsOf } from '../dom/composed-tree.ts';
import { roleOf } from '../names/role-of.ts';
import { targetName } from '../names/target-name.ts';
import { candidatesFor } from './candidates.ts';
import { fingerprintOf } from './fingerprint-of.ts';
import { framePath } from './frame-path.ts';
import type { Scope } from './scope.ts';
import { plain } from '../dom/unclobbered.ts';

/** Reads how to find the target again; everything in it is masked. Runs at the event, before the page's handlers. */
export function readLocators(target: Element, ref: string | null, scope: Scope): Locators {
  const role = roleOf(target);
  const name = targetName(target, role);
  const box = boxOf(target);
  return {
    target: { ref, tag: plain(target).localName.slice(0, 100), role, name: scope.masker.text(name), box },
    framePath: framePath(scope),
    shadowDepth: hostsOf(target).length,
    candidates: candidatesFor(target, role, name, scope),
    fingerprint: fingerprintOf(target, { role, name, box }, scope),
  };
}

/** Where an element is in the top page's window; null for one without a size. */
export function boxOf(target: Element): Box | null {
  const rect = plain(target).getBoundingClientRect();
  return rect.width === 0 && rect.height === 0 ? null : boxAt(rect, frameOffset());
}
