import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { Interaction } from '../../shared/interactions/interaction.ts';
import { goldenShopping } from '../../shared/recordings/golden-shopping.ts';
import type { Session } from '../../shared/session/session.ts';
import { sealSession } from './seal-session.ts';
import { sampleConsent } from '../../shared/session/sample-consent.ts';

/** The entries of the archive that these interactions become. */
async function sealed(
  interactions: readonly Interaction[],
  audio: Blob | null = null,
): Promise<Record<string, Uint8Array>> {
  const { scenario } = goldenShopping();
  const session: Session = {
    id: interactions[0]?.sessionId ?? '',
    type: 'automated',
    participantId: null,
    consent: sampleConsent,
    scenario,
    startedAt: interactions[0]?.action.at ?? 0,
    endedAt: interactions.at(-1)?.action.at ?? 0,
    pauses: [],
    sites: [],
    device: { extensionVersion: '0', browser: 'b', platform: 'p', language: 'en' },
    gaveUpReason: null,
    narration: null,
  };
  let archive = new Blob([]);
  await sealSession(session.id, {
    read: async () => ({ session, interactions: [...interactions], audio }),
    readDeltas: async () => new Map(),
    readPicture: async () => new Blob(['picture']),
    store: async (row) => void ({ archive } = row),
    now: () => 1,
  });
  return unzipSync(new Uint8Array(await archive.arrayBuffer()));
}

function textsOf(entries: Record<string, Uint8Array>): string {
  return Object.keys(entries)
    .filter((path) => /\.jsonl?$/.test(path))
    .map((path) => new TextDecoder().decode(entries[path]))
    .join('\n');
}

test('what a page can put into texts and no server can store is replaced before anything is judged', async () => {
  const { interactions } = goldenShopping();
  const broken = interactions.map((one) => ({
    ...one,
    context:
      'page' in one.context ? { ...one.context, page: { ...one.context.page, title: 'Cup \uD83D\0' } } : one.context,
  }));
  const files = textsOf(await sealed(broken));
  expect(files).toContain('Cup \uFFFD\uFFFD');
  expect(files).not.toMatch(/\\u(0000|d[89a-f])/);
});

test('what was said becomes the archive’s only media file besides its pictures, as it was recorded (R2.6)', async () => {
  const { interactions } = goldenShopping();
  const entries = await sealed(interactions, new Blob(['opus']));
  expect(new TextDecoder().decode(entries['audio.webm'])).toBe('opus');
  expect(new TextDecoder().decode(entries['manifest.json'])).toContain('{"path":"audio.webm","bytes":4,');
});

test('without narration there is no audio in an archive', async () => {
  const entries = await sealed(goldenShopping().interactions);
  expect(Object.keys(entries).filter((path) => /audio|webm/.test(path))).toEqual([]);
});
