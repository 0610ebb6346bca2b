import { findState } from '../session/groups.ts';
import type { Draft } from './draft.ts';

/** A dialog that a step is told to have opened. */
export type ToldDialog = { name: string; isCookieBanner: boolean };

const COOKIES = /cookie|consent|gdpr/i;

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '');

/**
 * Which dialogs each step is told to have opened. What lies over every page of a shop comes with each of them, so that
 * it is told once: a cookie banner on the first page, anything else again when it was closed or somebody asked for it.
 */
export function toldDialogs(drafts: readonly Draft[]): ToldDialog[][] {
  const banners = new Set(
    drafts.flatMap(({ group }) =>
      group.members.flatMap(({ action }) =>
        action.type === 'dialog' && action.kind === 'cookie-banner' ? action.name : [],
      ),
    ),
  );
  const toldByHost = new Map<string, Set<string>>();
  return drafts.map(({ group, places, urls }) => {
    const host = hostOf(urls.after);
    const told = toldByHost.get(host) ?? new Set();
    toldByHost.set(host, told);
    const isArrival = places.before !== places.after || group.lead.action.type === 'navigation';
    const dialogs = group.members.flatMap((member) => findState(member)?.dialogs ?? []);
    const opened = [...new Set(dialogs.flatMap((each) => each.opened))]
      .map((name) => ({ name, isCookieBanner: banners.has(name) || COOKIES.test(name) }))
      .filter(({ name, isCookieBanner }) => !(told.has(name) && (isArrival || isCookieBanner)));
    for (const { name } of opened) told.add(name);
    // Leaving a page closes everything on it; what was closed on the page itself is news when it opens again.
    if (!isArrival) for (const name of dialogs.flatMap(({ closed }) => closed)) told.delete(name);
    return opened;
  });
}
