import { z } from 'zod';
import { box, point, viewport } from '../shared/geometry.ts';
import { frameText } from '../shared/frames/frame-text.ts';
import { sha256, uuid } from '../shared/identifiers.ts';
import { capturedInteraction } from '../shared/interactions/interaction.ts';
import { locators as recordedLocators } from '../shared/interactions/locators.ts';
import { state } from '../shared/interactions/state.ts';
import { limits } from '../shared/limits.ts';
import { consentPurpose } from '../shared/session/consent.ts';
import { retest } from '../shared/locate/retest.ts';
import { ownDetails } from '../shared/privacy/own-details.ts';
import { numberedValue, privateValue } from '../shared/privacy/private-value.ts';
import { restReasons } from '../shared/privacy/sensitive-page.ts';

/** What has to be painted over in a picture, and what must not have moved while it was taken. */
export const redactionPlan = z.strictObject({
  pageId: uuid,
  url: z.string().max(limits.maxUrl),
  rectangles: z.array(box),
  /** What the page shows beside that; null when it is what an earlier plan told under this number. */
  texts: z.array(frameText).nullable(),
  textsNumber: z.int().min(0),
  viewport,
  scroll: point,
  /** The page's `domEpoch` at this moment: what the picture shows. */
  domEpoch: z.int().min(0),
});
export type RedactionPlan = z.infer<typeof redactionPlan>;

const nothing = z.strictObject({});

/** What the participant takes out of a session. Pictures go by the names of their frames, boxes in their pixels. */
export const amendment = z.strictObject({
  sessionId: uuid,
  steps: z.array(uuid).max(1_000),
  pictures: z.array(sha256).max(1_000),
  paint: z.array(z.strictObject({ picture: sha256, boxes: z.array(box).min(1).max(100) })).max(100),
});
export type Amendment = z.infer<typeof amendment>;

const { locators, context } = capturedInteraction.shape;
/**
 * An interaction as a page sends it. A page can bring forth what nobody thought of: a group that does not fit is told
 * to be missing, so that it costs neither its interaction nor those that are sent with it.
 */
export const arrivingInteraction = capturedInteraction.extend({
  locators: locators.catch({ absent: 'did not fit the format' }),
  context: context.catch({ absent: 'did not fit the format' }),
});

