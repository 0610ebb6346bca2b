import { type Deed, tracesOf } from './plan-visit.ts';

/** What one session must have left at the server: the driver's own account of it. */
export type VisitLog = {
  sessionId: string;
  /** Everything that was done, in order. */
  done(): readonly string[];
  /** What was done and was either acknowledged or had all the time to be: this may not be lost. */
  certain(): readonly string[];
  add(deed: Deed): void;
  /** What was done while the toolbar said that nothing is recorded, for want of room, or as it began to say so. */
  whilePaused(): readonly string[];
  addWhilePaused(deed: Deed): void;
  /** A page or browser is about to die: what has not been committed by now is nobody's promise. */
  onlyCommitted(committed: ReadonlySet<string>): void;
  /** What happened on the way, for whoever has to find out why something is missing. */
  story: string[];
};

export function visitLog(sessionId: string): VisitLog {
  let traces: { trace: string; isCertain: boolean }[] = [];
  const paused: string[] = [];
  return {
    sessionId,
    story: [],
    done: () => traces.map(({ trace }) => trace),
    certain: () => traces.filter(({ isCertain }) => isCertain).map(({ trace }) => trace),
    add: (deed) => traces.push(...tracesOf(deed).map((trace) => ({ trace, isCertain: true }))),
    whilePaused: () => paused,
    addWhilePaused: (deed) => {
      paused.push(...tracesOf(deed));
      traces.push(...tracesOf(deed).map((trace) => ({ trace, isCertain: false })));
    },
    onlyCommitted: (committed) => {
      traces = traces.map(({ trace, isCertain }) => ({ trace, isCertain: isCertain && committed.has(trace) }));
    },
  };
}
