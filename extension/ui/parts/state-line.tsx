import type { StateWords } from '../words/archive-words.ts';

/** A state with its tone, and under it why. The words alone say everything: the colour only helps to find it. */
export function StateLine({ tone, words, why }: StateWords) {
  return (
    <>
      <span class={`state ${tone}`}>{words}</span>
      {why !== null && <span class="why">{why}</span>}
    </>
  );
}
