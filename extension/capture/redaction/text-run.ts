import type { KnownTerms } from '../../../shared/privacy/find-known.ts';
import { findPersonal, type MaskMode, type PersonalSpan } from '../../../shared/privacy/mask-text.ts';

/** A stretch of one text node that is personal. */
export type TextSpan = { node: Text; start: number; end: number };

/** Text that reads as one line of thought though it is spread over several nodes: `Hello, <b>Anna</b>`. */
export type TextRun = {
  add(node: Text): void;
  /** A new line: what is behind it is another word. */
  breakLine(at: Element): void;
  /** Ends the run; gives everything personal in it, and, when it says anything, what it consists of, line breaks too. */
  take(mode: MaskMode): { spans: TextSpan[]; nodes: (Text | Element)[] };
};

const REMEMBERED = 4_000;

/** What is found in texts, remembered: pages repeat themselves, and are looked through again for every picture. */
export type FindSpans = (text: string, mode: MaskMode) => PersonalSpan[];

export function rememberedSpans(terms: () => KnownTerms): { find: FindSpans; forget(): void } {
  const found = new Map<string, PersonalSpan[]>();
  return {
    find(text, mode) {
      const key = `${mode} ${text}`;
      const spans = found.get(key) ?? findPersonal(text, mode, terms());
      if (found.size >= REMEMBERED) found.clear();
      found.set(key, spans);
      return spans;
    },
    forget: () => found.clear(),
  };
}

export function createTextRun(findSpans: FindSpans): TextRun {
  let nodes: { node: Text; start: number }[] = [];
  let all: (Text | Element)[] = [];
  let text = '';

  return {
    add(node) {
      nodes.push({ node, start: text.length });
      all.push(node);
      text += node.data;
    },
    breakLine(at) {
      all.push(at);
      text += '\n';
    },
    take(mode) {
      const isEmpty = text.trim() === '';
      const spans = isEmpty ? [] : findSpans(text, mode).flatMap((span) => nodes.flatMap((each) => partOf(each, span)));
      const said = isEmpty ? [] : all;
      nodes = [];
      all = [];
      text = '';
      return { spans, nodes: said };
    },
  };
}

function partOf({ node, start }: { node: Text; start: number }, span: PersonalSpan): TextSpan[] {
  const from = Math.max(span.start - start, 0);
  const to = Math.min(span.end - start, node.data.length);
  return from < to ? [{ node, start: from, end: to }] : [];
}
