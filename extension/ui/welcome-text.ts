/** Words about reading and agreeing; part of the table in text.ts, like all here. */
export const welcomeText = {
  title: 'Welcome to CodeSight',
  lead: 'Please read this page before you decide. It takes about three minutes.',
  version: (version: string): string => `Text of ${version}`,
  agreeHeading: 'Your decision',
  agreeLead:
    'The first two are needed to take part; the third is up to you. If you do not agree, just remove the extension: nothing has been recorded.',
  agree: 'I agree',
  agreeMissing: 'Tick the first two boxes to agree, or close this page if you do not.',
  changed: 'This text has changed since you last agreed. Nothing is recorded until you agree again.',
  agreed: (moment: string): string => `You agreed to this text on ${moment}.`,
  reread: 'Read the text again',
};

/** Words about joining a study. */
export const enrolText = {
  heading: 'Join your study',
  lead: 'The server address and the code are in your invitation. This step needs the internet; everything after it works offline too.',
  server: 'Server address',
  serverHelp: 'Starts with https:// — you can also paste a whole invitation link here.',
  code: 'Invitation code',
  codeHelp: 'Twelve letters and digits, like K7QM-2FXD-9RTA. Capitals or small letters, with or without dashes.',
  submit: 'Join',
  busy: 'Asking the server…',
  codeWrong:
    'This is not a complete invitation code. It has twelve letters and digits in groups of four, like K7QM-2FXD-9RTA, and never I, O, 0 or 1.',
  serverMissing: 'Enter the server address from your invitation.',
  serverInvalid: 'This is not a web address. It looks like https://study.example.org.',
  serverInsecure:
    'This address is not encrypted. CodeSight only talks to servers whose address starts with https:// (or to http://localhost).',
  serverCredentials: 'The address must not hold a user name or a password.',
  offline: 'You are offline, and joining needs the internet.',
  refused: (reason: string): string => `Joining did not work. ${reason}`,
  refusedAdvice: 'Check what you entered and your internet connection, then press Join again.',
};

/** Words once that is done. */
export const enrolledText = {
  heading: 'You are in',
  body: (server: string): string => `This device belongs to the study on ${server}.`,
  how: [
    'Press the CodeSight button in the toolbar and pick a task.',
    'Shop as you always do. The button shows that recording is on.',
    'Press Finish. The session is packed and sent by itself, as soon as there is a connection.',
  ],
  pin: 'If you do not see the button, open the puzzle piece in the toolbar and pin CodeSight.',
  start: 'Start your first task',
};
