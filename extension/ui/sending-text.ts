import type { Stored } from '../settings.ts';

type Waits = NonNullable<Stored<'sendingWaits'>>;

/** Words about the queue of sessions that are on their way to the server; part of the table in text.ts. */
export const sendingText = {
  list: 'Sessions on their way',
  none: 'Nothing is on its way. Sessions appear here when they have been packed, and leave when the server has confirmed them.',
  waits: {
    paused: 'Sending is paused. Nothing is lost: your sessions wait here until you resume.',
    metered: 'Waits for Wi-Fi: this connection is paid for by the byte.',
    'data-saver': 'Waits for another connection: your browser saves data on this one.',
    battery: 'Waits until the battery is charging, or fuller than 20%.',
  } satisfies Record<Waits, string>,
  state: {
    paused: 'Paused',
    metered: 'Waits for Wi-Fi',
    'data-saver': 'Waits for another connection',
    battery: 'Waits for power',
  } satisfies Record<Waits, string>,
  nextTry: (moment: string): string => `Next try: ${moment}`,
  asked: 'You asked for it: it is sent next.',
  progress: (sent: string, all: string, share: string): string => `${sent} of ${all} on the server, ${share}`,
  progressOf: (title: string): string => `How much of “${title}” the server has`,
  saved: (moment: string): string => `Saved as a file on ${moment}. It is still sent as soon as it can be.`,
  tryNow: 'Send now',
  tryNowOf: (title: string): string => `Send “${title}” now`,
  save: 'Save as file',
  saveOf: (title: string): string => `Save “${title}” as a file`,
  showAll: (sessions: string): string => `Show all ${sessions}`,
  pause: 'Pause sending',
  resume: 'Resume sending',
  saveAll: 'Save all as one file',
  savedAll: (sessions: string): string =>
    `${sessions} saved. Whoever runs your study can take the file in by hand; here everything stays until the server has confirmed it.`,
  savingAll: 'Collecting…',
  settings: 'How to send',
  order: 'Which session goes first',
  orders: { 'oldest-first': 'The oldest', 'newest-first': 'The newest' } satisfies Record<
    Stored<'settings'>['sendOrder'],
    string
  >,
  notOnMetered: 'Wait for a connection that is not paid for by the byte',
  notOnMeteredHelp: 'Mobile data, or a browser that is set to save data. Where the browser does not tell, all is sent.',
  notOnLowBattery: 'Wait while the battery is low',
  notOnLowBatteryHelp: 'At 20% or less, unless it is being charged.',
  sendAnyway: '“Send now” does not wait for any of this.',
} as const;
