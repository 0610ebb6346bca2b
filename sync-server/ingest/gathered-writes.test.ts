import { expect, test } from 'vitest';
import { gatheredWrites } from './gathered-writes.ts';

/** A disk that writes when it is told to, and fails when it is told so. */
function slowDisk(most = Infinity) {
  const written: number[][] = [];
  let gate = Promise.withResolvers<void>();
  return {
    written,
    letGo: () => gate.resolve(),
    file: {
      writev: async (pieces: Uint8Array[]) => {
        await gate.promise;
        gate = Promise.withResolvers<void>();
        written.push(pieces.map(({ byteLength }) => byteLength));
        const bytes = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0);
        return { bytesWritten: Math.min(bytes, most) };
      },
    },
  };
}

test('a piece is written as it comes, and those that come meanwhile together', async () => {
  const disk = slowDisk();
  const writes = gatheredWrites(disk.file);
  for (const bytes of [1, 2, 3]) await writes.write(new Uint8Array(bytes));
  disk.letGo();
  await expect.poll(() => disk.written).toEqual([[1]]);
  const end = writes.finish();
  disk.letGo();
  await end;
  expect(disk.written).toEqual([[1], [2, 3]]);
});

test('who brings more than the disk takes has to wait for it', async () => {
  const disk = slowDisk();
  const writes = gatheredWrites(disk.file);
  await writes.write(new Uint8Array(10));
  let isThrough = false;
  const large = writes.write(new Uint8Array(300_000)).then(() => (isThrough = true));
  disk.letGo();
  await expect.poll(() => disk.written.length).toBe(1);
  expect(isThrough).toBe(false);
  disk.letGo();
  await large;
  expect(disk.written).toEqual([[10], [300_000]]);
});

test('a disk that takes only a part of a piece is full, and that is said at the next piece or at the end', async () => {
  const disk = slowDisk(5);
  const writes = gatheredWrites(disk.file);
  await writes.write(new Uint8Array(10));
  disk.letGo();
  await expect(writes.finish()).rejects.toMatchObject({ code: 'ENOSPC' });
  await expect(writes.write(new Uint8Array(1))).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(disk.written).toEqual([[10]]);
});
