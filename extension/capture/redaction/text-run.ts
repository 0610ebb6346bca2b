import { findPersonal, type MaskMode, type PersonalSpan } from '../../../shared/privacy/mask-text.ts';

/** Text that reads as one line of thought though it is spread over several nodes: `Hello, <b>Anna</b>`. */
export type TextRun = {
  add(node: Text): void;
  /** Ends the run; gives the rectangles of everything personal in it, in its own frame's coordinates. */
  take(mode: MaskMode): DOMRect[];
};

const REMEMBERED = 4_000;

export function createTextRun(): TextRun {
  const known = new Map<string, PersonalSpan[]>();
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
      const rects =
        text.trim() === '' ? [] : spansOf(mode).flatMap((span) => nodes.flatMap((each) => rectsOf(each, span)));
      nodes = [];
      text = '';
      return rects;
    },
  };
}

function rectsOf({ node, start }: { node: Text; start: number }, span: PersonalSpan): DOMRect[] {
  const from = Math.max(span.start - start, 0);
  const to = Math.min(span.end - start, node.data.length);
  if (from >= to) return [];
  const range = node.ownerDocument.createRange();
  range.setStart(node, from);
  range.setEnd(node, to);
  return Array.from(range.getClientRects());
}
