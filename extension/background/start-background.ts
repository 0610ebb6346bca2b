import { testRecording } from './test-recording.ts';
import { handle } from '../browser/handle.ts';
import { watchTabs } from '../browser/tab-events.ts';
import { enrolDevice } from './enrol-device.ts';
import { requestPictures } from './request-pictures.ts';
import { reportError } from './report-error.ts';
import { keepGoing } from './keep-going.ts';
import { openRecording } from './open-recording.ts';
import { rights } from './rights.ts';
import { workshopAccess } from '../browser/workshop-access.ts';
import { openDatabase } from '../store/database.ts';
import { changeNarration } from '../store/narration.ts';
import { addInteractions, settleInteraction } from '../store/interactions.ts';
import { addRetest, findRetestable } from '../store/retests.ts';
import { makeDueNow, releaseHeld } from '../store/archives.ts';
import { removeSession } from '../store/sessions.ts';
import { addCommit, addTabEvent } from '../store/tab-events.ts';

const SETTLE_MS = 1_500;

export type Background = {
  keepGoing: () => Promise<void>;
  onNewPage: (tabId: number) => void;
  tabShown: () => Promise<void>;
};

/**
 * Wires the background: messages in, stages behind them. It holds no state of its own; whatever is under way follows
 * from the store, so that the browser may stop and start it at will.
 */
export function startBackground(): Background {
  const database = openDatabase();
  const workshop = workshopAccess();
  const pictures = requestPictures(database, workshop);
  const recording = openRecording(database, workshop);
  const own = rights(database, recording);
  const goOn = keepGoing(database, workshop, { recording, mayUpload: own.tell });

  const keep = (work: Promise<void>): void =>
    void work.catch((error: unknown) => reportError('keep what happened to a tab', error));
  watchTabs({
    onTab: (event) => keep(addTabEvent(database, event)),
    onCommit: (commit) => keep(addCommit(database, commit)),
  });

  handle({
    async interactionsCaptured({ batch }, { tabId, frameId }) {
      const stored = await addInteractions(database, batch, tabId === null ? null : { tabId, frameId });
      if (tabId !== null) pictures.afterInteraction(batch, tabId);
      recording.judgeSoon();
      return { stored };
    },
    async interactionSettled({ interactionId, state }) {
      await settleInteraction(database, interactionId, state);
    },
    findRetestable: (occasion) => findRetestable(database, occasion),
    locatorsTested: ({ interactionId, retest }) => addRetest(database, interactionId, retest),
    async pageSettled(page, { tabId }) {
      if (tabId !== null) await pictures.ofSettledPage(page, tabId);
    },
    enrol: ({ serverUrl, code }) => enrolDevice(serverUrl, code).finally(() => void goOn()),
    startSession: async ({ scenarioId, spoken }) => ({
      sessionId: await recording.start(scenarioId, spoken ? 'spoken' : undefined),
    }),
    async endNarration({ sessionId }) {
      await changeNarration(database, sessionId, (narration) => void (narration.state = 'ended'));
      await recording.publish();
    },
    pauseSession: recording.pause,
    resumeSession: recording.resume,
    async stopSession({ gaveUpReason }) {
      const sessionId = await recording.stop(gaveUpReason);
      void pictures.ofCompletion(sessionId).then(recording.untilGraceEnds).then(goOn);
    },
    async discardSession({ sessionId }) {
      await removeSession(database, sessionId);
      await recording.publish();
    },
    async withdraw({ purposes, unsent }) {
      await own.withdraw(purposes, unsent);
      void goOn();
    },
    async eraseEverything() {
      await own.eraseEverything();
      void goOn();
    },
    async syncNow() {
      await releaseHeld(database);
      await makeDueNow(database);
      await goOn();
    },
    async networkReturned() {
      await makeDueNow(database);
      await goOn();
    },
  });
  /** A page was brought to the front or loaded anew: is it recorded? Its recorder gets a moment to start. */
  const tabShown = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    await testRecording(database);
    await recording.publish();
  };
  return {
    keepGoing: goOn,
    onNewPage: (tabId) => void pictures.ofNewPage(tabId),
    tabShown: () => tabShown().catch((error: unknown) => reportError('test myself', error)),
  };
}
