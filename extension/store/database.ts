import { Dexie, type Table } from 'dexie';
import type { Screening } from '../../shared/api/screening.ts';
import type { SessionSummary } from '../../shared/archive/manifest.ts';
import type { FrameText } from '../../shared/frames/frame-text.ts';
import type { Absent } from '../../shared/interactions/absent.ts';
import type { ActionOf } from '../../shared/interactions/action.ts';
import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';
import type { Frame } from '../../shared/interactions/screenshots.ts';
import type { State } from '../../shared/interactions/state.ts';
import type { Retest } from '../../shared/locate/retest.ts';
import type { QualityReport } from '../../shared/quality/quality-report.ts';
import type { Scenario } from '../../shared/scenarios/scenario.ts';
import type { Consent } from '../../shared/session/consent.ts';
import type { TermDigests } from '../../shared/privacy/term-digests.ts';
import type { Outcome } from '../../shared/session/outcome.ts';
import type { Device, PauseReason, SessionType } from '../../shared/session/session.ts';
import { moderniseRows } from './modernise-rows.ts';
import { refusingFactory } from './refusing-factory.ts';
import { type ReopenDeps, reopenAfterFailure } from './reopen.ts';
import { roomLeft } from './room-left.ts';

/**
 * A session's phase is its place in the line: recording ⇄ paused → finishing → (reviewing →) finished → sealed.
 * `finishing` waits for the last interactions and the last picture; `reviewing` for the participant, who looks through
 * it first, for as long as she likes; `finished` rows are what the sealing stage takes;
 * `sealed` rows have an archive in the outbox.
 */
export type SessionPhase = 'recording' | 'paused' | 'finishing' | 'reviewing' | 'finished' | 'sealed';

/** What the participant says while shopping: asked for, being recorded, over. Its audio lies in rows of its own. */
export type NarrationProgress = {
  state: 'wanted' | 'running' | 'ended';
  /** The moment of the first sample; null until there is one. */
  startedAt: number | null;
  /** The last pause is open (`to` null) while the session is paused. */
  pauses: { from: number; to: number | null }[];
  /** Why it ended before the session did, in words; null when it did not. */
  failure: string | null;
};

export type SessionRow = {
  id: string;
  phase: SessionPhase;
  type: SessionType;
  participantId: string | null;
  consent: Consent;
  scenario: Scenario | null;
  startedAt: number;
  endedAt: number | null;
  /** The last pause is open (`to` null) while the phase is `paused`, or while recording rests on the page in front. */
  pauses: { from: number; to: number | null; reason: PauseReason }[];
  device: Device;
  gaveUpReason: string | null;
  /** Null when the participant does not speak. */
  narration: NarrationProgress | null;
  /** Set when the session was stopped: the participant wants to look through it before it is sealed. */
  afterEnd?: 'review';
  /** Ids of interactions that the participant has removed: a page may still send them again. */
  removed?: string[];
  /** Live judgement, renewed while shopping. */
  judgement: { outcome: Outcome; quality: QualityReport; interactions: number; judgedAt: number } | null;
  /** Why sealing failed last, and how often; null when it did not. */
  sealFailure: { message: string; attempts: number; nextTryAt: number } | null;
};

/** What the page reported, as it came. Which pictures belong to it follows from the frames of its tab. */
export type InteractionRow = {
  id: string;
  sessionId: string;
  at: number;
  tabId: number;
  frameId: number;
  captured: CapturedInteraction;
  /** What came of it; null until its page has settled, and for good when the page was left first. */
  settled: State | null;
  /** What came of its locators when they were run again, once for each occasion; undefined before the first. */
  retests?: Retest[];
};

/** Why there is no picture where the participant wanted none. */
export const REMOVED_PICTURE = 'removed by the participant';

/** One attempt to take a picture of a tab. Several frames may show the same picture. */
export type FrameRow = {
  id: string;
  sessionId: string;
  tabId: number;
  /** The page it shows, and the state of its DOM; null when the page did not answer. */
  page: { pageId: string; domEpoch: number } | null;
  occasion: 'settled' | 'after' | 'dialog' | 'navigation' | 'loading' | 'completion';
  at: number;
  /** Or why there is none. */
  frame: Frame | Absent;
  /** The text that it shows, masked by what was known then: gone with the session's sealing. */
  texts?: FrameText[];
};

/** Why a document was loaded into a tab, as the browser tells it; the navigation that its page reported is joined to it. */
export type CommitRow = {
  id: string;
  sessionId: string;
  tabId: number;
  at: number;
  /** Masked, as in the navigation. */
  url: string;
  cause: ActionOf<'navigation'>['cause'];
};

/** Redacted and encoded, a whole page or the patches of a frame; the unredacted bitmap is never stored. */
export type PictureRow = { sessionId: string; sha256: string; webp: Blob };

/** A frame that repeats another one in part: its line of `frames.jsonl`, of which `sha256` is the digest. */
export type DeltaRow = { sessionId: string; sha256: string; line: string };

