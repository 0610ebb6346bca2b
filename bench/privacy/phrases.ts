/**
 * How shops of one language write what concerns a person. Slots in braces are filled from a made-up one; each filled
 * slot is a planting.
 */
export type Phrases = {
  /** Ordinary pages: greetings, menus, notices. */
  page: readonly string[];
  /** Account pages and forms that were filled in. */
  account: readonly string[];
  /** The page after the order. */
  confirmation: readonly string[];
  /** Titles of documents. */
  title: readonly string[];
  /** Accessible names, alternative texts, placeholders of fields. */
  label: readonly string[];
  /** Product pages: everything in them has to survive. `{price}`, `{ean}`, `{sku}` and the like are filled as well. */
  harmless: readonly string[];
};
