import { useStored } from '../hooks/use-stored.ts';
import { pageLinks } from '../parts/page-links.ts';
import { text } from '../text.ts';
import { troubleWords } from '../words/trouble-words.ts';

/** Why the page in front is not recorded, and what to do; nothing while it is. */
export function TroubleNote() {
  const trouble = useStored('trouble');
  const quiet = trouble?.kind === 'closed' || trouble?.kind === 'resting';
  return (
    <div role={quiet ? 'status' : 'alert'}>
      {trouble != null && <p class={quiet ? 'quiet' : 'note bad'}>{troubleWords(trouble)}</p>}
      {trouble?.kind === 'resting' && (
        <a href={`${pageLinks.options}#bounds`} target="_blank">
          {text.bounds.change}
        </a>
      )}
    </div>
  );
}
