/** The background's one line for what nobody was waiting for: names and messages, never recorded content. */
export function reportError(during: string, error: unknown): void {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  console.error(`CodeSight, ${during}: ${name}: ${message}`);
}
