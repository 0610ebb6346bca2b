import { useLive } from '../hooks/use-live.ts';
import { useStorageRoom } from '../hooks/use-storage-room.ts';
import { pageDatabase } from '../page-database.ts';
import { pageLinks } from '../parts/page-links.ts';
import { text } from '../text.ts';
import { storedHere } from '../words/stored-here.ts';

async function readStoredHere() {
  const [sessions, archives] = await Promise.all([
    pageDatabase.sessions.where('phase').notEqual('sealed').toArray(),
    pageDatabase.archives.toArray(),
  ]);
  return storedHere(sessions, archives);
}

/** Early, and as long as it lasts: how little room is left, what waits, and where something can be done about it. */
export function StorageNote() {
  const room = useStorageRoom();
  const here = useLive(readStoredHere, []);
  const level = room?.level ?? 'normal';
  return (
    <div role={level === 'full' ? 'alert' : 'status'}>
      {room !== undefined && level !== 'normal' && (
        <p class={level === 'full' ? 'note bad' : 'note'}>
          {text.storage.level[level]} {text.storage.used(room.usedBytes, room.allowedBytes)}{' '}
          {here !== undefined && text.storage.waiting(here.waiting.count, here.waiting.bytes)}{' '}
          <a href={`${pageLinks.options}#storage`} target="_blank">
            {text.storage.look}
          </a>
        </p>
      )}
    </div>
  );
}
