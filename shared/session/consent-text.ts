import { digest } from '../digest.ts';
import type { ConsentPurpose } from './consent.ts';

/** One part of what a participant reads before agreeing. */
export type ConsentSection = { heading: string; lead: string; points: readonly string[] };

/** A text to agree to, whole: whoever holds the same version and language holds the same words. */
export type ConsentText = {
  /** The day on which these words became current; part of every consent record. */
  version: string;
  /** BCP 47. */
  language: string;
  title: string;
  sections: readonly ConsentSection[];
  /**
   * The sentence beside each box. `recording` and `training` are needed: what is recorded in a study is recorded for
   * training. `audio` is free, and everything works without it.
   */
  purposes: Readonly<Record<ConsentPurpose, string>>;
};

/**
 * The current text. Any change of its words needs a new `version`, and everyone is asked again: a test holds version
 * and digest together.
 */
export const consentText: ConsentText = {
  version: '2026-11-23',
  language: 'en',
  title: 'What CodeSight records, and what you agree to',
  sections: [
    {
      heading: 'What CodeSight is',
      lead: 'CodeSight records how you shop on the web, so that researchers can train and test programs that use web pages the way people do. Taking part is voluntary.',
      points: [],
    },
    {
      heading: 'What it records',
      lead: 'Only between Start and Finish, on every web page that you use in that time:',
      points: [
        'What you do: clicks, scrolling, choices in forms, pages you open, going back and forth between tabs, and when.',
        'What the page shows: its address and title, its headings, buttons and products, prices, and what is in your cart.',
        'Pictures of the visible page before and after what you do. No film, no camera.',
        'Your voice, only if you agree to that below, and then only in sessions for which you switch it on. What you say is not masked: please say no names and addresses.',
        'Search words, quantities and choices such as a size. Everything else that you type is recorded as “something was typed”, without the words.',
        'The task that you were given, and whether it was done.',
        'Your browser, system, language and window size.',
      ],
    },
    {
      heading: 'What it never records',
      lead: 'Not even for a moment, not even on this device:',
      points: [
        'Passwords, card numbers and security codes: the fields that hold them are not read.',
        'Anything while nothing is being recorded, or while you have paused.',
        'Anything in private (incognito) windows, unless you allow that yourself in the options.',
        'Anything outside web pages: other programs, your files, your browsing history.',
      ],
    },
    {
      heading: 'How personal details are covered',
      lead: 'Names, addresses, e-mail addresses, telephone numbers and the like are replaced by placeholders, and painted over in pictures, on this device and before anything is sent.',
      points: [
        'What you type into private fields is remembered in the browser’s memory while the session lasts, so that it can be covered wherever it shows up. It is neither stored nor sent.',
        'This is done by a program, and a program can miss something. Pause before you open anything private, and discard a session that you do not want to share.',
        'Recording rests by itself on pages that it knows for sign-in, account, payment, mail, bank, health or adult pages. It cannot know them all: please open nothing private while you are recording.',
      ],
    },
    {
      heading: 'Who sees it',
      lead: 'Finished sessions are sent, encrypted, to the server that your invitation belongs to.',
      points: [
        'The researchers who run that server can look at your recordings, pictures included.',
        'Models are trained from them. For that the researchers may pass them to a company that trains models for them, such as OpenAI.',
        'They are stored under a random number instead of your name. CodeSight asks for no name and no e-mail address.',
        'They are not sold, not used for advertising, and not used to judge your credit.',
      ],
    },
    {
      heading: 'How long it is kept',
      lead: 'On this device, until the server has confirmed that it holds the session and the number of days in the options has passed (30 unless you change it).',
      points: [
        'On the server, until the study’s retention period ends or you have it erased.',
        'The server looks for personal details again when a session arrives. Where it finds any, only the study’s administrator sees the session, and lets it pass or erases it.',
        'A model that has already been trained cannot forget a single session; sessions erased earlier are left out.',
      ],
    },
    {
      heading: 'How to stop',
      lead: 'At any time, without giving a reason and without any disadvantage:',
      points: [
        'Pause, or discard the session, with one click in the toolbar window.',
        'Delete any session on this device, or withdraw your consent, wholly or for one purpose, in the options. What was not sent yet is then thrown away, or kept for you alone, as you choose.',
        'Save all that is held about you, or have it erased on this device and on the server, in the options. You get a certificate of what was erased.',
      ],
    },
  ],
  purposes: {
    recording:
      'I agree that CodeSight records my shopping sessions as described above, and that the researchers of the study look at them.',
    training:
      'I agree that my recorded sessions are used to train and test computer models, also by a company that does this for the researchers.',
    audio:
      'I agree that my voice is recorded when I switch that on for a session, and that the researchers listen to it. (You can take part without this.)',
  },
};

/** Lower-case hexadecimal SHA-256 of the whole text as JSON: proves which words a consent record stands for. */
export function consentTextSha256(text: ConsentText): Promise<string> {
  return digest(new TextEncoder().encode(JSON.stringify(text)));
}
