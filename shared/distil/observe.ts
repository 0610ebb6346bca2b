import type { Context } from '../interactions/context.ts';
import type { Interaction } from '../interactions/interaction.ts';
import { isAbsent } from '../interactions/absent.ts';
import { placeOf } from '../scenarios/page-address.ts';
import { findContext } from '../session/groups.ts';
import type { Step } from './step.ts';

type Observation = Step['observation'];

/** The page as it was before the interaction; a navigation's own reading shows the page that it led to. */
export function findContextBefore(interaction: Interaction): Context | undefined {
  const context = findContext(interaction);
  if (context === undefined || interaction.action.type !== 'navigation') return context;
  return placeOf(context.page.url) === placeOf(interaction.action.toUrl) ? undefined : context;
}

function pictureBefore({ screenshots: { before } }: Interaction): Observation['screenshot'] {
  if (isAbsent(before) || before.blank) return null;
  const { sha256, width, height, stalenessMs } = before;
  return { sha256, width, height, stalenessMs };
}

function observationOf(context: Context | undefined, url: string, screenshot: Observation['screenshot']): Observation {
  if (context === undefined) return { url, title: '', viewport: null, scroll: null, snapshot: '', screenshot };
  const { page, snapshot } = context;
  return {
    url: page.url,
    title: page.title,
    pageKind: page.kind,
    viewport: page.viewport,
    scroll: page.scroll,
    snapshot,
    screenshot,
  };
}

/** What an agent would see just before the interaction. `url` stands in where the page could not be read. */
export function observeBefore(interaction: Interaction, url: string): Observation {
  return observationOf(findContextBefore(interaction), url, pictureBefore(interaction));
}

/** What is known of the page after the last interaction of a session. */
export function observeAfter(interaction: Interaction, url: string): Observation {
  const { after } = interaction.screenshots;
  const arrived = findContextBefore(interaction) === undefined ? findContext(interaction) : undefined;
  const isSeen = !isAbsent(after) && !after.blank;
  return observationOf(
    arrived,
    url,
    isSeen ? { sha256: after.sha256, width: after.width, height: after.height, stalenessMs: 0 } : null,
  );
}
