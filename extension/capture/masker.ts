import { maskText, type MaskMode } from '../../shared/privacy/mask-text.ts';
import { maskUrl } from '../../shared/privacy/mask-url.ts';
import { limits } from '../../shared/limits.ts';
import type { KnownValues } from './known-values.ts';

/** Masks what a page shows, by its look and by what is known of the participant, before it goes into a record; remembers results, since pages repeat themselves. */
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

export function createMasker(known?: Pick<KnownValues, 'terms' | 'onChange'>): Masker {
  let mode: MaskMode = 'normal';
  const texts = new Map<string, string>();
  const urls = new Map<string, string>();
  const forget = (): void => {
    texts.clear();
    urls.clear();
  };
  known?.onChange(forget);
  const text = (raw: string): string => {
    const before = texts.get(raw);
    if (before !== undefined) return before;
    const masked = maskText(raw, mode, known?.terms()).slice(0, limits.maxText);
    if (texts.size >= REMEMBERED) texts.clear();
    texts.set(raw, masked);
    return masked;
  };
  return {
    setMode(next) {
      if (next === mode) return;
      mode = next;
      forget();
    },
    mode: () => mode,
    text,
    url(raw) {
      const before = urls.get(raw);
      if (before !== undefined) return before;
      const masked = maskUrl(raw, known?.terms());
      if (urls.size >= REMEMBERED) urls.clear();
      urls.set(raw, masked);
      return masked;
    },
    isClean: (raw) => text(raw) === raw,
  };
}
