import { z } from 'zod';

const level = z.number().min(0).max(1);

/**
 * How loud the microphone is, from where it is recorded to the screens that show it. A broadcast instead of a message:
 * ten a second would keep the service worker awake for nothing.
 */
export function narrationLevel() {
  const channel = new BroadcastChannel('codesight-narration-level');
  // Within the extension's own origin by nature: unlike a window's, this one takes no target.
  const post = channel.postMessage.bind(channel);
  return {
    tell: (loudness: number): void => post(loudness),
    listen(hear: (loudness: number) => void): () => void {
      channel.addEventListener('message', ({ data }) => {
        const heard = level.safeParse(data);
        if (heard.success) hear(heard.data);
      });
      return () => channel.close();
    },
  };
}
