/**
 * A stand-in for S3, for tests only: it keeps everything in memory. What it checks, it checks as the real service
 * does: signatures (AWS Signature Version 4 in headers), body digests and checksums, the rules of uploads in parts, of
 * storage classes that must be restored before they are read, and of the settings of buckets. What it does not know it
 * refuses with 501, so that no test can pass on something that was ignored.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { bucketSettings } from './s3-bucket-settings.ts';
import { type Answer, listing, objectOperations, type ObjectRules, type StoredObject } from './s3-objects.ts';
import { errorXml, notKnown, S3Refusal } from './s3-refusal.ts';
import { ACCESS_KEY_ID, SECRET_ACCESS_KEY, verifySignature } from './s3-signature.ts';
import { uploadOperations } from './s3-uploads.ts';

type Method = 'get' | 'put' | 'post' | 'delete' | 'head';

export type StandInS3 = {
  url: string;
  accessKeyId: string;
  secretAccessKey: string;
  object(bucket: string, key: string): StoredObject | undefined;
  keys(bucket: string): string[];
  /** How many uploads in parts were begun and neither completed nor aborted. */
  openUploads(bucket: string): number;
  /** A setting of a bucket, as it was sent; undefined while it has none. */
  setting(bucket: string, name: string): string | undefined;
  /** Answers the next `count` requests (of this method, when one is named) with 503 SlowDown. */
  failNext(count: number, method?: Method): void;
  /** Refuses every request whose query has this name with 501, as a service that does not know it. */
  forget(queryName: string): void;
  /** Moves its clock on: restorations go by it. */
  passTime(ms: number): void;
  close(): Promise<void>;
};

type Options = {
  port?: number;
  /** The most keys that one listing gives, 1,000 unless told. */
  pageSize?: number;
  /** How long a restoration takes; four hours unless told. */
  restoreMs?: number;
  /** False: takes what is not encrypted, as a bucket without a policy does. */
  encryptionRequired?: boolean;
};

export async function startS3(options: Options = {}): Promise<StandInS3> {
  const failing: { left: number; method: Method | undefined } = { left: 0, method: undefined };
  const forgotten = new Set<string>();
  let passedMs = 0;
  const rules: ObjectRules = {
    now: () => Date.now() + passedMs,
    restoreMs: options.restoreMs ?? 4 * 60 * 60 * 1000,
    encryptionRequired: options.encryptionRequired ?? true,
    pageSize: options.pageSize ?? 1_000,
  };
  const service = newService(rules);
  const server = createServer((request, response) => void respond(request, response));

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = Buffer.concat(await request.toArray());
      const method = (request.method ?? '').toLowerCase();
      if (failing.left > 0 && (failing.method === undefined || isSame(failing.method, method))) {
        failing.left--;
        throw new S3Refusal(503, 'SlowDown', 'Please reduce your request rate.');
      }
      verifySignature(request, body);
      const query = new URL(request.url ?? '/', 'http://s3').searchParams;
      if ([...forgotten].some((name) => query.has(name))) throw notKnown(request);
      write(request, response, service.answer(request, body));
    } catch (error) {
      const refusal = error instanceof S3Refusal ? error : new S3Refusal(500, 'InternalError', String(error));
      write(request, response, { status: refusal.status, body: errorXml(refusal) });
    }
  }

  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    url: `http://127.0.0.1:${address.port}`,
    accessKeyId: ACCESS_KEY_ID,
    secretAccessKey: SECRET_ACCESS_KEY,
    ...service.looks,
    failNext: (count, method) => {
      failing.left = count;
      failing.method = method;
    },
    forget: (name) => void forgotten.add(name),
    passTime: (ms) => void (passedMs += ms),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function newService(rules: ObjectRules) {
  const objects = new Map<string, StoredObject>();
  const { put, get, restore } = objectOperations(objects, rules);
  const uploads = uploadOperations(objects, rules);
  const settings = bucketSettings();
  const keys = (bucket: string): string[] =>
    [...objects.keys()]
      .filter((path) => path.startsWith(`${bucket}/`))
      .map((path) => path.slice(bucket.length + 1))
      .sort();

  const ofBucket = (bucket: string, query: URLSearchParams, sent: Sent): Answer => {
    if (sent.request.method === 'GET' && query.get('list-type') === '2') {
      const bytesOf = (key: string) => objects.get(`${bucket}/${key}`)?.content.length ?? 0;
      return listing({ bucket, keys: keys(bucket), bytesOf }, query, rules);
    }
    if (sent.request.method === 'GET' && query.has('uploads')) return uploads.list(bucket, query.get('prefix') ?? '');
    return settings.answer(bucket, query, sent);
  };

  const ofObject = (path: string, query: URLSearchParams, { request, body }: Sent): Answer => {
    const uploadId = query.get('uploadId');
    switch (request.method ?? '') {
      case 'PUT':
        return uploadId === null ? put(path, request, body) : uploads.putPart(path, query, { request, body });
      case 'POST':
        if (query.has('uploads')) return uploads.create(path, request);
        if (query.has('restore')) return restore(path, body.toString());
        if (uploadId !== null) return uploads.complete(path, uploadId, body.toString());
        throw notKnown(request);
      case 'GET':
      case 'HEAD':
        return get(path, request);
      case 'DELETE':
        if (uploadId !== null) return uploads.abort(path, uploadId);
        objects.delete(path);
        return { status: 204 };
      default:
        throw notKnown(request);
    }
  };

  const answer = (request: IncomingMessage, body: Buffer): Answer => {
    const url = new URL(request.url ?? '/', 'http://s3');
    const path = decodeURIComponent(url.pathname).slice(1);
    const [bucket = ''] = path.split('/');
    const sent = { request, body };
    return path.length <= bucket.length + 1
      ? ofBucket(bucket, url.searchParams, sent)
      : ofObject(path, url.searchParams, sent);
  };
  const looks = {
    object: (bucket: string, key: string) => objects.get(`${bucket}/${key}`),
    keys,
    openUploads: (bucket: string) => uploads.open(bucket).length,
    setting: settings.of,
  };
  return { answer, looks };
}

type Sent = { request: IncomingMessage; body: Buffer };

function write(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer): void {
  const type = typeof body === 'string' ? { 'content-type': 'application/xml' } : {};
  response.writeHead(status, { ...type, ...headers });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function isSame(wanted: Method, method: string): boolean {
  return wanted === method || (wanted === 'get' && method === 'head');
}
