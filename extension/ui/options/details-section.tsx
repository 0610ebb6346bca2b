import { useEffect, useState } from 'preact/hooks';
import type { OwnDetails } from '../../../shared/privacy/own-details.ts';
import { send } from '../../browser/send.ts';
import { readOwnDetails } from '../../store/own-details.ts';
import { useCommand } from '../hooks/use-command.ts';
import { pageDatabase } from '../page-database.ts';
import { Failure } from '../parts/failure.tsx';
import { text } from '../text.ts';

type Kind = keyof OwnDetails;
const KINDS = ['names', 'emails', 'phones', 'addresses'] as const satisfies readonly Kind[];
const EMPTY: Record<Kind, string> = { names: '', emails: '', phones: '', addresses: '' };
const help: Record<Kind, string> = {
  names: text.ownDetails.namesHelp,
  emails: text.ownDetails.oneALine,
  phones: text.ownDetails.oneALine,
  addresses: text.ownDetails.addressesHelp,
};

/** What participants tell of themselves so that it is masked everywhere; kept on this device, deleted with one press. */
export function DetailsSection() {
  const [typed, setTyped] = useState<Record<Kind, string> | null>(null);
  const [done, setDone] = useState('');
  const { run, busy, failure } = useCommand();
  useEffect(() => run(async () => setTyped(asTyped(await readOwnDetails(pageDatabase)))), []);
  return (
    <section id="ownDetails" aria-labelledby="details-heading">
      <h2 id="details-heading">{text.options.ownDetails}</h2>
      <form
        class="card"
        autocomplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed === null) return;
          run(async () => {
            await send('keepOwnDetails', { details: asDetails(typed) });
            setDone(text.ownDetails.saved);
          });
        }}
      >
        <p>{text.ownDetails.lead}</p>
        <p>{text.ownDetails.local}</p>
        {KINDS.map((kind) => (
          <div key={kind} class="field">
            <label for={`details-${kind}`}>{text.ownDetails[kind]}</label>
            <textarea
              id={`details-${kind}`}
              rows={kind === 'addresses' ? 4 : 2}
              disabled={typed === null}
              spellcheck={false}
              aria-describedby={`details-${kind}-help`}
              value={typed?.[kind] ?? ''}
              onInput={(event) => {
                setDone('');
                setTyped({ ...(typed ?? EMPTY), [kind]: event.currentTarget.value });
              }}
            />
            <p id={`details-${kind}-help`} class="fine">
              {help[kind]}
            </p>
          </div>
        ))}
        <div class="buttons">
          <button type="submit" class="main" disabled={busy || typed === null}>
            {text.ownDetails.save}
          </button>
          <button
            type="button"
            class="danger"
            disabled={busy}
            onClick={() =>
              run(async () => {
                await send('forgetOwnDetails', {});
                setTyped(EMPTY);
                setDone(text.ownDetails.removed);
              })
            }
          >
            {text.ownDetails.remove}
          </button>
        </div>
        <p role="status" class="quiet">
          {done}
        </p>
        <Failure reason={failure} />
      </form>
    </section>
  );
}

const separator = (kind: Kind): string => (kind === 'addresses' ? '\n\n' : '\n');

function asTyped(details: OwnDetails | null): Record<Kind, string> {
  if (details === null) return EMPTY;
  const { names, emails, phones, addresses } = details;
  return {
    names: names.join('\n'),
    emails: emails.join('\n'),
    phones: phones.join('\n'),
    addresses: addresses.join('\n\n'),
  };
}

function asDetails(typed: Record<Kind, string>): OwnDetails {
  const split = (kind: Kind): string[] =>
    typed[kind]
      .split(new RegExp(`${separator(kind)}+`))
      .map((value) => value.trim())
      .filter((value) => value !== '');
  return { names: split('names'), emails: split('emails'), phones: split('phones'), addresses: split('addresses') };
}
