import { pathOf } from '../scenarios/page-address.ts';
import { findLocators } from '../session/groups.ts';
import { findTargetKey } from '../session/target-key.ts';
import type { Draft } from './draft.ts';
import { findContextBefore } from './observe.ts';
import type { Labels } from './label-steps.ts';

/** What a step sets: a field, a list of choices, a group of radio buttons. Undefined for other steps. */
function findSetting({ group: { lead, members }, urls }: Draft): { key: string; checked: boolean | null } | undefined {
  const change = members.find(({ action }) => action.type === 'change') ?? lead;
  const key = findTargetKey(change);
  const { action } = change;
  if (key === undefined || !['input', 'select', 'change'].includes(action.type)) return undefined;
  const page = pathOf(urls.before);
  const { role, tag } = findLocators(change)?.target ?? { role: null, tag: '' };
  const group = findLocators(change)?.fingerprint.attributes['name'];
  if (role === 'radio' && group !== undefined) return { key: `${page} ${tag} ${group}`, checked: null };
  return { key: `${page} ${key}`, checked: action.type === 'change' ? action.checked : null };
}

const isSearch = (draft: Draft): boolean =>
  draft.intent.label === 'search' && draft.call.name === 'browser_type' && draft.places.before !== draft.places.after;

/** Whether the target of a step was checked already in an earlier snapshot of its page. */
function isChecked(snapshot: string, { target }: Draft): boolean {
  const ref = target?.ref ?? null;
  return (
    ref !== null && snapshot.split('\n').some((line) => line.startsWith(`[${ref}] `) && line.includes('[checked]'))
  );
}

/** Values that were given again later, and boxes that were ticked and cleared again, before anything came of them. */
function labelSettings(drafts: readonly Draft[], labels: Labels): void {
  let open = new Map<string, { index: number; checked: boolean | null; start: string }>();
  drafts.forEach((draft, index) => {
    // In a gap, what was set may have been used.
    if (draft.gap !== undefined) open = new Map();
    const setting = findSetting(draft);
    const before = setting === undefined ? undefined : open.get(setting.key);
    if (setting !== undefined && before !== undefined && !isSearch(draft)) {
      if (setting.checked === null && isChecked(before.start, draft)) {
        labels.give(before.index, 'mistaken', `This was taken back in step ${index + 1}.`);
        labels.give(index, 'redundant', `This only takes back step ${before.index + 1}.`);
        open.delete(setting.key);
        return;
      }
      if (setting.checked === null) {
        labels.give(before.index, 'mistaken', `Another value was given in step ${index + 1}.`);
      } else if (before.checked !== setting.checked) {
        labels.give(before.index, 'mistaken', `This was taken back in step ${index + 1}.`);
        labels.give(index, 'redundant', `This only takes back step ${before.index + 1}.`);
        open.delete(setting.key);
        return;
      }
    }
    // What a step with a lasting mark built on has been used, whatever comes after.
    if (labels.lasting.marks.has(index) && draft.intent.label !== 'identify') open = new Map();
    if (setting !== undefined && !draft.group.submitted) {
      const start = before?.start ?? findContextBefore(draft.first)?.snapshot ?? '';
      open.set(setting.key, { index, checked: setting.checked, start });
    }
  });
}

/** Searches, with what was done to their results, that were given up for other words. */
function labelSearches(drafts: readonly Draft[], labels: Labels): void {
  let open: number | undefined;
  drafts.forEach((draft, index) => {
    if (labels.lasting.marks.has(index) || draft.gap !== undefined) open = undefined;
    if (!isSearch(draft)) return;
    if (open !== undefined) {
      labels.give(open, 'mistaken', `Nothing found was used; step ${index + 1} searches with other words.`);
      for (let between = open + 1; between < index; between++) {
        const isRefining = drafts[between]?.intent.label === 'refine';
        if (isRefining) labels.give(between, 'mistaken', 'The list that this narrowed was not used.');
        else labels.give(between, 'exploratory', 'Looked at what was found, without using it.');
      }
    }
    open = index;
  });
}

/** Steps whose result was replaced before it was used. */
export function labelSuperseded(drafts: readonly Draft[], labels: Labels): void {
  labelSettings(drafts, labels);
  labelSearches(drafts, labels);
}
