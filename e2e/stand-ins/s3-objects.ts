import type { IncomingMessage } from 'node:http';
import { etag, verifyChecksums } from './s3-signature.ts';
import { escapeXml, notKnown, S3Refusal, textOf } from './s3-refusal.ts';

export type StoredObject = {
  content: Buffer;
  headers: Record<string, string>;
  /** Of one in GLACIER or DEEP_ARCHIVE that was asked back: when a copy can be read, and until when. */
  restored?: { from: number; until: number };
};
export type Answer = { status: number; headers?: Record<string, string | number>; body?: string | Buffer };

const DAY_MS = 24 * 60 * 60 * 1000;
const kept = /^(x-amz-server-side-|x-amz-storage-class|content-type)/;

export type ObjectRules = {
  now(): number;
  /** How long a restoration takes. */
  restoreMs: number;
  /** Refuses what is to be written without saying how it is encrypted, as a bucket policy would. */
  encryptionRequired: boolean;
  pageSize: number;
};

/** The headers that the service keeps with an object. Throws when it would not be encrypted. */
export function keptHeaders(request: IncomingMessage, { encryptionRequired }: ObjectRules): Record<string, string> {
  const headers = Object.entries(request.headers).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && kept.test(entry[0]),
  );
  const found = Object.fromEntries(headers);
  const encryption = found['x-amz-server-side-encryption'];
  if (encryptionRequired && encryption !== 'AES256' && encryption !== 'aws:kms') {
    throw new S3Refusal(403, 'AccessDenied', 'The policy of this bucket refuses what is not encrypted.');
  }
  return found;
}

/** Operations on single objects, by their path: `bucket/key`. */
export function objectOperations(objects: Map<string, StoredObject>, rules: ObjectRules) {
  const find = (path: string): StoredObject => {
    const found = objects.get(path);
    if (found === undefined) throw new S3Refusal(404, 'NoSuchKey', 'The specified key does not exist.');
    return found;
  };
  const isReadable = (object: StoredObject): boolean => {
    if (!isArchived(object)) return true;
    const { from, until } = object.restored ?? { from: Infinity, until: 0 };
    return rules.now() >= from && rules.now() < until;
  };

  const put = (path: string, request: IncomingMessage, body: Buffer): Answer => {
    const source = request.headers['x-amz-copy-source'];
    if (source !== undefined) return copy(path, request, decodeURIComponent(String(source)).replace(/^\//, ''));
    verifyChecksums(request, body);
    const headers = keptHeaders(request, rules);
    if (request.headers['if-none-match'] === '*' && objects.has(path)) {
      throw new S3Refusal(412, 'PreconditionFailed', 'At least one of the pre-conditions did not hold');
    }
    objects.set(path, { content: body, headers });
    return { status: 200, headers: { etag: etag(body) } };
  };

  const copy = (path: string, request: IncomingMessage, source: string): Answer => {
    const from = find(source);
    if (!isReadable(from)) throw new S3Refusal(403, 'ObjectNotInActiveTierError', 'The source is archived.');
    const headers = keptHeaders(request, rules);
    if (path === source && classOf({ headers }) === classOf(from)) {
      throw new S3Refusal(400, 'InvalidRequest', 'Copying an object to itself must change something.');
    }
    const type = from.headers['content-type'];
    objects.set(path, { content: from.content, headers: { ...headers, ...(type && { 'content-type': type }) } });
    const modified = new Date(rules.now()).toISOString();
    const result = `<ETag>${etag(from.content)}</ETag><LastModified>${modified}</LastModified>`;
    return { status: 200, body: `<?xml version="1.0"?><CopyObjectResult>${result}</CopyObjectResult>` };
  };

  const get = (path: string, request: IncomingMessage): Answer => {
    const found = find(path);
    if (request.headers.range !== undefined) throw notKnown(request);
    if (request.method === 'GET' && !isReadable(found)) {
      throw new S3Refusal(403, 'InvalidObjectState', 'The operation is not valid for the storage class of the object.');
    }
    const headers = {
      ...found.headers,
      ...restoreHeader(found, rules.now()),
      'content-length': found.content.length,
      etag: etag(found.content),
    };
    return { status: 200, headers, body: found.content };
  };

  const restore = (path: string, body: string): Answer => {
    const found = find(path);
    if (!isArchived(found)) throw new S3Refusal(403, 'InvalidObjectState', 'Restore is not allowed for this class.');
    if (found.restored !== undefined && rules.now() < found.restored.from) {
      throw new S3Refusal(409, 'RestoreAlreadyInProgress', 'Object restore is already in progress');
    }
    const days = Number(textOf(body, 'Days'));
    if (!(days >= 1)) throw new S3Refusal(400, 'MalformedXML', 'Days are missing.');
    const from = rules.now() + rules.restoreMs;
    found.restored = { from, until: from + days * DAY_MS };
    return { status: 202 };
  };
  return { put, get, restore };
}

const classOf = ({ headers }: Pick<StoredObject, 'headers'>) => headers['x-amz-storage-class'] ?? 'STANDARD';
const isArchived = (object: StoredObject) => ['GLACIER', 'DEEP_ARCHIVE'].includes(classOf(object));

function restoreHeader({ restored }: StoredObject, now: number): Record<string, string> {
  if (restored === undefined || now >= restored.until) return {};
  if (now < restored.from) return { 'x-amz-restore': 'ongoing-request="true"' };
  const until = new Date(restored.until).toUTCString();
  return { 'x-amz-restore': `ongoing-request="false", expiry-date="${until}"` };
}

/** One page of a bucket's keys, as `ListObjectsV2` gives it. */
export function listing(
  { bucket, keys, bytesOf }: { bucket: string; keys: string[]; bytesOf: (key: string) => number },
  query: URLSearchParams,
  { pageSize }: ObjectRules,
): Answer {
  const prefix = query.get('prefix') ?? '';
  const after = Buffer.from(query.get('continuation-token') ?? '', 'base64url').toString();
  const rest = keys.filter((key) => key.startsWith(prefix) && key > after);
  const page = rest.slice(0, pageSize);
  const more = rest.length > pageSize;
  const contents = page.map((key) => `<Contents><Key>${escapeXml(key)}</Key><Size>${bytesOf(key)}</Size></Contents>`);
  const next = more ? Buffer.from(page.at(-1) ?? '').toString('base64url') : '';
  const body =
    `<?xml version="1.0"?><ListBucketResult><Name>${bucket}</Name><KeyCount>${page.length}</KeyCount>` +
    `<IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${next}</NextContinuationToken>` : ''}` +
    `${contents.join('')}</ListBucketResult>`;
  return { status: 200, body };
}
