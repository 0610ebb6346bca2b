import type { Page } from '@playwright/test';

/**
 * Records the tab of a title as the older collector did: MediaRecorder at its defaults, WebM. `host` is another page,
 * in a browser started with `--auto-select-tab-capture-source-by-title`. Returns how to stop; then it says the bytes.
 */
export async function recordVideo(host: Page): Promise<() => Promise<number>> {
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
      for (const track of counted.recorder.stream.getTracks()) track.stop();
      return counted.bytes;
    });
}
