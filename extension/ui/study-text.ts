/** Words about belonging to another study, or to one that has moved; part of the table in text.ts. */
export const studyText = {
  elsewhere: 'My study has moved, or I take part in another one',
  heading: 'Join another study, or the same one at a new address',
  lead: (server: string): string =>
    `This device belongs to the study on ${server}. What you recorded for it goes to no other study: it waits here, and is sent when you return to that study.`,
  moved: (participantId: string): string =>
    `If your study has only moved, ask for a code made for your participant number, ${participantId}. Then everything goes on as before.`,
  back: 'Back',
  agreed: (moment: string): string => `What you agreed to on ${moment} then holds for that study too.`,
  former: 'Earlier studies on this device',
  formerOf: (server: string, participantId: string): string => `${server}, participant number ${participantId}`,
  waiting: (sessions: string): string => `${sessions} waiting for it`,
  noneWaiting: 'Nothing waits for it',
  leaving: 'It is to erase everything about you, and then goes from this list',
  return: 'Return to this study',
  returnTo: (server: string): string => `Return to the study on ${server}`,
} as const;
