/** The text with white space collapsed, cut to `maxLength` UTF-16 units, with an ellipsis where something is missing. */
export function clip(text: string, maxLength: number): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  if (plain.length <= maxLength) return plain;
  // A cut through a surrogate pair would leave half a character.
  return `${plain.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
