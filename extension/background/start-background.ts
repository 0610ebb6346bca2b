import { keepTrouble, pageHasTold, testRecording } from './test-recording.ts';
import { handle } from '../browser/handle.ts';
import { logOfThisRun } from '../browser/log-of-this-run.ts';
import { writeStored } from '../browser/stored.ts';
import { watchTabs } from '../browser/tab-events.ts';
import { changeStudy } from './change-study.ts';
import { learnOwnDetails, privateValuesOf } from './private-values-of.ts';
import { requestPictures } from './request-pictures.ts';
import { markPrivate } from './review-session.ts';
import { reportError } from './report-error.ts';
import { keepBounds } from './keep-bounds.ts';
import { keepGoing } from './keep-going.ts';
import { ledger } from './keep-ledger.ts';
import { keepRoom } from './keep-room.ts';
import { requireDisk } from './measure-room.ts';
import { openRecording } from './open-recording.ts';
import { rights } from './rights.ts';
import { sendArchives } from './send-archives.ts';
import { storeCaptured } from './store-captured.ts';
import { workshopAccess } from '../browser/workshop-access.ts';
import { oneAtATime } from '../record/one-at-a-time.ts';
import { openDatabase } from '../store/database.ts';
import { changeNarration } from '../store/narration.ts';
import { putOwnDetails, removeOwnDetails } from '../store/own-details.ts';
import { addRetest, findRetestable } from '../store/retests.ts';
import { forgetConfirmed, markExported } from '../store/archives.ts';
import { endReview } from '../store/amend-session.ts';
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
  const database = openDatabase(undefined, logOfThisRun);
  const workshop = workshopAccess();
  const privateValues = privateValuesOf(database);
  const recording = openRecording(database, workshop, (id) => learnOwnDetails(database, privateValues, id));
  const room = keepRoom(database, recording);
  const pictures = requestPictures(database, workshop, room);
  const bounds = keepBounds(database);
  const captured = storeCaptured(database, { bounds, room });
  const own = rights(database, recording);
  const sending = sendArchives(database);
  const study = changeStudy(database, sending);
  const goOn = keepGoing(database, workshop, { recording, privateValues, bounds, sending, telling: own });

  // One that took long must not write down what held before the next one.
  const testNow = oneAtATime(() => testRecording(database));

  const keep = (work: Promise<void>): void =>
    void work.catch((error: unknown) => reportError('keep what happened to a tab', error));
  watchTabs({
    onTab: (event) =>
      keep(bounds.ofTab(event).then((seen) => seen && requireDisk().then(() => addTabEvent(database, seen)))),
    onCommit: (commit, documentId) =>
      keep(
        bounds
          .newDocument(commit, documentId)
          .then(() => bounds.ofTab(commit))
          .then((seen) => (seen?.url == null ? undefined : requireDisk().then(() => addCommit(database, seen)))),
      ),
  });

  handle({
    async interactionsCaptured({ batch, isTop }, sender) {
      const { tabId } = sender;
      const frameId = isTop ? 0 : sender.frameId;
      const within = await captured.interactions(batch, { tabId, frameId });
      if (tabId !== null) pictures.afterInteraction(within, tabId);
      recording.judgeSoon();
      return { stored: batch.map(({ id }) => id) };
    },
    async pageRests(told, sender) {
      pageHasTold();
      await bounds.pageRests(told, sender);
      const { reason } = told;
      // Only a page in front tells that it rests.
      if (reason === null) await testNow();
      else if (sender.frameId === 0) await keepTrouble({ kind: 'resting', host: '', reason });
      await recording.publish();
    },
    interactionSettled: ({ interactionId, state }) => captured.state(interactionId, state),
    findRetestable: (occasion) => findRetestable(database, occasion),
    locatorsTested: ({ interactionId, retest }) => addRetest(database, interactionId, retest),
    valuesLearned: ({ sessionId, ...learned }) => privateValues.learn(sessionId, learned),
    listPrivateValues: ({ sessionId }) => privateValues.list(sessionId),
    async pageSettled(page, { tabId }) {
      if (tabId !== null) await pictures.ofSettledPage(page, tabId);
    },
    async enrol({ serverUrl, code }) {
      const enrolled = await study.join(serverUrl, code);
      void goOn();
      return enrolled;
    },
    async returnToStudy({ participantId }) {
      await study.returnTo(participantId);
      void goOn();
    },
    async startSession({ scenarioId, spoken }) {
      const sessionId = await recording.start(scenarioId, spoken ? 'spoken' : undefined);
      return { sessionId };
    },
    keepOwnDetails: ({ details }) => putOwnDetails(database, details),
    forgetOwnDetails: () => removeOwnDetails(database),
    async endNarration({ sessionId }) {
      await changeNarration(database, sessionId, (narration) => void (narration.state = 'ended'));
      await recording.publish();
    },
    pauseSession: recording.pause,
    resumeSession: recording.resume,
    async stopSession({ gaveUpReason, review }) {
      const sessionId = await recording.stop(gaveUpReason, review === true);
      void pictures.ofCompletion(sessionId).then(recording.untilGraceEnds).then(goOn);
    },
    async discardSession({ sessionId }) {
      await ledger.removing([sessionId], () => removeSession(database, sessionId));
      await recording.publish();
    },
    amendSession: (amendment) => workshop.takeOut(amendment),
    markPrivate: (marked) => markPrivate(marked, privateValues, workshop),
    async endReview({ sessionId }) {
      await endReview(database, sessionId);
      await goOn();
    },
    async withdraw({ purposes, unsent }) {
      sending.stop();
      await own.withdraw(purposes, unsent);
      void goOn();
    },
    async eraseEverything() {
      sending.stop();
      await own.eraseEverything();
      void goOn();
    },
    removeConfirmed: () => forgetConfirmed(database, Infinity),
    async syncNow({ sessionId }) {
      await sending.ask(sessionId);
      await goOn();
    },
    pauseSending: () => sending.pause(),
    async resumeSending() {
      await writeStored('sendingPaused', false);
      await writeStored('sendingWaits', null);
      await sending.hurry();
      void goOn();
    },
    archivesSaved: ({ sessionIds }) => markExported(database, sessionIds, Date.now()),
    async networkReturned() {
      await sending.hurry();
      await goOn();
    },
  });
  /** A page was brought to the front or loaded anew: is it recorded? Its recorder gets a moment to start. */
  const tabShown = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    await testNow();
    await room.stopWhenFull();
    await recording.publish();
  };
  return {
    keepGoing: goOn,
    onNewPage: (tabId) => void pictures.ofNewPage(tabId),
    tabShown: () => tabShown().catch((error: unknown) => reportError('test myself', error)),
  };
}
