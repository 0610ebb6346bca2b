import { expect, test } from 'vitest';
import { followUpload } from './follow-upload.ts';
import { SyncError, type UploadStatus } from './server-client.ts';

const at = (offset: number): UploadStatus => ({ offset, complete: false, sha256: undefined });
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('while an archive is sent, what has arrived is asked for; another process’s less is no step back', async () => {
  const answers: (UploadStatus | undefined)[] = [at(10), undefined, at(5), at(30)];
  const told: number[] = [];
  const sending = async (): Promise<string> => {
    while (answers.length > 0) await wait(1);
    await wait(5);
    return 'receipt';
  };
  const answer = await followUpload(
    sending,
    { ask: async () => answers.shift(), arrived: async (bytes) => void told.push(bytes) },
    1,
  );
  expect([answer, told]).toEqual(['receipt', [10, 30]]);
});

test('what is sent at once is not asked about', async () => {
  const asked = () => Promise.reject(new Error('nobody asks'));
  expect(await followUpload(async () => 'receipt', { ask: asked, arrived: asked })).toBe('receipt');
});

test('a question that is not answered is asked again, and never breaks the sending', async () => {
  let asked = 0;
  const told: number[] = [];
  const answer = await followUpload(
    async () => {
      while (told.length === 0) await wait(1);
      return 'receipt';
    },
    {
      ask: () => (++asked < 3 ? Promise.reject(new SyncError('Busy.', 'later')) : Promise.resolve(at(7))),
      arrived: async (bytes) => void told.push(bytes),
    },
    1,
  );
  expect([answer, told]).toEqual(['receipt', [7]]);
});

test('what is still being asked when all is sent says nothing afterwards', async () => {
  const events: string[] = [];
  await followUpload(
    () => wait(5),
    {
      async ask() {
        await wait(20);
        return at(7);
      },
      arrived: async () => void events.push('arrived'),
    },
    1,
  );
  events.push('over');
  await wait(30);
  expect(events).toEqual(['arrived', 'over']);
});

test('why sending failed is told, not why asking did', async () => {
  const failing = async (): Promise<string> => {
    await wait(5);
    throw new SyncError('Cut off.', 'later');
  };
  const asking = () => Promise.reject(new SyncError('Busy.', 'later'));
  await expect(followUpload(failing, { ask: asking, arrived: asking }, 1)).rejects.toThrow('Cut off.');
});
