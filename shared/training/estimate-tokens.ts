/** OpenAI counts a low-detail image as 85 tokens; at high detail up to 765 for a picture of 2:1, 1,105 at most. */
const IMAGE_TOKENS = { low: 85, high: 1_105, auto: 1_105 } as const;

/**
 * Tokens of a text, estimated from above: English prose has about 4.5 characters a token, JSON and page snapshots
 * about 3; letters outside ASCII up to one token each.
 */
export function estimateTokens(text: string): number {
  let ascii = 0;
  let other = 0;
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) < 128) ascii += 1;
    else other += 1;
  }
  return Math.ceil(ascii / 3 + other);
}

/** Tokens that a picture costs at a level of detail, at most. */
export function imageTokens(detail: 'low' | 'high' | 'auto' = 'auto'): number {
  return IMAGE_TOKENS[detail];
}
