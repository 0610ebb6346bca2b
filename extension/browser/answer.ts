import { browser } from 'wxt/browser';
import type { DataOf, Envelope, MessageName, Outcome, ReplyOf } from '../messages.ts';

/** Answers one message in a page. Unlike `handle` it brings no schemas along: only the background can send to it. */
export function answer<Name extends MessageName>(
  message: Name,
  handler: (data: DataOf<Name>) => ReplyOf<Name> | Promise<ReplyOf<Name>>,
): () => void {
  const listener = (envelope: Envelope, _sender: unknown, respond: (outcome: Outcome) => void): true | undefined => {
    if (envelope.message !== message) return undefined;
    void outcomeOf(() => handler(envelope.data as DataOf<Name>)).then(respond);
    return true;
  };
  browser.runtime.onMessage.addListener(listener);
  return () => browser.runtime.onMessage.removeListener(listener);
}

async function outcomeOf(work: () => unknown): Promise<Outcome> {
  try {
    return { value: await work() };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { error: { name, message } };
  }
}
