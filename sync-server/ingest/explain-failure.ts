import type { Receipt } from '../../shared/api/receipt.ts';
import { errors, KnownError } from '../../shared/errors.ts';
import type { Database } from '../database.ts';
import { findReceipt } from './find-receipt.ts';
import { sameOrConflict } from './keep-archive.ts';
import type { UploadParts } from './upload-part.ts';

type Offered = { sessionId: string; participantId: string; sha256: string };

/**
 * What to say of an archive that had arrived whole and could not be taken in. Processes that share a folder can be at
 * the same part, when a proxy still delivers what a device has long since gone on with elsewhere: then the archive is
 * there, or what was read was not what had arrived. Only of the latter may a device be told that it is refused for good.
 * @returns the receipt when it is stored. Throws UPLOAD_IN_PROGRESS when the part has changed, else `failure`.
 */
export async function explainFailure(
  { database, parts }: { database: Database; parts: Pick<UploadParts, 'sha256'> },
  path: string,
  offered: Offered,
  failure: unknown,
): Promise<Receipt> {
  if (failure instanceof KnownError && errors[failure.code].retry === 'later') throw failure;
  const stored = await findReceipt(database, offered.sessionId);
  if (stored !== undefined) return sameOrConflict(stored, offered);
  if ((await parts.sha256(path)) === offered.sha256) throw failure;
  const message = 'Another request is sending this archive. Ask again in a moment.';
  throw new KnownError('UPLOAD_IN_PROGRESS', message, { cause: failure, retryAfterS: 2 });
}
