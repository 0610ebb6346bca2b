import { useEffect, useState } from 'preact/hooks';
import { useLive } from '../hooks/use-live.ts';
import { pageDatabase } from '../page-database.ts';
import { text } from '../text.ts';

/** What was said in a session, to be listened to; nothing when nothing was. */
export function Spoken({ sessionId }: { sessionId: string }) {
  const pieces = useLive(() => pageDatabase.audio.where({ sessionId }).sortBy('index'), [sessionId]);
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (pieces === undefined || pieces.length === 0) return undefined;
    const audio = new Blob(
      pieces.map(({ webm }) => webm),
      { type: 'audio/webm' },
    );
    const made = URL.createObjectURL(audio);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [pieces]);
  if (pieces === undefined || pieces.length === 0) return null;
  return (
    <section class="card" aria-labelledby="spoken-heading">
      <h2 id="spoken-heading">{text.review.spokenHeading}</h2>
      <p>{text.review.spoken}</p>
      <audio controls src={address} />
    </section>
  );
}
