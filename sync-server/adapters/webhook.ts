const TIMEOUT_MS = 10_000;

/** Posts a sentence where Slack and services like it take one. Throws when it was not taken. */
export function webhook(url: string): (words: string) => Promise<void> {
  return async (words) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: words }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    // The address is a secret: it is in no message.
    if (!answer.ok) throw new Error(`ALERT_WEBHOOK answered ${answer.status}.`);
  };
}
