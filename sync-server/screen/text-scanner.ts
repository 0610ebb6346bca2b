import { findPersonal, type MaskMode } from '../../shared/privacy/mask-text.ts';
import { maskUrl } from '../../shared/privacy/mask-url.ts';
import { findGovernmentIds } from './government-ids.ts';

/** Says which kinds of personal data are in a text, for example `EMAIL`; remembers texts, since pages repeat themselves. */
export type TextScanner = { kindsIn(text: string, mode: MaskMode): readonly string[] };

/** Distinct lines that are remembered: some ten megabytes at the most. */
const REMEMBERED = 20_000;
/** The masker looks at the beginning of a long text only, so that it is given pieces; these overlap. */
const PIECE = 8_000;
const OVERLAP = 300;

const URL_IN_TEXT = /https?:\/\/[^\s"'“”<>\\]+/g;
const PLACEHOLDER = /\{\{[A-Z_]+(?:_\d+)?\}\}/g;
/** A picture inside of an example: bytes, not words. */
const PICTURE = /^data:image\/(?:webp|png|jpeg);base64,(?:UklGR|iVBORw0KGgo|\/9j\/)[A-Za-z0-9+/]*={0,2}$/;
const NOTHING: readonly string[] = [];

/** With a memory of its own; make one for each archive. */
export function textScanner(): TextScanner {
  const known = new Map<string, readonly string[]>();
  const inLine = (line: string, mode: MaskMode): readonly string[] => {
    const key = mode === 'strict' ? `!${line}` : `:${line}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const kinds = look(line, mode);
    if (known.size >= REMEMBERED) known.clear();
    known.set(key, kinds);
    return kinds;
  };
  return {
    kindsIn(text, mode) {
      if (text.length < 5 || PICTURE.test(text)) return NOTHING;
      const kinds = new Set<string>();
      for (const line of text.split('\n')) {
        for (const piece of pieces(line)) for (const kind of inLine(piece, mode)) kinds.add(kind);
      }
      return kinds.size === 0 ? NOTHING : [...kinds];
    },
  };
}

function* pieces(line: string): Generator<string> {
  if (line.length <= PIECE) yield line;
  else for (let from = 0; from < line.length; from += PIECE - OVERLAP) yield line.slice(from, from + PIECE);
}

function look(line: string, mode: MaskMode): readonly string[] {
  const kinds = new Set<string>();
  const words = line.replaceAll(URL_IN_TEXT, (url) => {
    for (const kind of inUrl(url)) kinds.add(kind);
    return ' ';
  });
  for (const reading of readings(words)) {
    for (const { placeholder } of findPersonal(reading, mode)) kinds.add(placeholder.replaceAll(/[{}]/g, ''));
    for (const kind of findGovernmentIds(reading)) kinds.add(kind);
  }
  return kinds.size === 0 ? NOTHING : [...kinds];
}

/** Invisible characters, full-width digits, HTML and percent escapes do not hide anything. */
function readings(text: string): string[] {
  let plain = text;
  if (/[^ -~]/.test(plain)) plain = plain.normalize('NFKC').replaceAll(/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, '');
  if (plain.includes('&')) plain = plain.replaceAll(/&#(?:x([\da-f]{1,6})|(\d{1,7}));/gi, fromEntity);
  if (/%[\da-f]{2}/i.test(plain)) plain = decoded(plain);
  return plain === text ? [text] : [text, plain];
}

function fromEntity(whole: string, hex: string | undefined, decimal: string | undefined): string {
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

function decoded(text: string): string {
  return text.replaceAll(/(?:%[\da-f]{2})+/gi, (escaped) => Buffer.from(escaped.replaceAll('%', ''), 'hex').toString());
}

/** What masking the address once more would take out of it. */
function inUrl(found: string): readonly string[] {
  const url = found.replace(/[.,;:!?)\]}’]+$/, (end) => (end.startsWith('}}') ? '}}' : ''));
  if (!URL.canParse(url)) return NOTHING;
  const masked = maskUrl(url);
  const before = url.match(PLACEHOLDER)?.length ?? 0;
  if ((masked.match(PLACEHOLDER)?.length ?? 0) <= before && !hasCredentials(url)) return NOTHING;
  const kinds = findPersonal(decoded(url).replaceAll(/[/?&=#+]/g, ' | ')).map(({ placeholder }) =>
    placeholder.replaceAll(/[{}]/g, ''),
  );
  return kinds.length === 0 ? ['URL_PART'] : kinds;
}

function hasCredentials(url: string): boolean {
  const { username, password } = new URL(url);
  return username !== '' || password !== '';
}
