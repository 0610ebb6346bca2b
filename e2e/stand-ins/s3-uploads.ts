import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Answer, keptHeaders, type ObjectRules, type StoredObject } from './s3-objects.ts';
import { eachOf, escapeXml, S3Refusal, textOf } from './s3-refusal.ts';
import { etag, verifyChecksums } from './s3-signature.ts';

type Part = { content: Buffer; sha256: string | undefined };
type Upload = {
  path: string;
  begunAt: number;
  headers: Record<string, string>;
  /** Undefined: parts need no checksum. */
  algorithm: string | undefined;
  parts: Map<number, Part>;
};

/** The service refuses parts below this, but the last one. */
const LEAST_PART_BYTES = 5 * 1024 * 1024;

/** Uploads in parts, as the service does them: nothing is there until the upload is completed. */
export function uploadOperations(objects: Map<string, StoredObject>, rules: ObjectRules) {
  const uploads = new Map<string, Upload>();
  const find = (id: string, path: string): Upload => {
    const found = uploads.get(id);
    if (found?.path !== path) throw new S3Refusal(404, 'NoSuchUpload', 'The specified upload does not exist.');
    return found;
  };

  const create = (path: string, request: IncomingMessage): Answer => {
    const id = crypto.randomUUID();
    const algorithm = request.headers['x-amz-checksum-algorithm'];
    uploads.set(id, {
      path,
      begunAt: rules.now(),
      headers: keptHeaders(request, rules),
      algorithm: algorithm === undefined ? undefined : String(algorithm),
      parts: new Map(),
    });
    const [bucket = ''] = path.split('/');
    const inner = `<Bucket>${bucket}</Bucket><Key>${path.slice(bucket.length + 1)}</Key><UploadId>${id}</UploadId>`;
    return xml('InitiateMultipartUploadResult', inner);
  };

  const putPart = (path: string, query: URLSearchParams, { request, body }: Sent): Answer => {
    const upload = find(query.get('uploadId') ?? '', path);
    verifyChecksums(request, body);
    const sha256 = request.headers['x-amz-checksum-sha256'];
    if (upload.algorithm === 'SHA256' && sha256 === undefined) {
      throw new S3Refusal(400, 'InvalidRequest', 'The upload was created with a checksum type; this part has none.');
    }
    const number = Number(query.get('partNumber'));
    if (!(number >= 1 && number <= 10_000)) throw new S3Refusal(400, 'InvalidArgument', 'Part number');
    upload.parts.set(number, { content: body, sha256: sha256 === undefined ? undefined : String(sha256) });
    const checksum = sha256 === undefined ? {} : { 'x-amz-checksum-sha256': String(sha256) };
    return { status: 200, headers: { etag: etag(body), ...checksum } };
  };

  const complete = (path: string, id: string, body: string): Answer => {
    const upload = find(id, path);
    const named = eachOf(body, 'Part');
    const parts = named.map((part, index) => {
      const found = upload.parts.get(Number(textOf(part, 'PartNumber')));
      if (found === undefined || textOf(part, 'ETag') !== etag(found.content)) {
        throw new S3Refusal(400, 'InvalidPart', 'One or more of the specified parts could not be found.');
      }
      if (upload.algorithm === 'SHA256' && textOf(part, 'ChecksumSHA256') !== found.sha256) {
        throw new S3Refusal(400, 'InvalidPart', 'The checksum of a part does not match.');
      }
      if (index < named.length - 1 && found.content.length < LEAST_PART_BYTES) {
        throw new S3Refusal(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
      }
      return found;
    });
    if (parts.length === 0) throw new S3Refusal(400, 'MalformedXML', 'No part was named.');
    const content = Buffer.concat(parts.map((part) => part.content));
    objects.set(path, { content, headers: upload.headers });
    uploads.delete(id);
    const digests = parts.map(({ sha256 }) => Buffer.from(sha256 ?? '', 'base64'));
    const composite = createHash('sha256').update(Buffer.concat(digests)).digest('base64');
    const checksum =
      upload.algorithm === 'SHA256' ? `<ChecksumSHA256>${composite}-${parts.length}</ChecksumSHA256>` : '';
    return xml('CompleteMultipartUploadResult', `<ETag>${etag(content)}</ETag>${checksum}`);
  };

  const abort = (path: string, id: string): Answer => {
    find(id, path);
    uploads.delete(id);
    return { status: 204 };
  };

  const open = (bucket: string) =>
    [...uploads].filter(([, { path }]) => path.startsWith(`${bucket}/`)).map(([id, upload]) => ({ id, ...upload }));

  const list = (bucket: string, prefix: string): Answer => {
    const entries = open(bucket)
      .map((upload) => ({ ...upload, key: upload.path.slice(bucket.length + 1) }))
      .filter(({ key }) => key.startsWith(prefix))
      .map(({ id, key, begunAt }) => {
        const begun = new Date(begunAt).toISOString();
        return `<Upload><Key>${escapeXml(key)}</Key><UploadId>${id}</UploadId><Initiated>${begun}</Initiated></Upload>`;
      });
    return xml('ListMultipartUploadsResult', `<IsTruncated>false</IsTruncated>${entries.join('')}`);
  };
  return { create, putPart, complete, abort, list, open };
}

type Sent = { request: IncomingMessage; body: Buffer };

const xml = (name: string, inner: string): Answer => ({
  status: 200,
  body: `<?xml version="1.0"?><${name}>${inner}</${name}>`,
});
