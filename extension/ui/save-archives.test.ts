import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { packTogether } from './save-archives.ts';

test('archives that are saved together lie in one file byte for byte, each under its session’s name', async () => {
  const archives = ['a', 'b'].map((sessionId, index) => ({
    sessionId,
    archive: new Blob([new Uint8Array(100_000 * (index + 1)).fill(index + 7)]),
  }));
  const packed = unzipSync(new Uint8Array(await (await packTogether(archives)).arrayBuffer()));
  expect(Object.keys(packed)).toEqual(['a.codesight.zip', 'b.codesight.zip']);
  for (const { sessionId, archive } of archives) {
    expect(packed[`${sessionId}.codesight.zip`]).toEqual(new Uint8Array(await archive.arrayBuffer()));
  }
});
