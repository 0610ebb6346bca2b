import type { Recorder } from '../recorder.ts';

/** Watches for one kind of action and emits it. Facts only: what they mean is found out later. */
export type Observer = (recorder: Recorder) => void;
