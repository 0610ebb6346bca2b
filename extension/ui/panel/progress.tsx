import type { SessionRow } from '../../store/database.ts';
import { formatShare } from '../format/format-number.ts';
import { text } from '../text.ts';
import type { Room } from './panel.tsx';

/** The task under way and how far each thing that counts has come, with the reason. */
export function Progress({ session: { scenario, judgement }, room }: { session: SessionRow; room: Room }) {
  if (scenario === null) return <p class="quiet">{text.freely}</p>;
  const results = new Map(judgement?.outcome.criteria.map((result) => [result.criterionId, result]));
  return (
    <div class="progress">
      <h3>{scenario.title}</h3>
      <details open={room === 'panel' || results.size === 0}>
        <summary>{text.sessionList.outcome}</summary>
        <p>{scenario.task}</p>
      </details>
      <h4>{text.recording.progress}</h4>
      <ul class="results" aria-live="polite">
        {scenario.criteria.map(({ id, description }) => {
          const result = results.get(id);
          const met = result?.met ?? false;
          return (
            <li key={id} class={met ? 'met' : 'open'}>
              <span class="tick" role="img" aria-label={met ? text.recording.met : text.recording.open} />
              <span>
                {description}
                {result !== undefined && <span class="why">{result.explanation}</span>}
              </span>
              <span class="share">{result === undefined || met ? '' : formatShare(result.progress)}</span>
            </li>
          );
        })}
      </ul>
      {results.size === 0 && <p class="quiet">{text.recording.notJudged}</p>}
    </div>
  );
}
