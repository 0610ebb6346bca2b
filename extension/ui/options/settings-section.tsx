import { useState } from 'preact/hooks';
import { writeStored } from '../../browser/stored.ts';
import { stored, type Stored } from '../../settings.ts';
import { useCommand } from '../hooks/use-command.ts';
import { useStored } from '../hooks/use-stored.ts';
import { Failure } from '../parts/failure.tsx';
import { text } from '../text.ts';

type Settings = Stored<'settings'>;
const TYPES = ['human', 'automated', 'hybrid'] as const satisfies readonly Settings['sessionType'][];

/** What the participant can set; every change is kept at once. */
export function SettingsSection() {
  const settings = useStored('settings');
  const [wrong, setWrong] = useState(false);
  const [saved, setSaved] = useState(false);
  const { run, failure } = useCommand();
  if (settings === undefined) return null;

  const change = (changed: Partial<Settings>): void => {
    const checked = stored.settings.schema.safeParse({ ...settings, ...changed });
    setWrong(!checked.success);
    setSaved(false);
    if (!checked.success) return;
    run(async () => {
      await writeStored('settings', checked.data);
      setSaved(true);
    });
  };

  return (
    <section id="settings" aria-labelledby="settings-heading">
      <h2 id="settings-heading">{text.options.settings}</h2>
      <div class="card">
        <div class="field">
          <label for="keep">{text.settings.keep}</label>
          <input
            id="keep"
            type="number"
            min={0}
            max={365}
            step={1}
            value={settings.keepConfirmedDays}
            aria-invalid={wrong}
            aria-describedby="keep-help keep-wrong"
            onChange={(event) => change({ keepConfirmedDays: event.currentTarget.valueAsNumber })}
          />
          <p id="keep-help" class="fine">
            {text.settings.keepHelp}
          </p>
          <div id="keep-wrong" role="alert">
            {wrong && <p class="note bad">{text.settings.keepWrong}</p>}
          </div>
        </div>
        <label class="tickbox">
          <input
            type="checkbox"
            checked={settings.showIndicator}
            onChange={(event) => change({ showIndicator: event.currentTarget.checked })}
          />
          <span>
            {text.settings.indicator}
            <span class="why">{text.settings.indicatorHelp}</span>
          </span>
        </label>
        <label class="tickbox">
          <input
            type="checkbox"
            checked={settings.lookFirst}
            onChange={(event) => change({ lookFirst: event.currentTarget.checked })}
          />
          <span>
            {text.review.setting}
            <span class="why">{text.review.settingHelp}</span>
          </span>
        </label>
        <fieldset class="choices">
          <legend>{text.settings.type}</legend>
          <p class="fine">{text.settings.typeHelp}</p>
          {TYPES.map((type) => (
            <label key={type}>
              <input
                type="radio"
                name="type"
                checked={settings.sessionType === type}
                onChange={() => change({ sessionType: type })}
              />
              {text.sessionList.kind[type]}
            </label>
          ))}
        </fieldset>
        <Failure reason={failure} />
        <p role="status" class="quiet">
          {saved ? text.settings.saved : ''}
        </p>
      </div>
    </section>
  );
}