/** A frame that a new one may repeat: its name, what it is made of, and hashes of its redacted pixels. */
export type KnownFrame = {
  sha256: string;
  /** Names of all other frames that it is made of; none when it is a whole picture. */
  ancestors: string[];
  /** Whether much of it was shown for the first time. */
  novel: boolean;
  marks: { width: number; height: number; columns: number; hashes: Uint32Array };
};

/** What the next picture of a tab may repeat, the newest first. It is never sent anywhere. */
export type KnownRow = { sessionId: string; tabId: number; frames: KnownFrame[] };

/** What is kept of a private value on disk: keyed digests of the ways in which it shows. It is never sent anywhere. */
export type TermDigestRow = TermDigests & { sessionId: string };

/** The key of a session's digests. It cannot be taken out of the browser. */
export type TermKeyRow = { sessionId: string; key: CryptoKey };

/** What the participant has told of herself, encrypted. It is never sent anywhere. */
export type OwnDetailsRow = {
  id: string;
  /** It cannot be taken out of the browser. */
  key: CryptoKey;
  iv: Uint8Array<ArrayBuffer>;
  sealed: Uint8Array<ArrayBuffer>;
};

/** A piece of the narration, a few seconds of one continuous WebM stream; in order of `index` they are the file. */
export type AudioRow = {
  sessionId: string;
  index: number;
  webm: Blob;
  /** Length of the audio up to the end of this piece. */
  untilMs: number;
};

/**
 * sealed → sending → accepted → confirmed, or held with a reason that a person can act on. `kept`: its consent was
 * withdrawn; it is the participant's alone and never sent.
 */
export type ArchiveState = 'sealed' | 'sending' | 'accepted' | 'confirmed' | 'held' | 'kept';

export type ArchiveRow = {
  sessionId: string;
  /** Of the archive: its id everywhere. */
  sha256: string;
  bytes: number;
  /** Null once the retention setting has removed the local copy of a confirmed archive. */
  archive: Blob | null;
  /** `training.jsonl`, kept beside the archive for export. */
  training: Blob;
  /** As in its manifest: what lists show once the local copy is gone. */
  summary: SessionSummary;
  sealedAt: number;
  state: ArchiveState;
  attempts: number;
  nextTryAt: number;
  /** What went wrong last, in words; null when nothing did. */
  failure: string | null;
  acceptedAt: number | null;
  /** What the server's own look for personal data came to; undefined until it was received. */
  screening?: Screening;
  /** When the server was last asked about that. */
  screenedAt?: number;
  /** Bytes that the server holds of it, by its own word; undefined before it was sent. */
  sentBytes?: number;
  /** The participant wants it to be sent now, whatever else keeps sending back. */
  askedFor?: boolean;
  /** When it was last saved as a file; undefined when it never was. It waits on all the same. */
  exportedAt?: number;
  /** The participant as whom it was sent, in part or whole; undefined before that. It is sent as nobody else. */
  recipient?: string;
  /** Set while it is held for being this participant's, whom the device does not belong to now. */
  heldFor?: string;
};

export type Database = Dexie & {
  sessions: Table<SessionRow, string>;
  interactions: Table<InteractionRow, string>;
  frames: Table<FrameRow, string>;
  pictures: Table<PictureRow, [string, string]>;
  deltas: Table<DeltaRow, [string, string]>;
  known: Table<KnownRow, [string, number]>;
  audio: Table<AudioRow, [string, number]>;
  archives: Table<ArchiveRow, string>;
  commits: Table<CommitRow, string>;
  termDigests: Table<TermDigestRow, [string, string]>;
  termKeys: Table<TermKeyRow, string>;
  ownDetails: Table<OwnDetailsRow, string>;
};

/** Opens the store; every extension context shares it. Strict durability: an acknowledgement must survive a power cut. */
export function openDatabase(name = 'codesight', deps: Partial<Omit<ReopenDeps, 'factory'>> = {}): Database {
  const factory = refusingFactory(indexedDB);
  const options = { chromeTransactionDurability: 'strict', indexedDB: factory.factory } as const;
  const database = new Dexie(name, options) as Database;
  database.version(1).stores({
    sessions: 'id, phase, startedAt',
    interactions: 'id, sessionId, [sessionId+at]',
    frames: 'id, sessionId, [sessionId+at]',
    pictures: '[sessionId+sha256], sessionId',
    archives: 'sessionId, state, nextTryAt',
  });
  database.version(2).stores({
    deltas: '[sessionId+sha256], sessionId',
    known: '[sessionId+tabId], sessionId',
    commits: 'id, sessionId',
    audio: '[sessionId+index], sessionId',
  });
  database.version(3).stores({ termDigests: '[sessionId+placeholder], sessionId', termKeys: 'sessionId' });
  database.version(4).stores({ ownDetails: 'id' });
  // Rows have grown since version 1 without a version of their own.
  database.version(5).stores({}).upgrade(moderniseRows);
  const unsuspected = { isSuspect: async () => false, renewed: async () => undefined };
  reopenAfterFailure(database, { roomLeft, ...unsuspected, ...deps, factory });
  return database;
}
