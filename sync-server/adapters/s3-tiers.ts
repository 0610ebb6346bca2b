import {
  CopyObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  RestoreObjectCommand,
} from '@aws-sdk/client-s3';
import type { StoreTiers } from '../archive-store.ts';
import { answered, type Bucket, encryption, errorName, placeOf } from './s3-client.ts';

/** How long the service keeps the copy that it restores: long enough for us to move it back. */
const RESTORED_DAYS = 3;
const HOUR_S = 3_600;
/** The longest that a restoration at the tier `Standard` takes, by the service's documentation (RestoreObject). */
const restoreS: Readonly<Record<string, number>> = { GLACIER: 5 * HOUR_S, DEEP_ARCHIVE: 12 * HOUR_S };
/** A restoration under way does not say how far it is. */
const ASK_AGAIN_S = 15 * 60;

/** Storage classes of a bucket as hot and cold: an object is moved by copying it onto itself, at once or not at all. */
export function s3Tiers(bucket: Bucket): StoreTiers {
  const { client, config } = bucket;
  const look = (key: string) => answered(client.send(new HeadObjectCommand(placeOf(bucket, key))));
  const moveTo = async (key: string, storageClass: Bucket['config']['storageClass' | 'coldClass']) => {
    const where = placeOf(bucket, key);
    const CopySource = `${where.Bucket}/${where.Key.split('/').map(encodeURIComponent).join('/')}`;
    const copy = new CopyObjectCommand({
      ...where,
      CopySource,
      StorageClass: storageClass,
      ...encryption(config),
    });
    await answered(client.send(copy));
  };
  return {
    cool: async (key) => {
      const { StorageClass = 'STANDARD' } = await look(key);
      // Where hot and cold are the same class there is nothing to move.
      if (StorageClass !== config.coldClass && !isArchived(StorageClass)) await moveTo(key, config.coldClass);
    },
    warm: async (key) => {
      const found = await look(key);
      const { StorageClass = 'STANDARD' } = found;
      const waitS = isArchived(StorageClass) || found.ArchiveStatus !== undefined ? waitOf(found) : 0;
      if (waitS === undefined) return await restore(bucket, key, StorageClass);
      if (waitS === 0 && StorageClass !== config.storageClass) await moveTo(key, config.storageClass);
      return waitS;
    },
  };
}

const isArchived = (storageClass: string): boolean => Object.hasOwn(restoreS, storageClass);

/** Seconds until it is worth looking again at a restoration; 0 when it is done, undefined when none was begun. */
function waitOf({ Restore }: HeadObjectCommandOutput): number | undefined {
  if (Restore === undefined) return undefined;
  return Restore.includes('ongoing-request="true"') ? ASK_AGAIN_S : 0;
}

async function restore(bucket: Bucket, key: string, storageClass: string): Promise<number> {
  // What intelligent tiering has archived comes back for good; a class is restored as a copy for some days.
  const days = isArchived(storageClass) ? { Days: RESTORED_DAYS } : {};
  const RestoreRequest = { ...days, GlacierJobParameters: { Tier: 'Standard' as const } };
  const command = new RestoreObjectCommand({ ...placeOf(bucket, key), RestoreRequest });
  const sent = bucket.client.send(command).catch((error: unknown) => {
    // Somebody else was faster.
    if (errorName(error) !== 'RestoreAlreadyInProgress') throw error;
  });
  await answered(sent);
  return restoreS[storageClass] ?? 5 * HOUR_S;
}
