/** Words about the microphone; part of the table in text.ts. */
export const narrationText = {
  wish: 'Tell what you are thinking',
  wishHelp: 'Records your voice in this session. Off unless you tick it.',
  starting: 'Microphone is being switched on…',
  on: 'Your microphone is being recorded',
  paused: 'The microphone is paused',
  level: 'Loudness of your microphone',
  off: 'Switch the microphone off',
  over: 'The microphone is off. What you said is kept with the session.',
  failed: (reason: string): string => `The microphone is off: ${reason} The session goes on without it.`,
  title: 'Tell what you are thinking',
  lead: 'While you shop, say aloud why you do what you do. That teaches programs what clicks alone cannot.',
  points: [
    'Your voice is recorded only in sessions for which you tick the box, and you can switch it off at any time.',
    'What you say is not masked. Please say no names, addresses or numbers.',
    'Everything else works without it.',
  ],
  allow: 'Allow the microphone',
  agreeMissing: 'Tick the box to agree, or close this page if you do not.',
  denied:
    'The browser does not allow the microphone here. Click the sign beside the address of this page, allow the microphone, and try again.',
  ready: 'All set. Press the CodeSight button again and tick “Tell what you are thinking” before you start.',
} as const;

/** What the recorder's test of itself found, and what to do; part of the table in text.ts. */
export const troubleText = {
  page: (host: string): string => (host === '' ? 'This page' : host),
  closed: 'Browsers keep this page closed to extensions, so it is not recorded. Nothing is wrong: go on in a shop.',
  silent: (page: string): string =>
    `This page cannot be recorded: CodeSight gets no answer from ${page}. Reload it; if that does not help, use another shop.`,
  'not-allowed': (page: string): string =>
    `This page cannot be recorded: the browser does not let CodeSight read ${page}. Open the browser’s extension settings and allow CodeSight on all sites.`,
  store:
    'Nothing can be stored: the disk of this device is full, or closed to CodeSight. Free some disk space, and leave your pages open until then: they keep what you do. If that does not help, restart the browser.',
  'no-pictures': (page: string, reason: string): string =>
    `No pictures can be taken of ${page} (${reason}). What you do is recorded. Reload the page, or use another shop.`,
} as const;
