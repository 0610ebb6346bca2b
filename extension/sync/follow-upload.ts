import { SyncError, type UploadStatus } from './server-client.ts';

export type UploadWatch = {
  ask(): Promise<UploadStatus | undefined>;
  /** The server holds this many bytes by its own word. */
  arrived(bytes: number): Promise<unknown>;
};

const EVERY_MS = 1_500;

/**
 * Runs `send` and asks the server meanwhile, about every `everyMs`, how much has arrived: what the browser has handed to
 * the network says nothing about that. What is over sooner is not asked about. What `ask` or `arrived` throw ends the
 * asking, and does no harm to the sending, which has reasons of its own to fail.
 */
export async function followUpload<Answer>(
  send: () => Promise<Answer>,
  { ask, arrived }: UploadWatch,
  everyMs = EVERY_MS,
): Promise<Answer> {
  let known = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    try {
      const held = await ask();
      // Another process of the server has less, or nothing: that is no step back.
      if (held !== undefined && held.offset > known) await arrived((known = held.offset));
    } catch (error) {
      // Too much is asked of the server for now, or it cannot be reached: it is asked again later.
      if (!(error instanceof SyncError)) return;
    }
    if (timer !== undefined) plan();
  };
  const plan = (): void => {
    timer = setTimeout(() => void (asking = look()), everyMs);
  };
  plan();
  try {
    return await send();
  } finally {
    clearTimeout(timer);
    timer = undefined;
    // Else its late word would overwrite what the caller writes next.
    await asking;
  }
}
