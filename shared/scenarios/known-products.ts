import type { Product } from '../interactions/context.ts';
import { nameSimilarity, SAME_PRODUCT, wordsOf } from './words.ts';

/** What is known of a product from every page that showed it. */
export type KnownProduct = {
  name: string;
  price: number | null;
  brand: string | null;
  rating: number | null;
};

export type KnownProducts = {
  /** Takes in what a page says; a product's own page counts more than a list that mentions it. */
  remember(product: Product, from: 'own-page' | 'list'): void;
  /** The product that a name most likely means (a cart often writes it differently), if any was seen. */
  find(name: string): KnownProduct | undefined;
};

type Entry = KnownProduct & { from: 'own-page' | 'list' };

function update(entry: Entry, product: Product, from: Entry['from']): void {
  const isBetter = from === 'own-page' || entry.from === 'list';
  entry.price = (isBetter ? product.price : null) ?? entry.price ?? product.price;
  entry.brand = (isBetter ? product.brand : null) ?? entry.brand ?? product.brand;
  entry.rating = (isBetter ? product.rating : null) ?? entry.rating ?? product.rating;
  if (from === 'own-page') entry.from = from;
}

/** An empty memory of the products that a session has come across. */
export function knownProducts(): KnownProducts {
  const byName = new Map<string, Entry>();
  const byWord = new Map<string, Entry[]>();

  function candidates(words: readonly string[]): Map<Entry, number> {
    const hits = new Map<Entry, number>();
    for (const word of new Set(words)) {
      for (const entry of byWord.get(word) ?? []) hits.set(entry, (hits.get(entry) ?? 0) + 1);
    }
    return hits;
  }

  return {
    remember(product, from) {
      const words = wordsOf(product.name);
      if (words.length === 0) return;
      const key = words.join(' ');
      const entry = byName.get(key);
      if (entry !== undefined) return update(entry, product, from);
      const { name, price, brand, rating } = product;
      const fresh: Entry = { name, price, brand, rating, from };
      byName.set(key, fresh);
      for (const word of new Set(words)) {
        const entries = byWord.get(word);
        if (entries === undefined) byWord.set(word, [fresh]);
        else entries.push(fresh);
      }
    },
    find(name) {
      const words = wordsOf(name);
      const exact = byName.get(words.join(' '));
      if (exact !== undefined) return exact;
      let best: { entry: Entry; similarity: number } | undefined;
      for (const [entry, hits] of candidates(words)) {
        // Names of which less than half the words agree cannot reach the threshold.
        if (hits * 2 < Math.min(words.length, 4)) continue;
        const similarity = nameSimilarity(name, entry.name) + (entry.from === 'own-page' ? 0.005 : 0);
        if (similarity >= SAME_PRODUCT && similarity > (best?.similarity ?? 0)) best = { entry, similarity };
      }
      return best?.entry;
    },
  };
}
