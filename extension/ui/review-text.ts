import type { Box } from '../../shared/geometry.ts';
import { formatCount } from './format/format-number.ts';

/** Words for looking through a session before it is packed; part of the table in text.ts. */
export const reviewText = {
  title: 'Look through your session',
  finish: 'End it and look through it first',
  setting: 'Always let me look through a session before it is sent',
  settingHelp: 'It waits on this device until you say that it may go. Nothing is lost by waiting.',
  waiting: (count: number): string =>
    count === 1 ? 'A session waits for you to look through it.' : `${formatCount(count)} sessions wait for you.`,
  open: 'Look through it',
  state: 'Waiting for you to look through it',
  stateWhy: 'It stays on this device until then.',
  queue: (count: number): string => `${formatCount(count)} to look through`,

  lead: 'This is everything that is sent of your session. Take out whatever you like: what you remove is gone from this device at once, and nobody ever sees it.',
  preparing: 'The last actions and pictures are coming in…',
  gone: 'This session is not waiting to be looked through. It has been packed or deleted.',
  toOptions: 'To your sessions',
  seal: 'Pack it and send it',
  sealHelp: 'Nothing can be changed afterwards.',
  discard: 'Discard the session',

  privateHeading: 'Mark a text as private',
  privateHelp:
    'Select it below, or type it: a name, a place, a message. It is masked in all texts of this session, and painted over in pictures where the page wrote it, when the session is packed. What stands in an image of the shop, paint over yourself.',
  privateLabel: 'Private text',
  privateButton: 'Mask it everywhere',
  privateDone: (value: string): string => `“${value}” is masked in all texts of this session.`,

  steps: 'What you did',
  empty: 'Nothing is left in this session.',
  read: 'What was read of the page',
  whole: 'Everything, as it is sent',
  spokenHeading: 'What you said',
  spoken: 'It is sent with the session, as it is. If you do not want that, discard the session.',
  page: 'Page',
  address: 'Address',
  contents: 'Contents, as a screen reader would tell them',
  removeStep: 'Remove step',
  removeStepLabel: (step: string): string => `Remove the step “${step}”`,
  removeStepTitle: 'Remove this step?',
  removeStepBody: 'It is deleted for good, with the pictures that only it shows.',
  picture: (what: string): string => `Picture ${what}`,
  when: { before: 'before', after: 'afterwards', burst: 'while the page was loading' },
  openPicture: 'Look closer, paint over or remove',
  pictureTitle: 'Picture',
  paintHelp:
    'Draw rectangles over what nobody should see. With the keyboard: add a rectangle, move it with the arrow keys, resize it with Shift and the arrow keys, delete it with Delete.',
  addRectangle: 'Add a rectangle',
  rectangle: (number: number, { x, y, width, height }: Box): string =>
    `Rectangle ${number}: ${Math.round(width)} by ${Math.round(height)}, ${Math.round(x)} from the left, ${Math.round(y)} from the top`,
  paint: 'Paint over for good',
  paintSame: 'Other pictures that show the very same at the same place are painted over too.',
  working: 'Pictures are being made anew. In a long session this can take a minute.',
  removePicture: 'Remove picture',
  removePictureTitle: 'Remove this picture?',
  removePictureBody:
    'It is deleted for good, with any others of the very same moment. The steps that it belongs to stay.',
  close: 'Close',
  noPicture: 'This picture cannot be shown.',
} as const;

/** What was done, in the order of the words of a sentence; part of the table in text.ts. */
export const actionText = {
  onPage: 'the page',
  unnamed: 'something without a name',
  masked: 'not recorded',
  click: (what: string): string => `Clicked ${what}`,
  doubleClick: (what: string): string => `Double-clicked ${what}`,
  contextClick: (what: string): string => `Right-clicked ${what}`,
  input: (what: string, value: string): string => `Typed into ${what}: ${value}`,
  change: (what: string, value: string): string => `Changed ${what}: ${value}`,
  ticked: (what: string): string => `Ticked ${what}`,
  unticked: (what: string): string => `Unticked ${what}`,
  select: (what: string, values: string): string => `Chose in ${what}: ${values}`,
  submit: 'Sent a form',
  key: (key: string): string => `Pressed ${key}`,
  scroll: (what: string): string => `Scrolled ${what}`,
  navigation: (address: string): string => `Came to ${address}`,
  hover: (what: string): string => `Pointed at ${what}`,
  copy: { copied: 'Copied something', cut: 'Cut something out' },
  paste: 'Pasted something',
  drag: (what: string): string => `Dragged ${what}`,
  dialog: {
    opened: (name: string): string => `A dialog opened${name}`,
    closed: (name: string): string => `A dialog closed${name}`,
  },
  tab: { opened: 'Opened a tab', activated: 'Went to a tab', closed: 'Closed a tab', focused: 'Went to a window' },
} as const;
