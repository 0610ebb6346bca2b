import { findState } from '../session/groups.ts';
import type { Draft } from './draft.ts';
import type { Labels } from './label-steps.ts';

const dialogsOf = ({ group }: Draft, change: 'opened' | 'closed'): string[] =>
  group.members.flatMap((member) => findState(member)?.dialogs[change] ?? []);

/** Dialogs that a step opened and that were closed again with nothing lasting done in between: only looked at. */
export function labelDialogs(drafts: readonly Draft[], labels: Labels): void {
  let open = new Map<string, number>();
  drafts.forEach((draft, index) => {
    for (const name of dialogsOf(draft, 'closed')) {
      const opener = open.get(name);
      open.delete(name);
      const isOwn = opener !== undefined && drafts[opener]?.first.pageId === draft.first.pageId;
      if (!isOwn || draft.intent.label !== 'dismiss') continue;
      labels.give(opener, 'exploratory', `Looked at a dialog that step ${index + 1} closes again.`);
      labels.give(index, 'redundant', `This only closes what step ${opener + 1} had opened.`);
    }
    if (labels.lasting.marks.has(index)) open = new Map();
    // A dialog that came with a page was not asked for, and has to be closed.
    else if (draft.places.before === draft.places.after)
      for (const name of dialogsOf(draft, 'opened')) open.set(name, index);
  });
}
