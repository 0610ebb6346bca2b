import type { Page } from '@playwright/test';

/** `frames` reached the recorder, `dropped` did not: a busy machine films fewer of them, which makes the video smaller. */
export type Video = { bytes: number; frames: number | null; dropped: number | null };

type TrackStats = { deliveredFrames: number; totalFrames: number };

/**
 * Records the tab of a title as the older collector did: MediaRecorder at its defaults, WebM. `host` is another page,
 * in a browser started with `--auto-select-tab-capture-source-by-title`. Returns how to stop; then it says what there is.
 */
export async function recordVideo(host: Page): Promise<() => Promise<Video>> {
  await host.evaluate(async () => {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: true, audio: false });
    const recorder = new MediaRecorder(stream);
    const counted = { recorder, bytes: 0 };
    recorder.addEventListener('dataavailable', ({ data }) => void (counted.bytes += data.size));
    recorder.start(1_000);
    Object.assign(globalThis, { counted });
  });
  return () =>
    host.evaluate(async () => {
      const { counted } = globalThis as unknown as { counted: { recorder: MediaRecorder; bytes: number } };
      const stopped = new Promise((resolve) => counted.recorder.addEventListener('stop', resolve));
      counted.recorder.stop();
      await stopped;
      const [track] = counted.recorder.stream.getVideoTracks();
      const stats = track && (Reflect.get(track, 'stats') as TrackStats | undefined);
      track?.stop();
      const frames = stats?.deliveredFrames ?? null;
      return { bytes: counted.bytes, frames, dropped: stats ? stats.totalFrames - stats.deliveredFrames : null };
    });
}
