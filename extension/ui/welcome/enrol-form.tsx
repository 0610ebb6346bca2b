import { useEffect, useRef, useState } from 'preact/hooks';
import { send } from '../../browser/send.ts';
import { askToPersist } from '../../browser/storage.ts';
import { useCommand } from '../hooks/use-command.ts';
import { text } from '../text.ts';
import { readInvitation, type InvitationProblem } from './read-invitation.ts';

type Rejoining = { serverUrl: string; participantId: string };

/**
 * Server and invitation code; only the code where a device joins its server again. What is wrong is said at its field;
 * what the server refuses, in its own words.
 */
export function EnrolForm({ rejoining }: { rejoining: Rejoining | null }) {
  const [server, setServer] = useState(rejoining?.serverUrl ?? '');
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
        {rejoining === null ? text.enrol.heading : text.lostAccess.heading}
      </h2>
      <Lead rejoining={rejoining} />
      {rejoining === null && (
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
      </div>
    </form>
  );
}

function Lead({ rejoining }: { rejoining: Rejoining | null }) {
  if (rejoining === null) return <p>{text.enrol.lead}</p>;
  return (
    <>
      <p>{text.lostAccess.lead(new URL(rejoining.serverUrl).host)}</p>
      <p>{text.lostAccess.ask(rejoining.participantId)}</p>
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
