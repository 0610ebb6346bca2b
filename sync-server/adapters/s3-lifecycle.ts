import {
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
} from '@aws-sdk/client-s3';
import type { BucketConfig } from '../config.ts';
import { type Bucket, errorName } from './s3-client.ts';

/** What is left of an upload in parts after so long belongs to a process that died. */
const GIVEN_UP_DAYS = 2;
/** How long a version that was overwritten or deleted is kept. */
export const OLD_VERSION_DAYS = 7;

const names = { abort: 'abort-given-up-uploads', tiering: 'tiering', versions: 'remove-old-versions' };

/** The rules that a bucket should have of us. */
export function wantedRules(config: BucketConfig, wish: { versioned: boolean; coldByUs: boolean }): LifecycleRule[] {
  const rule = (name: string, prefix: string) => ({
    ID: nameOf(config, name),
    Status: 'Enabled' as const,
    Filter: { Prefix: prefix },
  });
  const rules: LifecycleRule[] = [
    {
      ...rule(names.abort, config.prefix),
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: GIVEN_UP_DAYS },
    },
  ];
  // Where the server itself moves what nobody reads, or puts everything there at once, the service need not.
  if (!wish.coldByUs && config.storageClass === 'STANDARD') {
    const Transitions = [{ Days: 0, StorageClass: 'INTELLIGENT_TIERING' as const }];
    rules.push({ ...rule(names.tiering, `${config.prefix}archives/`), Transitions });
  }
  if (wish.versioned) {
    const NoncurrentVersionExpiration = { NoncurrentDays: OLD_VERSION_DAYS };
    rules.push({ ...rule(names.versions, config.prefix), NoncurrentVersionExpiration });
  }
  return rules;
}

/** Two servers may share a bucket under different prefixes. */
const nameOf = ({ prefix }: BucketConfig, name: string) => `codesight ${prefix}${name}`;

/** Whether our rules stand there as they should, and what to put so that they do; others' rules stay as they are. */
export async function readLifecycle({ client, config }: Bucket, wanted: LifecycleRule[]) {
  const command = new GetBucketLifecycleConfigurationCommand({ Bucket: config.bucket });
  const found = await client.send(command).catch((error: unknown) => {
    if (errorName(error) === 'NoSuchLifecycleConfiguration') return { Rules: [] };
    throw error;
  });
  const there = found.Rules ?? [];
  const ours = new Set(Object.values(names).map((name) => nameOf(config, name)));
  const isOurs = ({ ID = '' }: LifecycleRule) => ours.has(ID);
  const put = async () => {
    const LifecycleConfiguration = { Rules: [...there.filter((rule) => !isOurs(rule)), ...wanted] };
    await client.send(new PutBucketLifecycleConfigurationCommand({ Bucket: config.bucket, LifecycleConfiguration }));
  };
  return { isSo: canonical(there.filter(isOurs)) === canonical(wanted), put };
}

function canonical(rules: LifecycleRule[]): string {
  const inOrder = rules.toSorted((a, b) => (a.ID ?? '').localeCompare(b.ID ?? ''));
  return JSON.stringify(inOrder, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => a.localeCompare(b)))
      : value,
  );
}
