import { useEffect, useState } from 'preact/hooks';
import { measureStorage } from '../../browser/storage.ts';
import { storageRoom, type StorageMeasure, type StorageRoom } from '../../storage-level.ts';
import { useStored } from './use-stored.ts';

const EVERY_MS = 3_000;

/** How much room there is, measured anew every few seconds; `quotaBytes` is the browser's own limit. Undefined until read. */
export function useStorageRoom(): (StorageRoom & { quotaBytes: number }) | undefined {
  const settings = useStored('settings');
  const [measure, setMeasure] = useState<StorageMeasure>();
  useEffect(() => {
    const look = (): void => void measureStorage().then(setMeasure);
    look();
    const timer = setInterval(look, EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  if (settings === undefined || measure === undefined) return undefined;
  const { storageBudgetMb } = settings;
  const budgetBytes = storageBudgetMb === null ? null : storageBudgetMb * 1_000_000;
  return { ...storageRoom(measure, budgetBytes), quotaBytes: measure.quotaBytes };
}
