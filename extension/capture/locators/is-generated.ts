import { plain } from '../dom/unclobbered.ts';

/**
 * Whether a class, id or other token was made by a program (a hash, a counter, a hydration id) and will be another
 * one after the next build or load. Refusing a good one costs a locator; keeping a bad one costs a wrong hit.
 */
export function isGenerated(token: string): boolean {
  if (token.length > 60) return true;
  if (/^:?[rR][\da-z]*:|:r[\da-z]+:|«r[\da-z]+»|_r_[\da-z]+_/.test(token)) return true;
  if (
    /^(css|sc|jss|emotion|svelte|mui|radix|headlessui|react-aria|rc|ng|ember|ext-gen|yui|gwt|uid|cdk|mat|el|chakra|data-v|v|tw|styled|makeStyles|_ngcontent|_nghost)[-_:]?(?=[\w:-]*\d)[\w:-]*$/.test(
      token,
    )
  )
    return true;
  if (/\d{4,}/.test(token)) return true;
  return token.split(/[-_:.]+/).some(isHash);
}

function isHash(part: string): boolean {
  if (part.length < 5) return /^\d{3,}$/.test(part);
  if (/^[\da-f]{6,}$/.test(part) && /\d/.test(part) && /[a-f]/.test(part)) return true;
  const digits = part.replaceAll(/\D/g, '').length;
  // Words have their digits at the end ("col12", "item2"); hashes have them inside.
  if (digits > 0 && /[A-Za-z]\d+[A-Za-z]/.test(part)) return true;
  if (/^\d+[A-Za-z]+\d|^\d+[A-Za-z]{4,}$/.test(part)) return true;
  if (isJumbledCase(part)) return true;
  return digits === 0 && part.length <= 12 && isUnpronounceable(part);
}

/** `addToCart` is made of words, `bdVaJa` is not: its capitals stand about every second letter. */
function isJumbledCase(part: string): boolean {
  const pieces = part.match(/[A-Z]?[a-z]+|[A-Z]/g) ?? [];
  return pieces.length >= 3 && part.length / pieces.length < 2.4;
}

/** Six consonants in a row, or hardly a vowel: no word of the languages that class names are written in. */
function isUnpronounceable(part: string): boolean {
  const lower = part.toLowerCase();
  if (/[bcdfghjklmnpqrstvwxz]{6,}/.test(lower)) return true;
  return lower.length >= 6 && !/[aeiouy]/.test(lower);
}

/** The stem of a class that a build made unique: `Button_root__x7Yz1` → `Button_root__`; undefined when there is none. */
export function stemOf(className: string): string | undefined {
  const cut = /^([A-Za-z][A-Za-z-]*(?:_[A-Za-z][A-Za-z-]*)?(?:__|--|_))[\w-]{4,}$/.exec(className);
  const stem = cut?.[1];
  return stem !== undefined && stem.replaceAll(/[-_]/g, '').length >= 4 && isGenerated(className) ? stem : undefined;
}

const UTILITY =
  /^(-?[mp][trblxyse]?-\S+|[wh]-\S+|(min|max)-[wh]-\S+|flex\S*|grid\S*|gap-\S+|text-\S+|bg-\S+|border\S*|rounded\S*|shadow\S*|font-\S+|leading-\S+|tracking-\S+|items-\S+|justify-\S+|self-\S+|content-\S+|order-\S+|z-\S+|top-\S+|left-\S+|right-\S+|bottom-\S+|inset-\S+|absolute|relative|fixed|sticky|static|block|inline\S*|hidden|visible|invisible|overflow-\S+|opacity-\S+|transition\S*|duration-\S+|ease-\S+|transform|translate-\S+|scale-\S+|rotate-\S+|cursor-\S+|select-\S+|space-[xy]-\S+|d-\S+|col(-\S+)?|row|container|clearfix|float-\S+|align-\S+|is-\S+|has-\S+|active|selected|open|closed|disabled|focus\S*|hover\S*|loading|loaded|show|in|\S*:\S+|\S*\[\S*|\S*\/\S*)$/;

/** Whether a class only styles, or only says what state the element is in right now. */
export function isUtility(className: string): boolean {
  return className.length < 3 || UTILITY.test(className);
}

/** The classes of an element that say what it is, at most five. */
export function stableClasses(element: Element): string[] {
  return Array.from(plain(element).classList)
    .filter((name) => !isUtility(name) && !isGenerated(name))
    .slice(0, 5);
}

/** The stems of an element's classes that a build made unique, at most three. */
export function stemsOf(element: Element): string[] {
  return Array.from(element.classList)
    .flatMap((name) => stemOf(name) ?? [])
    .slice(0, 3);
}
