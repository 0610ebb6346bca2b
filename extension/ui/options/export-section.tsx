import { useState } from 'preact/hooks';
import type { ArchiveRow } from '../../store/database.ts';
import { formatBytes } from '../format/format-number.ts';
import { formatMoment } from '../format/format-time.ts';
import { useCommand } from '../hooks/use-command.ts';
import { joinJsonl } from '../join-jsonl.ts';
import { Failure } from '../parts/failure.tsx';
import { saveFile } from '../save-file.ts';
import { text } from '../text.ts';
import { qualityWords } from '../words/outcome-words.ts';
import type { ListedSession } from './use-sessions.ts';

type Sealed = ListedSession & { archive: ArchiveRow };

/** Training examples of all sessions or of chosen ones, as one JSONL file. */
export function ExportSection({ sessions }: { sessions: readonly ListedSession[] }) {
  const [which, setWhich] = useState<'all' | 'chosen'>('all');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [saved, setSaved] = useState<string | null>(null);
  const { run, busy, failure } = useCommand();

  const sealed = sessions.filter((listed): listed is Sealed => listed.archive !== undefined);
  const taken = which === 'all' ? sealed : sealed.filter(({ session }) => chosen.has(session.id));
  const examples = text.examples(sum(taken.map(({ archive }) => archive.summary.examples)));
  const bytes = sum(taken.map(({ archive }) => archive.training.size));
  const reason = whyNothing(sealed.length, taken.length, bytes);

  const save = async (): Promise<void> => {
    const day = new Date().toISOString().slice(0, 10);
    saveFile(await joinJsonl(taken.map(({ archive }) => archive.training)), `codesight-training-${day}.jsonl`);
    setSaved(text.export.saved(examples));
  };
  const choose = (id: string, on: boolean): void =>
    setChosen(new Set(on ? [...chosen, id] : [...chosen].filter((one) => one !== id)));

  return (
    <section id="export" aria-labelledby="export-heading">
      <h2 id="export-heading">{text.options.export}</h2>
      <div class="card">
        <p>{text.export.lead}</p>
        {sealed.length > 0 && (
          <fieldset class="choices">
            <legend>{text.export.which}</legend>
            {(['all', 'chosen'] as const).map((one) => (
              <label key={one}>
                <input type="radio" name="which" checked={which === one} onChange={() => setWhich(one)} />
                {text.export[one]}
              </label>
            ))}
          </fieldset>
        )}
        {which === 'chosen' && <Choice sealed={sealed} chosen={chosen} choose={choose} />}
        <p aria-live="polite">{reason ?? text.export.size(examples, formatBytes(bytes))}</p>
        <div class="buttons">
          <button type="button" class="main" disabled={busy || reason !== null} onClick={() => run(save)}>
            {busy ? text.export.busy : text.export.button}
          </button>
        </div>
        <Failure reason={failure} />
        <p role="status" class="quiet">
          {saved}
        </p>
      </div>
    </section>
  );
}

type ChoiceProps = {
  sealed: readonly Sealed[];
  chosen: ReadonlySet<string>;
  choose(id: string, on: boolean): void;
};

function Choice({ sealed, chosen, choose }: ChoiceProps) {
  return (
    <fieldset class="choices inset">
      <legend>{text.export.choose}</legend>
      {sealed.map(({ session, archive }) => (
        <label key={session.id}>
          <input
            type="checkbox"
            checked={chosen.has(session.id)}
            onChange={(event) => choose(session.id, event.currentTarget.checked)}
          />
          <span>
            {session.scenario?.title ?? text.freely}
            <span class="why">
              {[
                formatMoment(session.startedAt),
                text.examples(archive.summary.examples),
                qualityWords(session.judgement?.quality ?? null).words,
              ].join(text.and)}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function whyNothing(sealed: number, taken: number, bytes: number): string | null {
  if (sealed === 0) return text.export.nothingSealed;
  if (taken === 0) return text.export.nothingChosen;
  return bytes === 0 ? text.export.nothingInside : null;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
