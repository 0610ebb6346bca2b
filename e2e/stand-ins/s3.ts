/**
 * A stand-in for S3, for tests only: it keeps everything in memory. What it checks, it checks as the real service
 * does: signatures (AWS Signature Version 4 in headers), body digests and checksums. What it does not know it refuses
 * with 501, so that no test can pass on something that was ignored.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { crc32 } from 'node:zlib';

type StoredObject = { content: Buffer; headers: Record<string, string> };
type Method = 'get' | 'put' | 'delete' | 'head';

export type StandInS3 = {
  url: string;
  accessKeyId: string;
  secretAccessKey: string;
  object(bucket: string, key: string): StoredObject | undefined;
  keys(bucket: string): string[];
  /** Answers the next `count` requests (of this method, when one is named) with 503 SlowDown. */
  failNext(count: number, method?: Method): void;
  close(): Promise<void>;
};

const ACCESS_KEY_ID = 'STANDIN';
const SECRET_ACCESS_KEY = 'stand-in-secret';

class S3Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** `pageSize` is the most keys that one listing gives, 1,000 unless told. */
export async function startS3(options: { port?: number; pageSize?: number } = {}): Promise<StandInS3> {
  const objects = new Map<string, StoredObject>();
  const failing: { left: number; method: Method | undefined } = { left: 0, method: undefined };
  const server = createServer((request, response) => {
    void answer(request, response);
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = Buffer.concat(await request.toArray());
      const method = (request.method ?? '').toLowerCase();
      if (failing.left > 0 && (failing.method === undefined || isSame(failing.method, method))) {
        failing.left--;
        throw new S3Refusal(503, 'SlowDown', 'Please reduce your request rate.');
      }
      verifySignature(request, body);
      handle(request, response, body);
    } catch (error) {
      const refusal = error instanceof S3Refusal ? error : new S3Refusal(500, 'InternalError', String(error));
      response.writeHead(refusal.status, { 'content-type': 'application/xml' });
      response.end(request.method === 'HEAD' ? undefined : errorXml(refusal));
    }
  }

  function handle(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://s3');
    const path = decodeURIComponent(url.pathname).slice(1);
    const [bucket = ''] = path.split('/');
    const key = path.slice(bucket.length + 1);
    if (key === '') {
      if (request.method !== 'GET' || url.searchParams.get('list-type') !== '2') throw notKnown(request);
      response.writeHead(200, { 'content-type': 'application/xml' });
      response.end(listing(bucket, url.searchParams));
      return;
    }
    if (request.method === 'PUT') putObject(path, request, response, body);
    else if (request.method === 'GET' || request.method === 'HEAD') getObject(path, request, response);
    else if (request.method === 'DELETE') {
      objects.delete(path);
      response.writeHead(204).end();
    } else throw notKnown(request);
  }

  function putObject(path: string, request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    verifyChecksums(request, body);
    if (request.headers['if-none-match'] === '*' && objects.has(path)) {
      throw new S3Refusal(412, 'PreconditionFailed', 'At least one of the pre-conditions did not hold');
    }
    const kept = Object.entries(request.headers).filter(
      (entry): entry is [string, string] =>
        typeof entry[1] === 'string' && /^(x-amz-server-side-|x-amz-storage-|content-type)/.test(entry[0]),
    );
    objects.set(path, { content: body, headers: Object.fromEntries(kept) });
    response.writeHead(200, { etag: etag(body) }).end();
  }

  function getObject(path: string, request: IncomingMessage, response: ServerResponse): void {
    const found = objects.get(path);
    if (found === undefined) throw new S3Refusal(404, 'NoSuchKey', 'The specified key does not exist.');
    if (request.headers.range !== undefined) throw notKnown(request);
    const headers = { ...found.headers, 'content-length': found.content.length, etag: etag(found.content) };
    response.writeHead(200, headers);
    response.end(request.method === 'HEAD' ? undefined : found.content);
  }

  function listing(bucket: string, query: URLSearchParams): string {
    const prefix = query.get('prefix') ?? '';
    const after = Buffer.from(query.get('continuation-token') ?? '', 'base64url').toString();
    const size = options.pageSize ?? 1_000;
    const rest = keysIn(bucket).filter((key) => key.startsWith(prefix) && key > after);
    const page = rest.slice(0, size);
    const more = rest.length > size;
    const contents = page.map((key) => {
      const bytes = objects.get(`${bucket}/${key}`)?.content.length ?? 0;
      return `<Contents><Key>${escapeXml(key)}</Key><Size>${bytes}</Size></Contents>`;
    });
    const next = more ? Buffer.from(page.at(-1) ?? '').toString('base64url') : '';
    return (
      `<?xml version="1.0"?><ListBucketResult><Name>${bucket}</Name><KeyCount>${page.length}</KeyCount>` +
      `<IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${next}</NextContinuationToken>` : ''}` +
      `${contents.join('')}</ListBucketResult>`
    );
  }

  function keysIn(bucket: string): string[] {
    const start = `${bucket}/`;
    return [...objects.keys()]
      .filter((path) => path.startsWith(start))
      .map((path) => path.slice(start.length))
      .sort();
  }

  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    url: `http://127.0.0.1:${address.port}`,
    accessKeyId: ACCESS_KEY_ID,
    secretAccessKey: SECRET_ACCESS_KEY,
    object: (bucket, key) => objects.get(`${bucket}/${key}`),
    keys: keysIn,
    failNext: (count, method) => {
      failing.left = count;
      failing.method = method;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function isSame(wanted: Method, method: string): boolean {
  return wanted === method || (wanted === 'get' && method === 'head');
}

/** AWS Signature Version 4: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function verifySignature(request: IncomingMessage, body: Buffer): void {
  const given =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    );
  if (given === null) throw new S3Refusal(403, 'AccessDenied', 'Access Denied');
  const [, accessKeyId, day = '', region = '', signedHeaders = '', signature = ''] = given;
  if (accessKeyId !== ACCESS_KEY_ID) throw new S3Refusal(403, 'InvalidAccessKeyId', 'There is no such access key.');
  const names = signedHeaders.split(';');
  if (!names.includes('host') || !names.includes('x-amz-date')) {
    throw new S3Refusal(403, 'AccessDenied', 'host and x-amz-date must be signed');
  }
  const payload = String(request.headers['x-amz-content-sha256']);
  verifyPayload(payload, body);

  const url = new URL(request.url ?? '/', 'http://s3');
  const query = [...url.searchParams]
    .map(([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(value)}`)
    .sort()
    .join('&');
  const headers = names
    .map((name) => `${name}:${String(request.headers[name]).trim().replaceAll(/ +/g, ' ')}\n`)
    .join('');
  const canonical = [request.method, url.pathname, query, headers, signedHeaders, payload].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256Hex(canonical)].join('\n');
  let signingKey: Buffer = Buffer.from(`AWS4${SECRET_ACCESS_KEY}`);
  for (const part of [day, region, 's3', 'aws4_request']) signingKey = hmac(signingKey, part);
  if (!timingSafeEqual(hmac(signingKey, toSign), Buffer.from(signature, 'hex'))) {
    throw new S3Refusal(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match.');
  }
}

function verifyPayload(payload: string, body: Buffer): void {
  if (payload === 'UNSIGNED-PAYLOAD') return;
  if (payload.startsWith('STREAMING-')) {
    throw new S3Refusal(501, 'NotImplemented', 'This stand-in does not read aws-chunked bodies.');
  }
  if (payload !== sha256Hex(body)) {
    throw new S3Refusal(
      400,
      'XAmzContentSHA256Mismatch',
      'The provided content hash does not match what was computed.',
    );
  }
}

function verifyChecksums(request: IncomingMessage, body: Buffer): void {
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(body));
  const known: Record<string, string> = {
    'content-md5': createHash('md5').update(body).digest('base64'),
    'x-amz-checksum-sha256': createHash('sha256').update(body).digest('base64'),
    'x-amz-checksum-crc32': crc.toString('base64'),
  };
  for (const [name, value] of Object.entries(request.headers)) {
    if (!name.startsWith('x-amz-checksum-') && name !== 'content-md5') continue;
    if (!Object.hasOwn(known, name)) throw new S3Refusal(501, 'NotImplemented', `${name} is not known here`);
    if (value !== known[name]) throw new S3Refusal(400, 'BadDigest', `The ${name} you specified did not match.`);
  }
}

const sha256Hex = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const etag = (content: Buffer) => `"${createHash('md5').update(content).digest('hex')}"`;

function encodeRfc3986(text: string): string {
  const escape = (char: string) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, escape);
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function errorXml({ code, message }: S3Refusal): string {
  return `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
}

function notKnown(request: IncomingMessage): S3Refusal {
  return new S3Refusal(501, 'NotImplemented', `${request.method} ${request.url} is not known to this stand-in`);
}
