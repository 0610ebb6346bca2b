import { text } from '../text.ts';

/** Why a command failed, announced at once; nothing when it did not. */
export function Failure({ reason }: { reason: string | null }) {
  return <div role="alert">{reason !== null && <p class="note bad">{text.failed.command(reason)}</p>}</div>;
}
