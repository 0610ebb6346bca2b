import type { Page, PageKind } from '../../../shared/interactions/context.ts';
import { limits } from '../../../shared/limits.ts';
import { maskModeOf } from '../../../shared/privacy/mask-mode-of.ts';
import { tenth } from '../dom/boxes.ts';
import type { Masker } from '../masker.ts';
import { pageKindOf, type PageFacts } from './page-kind.ts';
import type { Structure } from './structure-of.ts';
import { plainDocument } from '../dom/unclobbered.ts';

export const emptyStructure: Structure = { landmarks: [], headings: [], forms: [], lists: [] };

/** The kind of the page as far as its address and title tell. */
export function kindByAddress(): PageKind {
  const nothing: Omit<PageFacts, 'url' | 'title'> = {
    heading: '',
    productCards: 0,
    canAddToCart: false,
    asksFor: 'nothing',
    hasPasswordField: false,
    saysProduct: false,
  };
  return pageKindOf({ ...nothing, url: location.href, title: plainDocument().title });
}

/** The page's own facts, masked as its kind asks for. Switches the masker to that. */
export function pageFrame(kind: PageKind, structure: Structure, masker: Masker): Page {
  masker.setMode(maskModeOf(kind));
  return {
    url: masker.url(location.href),
    title: masker.text(plainDocument().title.slice(0, limits.maxText)),
    kind,
    language: plainDocument().documentElement?.lang.slice(0, 35) || null,
    viewport: { width: innerWidth, height: innerHeight, devicePixelRatio: devicePixelRatio > 0 ? devicePixelRatio : 1 },
    scroll: scrollNow(),
    structure,
  };
}

/** Where this frame is scrolled to, in its CSS pixels. */
export function scrollNow(): { x: number; y: number } {
  return { x: tenth(scrollX), y: tenth(scrollY) };
}

/** The country that prices are in: by the host, else by the page's language; lower case, may be empty. */
export function regionOfPage(): string {
  const country = /\.([a-z]{2})$/.exec(location.hostname)?.[1];
  const [language = '', area] = (plainDocument().documentElement?.lang ?? '').toLowerCase().split('-');
  return country ?? area ?? language;
}
