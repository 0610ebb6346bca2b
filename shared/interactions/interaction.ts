import { z } from 'zod';
import { uuid } from '../identifiers.ts';
import { absent } from './absent.ts';
import { action } from './action.ts';
import { context } from './context.ts';
import { intent } from './intent.ts';
import { locators } from './locators.ts';
import { screenshots } from './screenshots.ts';
import { state } from './state.ts';

/** What the content script knows of an interaction at the moment that it happens. */
export const capturedInteraction = z.strictObject({
  /** Made in the page, so that sending it again is harmless. */
  id: uuid,
  sessionId: uuid,
  /** One document in one frame; new at every load. */
  pageId: uuid,
  /** Counts up within `pageId`. */
  sequence: z.int().min(0),
  /** Counts what was seen to change in this page, so that a picture can be told to be older than a change. */
  domEpoch: z.int().min(0),
  /** Epoch milliseconds of the last of these changes; those that the interaction's own gesture made do not count. */
  changedAt: z.number().min(0),
  action,
  locators: z.union([locators, absent]),
  context: z.union([context, absent]),
});
export type CapturedInteraction = z.infer<typeof capturedInteraction>;

/** An interaction as archived: six groups, each complete or absent with its reason (R8.8). */
export const interaction = z.strictObject({
  id: uuid,
  sessionId: uuid,
  pageId: uuid,
  sequence: z.int().min(0),
  tabId: z.int(),
  frameId: z.int().min(0),
  action,
  locators: z.union([locators, absent]),
  context: z.union([context, absent]),
  screenshots,
  state: z.union([state, absent]),
  intent: z.union([intent, absent]),
});
export type Interaction = z.infer<typeof interaction>;

/** The page's order: by the moment of the event, then by document, then by the order within it. */
export function byPageOrder(
  a: Pick<Interaction, 'action' | 'pageId' | 'sequence'>,
  b: Pick<Interaction, 'action' | 'pageId' | 'sequence'>,
): number {
  return a.action.at - b.action.at || (a.pageId === b.pageId ? a.sequence - b.sequence : a.pageId < b.pageId ? -1 : 1);
}
