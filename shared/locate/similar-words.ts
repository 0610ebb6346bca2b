/** Words without digits: prices, counts and numbers change while what an element says stays the same. */
function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/\p{L}{2,}/gu));
}

/** The coefficient of Dice over the words of two texts, 0 to 1; 0 when either has none. */
export function similarWords(one: string, other: string): number {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  if (a.size === 0 || b.size === 0) return 0;
  const both = [...a].filter((word) => b.has(word)).length;
  return (2 * both) / (a.size + b.size);
}
