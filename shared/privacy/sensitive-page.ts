import { foldWords } from './field-words.ts';
import {
  checkoutPaths,
  sensitiveHosts,
  sensitiveHostWords,
  sensitiveKinds,
  sensitivePaths,
  type SensitiveKind,
} from './sensitive-hosts.ts';

/** Why nothing of a page is recorded. */
export const restReasons = [
  'sign-in',
  'account',
  'payment',
  'mail',
  'bank',
  'health',
  'adult',
  'own-rule',
  'not-chosen',
  'private-window',
] as const;
export type RestReason = (typeof restReasons)[number];

/** What the participant lets be recorded. Hosts stand for their subdomains too, and are lower case. */
export type RecordingBounds = {
  /** `chosen`: on the `chosen` hosts only. */
  where: 'everywhere' | 'chosen';
  chosen: readonly string[];
  /** Kinds of pages on which the recording rests by itself. */
  rests: readonly SensitiveKind[];
  /** Hosts on which it rests besides. */
  restOn: readonly string[];
  /** Hosts whose pages are of no such kind, whatever they look like. */
  recordOn: readonly string[];
  privateWindows: 'never' | 'allowed';
};

/** Until the participant says otherwise. */
export const defaultBounds: RecordingBounds = {
  where: 'everywhere',
  chosen: [],
  rests: sensitiveKinds,
  restOn: [],
  recordOn: [],
  privateWindows: 'never',
};

/** What a page shows, as far as it tells what the page is for. */
export type PageSigns = {
  /** A password can be typed into a field that is seen, outside of dialogs. */
  asksForPassword: boolean;
  /** A card's number or code can be. */
  asksForCard: boolean;
  /** So can an address or a telephone number: somebody orders here. */
  asksForAddress: boolean;
  title: string;
  /** The first heading that is seen; empty without one. */
  heading: string;
  /** The host that led here, or the one of the page around this frame; empty when nobody tells. */
  from: string;
  isFrame: boolean;
};

/** Why nothing of a page at this address is recorded, whatever it shows; null when its address is no reason. */
export function restsByAddress(url: string, bounds: RecordingBounds): RestReason | null {
  if (!/^https?:/.test(url) || !URL.canParse(url)) return null;
  const { hostname } = new URL(url);
  if (isOneOf(hostname, bounds.restOn)) return 'own-rule';
  if (bounds.where === 'chosen' && !isOneOf(hostname, bounds.chosen)) return 'not-chosen';
  if (isOneOf(hostname, bounds.recordOn)) return null;
  const kind = kindOfHost(hostname) ?? kindOfPath(url);
  return kind !== undefined && bounds.rests.includes(kind) ? kind : null;
}

/** The same for a frame: where the participant shops is told by the page around it, and not by whose frame it is. */
export function restsInFrame(url: string, around: readonly string[], bounds: RecordingBounds): RestReason | null {
  const outer = around.map((one) => restsByAddress(one, bounds)).find((reason) => reason !== null);
  return outer ?? restsByAddress(url, { ...bounds, where: 'everywhere' });
}

/** Why nothing is recorded of a page that shows this; null when what it shows is no reason. */
export function restsBySigns(url: string, signs: PageSigns, bounds: RecordingBounds): RestReason | null {
  const hostname = URL.canParse(url) ? new URL(url).hostname : '';
  if (isOneOf(hostname, bounds.recordOn)) return null;
  const kind = kindBySigns(url, hostname, signs);
  return kind !== undefined && bounds.rests.includes(kind) ? kind : null;
}

/** Whether the host is one of these or below one. */
export function isOneOf(hostname: string, hosts: readonly string[]): boolean {
  const name = hostname.toLowerCase();
  return hosts.some((host) =>
    host.includes('.') || host === 'localhost'
      ? name === host || name.endsWith(`.${host}`)
      : name.split('.').slice(0, -1).includes(host),
  );
}

