import { findPersonal, type MaskMode, type PersonalSpan } from '../../../shared/privacy/mask-text.ts';

/** Text that reads as one line of thought though it is spread over several nodes: `Hello, <b>Anna</b>`. */
export type TextRun = {
  add(node: Text): void;
  /** Ends the run; gives everything personal in it. */
  take(mode: MaskMode): Range[];
};

const REMEMBERED = 4_000;

/** What was found in texts before; pages repeat themselves, and are looked through again for every picture. */
export type KnownSpans = Map<string, PersonalSpan[]>;

export function createTextRun(known: KnownSpans): TextRun {
  let nodes: { node: Text; start: number }[] = [];
  let text = '';

  const spansOf = (mode: MaskMode): PersonalSpan[] => {
    const key = `${mode} ${text}`;
    const spans = known.get(key) ?? findPersonal(text, mode);
    if (known.size >= REMEMBERED) known.clear();
    known.set(key, spans);
    return spans;
  };

  return {
    add(node) {
      nodes.push({ node, start: text.length });
      text += node.data;
    },
    take(mode) {
      const ranges =
        text.trim() === '' ? [] : spansOf(mode).flatMap((span) => nodes.flatMap((each) => rangesOf(each, span)));
      nodes = [];
      text = '';
      return ranges;
    },
  };
}

function rangesOf({ node, start }: { node: Text; start: number }, span: PersonalSpan): Range[] {
  const from = Math.max(span.start - start, 0);
  const to = Math.min(span.end - start, node.data.length);
  if (from >= to) return [];
  const range = node.ownerDocument.createRange();
  range.setStart(node, from);
  range.setEnd(node, to);
  return [range];
}
