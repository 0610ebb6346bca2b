/** Enough for speech; a minute is about 175 kB. */
const BITS_PER_SECOND = 24_000;
/** What a crash may cost at most. */
const PIECE_MS = 2_000;
const TYPE = 'audio/webm;codecs=opus';

export type MicrophoneEvents = {
  onPiece(webm: Blob): void;
  /** The device was unplugged, or its permission withdrawn. */
  onLost(): void;
};

/** A microphone that is being recorded. While paused, nothing is listened to and no time passes in the audio. */
export type Microphone = {
  /** Epoch milliseconds of the first sample. */
  startedAt: number;
  pause(): void;
  resume(): void;
  /** Resolves after the last piece, with the microphone let go. */
  stop(): Promise<void>;
  /** Loudness between 0 and 1. */
  level(): number;
};

/** @throws Error with a sentence for the participant when there is no microphone or no permission. */
export async function openMicrophone({ onPiece, onLost }: MicrophoneEvents): Promise<Microphone> {
  const stream = await listen();
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(stream).connect(analyser);
  const recorder = new MediaRecorder(stream, { mimeType: TYPE, audioBitsPerSecond: BITS_PER_SECOND });
  recorder.addEventListener('dataavailable', ({ data }) => onPiece(data));
  const [track] = stream.getAudioTracks();
  track?.addEventListener('ended', onLost);
  const started = new Promise<number>((resolve) => {
    recorder.addEventListener('start', () => resolve(performance.timeOrigin + performance.now()), { once: true });
  });
  recorder.start(PIECE_MS);
  const startedAt = await started;
  return {
    startedAt,
    pause() {
      recorder.pause();
      // What was said until now is kept at once: the pause may last.
      recorder.requestData();
      if (track) track.enabled = false;
    },
    resume() {
      if (track) track.enabled = true;
      recorder.resume();
    },
    async stop() {
      const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve, { once: true }));
      if (recorder.state !== 'inactive') {
        recorder.stop();
        await stopped;
      }
      for (const one of stream.getTracks()) one.stop();
      await context.close();
    },
    level: () => loudness(analyser),
  };
}

async function listen(): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true },
    });
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'NotAllowedError') throw new Error('The browser does not allow the microphone.', { cause: error });
    if (name === 'NotFoundError') throw new Error('There is no microphone.', { cause: error });
    throw new Error('The microphone cannot be used, perhaps because another program has it.', { cause: error });
  }
}

/** Root mean square, spread so that speech (about 0.01 to 0.3) fills a meter. */
function loudness(analyser: AnalyserNode): number {
  const samples = new Float32Array(analyser.fftSize);
  analyser.getFloatTimeDomainData(samples);
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  return Math.min(1, Math.sqrt(power) ** 0.5 * 1.4);
}
