/** Words for a device that the server lets in no more. */
export const lostAccessText = {
  note: 'The server does not let this device in any more. Nothing is lost: your sessions wait here until you have joined again.',
  action: 'Join again',
  heading: 'Join your study again',
  lead: (server: string): string =>
    `The server on ${server} does not let this device in any more: its access has run out or was taken back. Your sessions wait on this device and are sent by themselves once you have joined again.`,
  ask: (participantId: string): string =>
    `Ask the people who invited you for a new invitation code, and tell them your participant number: ${participantId}`,
} as const;
