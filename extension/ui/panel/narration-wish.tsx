import { useStored } from '../hooks/use-stored.ts';
import { useMicrophone } from '../hooks/use-microphone.ts';
import { pageLinks } from '../parts/page-links.ts';
import { text } from '../text.ts';

type NarrationWishProps = { wished: boolean; onWish: (wished: boolean) => void };

/**
 * Asks before each session whether the participant wants to speak. Where that was never agreed to, or the browser has
 * not allowed the microphone yet, a page of its own asks first: a popup closes when the browser asks.
 */
export function NarrationWish({ wished, onWish }: NarrationWishProps) {
  const consent = useStored('consent');
  const microphone = useMicrophone();
  if (consent === undefined || microphone === undefined) return null;
  const ready = microphone === 'granted' && consent?.purposes.includes('audio') === true;
  return (
    <div>
      <label class="tickbox">
        <input
          type="checkbox"
          checked={wished && ready}
          onChange={(event) => {
            if (ready) {
              onWish(event.currentTarget.checked);
              return;
            }
            event.currentTarget.checked = false;
            open(pageLinks.microphone, '_blank');
          }}
        />
        {text.narration.wish}
      </label>
      <p class="fine">{text.narration.wishHelp}</p>
    </div>
  );
}
