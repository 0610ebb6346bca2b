import type { RestReason } from '../../../shared/privacy/sensitive-page.ts';
import type { DataOf } from '../../messages.ts';
import type { Indicator } from '../indicator.ts';
import type { Outbox } from '../outbox.ts';
import { now } from '../page-clock.ts';
import type { Rest } from './create-rest.ts';

export type FollowRestDeps = {
  pageId: string;
  rest: Rest;
  outbox: Pick<Outbox, 'forgetSince'>;
  showSign(reason: RestReason): Indicator;
  tell(data: DataOf<'pageRests'>): void;
  signal: AbortSignal;
};

/** Tells the participant and the background that recording rests in this document, while there is a recording. */
export function followRest({ pageId, rest, outbox, showSign, tell, signal }: FollowRestDeps) {
  const isTop = window === window.top;
  let sign: Indicator | undefined;
  let isWanted = true;
  let told: { sessionId: string; reason: RestReason } | undefined;

  /** A page behind another one rests without anybody noticing: recording goes on where the participant is. */
  const announce = (next: typeof told): void => {
    if (next?.reason === told?.reason && next?.sessionId === told?.sessionId) return;
    const before = told;
    told = next;
    const sessionId = next?.sessionId ?? before?.sessionId;
    if (sessionId === undefined) return;
    const since = next === undefined ? null : rest.since();
    if (since !== null) outbox.forgetSince(since);
    tell({ sessionId, pageId, reason: next?.reason ?? null, since, at: now() });
  };
  let recordingNow: string | undefined;
  const say = (): boolean => {
    const reason = rest.check();
    sign?.remove();
    sign = undefined;
    if (reason === null || reason === 'unknown' || recordingNow === undefined) {
      announce(undefined);
      return reason !== null;
    }
    const isHere = !isTop || document.visibilityState === 'visible';
    announce(isHere ? { sessionId: recordingNow, reason } : undefined);
    if (!isTop) return true;
    sign = showSign(reason);
    sign.want(isWanted);
    sign.show();
    return true;
  };
  document.addEventListener('visibilitychange', () => void say(), { signal });
  window.addEventListener('pagehide', () => announce(undefined), { signal });
  document.addEventListener('readystatechange', () => sign?.show(), { signal });
  signal.addEventListener('abort', () => sign?.remove());

  return {
    /** Whether nothing of the document may be recorded now. */
    follow(recording: { sessionId: string; paused: boolean } | null): boolean {
      recordingNow = recording === null || recording.paused ? undefined : recording.sessionId;
      return say();
    },
    reason(): RestReason | null {
      const reason = rest.check();
      return reason === 'unknown' ? null : reason;
    },
    /** @throws Error when nothing of the document may be pictured now. */
    refuse(): void {
      if (rest.check() !== null) throw new Error('recording rests on this page');
    },
    want(wanted: boolean): void {
      isWanted = wanted;
      sign?.want(wanted);
      sign?.show();
    },
  };
}