/** A host as it is kept in a rule, made of what a person types: a whole address will do. Undefined when it is none. */
export function hostOfRule(typed: string): string | undefined {
  const text = typed.trim().toLowerCase();
  const address = text.includes('://') ? text : `https://${text}`;
  if (text === '' || /\s/.test(text) || !URL.canParse(address)) return undefined;
  const host = new URL(address).hostname.replace(/^www\./, '').replace(/\.$/, '');
  return host.includes('.') || host === 'localhost' ? host : undefined;
}

function kindOfHost(hostname: string): SensitiveKind | undefined {
  const listed = Object.entries(sensitiveHosts).find(([, hosts]) => isOneOf(hostname, hosts))?.[0];
  if (listed !== undefined) return listed as SensitiveKind; // a key of the table
  if (/power-?bank/.test(hostname)) return undefined;
  return sensitiveHostWords.find(([, pattern]) => pattern.test(hostname))?.[0];
}

function kindOfPath(url: string): SensitiveKind | undefined {
  const segments = segmentsOf(url);
  if (segments.some((segment) => checkoutPaths.test(segment))) return undefined;
  return sensitivePaths.find(([, pattern]) => segments.some((segment) => pattern.test(segment)))?.[0];
}

/** Shops that route by fragment keep their page's address there. */
function segmentsOf(url: string): string[] {
  const { pathname, hash } = new URL(url);
  const route = /^#!?(\/[^?]*)/.exec(hash)?.[1] ?? '';
  return `${pathname}/${route}`
    .toLowerCase()
    .split('/')
    .map((segment) => segment.replace(/\.(html?|php|aspx?|jsp|do)$/, '').replaceAll('_', '-'))
    .filter((segment) => segment !== '');
}

const SIGN_IN =
  /\b(log ?(in|on)|sign ?(in|up)|register|registration|create (an |your )?account|(my|your) account|(forgot(ten)?|reset|change) (your )?password|anmeld(en|ung)|einloggen|registrier\w*|(kunden)?konto (erstellen|anlegen)|mein konto|passwort (vergessen|andern)|connexion|connectez|se connecter|identifiez|inscri\w+|creer (un |mon |votre )?compte|mon compte|(iniciar|inicia|inicio de) sesion|identificate|registr(o|ate|arse)|crear (una |tu )?cuenta|mi cuenta|accedi|accesso|registra(ti|zione)|crea (un )?account|entrar|(iniciar|inicie) sessao|criar conta|inloggen|aanmelden|account aanmaken|registreren|zaloguj|logowanie|rejestracja|zaloz konto|logga in|skapa konto|log ind|logg inn|giris|uye ol|kayit ol)\b|войти|вход|регистрац|ログイン|会員登録|로그인|회원가입|登录|登入|注册/;

function kindBySigns(url: string, hostname: string, signs: PageSigns): SensitiveKind | undefined {
  // Card fields of somebody else's: in a frame of the checkout, or on a page that the checkout leads to.
  const isForeign = signs.from !== '' && siteOf(signs.from) !== siteOf(hostname);
  const isCheckout = URL.canParse(url) && segmentsOf(url).some((segment) => checkoutPaths.test(segment));
  if (signs.asksForCard && isForeign && (signs.isFrame || (!isCheckout && !signs.asksForAddress))) return 'payment';
  const words = `${signs.heading} · ${signs.title}`;
  // Folding takes marks off that are part of the letter in other scripts.
  const isSignIn = SIGN_IN.test(foldWords(words)) || SIGN_IN.test(words.toLowerCase());
  return signs.asksForPassword && !signs.asksForAddress && isSignIn ? 'sign-in' : undefined;
}

const SECOND_LEVEL = /^(co|com|net|org|gov|ac|edu|or|ne|gob|gen)$/;

/** The part of a host that one owner has, as far as it can be told without the list of public suffixes. */
function siteOf(hostname: string): string {
  if (/^[\d.]+$|:/.test(hostname)) return hostname;
  const labels = hostname.split('.');
  return labels.slice(labels.length > 2 && SECOND_LEVEL.test(labels.at(-2) ?? '') ? -3 : -2).join('.');
}
