import type { ActionOf, ActionType } from '../interactions/action.ts';
import type { Interaction } from '../interactions/interaction.ts';
import { endOf, findLocators } from '../session/groups.ts';
import { isAside } from '../session/is-aside.ts';
import type { Gap } from '../session/gaps.ts';
import { findTargetKey } from '../session/target-key.ts';

export type InteractionOf<Type extends ActionType> = Interaction & { action: ActionOf<Type> };

/** Raw interactions that were one deed. */
export type Group = {
  /** The interaction that says what was done; the others led to it or came of it. */
  lead: Interaction;
  /** In order. */
  members: Interaction[];
  /** The typing was sent off, with Enter or by the form. */
  submitted: boolean;
  /** Indices of the members in the session. */
  indices: number[];
};

/** An echo (a submission, a change, the page that a click opened) comes within this time of the deed. */
const ECHO_MS = 2_000;
/** Slow shops take their time until the next page commits. */
const ARRIVAL_MS = 15_000;

const isType = <Type extends ActionType>(interaction: Interaction, type: Type): interaction is InteractionOf<Type> =>
  interaction.action.type === type;

const TEXT_ROLES: ReadonlySet<string> = new Set(['textbox', 'searchbox', 'spinbutton', 'combobox', 'listbox']);

function isField(interaction: Interaction): boolean {
  const target = findLocators(interaction)?.target;
  return (
    target !== undefined &&
    (TEXT_ROLES.has(target.role ?? '') || ['input', 'textarea', 'select'].includes(target.tag.toLowerCase()))
  );
}

const isSameTarget = (a: Interaction, b: Interaction): boolean => {
  const key = findTargetKey(a);
  return key !== undefined && key === findTargetKey(b) && a.pageId === b.pageId;
};

const sinceEnd = (group: Group, next: Interaction): number =>
  next.action.at - endOf(group.members.findLast((member) => !isAside(member)) ?? group.lead);

/** Typing, choosing in a `<select>` and changing a value end on the newest value of the same field. */
function joinsField(group: Group, next: Interaction): boolean {
  const valued = ['input', 'select', 'change'].includes(next.action.type);
  if (!valued || !isSameTarget(group.lead, next)) return false;
  const leadType = group.lead.action.type;
  if (leadType === next.action.type) return !group.submitted && (leadType !== 'change' || isContinuous(next));
  // A click into the field, or a key that opened it, before the value came.
  const opens = (leadType === 'click' && isField(group.lead)) || leadType === 'key';
  return opens || (leadType === 'input' && next.action.type === 'change');
}

/** A slider or a date field reports every value on the way; a checkbox is meant each time. */
function isContinuous(interaction: Interaction): boolean {
  return isType(interaction, 'change') && interaction.action.checked === null;
}

/** A click on a checkbox, a radio button, a label or a submit button is followed by what the browser makes of it. */
function isEchoOfClick(group: Group, next: Interaction): boolean {
  if (!isType(group.lead, 'click') && !isType(group.lead, 'key')) return false;
  if (sinceEnd(group, next) > ECHO_MS) return false;
  const isPress = isType(group.lead, 'key') && (group.lead.action.key === 'Enter' || group.lead.action.key === ' ');
  if (isType(group.lead, 'key') && !isPress) return false;
  if (isType(next, 'submit')) return next.pageId === group.lead.pageId;
  // A list box of the page's own making: the click on the option is the choice.
  if (isType(next, 'select')) return isSameTarget(group.lead, next);
  if (isType(next, 'change'))
    return next.pageId === group.lead.pageId && !isField(group.lead) ? true : isSameTarget(group.lead, next);
  // Labels and keys make the browser click a second time, without a position of its own.
  return isType(next, 'click') && next.action.count === 0 && next.pageId === group.lead.pageId;
}

/** Enter in a field sends it off: the key, the click on the default button that browsers make up, the submission. */
function isSending(group: Group, next: Interaction): boolean {
  if (!isType(group.lead, 'input') && !isType(group.lead, 'select')) return false;
  if (next.pageId !== group.lead.pageId) return false;
  if (isType(next, 'key'))
    return next.action.key === 'Enter' && isSameTarget(group.lead, next) && next.action.modifiers.length === 0;
  const wasEntered = group.members.some((member) => isType(member, 'key') && member.action.key === 'Enter');
  if (isType(next, 'submit')) return sinceEnd(group, next) <= ECHO_MS;
  return wasEntered && isType(next, 'click') && next.action.count === 0 && sinceEnd(group, next) <= ECHO_MS;
}

const ownDoing: ReadonlySet<string> = new Set(['typed', 'bookmark', 'back-forward', 'reload', 'restored']);

/** A page that came up by itself after a deed belongs to it. */
function isArrival(group: Group, next: Interaction): boolean {
  if (!isType(next, 'navigation') || ownDoing.has(next.action.cause)) return false;
  if (group.lead.action.type === 'scroll') return false;
  // A page that names no referrer was as likely asked for by its address; then only its promptness speaks for the deed.
  return sinceEnd(group, next) <= (next.action.cause === 'unknown' ? ECHO_MS : ARRIVAL_MS);
}

function isSameScroll(group: Group, next: Interaction): boolean {
  if (!isType(group.lead, 'scroll') || !isType(next, 'scroll') || group.lead.pageId !== next.pageId) return false;
  return (
    group.lead.action.container === next.action.container &&
    (next.action.container === 'page' || isSameTarget(group.lead, next))
  );
}

