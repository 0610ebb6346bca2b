import { useId, useState } from 'preact/hooks';
import { hostOfRule } from '../../../shared/privacy/sensitive-page.ts';
import { text } from '../text.ts';

type HostListProps = { label: string; help: string; hosts: readonly string[]; onChange(hosts: string[]): void };

/** Sites of one rule: those there are, each with its way out, and a field for one more. */
export function HostList({ label, help, hosts, onChange }: HostListProps) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const add = (): void => {
    const host = hostOfRule(typed);
    if (host === undefined) {
      setWrong(text.bounds.wrong(typed));
      return;
    }
    setWrong(null);
    setTyped('');
    if (!hosts.includes(host)) onChange([...hosts, host].toSorted());
  };
  return (
    <form
      class="field"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <label for={id}>{label}</label>
      <p class="fine" id={`${id}-help`}>
        {help}
      </p>
      <ul class="hosts" aria-label={label}>
        {hosts.map((host) => (
          <li key={host}>
            {host}
            <button
              type="button"
              aria-label={text.bounds.remove(host)}
              onClick={() => onChange(hosts.filter((one) => one !== host))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <div class="beside">
        <input
          id={id}
          type="text"
          value={typed}
          placeholder="shop.example"
          autocomplete="off"
          spellcheck={false}
          aria-invalid={wrong !== null}
          aria-describedby={`${id}-help`}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" aria-label={text.bounds.addTo(label)}>
          {text.bounds.add}
        </button>
      </div>
      <div role="alert">{wrong !== null && <p class="note bad">{wrong}</p>}</div>
    </form>
  );
}
