/** As a FileHandle. */
type Disk = { writev(pieces: Uint8Array[]): Promise<{ bytesWritten: number }> };

/** What may wait in memory for the disk. */
const ROOM_BYTES = 128 * 1024;

/** Pieces on their way to the end of a file. */
export type GatheredWrites = {
  /** Resolves when there is room for the next piece. Throws what an earlier write has failed with. */
  write(piece: Uint8Array): Promise<void>;
  /** Resolves when everything is written, and must be called before the file is closed. Throws likewise. */
  finish(): Promise<void>;
};

/**
 * Writes each piece as it comes, and those together that come while one is being written: networks bring a body in small
 * pieces, and each way to the disk costs.
 */
export function gatheredWrites(file: Disk): GatheredWrites {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let writing: Promise<void> | undefined;
  let failed: { error: unknown } | undefined;

  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0 && failed === undefined) {
      const [pieces, bytes] = [waiting, waitingBytes];
      waiting = [];
      waitingBytes = 0;
      try {
        const { bytesWritten } = await file.writev(pieces);
        // As a disk does that is full within a piece.
        if (bytesWritten < bytes) throw Object.assign(new Error('not all of it was written'), { code: 'ENOSPC' });
      } catch (error) {
        failed = { error };
      }
    }
    writing = undefined;
  };
  const finish = async (): Promise<void> => {
    await writing;
    if (failed !== undefined) throw failed.error;
  };
  return {
    write: async (piece) => {
      waiting.push(piece);
      waitingBytes += piece.byteLength;
      writing ??= writeAll();
      if (failed !== undefined || waitingBytes >= ROOM_BYTES) await finish();
    },
    finish,
  };
}
