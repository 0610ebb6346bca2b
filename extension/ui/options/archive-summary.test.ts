import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { SessionSummary } from '../../../shared/archive/manifest.ts';
import { archiveSummary } from './archive-summary.ts';

const summary: SessionSummary = {
  sessionId: '0190a0a0-0000-7000-8000-000000000001',
  type: 'human',
  participantId: null,
  scenarioId: null,
  consentVersion: '2026-11-21',
  startedAt: 1,
  endedAt: 2,
  sites: ['shop.example.com'],
  interactions: 41,
  steps: 14,
  examples: 12,
  pictures: 57,
  quality: 0.86,
  verdict: 'accepted',
  completed: true,
  extensionVersion: '0.1.0',
};

function archiveOf(manifest: string): Blob {
  return new Blob([zipSync({ 'manifest.json': [strToU8(manifest), { level: 0 }], 'session.json': strToU8('{}') })]);
}

test('the summary is read from the head of the archive, however long its list of files', async () => {
  const files = Array.from({ length: 2_000 }, (_, index) => ({ path: `screenshots/${index}.webp`, bytes: 1 }));
  const archive = archiveOf(JSON.stringify({ format: 'codesight-archive', version: 1, session: summary, files }));
  expect(await archiveSummary({ sha256: 'a', archive })).toEqual(summary);
});

test('without a local copy, or with another format, there is no summary', async () => {
  expect(await archiveSummary({ sha256: 'b', archive: null })).toBeNull();
  expect(await archiveSummary({ sha256: 'c', archive: new Blob(['PK']) })).toBeNull();
  expect(await archiveSummary({ sha256: 'd', archive: archiveOf('{"session":{"newer":true},"files":[]}') })).toBeNull();
});

test('what was read once is still known when the local copy is removed', async () => {
  const archive = archiveOf(JSON.stringify({ session: summary, files: [] }));
  expect(await archiveSummary({ sha256: 'e', archive })).toEqual(summary);
  expect(await archiveSummary({ sha256: 'e', archive: null })).toEqual(summary);
});
