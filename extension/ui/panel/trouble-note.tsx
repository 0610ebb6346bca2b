import { useStored } from '../hooks/use-stored.ts';
import { troubleWords } from '../words/trouble-words.ts';

/** Why the page in front is not recorded, and what to do; nothing while it is. */
export function TroubleNote() {
  const trouble = useStored('trouble');
  const quiet = trouble?.kind === 'closed';
  return (
    <div role={quiet ? 'status' : 'alert'}>
      {trouble != null && <p class={quiet ? 'quiet' : 'note bad'}>{troubleWords(trouble)}</p>}
    </div>
  );
}
