import type { IncomingMessage } from 'node:http';
import type { Answer } from './s3-objects.ts';
import { eachOf, notKnown, S3Refusal, textOf } from './s3-refusal.ts';
import { verifyChecksums } from './s3-signature.ts';

/** What a bucket can be told, by the name in the query, and what it answers while it has not been. */
const settings: Readonly<Record<string, { missing: string; check(xml: string): boolean }>> = {
  publicAccessBlock: {
    missing: 'NoSuchPublicAccessBlockConfiguration',
    check: (xml) =>
      ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'].every(isIn(xml)),
  },
  encryption: {
    missing: 'ServerSideEncryptionConfigurationNotFoundError',
    check: (xml) => ['AES256', 'aws:kms'].includes(textOf(xml, 'SSEAlgorithm') ?? ''),
  },
  lifecycle: { missing: 'NoSuchLifecycleConfiguration', check: areRules },
};

const isIn = (xml: string) => (name: string) => ['true', 'false'].includes(textOf(xml, name) ?? '');

/** Each rule needs a name, a state and a filter, and something to do. */
function areRules(xml: string): boolean {
  const rules = eachOf(xml, 'Rule');
  const names = rules.map((rule) => textOf(rule, 'ID'));
  const isWhole = (rule: string) =>
    /<Filter>|<Filter\/>/.test(rule) &&
    ['Enabled', 'Disabled'].includes(textOf(rule, 'Status') ?? '') &&
    /<(Transition|Expiration|AbortIncompleteMultipartUpload|NoncurrentVersionExpiration)>/.test(rule);
  return rules.length > 0 && new Set(names).size === names.length && rules.every(isWhole);
}

/** Settings of buckets, kept as they were sent after a look at what the service insists on. */
export function bucketSettings() {
  const kept = new Map<string, string>();

  const answer = (bucket: string, query: URLSearchParams, { request, body }: Sent): Answer => {
    if (query.has('versioning')) return versioning(bucket, { request, body });
    const name = Object.keys(settings).find((one) => query.has(one));
    const setting = name === undefined ? undefined : settings[name];
    if (name === undefined || setting === undefined) throw notKnown(request);
    const key = `${bucket}?${name}`;
    if (request.method === 'PUT') {
      requireChecksum(request, body);
      if (!setting.check(body.toString())) throw new S3Refusal(400, 'MalformedXML', `${name} is not valid.`);
      kept.set(key, body.toString());
      return { status: name === 'encryption' || name === 'lifecycle' ? 200 : 204 };
    }
    const found = kept.get(key);
    if (request.method !== 'GET') throw notKnown(request);
    if (found === undefined) throw new S3Refusal(404, setting.missing, 'There is no such configuration.');
    return { status: 200, body: found };
  };

  const versioning = (bucket: string, { request, body }: Sent): Answer => {
    const key = `${bucket}?versioning`;
    if (request.method === 'GET') return { status: 200, body: kept.get(key) ?? '<VersioningConfiguration/>' };
    requireChecksum(request, body);
    kept.set(key, body.toString());
    return { status: 200 };
  };
  return { answer, of: (bucket: string, name: string) => kept.get(`${bucket}?${name}`) };
}

type Sent = { request: IncomingMessage; body: Buffer };

/** The service takes these only with a checksum of the body. */
function requireChecksum(request: IncomingMessage, body: Buffer): void {
  const has = Object.keys(request.headers).some((name) => name === 'content-md5' || name.startsWith('x-amz-checksum-'));
  if (!has) throw new S3Refusal(400, 'InvalidRequest', 'Missing required header for this request: Content-MD5');
  verifyChecksums(request, body);
}
