import { writeStored } from '../../browser/stored.ts';
import type { Stored } from '../../settings.ts';
import { sendOrders } from '../../store/archives.ts';
import { useCommand } from '../hooks/use-command.ts';
import { useStored } from '../hooks/use-stored.ts';
import { Failure } from '../parts/failure.tsx';
import { text } from '../text.ts';

type Settings = Stored<'settings'>;
const TICKS = ['notOnMetered', 'notOnLowBattery'] as const;

/** In which order is sent, and on what connection and battery it waits; every change is kept at once. */
export function SendingSettings() {
  const settings = useStored('settings');
  const { run, failure } = useCommand();
  if (settings === undefined) return null;
  const change = (changed: Partial<Settings>): void => run(() => writeStored('settings', { ...settings, ...changed }));
  return (
    <>
      <h3>{text.sending.settings}</h3>
      <div class="card">
        <fieldset class="choices">
          <legend>{text.sending.order}</legend>
          {sendOrders.map((order) => (
            <label key={order}>
              <input
                type="radio"
                name="order"
                checked={settings.sendOrder === order}
                onChange={() => change({ sendOrder: order })}
              />
              {text.sending.orders[order]}
            </label>
          ))}
        </fieldset>
        {TICKS.map((key) => (
          <label key={key} class="tickbox">
            <input
              type="checkbox"
              checked={settings[key]}
              onChange={(event) => change({ [key]: event.currentTarget.checked })}
            />
            <span>
              {text.sending[key]}
              <span class="why">{text.sending[`${key}Help`]}</span>
            </span>
          </label>
        ))}
        <p class="fine">{text.sending.sendAnyway}</p>
        <Failure reason={failure} />
      </div>
    </>
  );
}
