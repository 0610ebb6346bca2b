import { browser } from 'wxt/browser';
import type { DataOf, Envelope, MessageName, Outcome, ReplyOf } from '../messages.ts';

/**
 * Asks another context of the extension to do something. Types only: importing this file must not pull the schemas
 * into the content script.
 * @throws what the handler threw, by name and message; or that no context handles the message.
 */
export async function send<Name extends MessageName>(message: Name, data: DataOf<Name>): Promise<ReplyOf<Name>> {
  const envelope: Envelope = { message, data };
  return unwrap<Name>(message, await browser.runtime.sendMessage(envelope));
}

/** The same, to the content script in the top frame of a tab. */
export async function sendToPage<Name extends MessageName>(
  tabId: number,
  message: Name,
  data: DataOf<Name>,
): Promise<ReplyOf<Name>> {
  const envelope: Envelope = { message, data };
  return unwrap<Name>(message, await browser.tabs.sendMessage(tabId, envelope, { frameId: 0 }));
}

function unwrap<Name extends MessageName>(message: Name, outcome: Outcome | undefined): ReplyOf<Name> {
  if (!outcome) throw new Error(`No context handles "${message}"`);
  if ('error' in outcome) throw Object.assign(new Error(outcome.error.message), { name: outcome.error.name });
  return outcome.value as ReplyOf<Name>; // parsed by the handler before it was sent
}
