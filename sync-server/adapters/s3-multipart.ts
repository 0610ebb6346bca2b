import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  UploadPartCommand,
  type CompletedPart,
} from '@aws-sdk/client-s3';
import type { StoredFile } from '../archive-store.ts';
import { answered, type Bucket, digestMismatch, encryption, errorName, placeOf } from './s3-client.ts';

/**
 * Stores a file in parts of `partBytes`, one in memory at a time. The service checks each part by its SHA-256; we check
 * the whole by ours before anything of it is there. An upload that fails is aborted, so that no part stays behind; those
 * of a process that died are found by `abortOldUploads`. Throws DIGEST_MISMATCH.
 */
export async function putInParts(
  bucket: Bucket,
  { key, file, facts }: { key: string; file: string; facts: StoredFile },
  partBytes: number,
): Promise<void> {
  const where = placeOf(bucket, key);
  const { client, config } = bucket;
  const begin = new CreateMultipartUploadCommand({
    ...where,
    ChecksumAlgorithm: 'SHA256',
    ContentType: 'application/octet-stream',
    ...storageClass(config.storageClass),
    ...encryption(config),
  });
  const { UploadId } = await answered(client.send(begin));
  if (UploadId === undefined) throw new Error('the S3 service began an upload without a name');
  const upload = { ...where, UploadId };
  const parts: CompletedPart[] = [];
  let stored: string | undefined;
  try {
    await sendParts(bucket, { upload, file, facts, parts }, partBytes);
    const complete = new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: parts } });
    stored = (await answered(client.send(complete))).ChecksumSHA256;
  } catch (error) {
    await abort(bucket, upload);
    throw error;
  }
  if (stored === undefined || stored === compositeOf(parts)) return;
  await answered(client.send(new DeleteObjectCommand(where)));
  throw digestMismatch();
}

/** What S3 is told of a storage class: nothing for the usual one, which not every service knows by name. */
export function storageClass<Name extends string>(name: Name) {
  return name === 'STANDARD' ? {} : { StorageClass: name };
}

type Upload = { Bucket: string; Key: string; UploadId: string };

async function sendParts(
  { client }: Bucket,
  { upload, file, facts, parts }: { upload: Upload; file: string; facts: StoredFile; parts: CompletedPart[] },
  partBytes: number,
): Promise<void> {
  const whole = createHash('sha256');
  const source = await open(file, 'r');
  try {
    for (let from = 0; from < facts.bytes; from += partBytes) {
      const wanted = Math.min(partBytes, facts.bytes - from);
      const { bytesRead, buffer } = await source.read(Buffer.alloc(wanted), 0, wanted, from);
      if (bytesRead < wanted) throw digestMismatch();
      whole.update(buffer);
      const ChecksumSHA256 = createHash('sha256').update(buffer).digest('base64');
      const PartNumber = parts.length + 1;
      const part = { ...upload, PartNumber, ChecksumSHA256, Body: buffer, ContentLength: wanted };
      const { ETag } = await answered(client.send(new UploadPartCommand(part)));
      parts.push({ PartNumber, ChecksumSHA256, ...(ETag === undefined ? {} : { ETag }) });
    }
    const { size } = await source.stat();
    if (size !== facts.bytes || whole.digest('hex') !== facts.sha256) throw digestMismatch();
  } finally {
    await source.close();
  }
}

/** The service's own checksum of an upload in parts: over the parts' checksums, with their number. */
function compositeOf(parts: CompletedPart[]): string {
  const digests = parts.map(({ ChecksumSHA256 = '' }) => Buffer.from(ChecksumSHA256, 'base64'));
  return `${createHash('sha256').update(Buffer.concat(digests)).digest('base64')}-${parts.length}`;
}

/** What cannot be aborted now is found again by its age; the failure that led here is the one to be told. */
async function abort({ client }: Bucket, upload: Upload): Promise<void> {
  await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
}

/** Aborts uploads in parts that were begun before this moment. @returns how many. A service without them has none. */
export async function abortOldUploads({ client, config }: Bucket, before: number): Promise<number> {
  let aborted = 0;
  let markers = {};
  for (;;) {
    const command = new ListMultipartUploadsCommand({ Bucket: config.bucket, Prefix: config.prefix, ...markers });
    const page = await client.send(command).catch((error: unknown) => {
      if (errorName(error) === 'NotImplemented') return undefined;
      throw error;
    });
    if (page === undefined) return 0;
    for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
      if (Key === undefined || UploadId === undefined || (Initiated?.getTime() ?? 0) >= before) continue;
      const upload = new AbortMultipartUploadCommand({ Bucket: config.bucket, Key, UploadId });
      await client.send(upload).catch((error: unknown) => {
        // Completed or aborted since it was listed.
        if (errorName(error) !== 'NoSuchUpload') throw error;
      });
      aborted++;
    }
    if (page.IsTruncated !== true) return aborted;
    markers = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
  }
}
