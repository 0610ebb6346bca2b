import type { SensitiveKind } from '../../shared/privacy/sensitive-hosts.ts';
import type { RestReason } from '../../shared/privacy/sensitive-page.ts';

/** Words about where the recording rests; part of the table in text.ts, and all that pages show of it. */
export const boundsText = {
  /** In the corner of a page. */
  sign: {
    'sign-in': 'Not recorded: sign-in page',
    account: 'Not recorded: your account',
    payment: 'Not recorded: payment provider',
    mail: 'Not recorded: mail and messages',
    bank: 'Not recorded: banking',
    health: 'Not recorded: health',
    adult: 'Not recorded: adult content',
    'own-rule': 'Not recorded: your rule',
    'not-chosen': 'Not recorded: not a chosen shop',
    'private-window': 'Not recorded: private window',
  } satisfies Record<RestReason, string>,

  restingHere: 'Recording rests here',
  why: {
    'sign-in': 'This is a sign-in page.',
    account: 'These are pages about your account.',
    payment: 'This page belongs to a payment provider.',
    mail: 'These are mails or messages.',
    bank: 'This is a bank.',
    health: 'This is about health.',
    adult: 'This is adult content.',
    'own-rule': 'You asked for that on this site.',
    'not-chosen': 'You record on chosen shops only, and this is none of them.',
    'private-window': 'This is a private window.',
  } satisfies Record<RestReason, string>,
  restingAdvice: 'Nothing of this page is read or pictured. Recording goes on by itself when you are back in the shop.',
  change: 'Change where it rests',
  chooseShop: (host: string): string => `Record on ${host}`,
  chooseShopDone: (host: string): string => `${host} is one of your chosen shops.`,

  lead: 'On some pages the recording rests by itself: nothing of them is read, and no pictures are taken. The session only keeps that it rested, not where.',
  whereHeading: 'Where may be recorded',
  where: {
    everywhere: 'On all sites, except where the recording rests',
    chosen: 'Only on the shops that I choose',
  },
  chosen: 'Chosen shops',
  chosenHelp: 'With all their subdomains. The quickest way: open the shop and press the CodeSight button.',
  restsHeading: 'It rests on',
  rests: {
    'sign-in': 'Sign-in pages: signing in, registering, new passwords',
    account: 'Account pages: your details, addresses and past orders',
    payment: 'Payment providers: their pages, and their card fields inside a shop’s checkout',
    mail: 'Mail and messages',
    bank: 'Banks and brokers',
    health: 'Health: pharmacies, doctors, insurers, patient portals',
    adult: 'Adult content and intimate shops',
  } satisfies Record<SensitiveKind, string>,
  checkoutNote: 'A shop’s own checkout is recorded, with everything personal masked.',
  restOn: 'And on these sites',
  restOnHelp: 'Your own additions, with all their subdomains.',
  recordOn: 'But not on these sites',
  recordOnHelp: 'For a shop that is mistaken for one of the kinds above.',
  privateWindows: 'Record in private windows too',
  privateWindowsHelp:
    'Off unless you tick it. The browser must allow CodeSight in private windows as well, in its settings for extensions.',
  add: 'Add',
  addTo: (list: string): string => `Add a site to “${list}”`,
  wrong: (typed: string): string => `“${typed}” is not a site. It looks like shop.example.`,
  remove: (host: string): string => `Remove ${host}`,
} as const;