/** Everything that one extension context may say to another. Nothing else crosses a process boundary. */
export const messages = {
  /** content script → background: acknowledged once the interactions are committed. */
  interactionsCaptured: {
    data: z.strictObject({
      batch: z.array(arrivingInteraction).min(1).max(200),
      /** Of the top frame: the browser has another number for that of a page that is just being left. */
      isTop: z.boolean(),
    }),
    reply: z.strictObject({ stored: z.array(uuid) }),
  },
  /** content script → background: what came of an interaction, once its page has settled. */
  interactionSettled: { data: z.strictObject({ interactionId: uuid, state }), reply: z.void() },
  /** content script → background: targets on pages of this template whose locators may be run again now (R3.4). */
  findRetestable: {
    data: z.strictObject({
      sessionId: uuid,
      pageId: uuid,
      domEpoch: z.int().min(0),
      template: z.string().max(limits.maxUrl),
      key: z.string().min(1).max(100),
    }),
    reply: z.array(z.strictObject({ interactionId: uuid, locators: recordedLocators })),
  },
  /** content script → background: what came of them; counted once for each key. */
  locatorsTested: { data: z.strictObject({ interactionId: uuid, retest }), reply: z.void() },
  /** content script (top frame) → background: the page is at rest and may be photographed. */
  pageSettled: {
    data: z.strictObject({
      sessionId: uuid,
      pageId: uuid,
      domEpoch: z.int().min(0),
      /** `dialog`: a dialog, drawer or toast has come since it last was. */
      reason: z.enum(['load', 'dialog', 'change']),
    }),
    reply: z.void(),
  },
  /** background → content script (top frame): asked before and after every capture. */
  planRedaction: { data: z.strictObject({ knownTexts: z.int().min(0).nullable() }), reply: redactionPlan },
  /** content script → background: what masked fields hold. It stays in memory. The reply is all that is known. */
  valuesLearned: {
    data: z.strictObject({
      sessionId: uuid,
      values: z.array(privateValue).min(1).max(50),
      interactionId: uuid.nullable(),
    }),
    reply: z.array(numberedValue),
  },
  /** content script → background: all that is known to be private. */
  listPrivateValues: { data: z.strictObject({ sessionId: uuid }), reply: z.array(numberedValue) },

  /** background → content script (top frame): are you recording, and if not, does recording rest here? */
  areYouThere: {
    data: nothing,
    reply: z.strictObject({ recording: z.boolean(), resting: z.enum(restReasons).nullable() }),
  },
  /**
   * content script → background: nothing of this document is to be recorded (from `since` on, when it came to its
   * address), or, without a reason, it is in front no more or may be recorded again.
   */
  pageRests: {
    data: z.strictObject({
      sessionId: uuid,
      pageId: uuid,
      reason: z.enum(restReasons).nullable(),
      since: z.number().nullable(),
      at: z.number(),
    }),
    reply: z.void(),
  },

  /** extension pages → background */
  enrol: {
    data: z.strictObject({ serverUrl: z.string().max(2_000), code: z.string().max(100) }),
    reply: z.strictObject({ participantId: uuid }),
  },
  /** Gives the device back to a study that it belonged to before. */
  returnToStudy: { data: z.strictObject({ participantId: uuid }), reply: z.void() },
  startSession: {
    data: z.strictObject({ scenarioId: z.string().nullable(), spoken: z.boolean() }),
    reply: z.strictObject({ sessionId: uuid }),
  },
  pauseSession: { data: nothing, reply: z.void() },
  resumeSession: { data: nothing, reply: z.void() },
  /** `review`: look through it before it is sealed; without, as the settings say. */
  stopSession: {
    data: z.strictObject({ gaveUpReason: z.string().max(300).nullable(), review: z.boolean().optional() }),
    reply: z.void(),
  },
  /** Takes something out of a session that is being looked through; gone from the device once it resolves. */
  amendSession: { data: amendment, reply: z.void() },
  /** A text that is private: masked in the whole session. */
  markPrivate: {
    data: z.strictObject({ sessionId: uuid, value: z.string().min(1).max(500) }),
    reply: z.void(),
  },
  /** What the participant tells of herself; kept on this device, for the sessions from now on. */
  keepOwnDetails: { data: z.strictObject({ details: ownDetails }), reply: z.void() },
  forgetOwnDetails: { data: nothing, reply: z.void() },
  /** It has been looked through: now it may be sealed and sent. */
  endReview: { data: z.strictObject({ sessionId: uuid }), reply: z.void() },
  /** Switches the microphone off; the session goes on. */
  endNarration: { data: z.strictObject({ sessionId: uuid }), reply: z.void() },
  /** Takes back what was agreed to. `keep` leaves unsent sessions on this device, where they are never sent. */
  withdraw: {
    data: z.strictObject({ purposes: z.array(consentPurpose).min(1), unsent: z.enum(['discard', 'keep']) }),
    reply: z.void(),
  },
  /** Removes everything on this device, and asks the server to do the same. */
  eraseEverything: { data: nothing, reply: z.void() },
  discardSession: { data: z.strictObject({ sessionId: uuid }), reply: z.void() },
  /** Removes the copies of sessions that the server has confirmed to have stored; the sessions stay in the list. */
  removeConfirmed: { data: nothing, reply: z.void() },
  /** Tries this session, or everything, at once: what is held, paused or put off by a setting included. */
  syncNow: { data: z.strictObject({ sessionId: uuid.optional() }), reply: z.void() },
  /** Nothing is sent from now on; what is being sent is broken off, and goes on from there. */
  pauseSending: { data: nothing, reply: z.void() },
  resumeSending: { data: nothing, reply: z.void() },
  /** The participant has saved these archives as files. They wait on. */
  archivesSaved: { data: z.strictObject({ sessionIds: z.array(uuid).min(1).max(10_000) }), reply: z.void() },

  /** offscreen document → background: a hint only; alarms find out by themselves. */
  networkReturned: { data: nothing, reply: z.void() },

  /** background → offscreen document: service workers are not told. Null where the browser tells nobody. */
  readBattery: {
    data: nothing,
    reply: z.strictObject({ level: z.number(), charging: z.boolean() }).nullable(),
  },
  /** background → offscreen document: work for the workers there. */
  encodePicture: {
    data: z.strictObject({
      sessionId: uuid,
      tabId: z.int(),
      /** Lossless, so that what is unchanged can be found; unredacted; it exists in this message and in the worker's memory only. */
      dataUrl: z.string().startsWith('data:image/'),
      rectangles: z.array(box),
      viewport,
      /** `low` where little room is left. */
      quality: z.enum(['usual', 'low']),
    }),
    reply: z.strictObject({
      sha256,
      width: z.int(),
      height: z.int(),
      /** What had to be stored for it. */
      bytes: z.int(),
      blank: z.boolean(),
      redactions: z.int(),
    }),
  },
  judgeSession: { data: z.strictObject({ sessionId: uuid }), reply: z.void() },
  /** With what was learned to be private: workers cannot look into the browser's memory. */
  sealSession: { data: z.strictObject({ sessionId: uuid, values: z.array(numberedValue) }), reply: z.void() },
  takeOut: { data: amendment, reply: z.void() },
  maskSession: { data: z.strictObject({ sessionId: uuid, known: z.array(numberedValue) }), reply: z.void() },
} as const;

type Messages = typeof messages;
export type MessageName = keyof Messages;
export type DataOf<Name extends MessageName> = z.infer<Messages[Name]['data']>;
export type ReplyOf<Name extends MessageName> = z.infer<Messages[Name]['reply']>;
export type Envelope = { message: MessageName; data: unknown };
export type Outcome = { value: unknown } | { error: { name: string; message: string } };
