import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { crc32 } from 'node:zlib';
import { S3Refusal } from './s3-refusal.ts';

export const ACCESS_KEY_ID = 'STANDIN';
export const SECRET_ACCESS_KEY = 'stand-in-secret';

/** AWS Signature Version 4: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export function verifySignature(request: IncomingMessage, body: Buffer): void {
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

export function verifyChecksums(request: IncomingMessage, body: Buffer): void {
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
export const etag = (content: Buffer) => `"${createHash('md5').update(content).digest('hex')}"`;

function encodeRfc3986(text: string): string {
  const escape = (char: string) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, escape);
}
