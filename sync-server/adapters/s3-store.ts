import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { KnownError } from '../../shared/errors.ts';
import { type ArchiveStore, isStoreKey, type StoredFile } from '../archive-store.ts';
import type { BucketConfig } from '../config.ts';

const PUT_ATTEMPTS = 3;

/** Keeps archives in a bucket of S3 or of anything that speaks its protocol. One PUT stores up to 5 GB. */
export function s3Store(config: BucketConfig): ArchiveStore {
  const client = newClient(config);
  const Bucket = config.bucket;
  const inBucket = (key: string) => {
    if (!isStoreKey(key)) throw new Error(`not a key of a store: ${key}`);
    return { Bucket, Key: config.prefix + key };
  };
  return {
    put: async (key, file, facts) => {
      const where = inBucket(key);
      for (let attempt = 1; ; attempt++) {
        try {
          const command = new PutObjectCommand({ ...where, ...content(file, facts), ...encryption(config) });
          await answered(client.send(command));
          return;
        } catch (error) {
          // The SDK cannot send a stream twice; we can open it again.
          if (attempt === PUT_ATTEMPTS || !(error instanceof KnownError && error.code === 'UNAVAILABLE')) throw error;
          await setTimeout(200 * 2 ** attempt * Math.random());
        }
      }
    },
    getStream: async (key) => {
      const { Body } = await answered(client.send(new GetObjectCommand(inBucket(key))));
      if (!(Body instanceof Readable)) throw new Error('the S3 client gave something other than a stream');
      return Body;
    },
    size: async (key) => {
      try {
        return (await answered(client.send(new HeadObjectCommand(inBucket(key))))).ContentLength;
      } catch (error) {
        if (error instanceof KnownError && error.code === 'NOT_FOUND') return undefined;
        throw error;
      }
    },
    delete: async (key) => {
      await answered(client.send(new DeleteObjectCommand(inBucket(key))));
    },
    list: async function* (prefix) {
      let ContinuationToken: string | undefined;
      do {
        const next = ContinuationToken === undefined ? {} : { ContinuationToken };
        const command = new ListObjectsV2Command({ Bucket, Prefix: config.prefix + prefix, ...next });
        const page = await answered(client.send(command));
        for (const { Key = '', Size = 0 } of page.Contents ?? []) {
          yield { key: Key.slice(config.prefix.length), bytes: Size };
        }
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);
    },
  };
}

function newClient({ endpoint, region, credentials, forcePathStyle }: BucketConfig): S3Client {
  return new S3Client({
    region,
    forcePathStyle,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
    // Else the SDK sends checksums of its own kinds, which services other than AWS often misread.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // What it would print comes to us as an error.
    logger: { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing },
  });
}

const nothing = () => undefined;

/** With the length and our own SHA-256 the body goes as it is, and the service checks it while it arrives. */
function content(file: string, { sha256, bytes }: StoredFile) {
  return {
    Body: createReadStream(file),
    ContentLength: bytes,
    ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
    ContentType: 'application/octet-stream',
  };
}

function encryption({ encryption: kind, kmsKeyId }: BucketConfig) {
  if (kind === 'none') return {};
  if (kind === 'AES256') return { ServerSideEncryption: kind };
  // A bucket key spares one call to the key service for each object.
  return {
    ServerSideEncryption: kind,
    BucketKeyEnabled: true,
    ...(kmsKeyId === undefined ? {} : { SSEKMSKeyId: kmsKeyId }),
  };
}

const digestRefused = new Set(['BadDigest', 'XAmzContentChecksumMismatch', 'XAmzContentSHA256Mismatch']);

async function answered<Answer>(request: Promise<Answer>): Promise<Answer> {
  try {
    return await request;
  } catch (cause) {
    const name = cause instanceof S3ServiceException ? cause.name : '';
    if (name === 'NoSuchKey' || name === 'NotFound') {
      throw new KnownError('NOT_FOUND', 'There is no such file in the store.', { cause });
    }
    if (digestRefused.has(name)) {
      throw new KnownError('DIGEST_MISMATCH', 'The file changed between its check and its storing. Send it again.', {
        cause,
      });
    }
    throw new KnownError('UNAVAILABLE', 'The archive store does not answer as it should. Try again later.', {
      cause,
      retryAfterS: 30,
    });
  }
}
