import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';

/** Why a backup is not taken, in a sentence. */
export class BackupRefusal extends Error {
  override readonly name = 'BackupRefusal';
}

const header = z.object({ backup: z.literal('codesight'), version: z.int(), schema: z.string(), at: z.number() });
const footer = z.object({ rows: z.record(z.string(), z.int()) });

export type BackupLine =
  | { kind: 'header'; version: number; schema: string; at: number }
  /** `row` is JSON, as PostgreSQL has written it. */
  | { kind: 'row'; table: string; row: string };

/**
 * Reads what writeBackup has written: the header, which says of what it is, and the rows. Throws BackupRefusal where it
 * is not whole: cut off, damaged, or with other rows than its last line says; that is known only at its end.
 */
export async function* readBackup(path: string): AsyncGenerator<BackupLine> {
  const counts = new Map<string, number>();
  let hasBegun = false;
  let sums: Record<string, number> | undefined;
  for await (const line of linesOf(path)) {
    if (!hasBegun) {
      hasBegun = true;
      yield { kind: 'header', ...parseLine(header, line, 'The file is not a backup of CodeSight.') };
    } else if (line.startsWith('{')) {
      sums = parseLine(footer, line, 'The file is not a whole backup: its last line is damaged.').rows;
    } else {
      const at = line.indexOf(' ');
      const table = line.slice(0, Math.max(0, at));
      counts.set(table, (counts.get(table) ?? 0) + 1);
      yield { kind: 'row', table, row: line.slice(at + 1) };
    }
  }
  if (sums === undefined || !fits(sums, counts)) {
    throw new BackupRefusal('The file is not a whole backup: rows are missing.');
  }
}

function fits(sums: Record<string, number>, counts: ReadonlyMap<string, number>): boolean {
  return [...Object.keys(sums), ...counts.keys()].every((table) => (sums[table] ?? 0) === (counts.get(table) ?? 0));
}

function parseLine<Schema extends z.ZodType>(schema: Schema, line: string, words: string): z.infer<Schema> {
  try {
    return schema.parse(JSON.parse(line));
  } catch (cause) {
    throw new BackupRefusal(words, { cause });
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const content = createGunzip();
  let failure: unknown;
  pipeline(createReadStream(path), content, (error) => (failure = error));
  try {
    yield* createInterface({ input: content, crlfDelay: Infinity });
    if (content.errored !== null) throw content.errored;
  } catch (error) {
    const cause = failure ?? error;
    if (hasCode(cause, 'ENOENT')) throw new BackupRefusal(`There is no file at ${path}.`, { cause });
    if (hasCode(cause, 'Z_')) {
      throw new BackupRefusal('The file is not a whole backup: it is cut off or damaged.', { cause });
    }
    throw error;
  }
}

const hasCode = (error: unknown, beginning: string): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith(beginning);
