import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { folderStore } from '../adapters/folder-store.ts';
import { onEachDatabase } from '../adapters/on-each-database.ts';
import { openTestApp } from '../http/open-test-app.ts';
import { acceptArchive } from './accept-archive.ts';
import { uploadParts } from './upload-part.ts';
import { waitingLine } from './waiting-line.ts';

onEachDatabase('accepting archives', (opened) => {
  test('an archive that is refused at once is read to its end, so that its sender hears why', async () => {
    const { database } = opened();
    const server = await openTestApp(database);
    const { participantId } = await server.enrol();
    let taken = 0;
    async function* body(): AsyncGenerator<Uint8Array> {
      for (taken = 0; taken < 3; taken++) yield new Uint8Array(1_000);
    }
    const nowhere = join(tmpdir(), 'nothing-is-written-here');
    const deps = {
      ...server.deps,
      store: folderStore(nowhere),
      parts: uploadParts(nowhere),
      line: waitingLine({ running: 1, waiting: 1, busyForMs: 0 }),
      writing: new Set<string>(),
      now: () => server.clock.now,
    };
    const upload = { sessionId: '01890000-0000-7000-8000-000000000001', participantId, body: body(), from: 0 };
    const tooLarge = { ...upload, total: limits.maxArchiveBytes + 1, sha256: 'a'.repeat(64) };
    await expect(acceptArchive(deps, tooLarge)).rejects.toMatchObject({ code: 'TOO_LARGE' });
    expect(taken).toBe(3);
    await server.close();
  });
});
