import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MIB = 1024 * 1024;

/** A folder with a disk of its own, so that it can be full without anybody else noticing. */
export type SmallDisk = {
  folder: string;
  /** Takes all room that is left, until `free` is called. */
  fill(): Promise<void>;
  free(): Promise<void>;
  remove(): void;
};

/** Whether this machine lets us mount: only root may, on Linux. */
export function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'codesight-mount-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
  if (status === 0) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true });
  return status === 0;
}

/** @throws Error when it cannot be mounted. */
export function mountSmallDisk(folder: string, mebibytes: number): SmallDisk {
  mkdirSync(folder, { recursive: true });
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', folder]);
  if (status !== 0) throw new Error(`No disk could be mounted at ${folder}: ${stderr?.toString()}`);
  const ballast = join(folder, `ballast-${createHash('sha256').update(folder).digest('hex').slice(0, 8)}`);
  const remove = (): void => void spawnSync('umount', ['-l', folder]);
  process.once('exit', remove);
  return {
    folder,
    fill: () => takeAllRoom(ballast),
    free: () => rm(ballast, { force: true }),
    remove: () => {
      process.off('exit', remove);
      remove();
    },
  };
}

async function takeAllRoom(path: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (let size = MIB; size >= 1;) {
      try {
        await file.appendFile(Buffer.alloc(Math.ceil(size)));
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
        size = size > 1 ? size / 4 : 0;
      }
    }
  } finally {
    await file.close();
  }
}