/** A second press of a double click. */
function isRepeatedClick(group: Group, next: Interaction): boolean {
  return (
    isType(group.lead, 'click') &&
    isType(next, 'click') &&
    next.action.count > 1 &&
    isSameTarget(group.lead, next) &&
    sinceEnd(group, next) < 600
  );
}

/** Which of the two says what was done: a value outweighs the click that led to its field. */
function leadOf(group: Group, next: Interaction): Interaction {
  const { lead } = group;
  if (isAside(next)) return lead;
  if (isAside(lead) || isType(next, 'input')) return next;
  if (isType(next, 'select')) return isType(lead, 'click') && isSameTarget(lead, next) && !isField(lead) ? lead : next;
  if (isContinuous(next) && !isType(lead, 'input')) return next;
  return isType(lead, 'key') && isType(next, 'click') ? next : lead;
}

function take(group: Group, next: Interaction, index: number): void {
  const isValue = isType(group.lead, 'input') || isType(group.lead, 'select');
  if (isValue && (isType(next, 'submit') || isType(next, 'key'))) group.submitted = true;
  group.lead = leadOf(group, next);
  group.members.push(next);
  group.indices.push(index);
}

/** Browsers make a click of a drag that ends on the element where it began. */
function isEndOfDrag(group: Group, next: Interaction): boolean {
  return (
    isType(group.lead, 'drag') &&
    isType(next, 'click') &&
    group.lead.pageId === next.pageId &&
    sinceEnd(group, next) < 100
  );
}

/** The pointer rested on what was then used, and nothing else was done in between. */
function isRestBefore(group: Group, next: Interaction): boolean {
  return isType(group.lead, 'hover') && isSameTarget(group.lead, next) && sinceHover(group, next) < ARRIVAL_MS;
}

const sinceHover = ({ lead }: Group, next: Interaction): number => next.action.at - endOf(lead);

/** Moving to a field with Tab belongs to what is then done in it. */
function isStepInto(group: Group, next: Interaction): boolean {
  if (!isType(group.lead, 'key') || group.lead.action.key !== 'Tab' || group.members.length > 1) return false;
  return (
    (isType(next, 'input') || isType(next, 'select')) &&
    next.pageId === group.lead.pageId &&
    sinceEnd(group, next) < ARRIVAL_MS
  );
}

/**
 * Parts a session into deeds. Every interaction is in exactly one group; groups are ordered by their first member.
 * Tabs are kept apart, except that a page which opens in a new tab belongs to the click that opened it. What is seen
 * beside the deeds (a dialog, something copied, a tab that comes to the front) belongs to the deed before it in its
 * tab, or to the first one where none was before; resting on something is a deed of its own unless it is then used.
 * Nothing goes on from before a gap: `gaps` has one place for each interaction.
 */
export function groupInteractions(
  interactions: readonly Interaction[],
  gaps: readonly (Gap | undefined)[] = [],
): Group[] {
  const groups: Group[] = [];
  const lastOf = new Map<number, Group>();
  /** The last deed besides scrolling: a page may scroll before the page that a click asked for arrives. */
  const deedOf = new Map<number, Group>();
  let lastDeed: Group | undefined;
  /** Resting after the last deed of a tab. */
  const restOf = new Map<number, Group>();
  /** Seen in a tab in which nothing has been done yet. */
  const early = new Map<number, Group>();

  function findHome(next: Interaction): Group | undefined {
    const last = lastOf.get(next.tabId);
    if (last === undefined)
      return isType(next, 'navigation') &&
        lastDeed !== undefined &&
        isArrival(lastDeed, next) &&
        next.action.cause === 'link'
        ? lastDeed
        : undefined;
    const joins = [joinsField, isEchoOfClick, isSending, isSameScroll, isRepeatedClick, isStepInto, isEndOfDrag].some(
      (rule) => rule(last, next),
    );
    if (joins) return last;
    const deed = deedOf.get(next.tabId);
    return deed !== undefined && isArrival(deed, next) ? deed : undefined;
  }

  function begin(interaction: Interaction, index: number): Group {
    const group = { lead: interaction, members: [interaction], submitted: false, indices: [index] };
    groups.push(group);
    return group;
  }

  function setAside(interaction: Interaction, index: number): void {
    const { tabId } = interaction;
    if (isType(interaction, 'hover')) {
      restOf.set(tabId, begin(interaction, index));
      return;
    }
    const home = lastOf.get(tabId) ?? early.get(tabId);
    if (home !== undefined) take(home, interaction, index);
    else early.set(tabId, begin(interaction, index));
  }

  /** What was seen or rested on before the first deed on it. */
  function findPrelude(next: Interaction): Group | undefined {
    const rest = restOf.get(next.tabId);
    restOf.delete(next.tabId);
    if (rest !== undefined && isRestBefore(rest, next)) return rest;
    const before = early.get(next.tabId);
    early.delete(next.tabId);
    return before;
  }

  function forget(): void {
    for (const map of [lastOf, deedOf, restOf, early]) map.clear();
    lastDeed = undefined;
  }

  interactions.forEach((interaction, index) => {
    if (gaps[index] !== undefined) forget();
    if (isAside(interaction)) {
      setAside(interaction, index);
      return;
    }
    const home = findHome(interaction) ?? findPrelude(interaction);
    if (home !== undefined) take(home, interaction, index);
    const group = home ?? begin(interaction, index);
    lastOf.set(interaction.tabId, group);
    if (interaction.action.type !== 'scroll') {
      deedOf.set(interaction.tabId, group);
      lastDeed = group;
    }
  });
  return groups;
}
