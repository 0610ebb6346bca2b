/** Numbers that both sides must agree on. */

const MIB = 1024 * 1024;

export const limits = {
  /** One archive, as sent. */
  maxArchiveBytes: 256 * MIB,
  /** All entries of one archive together, inflated. */
  maxInflatedBytes: 512 * MIB,
  /** One inflated entry. */
  maxEntryBytes: 128 * MIB,
  maxArchiveEntries: 10_000,
  /** One line of a JSONL entry. */
  maxLineBytes: 1 * MIB,
  /** What was read of pages, which is held in memory while an archive is read. */
  maxReadingsBytes: 16 * MIB,
  maxInteractions: 20_000,
  /** A picture's longer side, in pixels. */
  maxPictureSide: 8192,
  /** Other frames that one which repeats others is made of, all the way down to pictures. */
  maxFrameAncestors: 40,
  /** Frames that one repeats areas of directly. */
  maxFrameSources: 4,
  /** Moved areas, and patches, of one frame. */
  maxFrameParts: 64,
  /** Pictures that lie over one another to make one. */
  maxFrameLayers: 2,
  /** Pictures that lie in one file, one after the other. */
  maxParts: 40_000,
  /** What was said in one session: three hours at 24 kbit/s. */
  maxAudioBytes: 32 * MIB,
  /** The longest that a client waits because it was told to (`Retry-After`): six hours. */
  maxRetryAfterMs: 6 * 60 * 60 * 1000,
  /** Characters of one free text (a title, an accessible name, a label). */
  maxText: 500,
  /** Characters of one URL. */
  maxUrl: 2_000,
  /** Characters of one accessibility snapshot: about 4,000 tokens. */
  maxSnapshot: 16_000,
} as const;

/** A dataset takes sessions that score at least this (R4.5). */
export const ACCEPTED_QUALITY = 0.6;
/** Below this a session is `rejected` instead of `review` (R4.4). */
export const REJECTED_QUALITY = 0.35;
