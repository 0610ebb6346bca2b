import type { Scenario } from '../../../shared/scenarios/scenario.ts';
import { text } from '../text.ts';
import type { Room } from './panel.tsx';

/** A task as it is offered: what to do, where, and what counts as done. */
export function TaskCard({ scenario, room }: { scenario: Scenario; room: Room }) {
  const { title, task, persona, targetSite, difficulty, criteria, expectedSteps } = scenario;
  return (
    <>
      <h3>
        {title} <span class={`chip ${difficulty}`}>{text.difficulty[difficulty]}</span>
      </h3>
      <p>{task}</p>
      <dl class="facts">
        <dt>{text.task.where}</dt>
        <dd>{targetSite ?? text.anyShop}</dd>
        {persona !== null && <dt>{text.task.persona}</dt>}
        {persona !== null && <dd>{persona}</dd>}
      </dl>
      <h4>{text.task.done}</h4>
      <ul class="criteria">
        {criteria.map(({ id, description }) => (
          <li key={id}>{description}</li>
        ))}
      </ul>
      {room === 'panel' && (
        <details>
          <summary>{text.task.path}</summary>
          <ol class="path">
            {expectedSteps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </details>
      )}
    </>
  );
}
