import { browser } from 'wxt/browser';
import { messages, type DataOf, type Envelope, type MessageName, type Outcome, type ReplyOf } from '../messages.ts';

export type Sender = {
  tabId: number | null;
  windowId: number | null;
  frameId: number;
  incognito: boolean;
  /** Of its document, where browsers give one (Chrome). */
  documentId?: string;
};
export type Handlers = {
  [Name in MessageName]?: (data: DataOf<Name>, sender: Sender) => Promise<ReplyOf<Name>> | ReplyOf<Name>;
};

/**
 * Answers messages from other contexts. Call it once per context, synchronously at start-up, so that a waking service
 * worker misses nothing. What arrives is parsed before a handler sees it.
 */
export function handle(handlers: Handlers): void {
  browser.runtime.onMessage.addListener((envelope: Envelope, from, respond: (outcome: Outcome) => void) => {
    if (!Object.hasOwn(handlers, envelope.message)) return undefined;
    const sender = {
      tabId: from.tab?.id ?? null,
      windowId: from.tab?.windowId ?? null,
      frameId: from.frameId ?? 0,
      incognito: from.tab?.incognito ?? false,
      ...(from.documentId === undefined ? {} : { documentId: from.documentId }),
    };
    void dispatch(handlers, envelope, sender).then(respond);
    return true;
  });
}

/** Runs the handler of one message; every failure becomes an outcome, so that the sender always hears. */
export async function dispatch(handlers: Handlers, envelope: Envelope, sender: Sender): Promise<Outcome> {
  try {
    const handler = handlers[envelope.message] as ((data: unknown, sender: Sender) => unknown) | undefined;
    if (!handler) throw new Error(`No handler for "${envelope.message}"`);
    const data: unknown = messages[envelope.message].data.parse(envelope.data);
    return { value: await handler(data, sender) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { error: { name, message } };
  }
}
