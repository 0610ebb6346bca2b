import { liveQuery } from 'dexie';
import { narrationLevel } from '../browser/narration-level.ts';
import { openMicrophone } from '../narrate/microphone.ts';
import { narrator } from '../narrate/narrator.ts';
import { openDatabase, type SessionRow } from '../store/database.ts';
import { addAudio, changeNarration } from '../store/narration.ts';
import { findCurrentSession } from '../store/sessions.ts';

/** Where recording rests, nothing is listened to either. */
function heard({ phase, pauses }: SessionRow): SessionRow['phase'] {
  return phase === 'recording' && pauses.at(-1)?.to === null ? 'paused' : phase;
}

const LEVEL_EVERY_MS = 100;

/** Lets the microphone follow the session's row, in this document: the service worker may come and go meanwhile. */
export function startNarrator(): void {
  const database = openDatabase();
  const { follow, level } = narrator({
    openMicrophone,
    change: (sessionId, change) => changeNarration(database, sessionId, change),
    add: (piece) => addAudio(database, piece),
    now: () => performance.timeOrigin + performance.now(),
  });
  liveQuery(() => findCurrentSession(database)).subscribe({
    next: (session) => void follow(session && { ...session, phase: heard(session) }),
  });
  const channel = narrationLevel();
  setInterval(() => {
    const now = level();
    if (now !== null) channel.tell(now);
  }, LEVEL_EVERY_MS);
}
