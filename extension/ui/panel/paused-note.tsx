import type { SessionRow } from '../../store/database.ts';
import { useStorageRoom } from '../hooks/use-storage-room.ts';
import { text } from '../text.ts';

/** Why nothing is recorded now; and, where it was for want of room, that there is room again. */
export function PausedNote({ session }: { session: SessionRow }) {
  const room = useStorageRoom();
  const forRoom = session.pauses.at(-1)?.reason === 'storage-full';
  const isRoomAgain = forRoom && room !== undefined && room.level !== 'full';
  const words = isRoomAgain ? text.storage.roomAgain : forRoom ? text.storage.paused : text.recording.pausedAdvice;
  return (
    <div role="status">
      <p class={isRoomAgain ? 'note' : 'quiet'}>{words}</p>
    </div>
  );
}
