import { isOneOf } from '../../../shared/privacy/sensitive-page.ts';
import { writeStored } from '../../browser/stored.ts';
import type { Stored } from '../../settings.ts';
import { useCommand } from '../hooks/use-command.ts';
import { useFrontHost } from '../hooks/use-front-host.ts';
import { useStored } from '../hooks/use-stored.ts';
import { Failure } from '../parts/failure.tsx';
import { text } from '../text.ts';

/** Makes the shop in front one of the chosen ones, with one press; nothing where all sites may be recorded. */
export function ChooseShop() {
  const bounds = useStored('bounds');
  return bounds?.where === 'chosen' ? <Choice bounds={bounds} /> : null;
}

function Choice({ bounds }: { bounds: Stored<'bounds'> }) {
  const host = useFrontHost();
  const { run, busy, failure } = useCommand();
  if (host === null) return null;
  if (isOneOf(host, bounds.chosen)) return <p class="fine">{text.bounds.chooseShopDone(host)}</p>;
  return (
    <div class="buttons">
      <button
        type="button"
        disabled={busy}
        onClick={() => run(() => writeStored('bounds', { ...bounds, chosen: [...bounds.chosen, host] }))}
      >
        {text.bounds.chooseShop(host)}
      </button>
      <Failure reason={failure} />
    </div>
  );
}
