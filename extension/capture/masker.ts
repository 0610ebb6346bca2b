import { maskText, type MaskMode } from '../../shared/privacy/mask-text.ts';
import { maskUrl } from '../../shared/privacy/mask-url.ts';
import { limits } from '../../shared/limits.ts';

/** Masks what a page shows before it goes into a record; remembers results, since pages repeat themselves. */
export type Masker = {
  /** Follows the page's kind: account, checkout and confirmation pages are masked strictly. */
  setMode(mode: MaskMode): void;
  mode(): MaskMode;
  text(text: string): string;
  url(url: string): string;
  /** Whether the text may be recorded as it is. */
  isClean(text: string): boolean;
};

const REMEMBERED = 3_000;

export function createMasker(): Masker {
  let mode: MaskMode = 'normal';
  const texts = new Map<string, string>();
  const urls = new Map<string, string>();
  const text = (raw: string): string => {
    const known = texts.get(raw);
    if (known !== undefined) return known;
    const masked = maskText(raw, mode).slice(0, limits.maxText);
    if (texts.size >= REMEMBERED) texts.clear();
    texts.set(raw, masked);
    return masked;
  };
  return {
    setMode(next) {
      if (next === mode) return;
      mode = next;
      texts.clear();
    },
    mode: () => mode,
    text,
    url(raw) {
      const known = urls.get(raw);
      if (known !== undefined) return known;
      const masked = maskUrl(raw);
      if (urls.size >= REMEMBERED) urls.clear();
      urls.set(raw, masked);
      return masked;
    },
    isClean: (raw) => text(raw) === raw,
  };
}
