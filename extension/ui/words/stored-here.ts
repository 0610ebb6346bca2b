import type { ArchiveRow, SessionRow } from '../../store/database.ts';

type Sum = { count: number; bytes: number };
export type StoredHere = {
  /** Packed, and not known to be on the server. */
  waiting: Sum;
  /** Copies of what the server has confirmed. */
  removable: Sum;
  /** Not packed yet. */
  open: number;
};

/** What takes up room on this device, by what can be done about it. */
export function storedHere(
  sessions: readonly Pick<SessionRow, 'phase'>[],
  archives: readonly Pick<ArchiveRow, 'state' | 'bytes' | 'archive'>[],
): StoredHere {
  const waiting = { count: 0, bytes: 0 };
  const removable = { count: 0, bytes: 0 };
  for (const { state, bytes, archive } of archives) {
    if (archive === null) continue;
    const sum = state === 'confirmed' ? removable : waiting;
    sum.count += 1;
    sum.bytes += bytes;
  }
  return { waiting, removable, open: sessions.filter(({ phase }) => phase !== 'sealed').length };
}
