import { useEffect, useRef, useState } from 'preact/hooks';
import { send } from '../../browser/send.ts';
import { askToPersist } from '../../browser/storage.ts';
import { formatMoment } from '../format/format-time.ts';
import { useCommand } from '../hooks/use-command.ts';
import { text } from '../text.ts';
import { readInvitation, type InvitationProblem } from './read-invitation.ts';

type Former = { serverUrl: string; participantId: string };
/** `again`: the device has lost its access. `elsewhere`: it is to belong to another study, or to one that has moved. */
export type Occasion =
  | { kind: 'first' }
  | { kind: 'again'; former: Former }
  | { kind: 'elsewhere'; former: Former; agreedAt: number };

const headings = {
  first: text.enrol.heading,
  again: text.lostAccess.heading,
  elsewhere: text.study.heading,
} as const satisfies Record<Occasion['kind'], string>;

type Props = { occasion: Occasion; onJoined: () => void; onElsewhere?: () => void; onBack?: () => void };

/**
 * Server and invitation code; only the code where a device joins its server again. What is wrong is said at its field;
 * what the server refuses, in its own words.
 */
export function EnrolForm({ occasion, onJoined, onElsewhere, onBack }: Props) {
  const [server, setServer] = useState(occasion.kind === 'again' ? occasion.former.serverUrl : '');
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState<InvitationProblem | null>(null);
  const { run, busy, failure } = useCommand();
  const heading = useRef<HTMLHeadingElement>(null);
  // After agreeing, this form stands where the text was: readers with a keyboard or a screen reader go on here.
  useEffect(() => heading.current?.focus(), []);

  const join = (): void => {
    const invitation = readInvitation(server, code);
    if ('problem' in invitation) {
      setWrong(invitation);
      document.getElementById(invitation.field)?.focus();
      return;
    }
    setWrong(null);
    run(async () => {
      if (!navigator.onLine) throw new Error(text.enrol.offline);
      await askToPersist();
      await send('enrol', invitation);
      onJoined();
    });
  };

  return (
    <form
      class="card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        join();
      }}
    >
      <h2 ref={heading} tabIndex={-1}>
        {headings[occasion.kind]}
      </h2>
      <Lead occasion={occasion} />
      {occasion.kind !== 'again' && (
        <Field
          id="server"
          label={text.enrol.server}
          help={text.enrol.serverHelp}
          value={server}
          wrong={wrong}
          onValue={setServer}
        />
      )}
      <Field
        id="code"
        label={text.enrol.code}
        help={text.enrol.codeHelp}
        value={code}
        wrong={wrong}
        onValue={setCode}
      />
      <div role="alert">
        {failure !== null && (
          <p class="note bad">
            {text.enrol.refused(failure)} <span class="why">{text.enrol.refusedAdvice}</span>
          </p>
        )}
      </div>
      <div class="buttons">
        <button type="submit" class="main" disabled={busy}>
          {busy ? text.enrol.busy : text.enrol.submit}
        </button>
        {onElsewhere !== undefined && (
          <button type="button" disabled={busy} onClick={onElsewhere}>
            {text.study.elsewhere}
          </button>
        )}
        {onBack !== undefined && (
          <button type="button" disabled={busy} onClick={onBack}>
            {text.study.back}
          </button>
        )}
      </div>
    </form>
  );
}

function Lead({ occasion }: { occasion: Occasion }) {
  if (occasion.kind === 'first') return <p>{text.enrol.lead}</p>;
  const { serverUrl, participantId } = occasion.former;
  const server = new URL(serverUrl).host;
  if (occasion.kind === 'again') {
    return (
      <>
        <p>{text.lostAccess.lead(server)}</p>
        <p>{text.lostAccess.ask(participantId)}</p>
      </>
    );
  }
  return (
    <>
      <p>{text.study.lead(server)}</p>
      <p>{text.study.moved(participantId)}</p>
      <p>{text.study.agreed(formatMoment(occasion.agreedAt))}</p>
    </>
  );
}

type FieldProps = {
  id: InvitationProblem['field'];
  label: string;
  help: string;
  value: string;
  wrong: InvitationProblem | null;
  onValue(value: string): void;
};

function Field({ id, label, help, value, wrong, onValue }: FieldProps) {
  const problem = wrong?.field === id ? wrong.problem : null;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode={id === 'server' ? 'url' : 'text'}
        autoComplete="off"
        autoCapitalize="off"
        spellcheck={false}
        maxLength={2000}
        value={value}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-help ${id}-problem`}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
      <p id={`${id}-help`} class="fine">
        {help}
      </p>
      <p id={`${id}-problem`} role="alert" class={problem === null ? '' : 'note bad'}>
        {problem}
      </p>
    </div>
  );
}
