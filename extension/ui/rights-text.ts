import type { ConsentPurpose } from '../../shared/session/consent.ts';
import { formatCount } from './format/format-number.ts';

/** The words for what participants can decide about what is held of them; part of `text`. */
export const rightsText = {
  purposes: 'What you agree to',
  purposesHelp:
    'Each can be taken back by itself, at once and without a reason. What is off was never agreed to, or was withdrawn.',
  purpose: {
    recording: 'Recording, and researchers who look at it',
    training: 'Training and testing models with it',
    audio: 'Recording my voice when I switch that on',
  } satisfies Record<ConsentPurpose, string>,
  needsRecording: 'Read and agree to the text first: nothing else goes without recording.',
  withdraw: 'Withdraw consent',
  withdrawTitle: 'Withdraw your consent?',
  withdrawBody:
    'Recording ends at once, and nothing more is sent. Every study that this device has joined is told as soon as its server can be reached.',
  unsent: (count: number): string =>
    count === 1 ? '1 session has not been sent yet:' : `${formatCount(count)} sessions have not been sent yet:`,
  discardUnsent: 'Delete what was not sent',
  keepUnsent: 'Keep it on this device, for me alone; it is never sent',
  withdrawServer:
    'What a server already has stays there, and no dataset takes it any more. To have it erased too, choose “Erase everything” in the options.',
  trainingTitle: 'Withdraw the consent to training?',
  trainingBody:
    'Your sessions are left out of every dataset to come, and datasets that hold them go out of use. Recording goes on.',
  audioTitle: 'Withdraw the consent to your voice?',
  audioBody: 'Your voice is not recorded any more, and sessions with your voice that were not sent yet are refused.',
  waiting: (server: string): string =>
    `The server on ${server} has not been told yet. This happens by itself as soon as it answers; nothing is sent to it before.`,
  waitingBecause: (reason: string): string => `The last try failed: ${reason}`,

  heading: 'What is held about you',
  export: 'Save everything about me (.zip)',
  exportHelp:
    'All that is on this device, and all that the server of your present study holds: sessions, consents, and the log of what was done with them. For what an earlier study holds, return to it first.',
  exporting: 'Collecting…',
  exported: 'Saved.',
  exportedDeviceOnly: (reason: string): string =>
    `Saved, but only what is on this device: the server did not give its part (${reason})`,
  erase: 'Erase everything',
  eraseHelp:
    'Here and on the server of every study that this device has joined, for good. Each gives you a certificate of what was erased.',
  eraseTitle: 'Erase everything about you?',
  eraseHere: (count: number): string =>
    `${count === 1 ? '1 session' : `${formatCount(count)} sessions`} go from this device at once; your enrolment in a study goes as soon as its server has been told.`,
  eraseThere:
    'Every study that this device has joined is asked to erase all that its server holds of you: recordings, database, datasets, and files at the company that trains models. This cannot be undone.',
  eraseModels: 'A model that was trained already cannot forget. The certificate names such models.',
  eraseConfirm: 'Erase everything',
  erasing: (server: string): string =>
    `Erased on this device. The server on ${server} is asked to do the same as soon as it answers.`,
  erasureUnderWay: (server: string): string => `Erased on this device. The server on ${server} is erasing its part.`,
  erasureDone: (server: string, moment: string): string =>
    `Erased on this device and on the server on ${server}, on ${moment}.`,
  certificate: 'Save the certificate (.json)',

  quarantined: 'Kept back on the server',
  quarantinedWhy:
    'The server has found something in it that looks personal. No researcher sees it and nothing is trained with it until an administrator of the study has looked and released or erased it.',
  unscanned: 'Stored on the server; researchers see it once it has been checked for personal details',
} as const;
