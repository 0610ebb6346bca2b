import {
  GetBucketEncryptionCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { KnownError } from '../../shared/errors.ts';
import type { BucketConfig } from '../config.ts';
import { answered, type Bucket, errorName, openBucket } from './s3-client.ts';
import { OLD_VERSION_DAYS, readLifecycle, wantedRules } from './s3-lifecycle.ts';

export type SetUpWish = {
  /** Only says what would be changed. */
  dryRun: boolean;
  /** Keeps old versions for a while. It is never switched off. */
  versioning: boolean;
  /** Whether the server itself moves archives to cold storage. */
  coldByUs: boolean;
};

export type SetUpStep = {
  what: 'public-access' | 'encryption' | 'versioning' | 'lifecycle';
  /** `not-supported`: the service does not know it. `refused`: our key may not. */
  state: 'was-so' | 'changed' | 'would-change' | 'not-supported' | 'refused';
  words: string;
};

/** A setting: what it is about, and whether it stands as it should, with what puts that right. */
type Setting = Pick<SetUpStep, 'what' | 'words'> & { look(): Promise<{ isSo: boolean; put(): Promise<unknown> }> };

/**
 * Sets a bucket up for archives: no public access, encryption by default, versions for a while when they are wished
 * for, and a lifecycle that clears up and saves. Harmless at any time; other people's rules stay. Throws UNAVAILABLE
 * when the service does not answer.
 */
export async function setUpBucket(config: BucketConfig, wish: SetUpWish): Promise<SetUpStep[]> {
  const bucket = openBucket(config);
  const steps: SetUpStep[] = [];
  for (const setting of await settings(bucket, wish)) {
    const { what, words } = setting;
    steps.push({ what, state: await settle(setting, wish.dryRun), words });
  }
  return steps;
}

const notSupported = new Set(['NotImplemented', 'MethodNotAllowed', 'XNotImplemented']);

async function settle(setting: Setting, dryRun: boolean): Promise<SetUpStep['state']> {
  try {
    const { isSo, put } = await setting.look();
    if (isSo) return 'was-so';
    if (dryRun) return 'would-change';
    await put();
    return 'changed';
  } catch (error) {
    if (notSupported.has(errorName(error))) return 'not-supported';
    if (errorName(error) === 'AccessDenied') return 'refused';
    return await answered(Promise.reject<SetUpStep['state']>(error));
  }
}

async function settings(bucket: Bucket, wish: SetUpWish): Promise<Setting[]> {
  const { config } = bucket;
  const versioned = wish.versioning || (await isVersioned(bucket));
  const rules = wantedRules(config, { versioned, coldByUs: wish.coldByUs });
  return [
    { what: 'public-access', words: 'Nobody reads the bucket without a key.', look: () => publicAccess(bucket) },
    ...(config.encryption === 'none'
      ? []
      : [
          {
            what: 'encryption' as const,
            words: `What is stored is encrypted by default (${config.encryption}).`,
            look: () => defaultEncryption(bucket),
          },
        ]),
    {
      what: 'versioning',
      words: versioned
        ? `What is deleted is kept for ${OLD_VERSION_DAYS} days more: an erasure is complete only after that.`
        : 'What is deleted is gone at once.',
      look: () => versions(bucket, versioned),
    },
    { what: 'lifecycle', words: rules.map(({ ID }) => ID).join(', '), look: () => readLifecycle(bucket, rules) },
  ];
}

async function isVersioned({ client, config }: Bucket): Promise<boolean> {
  const asked = client.send(new GetBucketVersioningCommand({ Bucket: config.bucket }));
  const found = await asked.catch(async (error: unknown) => {
    if (notSupported.has(errorName(error)) || errorName(error) === 'AccessDenied') return undefined;
    if (errorName(error) === 'NoSuchBucket') throw noBucket(config.bucket, error);
    return await answered(Promise.reject<undefined>(error));
  });
  return found?.Status === 'Enabled';
}

function noBucket(name: string, cause: unknown): KnownError {
  return new KnownError('NOT_FOUND', `There is no bucket ${name}. Make it first; its name and region are yours.`, {
    cause,
  });
}

async function publicAccess({ client, config: { bucket: Bucket } }: Bucket) {
  const wanted = {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  };
  const asked = client.send(new GetPublicAccessBlockCommand({ Bucket }));
  const found = await orMissing(asked, 'NoSuchPublicAccessBlockConfiguration');
  const there = found?.PublicAccessBlockConfiguration;
  const isSo = (Object.keys(wanted) as (keyof typeof wanted)[]).every((name) => there?.[name] === true);
  const command = new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: wanted });
  return { isSo, put: () => client.send(command) };
}

async function defaultEncryption({ client, config }: Bucket) {
  const { encryption: wanted, kmsKeyId } = config;
  const asked = client.send(new GetBucketEncryptionCommand({ Bucket: config.bucket }));
  const found = await orMissing(asked, 'ServerSideEncryptionConfigurationNotFoundError');
  const there = found?.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
  const isSo = there?.SSEAlgorithm === wanted && there.KMSMasterKeyID === kmsKeyId;
  const put = async () => {
    if (wanted === 'none') return;
    const ApplyServerSideEncryptionByDefault = {
      SSEAlgorithm: wanted,
      ...(kmsKeyId === undefined ? {} : { KMSMasterKeyID: kmsKeyId }),
    };
    const Rules = [{ ApplyServerSideEncryptionByDefault, BucketKeyEnabled: wanted === 'aws:kms' }];
    const ServerSideEncryptionConfiguration = { Rules };
    await client.send(new PutBucketEncryptionCommand({ Bucket: config.bucket, ServerSideEncryptionConfiguration }));
  };
  return { isSo, put };
}

async function versions(bucket: Bucket, wanted: boolean) {
  const VersioningConfiguration = { Status: 'Enabled' as const };
  const command = new PutBucketVersioningCommand({ Bucket: bucket.config.bucket, VersioningConfiguration });
  return { isSo: !wanted || (await isVersioned(bucket)), put: () => bucket.client.send(command) };
}

async function orMissing<Answer>(asked: Promise<Answer>, missing: string): Promise<Answer | undefined> {
  return await asked.catch((error: unknown) => {
    if (errorName(error) === missing) return undefined;
    throw error;
  });
}
