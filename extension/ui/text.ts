import { lostAccessText } from './lost-access-text.ts';
import type { QualityDimension, QualityReport } from '../../shared/quality/quality-report.ts';
import type { Scenario } from '../../shared/scenarios/scenario.ts';
import type { SessionType } from '../../shared/session/session.ts';
import { formatCount } from './format/format-number.ts';
import { boundsText } from './bounds-text.ts';
import { detailsText } from './details-text.ts';
import { exportText } from './export-text.ts';
import { narrationText, troubleText } from './recording-text.ts';
import { actionText, reviewText } from './review-text.ts';
import { rightsText } from './rights-text.ts';
import { gapText, packingText, storageText } from './storage-text.ts';
import { sendingText } from './sending-text.ts';
import { studyText } from './study-text.ts';
import { enrolledText, enrolText, welcomeText } from './welcome-text.ts';

const forms = new Intl.PluralRules('en');

function counted(count: number, one: string, other: string): string {
  return `${formatCount(count)} ${forms.select(count) === 'one' ? one : other}`;
}

const sessions = (count: number): string => counted(count, 'session', 'sessions');

/**
 * Every word that a person reads in the extension, in English; the consent text is in shared/session/consent-text.ts.
 * Another language is another table of this shape.
 */
export const text = {
  name: 'CodeSight',
  cancel: 'Cancel',
  loading: 'Loading…',
  actions: (count: number): string => counted(count, 'action', 'actions'),
  pictures: (count: number): string => counted(count, 'picture', 'pictures'),
  examples: (count: number): string => counted(count, 'example', 'examples'),
  sessions,
  anyShop: 'Any shop',
  freely: 'Shopping freely',
  and: ' · ',

  failed: {
    command: (reason: string): string => `That did not work: ${reason}`,
    unexpected: 'something went wrong inside CodeSight. Try again; if it happens again, restart the browser.',
    unanswered: 'CodeSight did not answer. Close this window, open it again, and try once more.',
    page: 'CodeSight cannot show this page',
    pageAdvice:
      'Something went wrong while reading what is stored on this device. Nothing was deleted. Close this page and open it again; if that does not help, restart the browser.',
    details: 'Details',
  },

  difficulty: { simple: 'Simple', medium: 'Medium', complex: 'Demanding' } satisfies Record<
    Scenario['difficulty'],
    string
  >,

  gate: {
    consent: 'Before you start',
    consentAdvice: 'Read what CodeSight records and decide whether you want to take part.',
    consentAction: 'Read and decide',
    outdated: 'The terms have changed',
    outdatedAdvice: 'CodeSight records nothing until you have read the new text and agreed to it.',
    outdatedAction: 'Read the new text',
    enrolment: 'One step left',
    enrolmentAdvice: 'Enter the invitation code that you were given, so that your sessions reach the right study.',
    enrolmentAction: 'Enter the code',
  },

  task: {
    heading: 'Your next task',
    where: 'Where',
    persona: 'Imagine',
    done: 'It counts as done when',
    path: 'How it could go',
    start: 'Start task',
    another: 'Another task',
    freely: 'Shop freely',
    none: 'There is no task to suggest right now. You can shop freely: every session helps.',
    notice:
      'While you record, the web pages that you use are recorded, in every tab. Recording rests by itself on sign-in, account, payment, mail, bank, health and adult pages; pause before anything else that is private.',
  },

  recording: {
    live: 'Recording',
    paused: 'Paused',
    off: 'Nothing is being recorded',
    pausedAdvice: 'Nothing is recorded until you resume.',
    elapsed: 'Time',
    pause: 'Pause',
    resume: 'Resume',
    finish: 'Finish',
    discard: 'Discard',
    giveUp: 'Give up the task',
    progress: 'Task progress',
    notJudged: 'Progress shows here after your first actions.',
    met: 'Done',
    open: 'Open',
    hint: 'What would help',
    discardTitle: 'Discard this session?',
    discardBody: 'Everything recorded since you started is deleted from this device and never sent.',
    discardConfirm: 'Discard session',
  },

  trouble: troubleText,
  storage: storageText,
  packing: packingText,
  gap: gapText,
  bounds: boundsText,
  review: reviewText,
  ownDetails: detailsText,
  action: actionText,
  narration: narrationText,

  giveUp: {
    title: 'Why are you giving up?',
    body: 'That is fine: knowing why helps too. What was recorded is kept and sent.',
    reasons: [
      'I could not find anything that fits',
      'The shop did not work as expected',
      'The task is unclear',
      'It took too long',
    ],
    other: 'Another reason',
    otherLabel: 'Your reason (no personal details, please)',
    confirm: 'Give up and finish',
    missing: 'Choose a reason first.',
    missingOther: 'Write a few words first.',
  },

  sealing: {
    title: 'Packing your session…',
    body: 'The last personal details are being masked. You can close this and go on.',
  },

  last: { title: 'Your last session', again: 'For next time' },

  queue: {
    label: 'Sending',
    waiting: (count: number): string => `${formatCount(count)} waiting`,
    reviewing: reviewText.queue,
    packing: (count: number): string => `${formatCount(count)} being packed`,
    sending: (count: number): string => `${formatCount(count)} being sent`,
    sent: (count: number): string => `${formatCount(count)} sent`,
    held: (count: number): string => `${formatCount(count)} held back`,
    empty: 'Nothing to send yet',
    offline: 'You are offline. Recording goes on; sessions wait here and are sent later.',
    kept: (count: number): string => `${formatCount(count)} kept for you alone`,
    heldBecause: (reason: string): string => `Held back: ${reason}`,
    lookAtHeld: 'See what to do',
  },

  archive: {
    recording: 'Being recorded',
    paused: 'Paused',
    finished: 'Being packed',
    sealed: 'Waiting to be sent',
    sealedAfterSoon: (reason: string): string => `The last try failed: ${reason} CodeSight tries again in a moment.`,
    sealedAfter: (reason: string, moment: string): string => `The last try failed: ${reason} Next try: ${moment}.`,
    sending: 'Being sent',
    accepted: 'Sent, waiting for confirmation',
    confirmed: 'Stored on the server',
    held: 'Held back',
    kept: 'Kept on this device, for you alone: you have withdrawn your consent to it, and it is never sent',
    heldFallback: 'The server did not say why.',
    localCopyGone: 'The copy on this device was removed after the time set in Settings.',
  },

  quality: {
    label: 'Quality',
    none: 'Not judged yet',
    deductions: 'What was taken off the score',
    deducted: (share: string): string => `(−${share})`,
    verdict: { accepted: 'Good', review: 'To be reviewed', rejected: 'Too weak for training' } satisfies Record<
      QualityReport['verdict'],
      string
    >,
    dimension: {
      completeness: 'Completeness',
      locators: 'Finding things on the page again',
      screenshots: 'Pictures',
      behaviour: 'Natural behaviour',
      task: 'Task',
    } satisfies Record<QualityDimension, string>,
  },

  outcome: {
    free: 'No task',
    done: 'Task done',
    partly: (met: number, all: number): string => `${formatCount(met)} of ${formatCount(all)} done`,
    gaveUp: (reason: string): string => `Given up: ${reason}`,
    unknown: 'Not judged yet',
  },

  links: { options: 'Sessions and options', sidePanel: 'Open at the side' },

  welcome: welcomeText,

  enrol: enrolText,

  lostAccess: lostAccessText,

  enrolled: enrolledText,

  options: {
    title: 'CodeSight: sessions and options',
    contents: 'On this page',
    sessions: 'Sessions',
    export: 'Export',
    sync: 'Sending',
    storage: storageText.title,
    settings: 'Settings',
    bounds: 'Where it records',
    ownDetails: 'My details',
    consent: 'Consent and data',
    rights: 'What is held about you',
    about: 'About',
  },

  sessionList: {
    lead: 'Everything that was recorded on this device, newest first.',
    empty: 'No sessions yet. Press the CodeSight button in the toolbar and start a task; it appears here when you do.',
    details: 'Details',
    save: 'Save archive (.zip)',
    noSave: 'No copy on this device',
    remove: 'Delete from this device',
    removeTitle: 'Delete this session from this device?',
    removeConfirm: 'Delete session',
    onServer:
      'The server already has it and keeps its copy. To have all of it erased there too, choose “Erase everything” below.',
    perhapsOnServer: 'It is being sent right now: the server may already have it. What has arrived there stays there.',
    notOnServer: 'The server does not have it. Once deleted, it is gone for good.',
    outcome: 'Task',
    progressOf: (share: string): string => `${share} of the task`,
    efficiency: 'Efficiency',
    detours: 'Detours',
    advice: 'What would make the next one better',
    archive: 'Archive',
    fingerprint: 'Fingerprint (SHA-256)',
    noDetails: 'There are no details yet: they are made when the session is finished.',
    kind: { human: 'By a person', automated: 'By a program', hybrid: 'By a person with a program' } satisfies Record<
      SessionType,
      string
    >,
  },

  export: exportText,

  sync: {
    server: 'Server',
    notEnrolled: 'This device has not joined a study yet.',
    participant: 'Participant number',
    lastAccepted: 'Last session received by the server',
    never: 'None yet',
    queue: 'Queue',
    now: 'Send everything now',
    busy: 'Sending…',
    done: 'Done. What could be sent has been sent; see the queue above.',
    nothing: 'Nothing is waiting to be sent.',
    needsNetwork: 'You are offline. Sessions are sent by themselves once you are online.',
  },

  settings: {
    keep: 'Days to keep sent sessions on this device',
    keepHelp:
      '0 removes a session as soon as the server has confirmed it; 365 is the most. Unsent sessions are never removed.',
    keepWrong: 'Enter a whole number from 0 to 365.',
    indicator: 'Show on every page that recording is on',
    indicatorHelp: 'A small mark in a corner of the page.',
    type: 'Who uses this browser',
    typeHelp: 'Set this for browsers that are driven by a program, so that their sessions are told apart.',
    saved: 'Saved.',
  },

  consent: {
    none: 'You have not agreed to anything, and nothing is recorded.',
    agreedOn: 'Agreed on',
    version: 'Text of',
    language: 'Language',
    fingerprint: 'Fingerprint of the text (SHA-256)',
    outdated: 'The text has changed since. Nothing is recorded until you agree to the new one.',
    reread: 'Read the text',
  },

  rights: rightsText,
  sending: sendingText,
  study: studyText,

  about: {
    version: 'Version',
    what: 'CodeSight turns the way people shop on the web into training data for web agents.',
    local:
      'These pages load nothing from the network. CodeSight talks to the servers of studies that you have joined, and to nobody else.',
  },
} as const;
