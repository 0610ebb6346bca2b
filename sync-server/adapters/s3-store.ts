import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { KnownError } from '../../shared/errors.ts';
import type { ArchiveStore, StoredFile } from '../archive-store.ts';
import type { BucketConfig } from '../config.ts';
import { answered, type Bucket, encryption, openBucket, placeOf } from './s3-client.ts';
import { abortOldUploads, putInParts, storageClass } from './s3-multipart.ts';
import { s3Tiers } from './s3-tiers.ts';

const PUT_ATTEMPTS = 3;
const MIB = 1024 * 1024;

/** Larger files go up in parts, so that a break costs a part and not everything. */
export type PartSizes = { inPartsFrom: number; partBytes: number };
const usual: PartSizes = { inPartsFrom: 64 * MIB, partBytes: 16 * MIB };

/** Keeps archives in a bucket of S3 or of anything that speaks its protocol. */
export function s3Store(config: BucketConfig, sizes: PartSizes = usual): ArchiveStore {
  const bucket = openBucket(config);
  const { client } = bucket;
  return {
    put: (key, file, facts) =>
      facts.bytes >= sizes.inPartsFrom
        ? putInParts(bucket, { key, file, facts }, sizes.partBytes)
        : putWhole(bucket, { key, file, facts }),
    getStream: async (key) => {
      const { Body } = await answered(client.send(new GetObjectCommand(placeOf(bucket, key))));
      if (!(Body instanceof Readable)) throw new Error('the S3 client gave something other than a stream');
      return Body;
    },
    size: async (key) => {
      try {
        return (await answered(client.send(new HeadObjectCommand(placeOf(bucket, key))))).ContentLength;
      } catch (error) {
        if (error instanceof KnownError && error.code === 'NOT_FOUND') return undefined;
        throw error;
      }
    },
    delete: async (key) => {
      await answered(client.send(new DeleteObjectCommand(placeOf(bucket, key))));
    },
    list: (prefix) => listBucket(bucket, prefix),
    removeLeftovers: (before) => answered(abortOldUploads(bucket, before)),
    tiers: s3Tiers(bucket),
  };
}

async function putWhole(
  bucket: Bucket,
  { key, file, facts }: { key: string; file: string; facts: StoredFile },
): Promise<void> {
  const { client, config } = bucket;
  const where = { ...placeOf(bucket, key), ...storageClass(config.storageClass), ...encryption(config) };
  for (let attempt = 1; ; attempt++) {
    try {
      await answered(client.send(new PutObjectCommand({ ...where, ...content(file, facts) })));
      return;
    } catch (error) {
      // The SDK cannot send a stream twice; we can open it again.
      if (attempt === PUT_ATTEMPTS || !(error instanceof KnownError && error.code === 'UNAVAILABLE')) throw error;
      await setTimeout(200 * 2 ** attempt * Math.random());
    }
  }
}

/** With the length and our own SHA-256 the body goes as it is, and the service checks it while it arrives. */
function content(file: string, { sha256, bytes }: StoredFile) {
  return {
    Body: createReadStream(file),
    ContentLength: bytes,
    ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
    ContentType: 'application/octet-stream',
  };
}

async function* listBucket(
  { client, config }: Bucket,
  prefix: string,
): AsyncGenerator<{ key: string; bytes: number }, void> {
  let ContinuationToken: string | undefined;
  do {
    const next = ContinuationToken === undefined ? {} : { ContinuationToken };
    const command = new ListObjectsV2Command({ Bucket: config.bucket, Prefix: config.prefix + prefix, ...next });
    const page = await answered(client.send(command));
    for (const { Key = '', Size = 0 } of page.Contents ?? []) {
      yield { key: Key.slice(config.prefix.length), bytes: Size };
    }
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
}
