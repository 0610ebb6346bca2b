import { sensitiveKinds } from '../../../shared/privacy/sensitive-hosts.ts';
import { writeStored } from '../../browser/stored.ts';
import type { Stored } from '../../settings.ts';
import { useCommand } from '../hooks/use-command.ts';
import { useStored } from '../hooks/use-stored.ts';
import { Failure } from '../parts/failure.tsx';
import { text } from '../text.ts';
import { HostList } from './host-list.tsx';

type Bounds = Stored<'bounds'>;
const PLACES = ['everywhere', 'chosen'] as const satisfies readonly Bounds['where'][];

/** Where may be recorded, and where the recording rests: each rule in words, each of them the participant's to change. */
export function BoundsSection() {
  const bounds = useStored('bounds');
  const { run, failure } = useCommand();
  if (bounds === undefined) return null;
  const change = (changed: Partial<Bounds>): void => run(() => writeStored('bounds', { ...bounds, ...changed }));
  return (
    <section id="bounds" aria-labelledby="bounds-heading">
      <h2 id="bounds-heading">{text.options.bounds}</h2>
      <div class="card">
        <p>{text.bounds.lead}</p>
        <fieldset class="choices">
          <legend>{text.bounds.whereHeading}</legend>
          {PLACES.map((where) => (
            <label key={where}>
              <input type="radio" name="where" checked={bounds.where === where} onChange={() => change({ where })} />
              {text.bounds.where[where]}
            </label>
          ))}
        </fieldset>
        {bounds.where === 'chosen' && (
          <HostList
            label={text.bounds.chosen}
            help={text.bounds.chosenHelp}
            hosts={bounds.chosen}
            onChange={(chosen) => change({ chosen })}
          />
        )}
        <fieldset class="choices">
          <legend>{text.bounds.restsHeading}</legend>
          {sensitiveKinds.map((kind) => (
            <label key={kind}>
              <input
                type="checkbox"
                checked={bounds.rests.includes(kind)}
                onChange={({ currentTarget: { checked } }) =>
                  change({
                    rests: sensitiveKinds.filter((one) => (one === kind ? checked : bounds.rests.includes(one))),
                  })
                }
              />
              {text.bounds.rests[kind]}
            </label>
          ))}
          <p class="fine">{text.bounds.checkoutNote}</p>
        </fieldset>
        <HostList
          label={text.bounds.restOn}
          help={text.bounds.restOnHelp}
          hosts={bounds.restOn}
          onChange={(restOn) => change({ restOn })}
        />
        <HostList
          label={text.bounds.recordOn}
          help={text.bounds.recordOnHelp}
          hosts={bounds.recordOn}
          onChange={(recordOn) => change({ recordOn })}
        />
        <label class="tickbox">
          <input
            type="checkbox"
            checked={bounds.privateWindows === 'allowed'}
            onChange={({ currentTarget: { checked } }) => change({ privateWindows: checked ? 'allowed' : 'never' })}
          />
          <span>
            {text.bounds.privateWindows}
            <span class="why">{text.bounds.privateWindowsHelp}</span>
          </span>
        </label>
        <Failure reason={failure} />
      </div>
    </section>
  );
}
