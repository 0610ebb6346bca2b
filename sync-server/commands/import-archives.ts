import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Receipt } from '../../shared/api/receipt.ts';
import { archivesIn, type FoundArchive, whoseIs } from './archives-in-file.ts';

export type PutArchive = (archive: {
  path: string;
  sessionId: string;
  participantId: string;
  sha256: string;
}) => Promise<{ receipt: Receipt } | { refusal: string }>;

type Outcome = { file: string; sessionId?: string } & (
  | { result: 'taken in' | 'there already' }
  | { result: 'refused'; reason: string }
);
export type ImportReport = { takenIn: number; thereAlready: number; refused: number; archives: Outcome[] };

/**
 * Brings archives that participants have saved to the server: `path` is one of them, a file that holds several, or a
 * folder of such. Each goes through all that an archive goes through which a device sends; doing it again is harmless.
 * Throws an Error with the whole report when any was refused; the others are in all the same.
 */
export async function importArchives(
  path: string,
  given: { participant: string | undefined; put: PutArchive },
): Promise<ImportReport> {
  const archives: Outcome[] = [];
  for (const file of await filesOf(path)) archives.push(...(await importFile(file, given)));
  const count = (result: Outcome['result']): number => archives.filter((one) => one.result === result).length;
  const refused = count('refused');
  const report = { takenIn: count('taken in'), thereAlready: count('there already'), refused, archives };
  if (archives.length === 0) throw new Error(`There is no archive (*.zip) in ${path}.`);
  if (refused === 0) return report;
  throw new Error(
    `${JSON.stringify(report, undefined, 2)}\n${refused} of ${archives.length} were not taken in: see why above.`,
  );
}

async function filesOf(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.zip'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

async function importFile(
  file: string,
  given: { participant: string | undefined; put: PutArchive },
): Promise<Outcome[]> {
  const folder = await mkdtemp(join(tmpdir(), 'codesight-import-'));
  const outcomes: Outcome[] = [];
  try {
    for await (const found of archivesIn(file, folder)) outcomes.push(await importOne(found, given));
  } catch (error) {
    outcomes.push({ file: basename(file), result: 'refused', reason: inWords(error) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return outcomes;
}

async function importOne(
  { name, path }: FoundArchive,
  { participant, put }: { participant: string | undefined; put: PutArchive },
): Promise<Outcome> {
  try {
    const { sessionId, participantId } = await whoseIs(path);
    const owner = participantId ?? participant;
    const refused = (reason: string): Outcome => ({ file: name, sessionId, result: 'refused', reason });
    if (owner === undefined) {
      return refused(
        'It names no participant: it was recorded before its device joined. Say whose it is, with --participant.',
      );
    }
    if (participant !== undefined && owner !== participant) {
      return refused(`It is of the participant ${owner}, not of ${participant}.`);
    }
    const answer = await put({ path, sessionId, participantId: owner, sha256: await digestOf(path) });
    if ('refusal' in answer) return refused(answer.refusal);
    return { file: name, sessionId, result: answer.receipt.duplicate ? 'there already' : 'taken in' };
  } catch (error) {
    return { file: name, result: 'refused', reason: inWords(error) };
  }
}

const inWords = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer); // no encoding was asked for
  return hash.digest('hex');
}
