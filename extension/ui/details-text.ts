/** Words about the participant's own details; part of the table in text.ts. */
export const detailsText = {
  lead: 'What you enter here is masked wherever a page shows it, from the first page on: a greeting with your name, an address in the corner. You can leave everything empty.',
  local:
    'It never leaves this device: it is kept encrypted in this browser, is part of no session, and nobody else can read it.',
  names: 'Your names',
  namesHelp: 'One a line. Also the names of people whom you order for.',
  emails: 'Your e-mail addresses',
  phones: 'Your telephone numbers',
  addresses: 'Your addresses',
  addressesHelp: 'As on a letter. An empty line between two of them.',
  oneALine: 'One a line.',
  save: 'Keep on this device',
  saved: 'Kept. They are used from your next session on.',
  remove: 'Delete my details',
  removed: 'Deleted from this device.',
} as const;
