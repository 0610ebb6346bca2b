import type { Draft } from './draft.ts';
import type { Labels } from './label-steps.ts';
import { scrolledBy } from './tool-call-of.ts';

/** Whether the element that was used next could not be seen before the scrolling. */
function wasNeeded(scroll: Draft, next: Draft | undefined): boolean {
  const box = next?.target?.box;
  if (next === undefined || box === undefined || box === null || next.first.pageId !== scroll.first.pageId)
    return false;
  const viewport = next.first.context;
  if ('absent' in viewport) return false;
  const { x, y } = scrolledBy(scroll.group);
  const { width, height } = viewport.page.viewport;
  const centre = { x: box.x + box.width / 2 + x, y: box.y + box.height / 2 + y };
  return centre.x < 0 || centre.y < 0 || centre.x > width || centre.y > height;
}

/** Scrolling is essential when it brought the next target into view, and looking around otherwise. */
export function labelScrolls(drafts: readonly Draft[], labels: Labels): void {
  /** By tab, from the end: the next step that is not scrolling. */
  const next = new Map<number, { draft: Draft; index: number }>();
  for (let index = drafts.length - 1; index >= 0; index--) {
    const draft = drafts[index];
    if (draft === undefined) continue;
    if (draft.group.lead.action.type !== 'scroll') {
      next.set(draft.first.tabId, { draft, index });
      continue;
    }
    const ahead = next.get(draft.first.tabId);
    if (scrolledBy(draft.group).returned) labels.give(index, 'redundant', 'Scrolled away and back again.');
    else if (ahead !== undefined && labels.has(ahead.index))
      labels.give(index, 'exploratory', 'Looked around before a step that was not needed.');
    else if (!wasNeeded(draft, ahead?.draft))
      labels.give(index, 'exploratory', 'Looked around; the next target could be seen before.');
  }
}
