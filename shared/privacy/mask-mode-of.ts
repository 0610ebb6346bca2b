import type { PageKind } from '../interactions/context.ts';
import type { MaskMode } from './mask-text.ts';

const strictKinds: readonly PageKind[] = ['account', 'checkout', 'confirmation'];

/** How text of such a page is masked: on pages about a person and her order, strictly. */
export function maskModeOf(kind: PageKind): MaskMode {
  return strictKinds.includes(kind) ? 'strict' : 'normal';
}
