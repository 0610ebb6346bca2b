import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';
import type { State } from '../../shared/interactions/state.ts';
import { unstored } from '../browser/unstored.ts';
import { isStoreFailing } from '../storage-level.ts';
import type { Database } from '../store/database.ts';
import { addInteractions, settleInteraction } from '../store/interactions.ts';
import { removeRested, type RestedPage } from '../store/rests.ts';
import type { keepBounds } from './keep-bounds.ts';
import { requireDisk } from './measure-room.ts';
import type { keepRoom } from './keep-room.ts';
import { reportError } from './report-error.ts';

export type StoreCapturedDeps = {
  bounds: Pick<ReturnType<typeof keepBounds>, 'withinBounds' | 'followRests'>;
  room: Pick<ReturnType<typeof keepRoom>, 'notStored'>;
};

/** Stores what pages send. What is thrown reaches the page, which keeps what it has sent and sends it again. */
export function storeCaptured(database: Database, { bounds, room }: StoreCapturedDeps) {
  /** `remember` is for a page that goes before it could send anything again. */
  async function storing(work: () => Promise<unknown>, remember: () => Promise<void>): Promise<void> {
    try {
      await requireDisk();
      await work();
    } catch (error) {
      const orReport = (failure: unknown): void => reportError('keep what could not be stored', failure);
      if (isStoreFailing(error)) await remember().catch(orReport);
      await room.notStored(error).catch(orReport);
      throw error;
    }
  }

  return {
    /** @returns those that are within the bounds of recording, stored */
    interactions: (
      batch: readonly CapturedInteraction[],
      { tabId, frameId }: { tabId: number | null; frameId: number },
    ): Promise<readonly CapturedInteraction[]> =>
      bounds.followRests(async (rested) => {
        const within = await bounds.withinBounds(batch, { tabId, frameId });
        const from = tabId === null ? null : { tabId, frameId };
        await storing(
          async () => {
            await addInteractions(database, within, from);
            // What is told of a page while this is under way is over before there is anything to remove.
            for (const page of rested) await removeRested(database, page);
          },
          () =>
            unstored.keep(
              within.filter((one) => !rested.some((page) => isOf(one, page))),
              from,
            ),
        );
        return within;
      }),

    state: (interactionId: string, state: State): Promise<void> =>
      storing(
        () => settleInteraction(database, interactionId, state),
        () => unstored.keepState(interactionId, state),
      ),
  };
}

function isOf({ pageId, action }: CapturedInteraction, page: RestedPage): boolean {
  return pageId === page.pageId && action.at >= page.since;
}
