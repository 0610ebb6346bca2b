import { useState } from 'preact/hooks';
import { send } from '../../browser/send.ts';
import type { Stored } from '../../settings.ts';
import { formatMoment } from '../format/format-time.ts';
import { useCommand } from '../hooks/use-command.ts';
import { useStored } from '../hooks/use-stored.ts';
import { pageDatabase } from '../page-database.ts';
import { Ask } from '../parts/ask.tsx';
import { Failure } from '../parts/failure.tsx';
import { collectExport } from '../rights/collect-export.ts';
import { UntoldNotes } from '../rights/untold-notes.tsx';
import { saveFile } from '../save-file.ts';
import { text } from '../text.ts';

/** All that is held about the participant: to have, and to have erased, here and on the server. */
export function RightsSection({ sessions }: { sessions: number }) {
  const [asking, setAsking] = useState(false);
  const [saved, setSaved] = useState('');
  const { run, busy, failure } = useCommand();
  const save = async (): Promise<void> => {
    setSaved('');
    const { zip, server } = await collectExport(pageDatabase);
    saveFile(zip, 'codesight-about-me.zip');
    setSaved(server === null ? text.rights.exported : text.rights.exportedDeviceOnly(server));
  };
  const erase = async (): Promise<void> => {
    await send('eraseEverything', {});
    setAsking(false);
  };
  return (
    <section id="rights" aria-labelledby="rights-heading">
      <h2 id="rights-heading">{text.rights.heading}</h2>
      <div class="card">
        <p>{text.rights.exportHelp}</p>
        <div class="buttons">
          <button type="button" disabled={busy} onClick={() => run(save)}>
            {busy && !asking ? text.rights.exporting : text.rights.export}
          </button>
        </div>
        <p role="status" class="quiet">
          {saved}
        </p>
      </div>
      <div class="card">
        <p>{text.rights.eraseHelp}</p>
        <div class="buttons">
          <button type="button" class="danger" onClick={() => setAsking(true)}>
            {text.rights.erase}
          </button>
        </div>
        {!asking && <Failure reason={failure} />}
        <UntoldNotes act="erase" />
        <ErasureNotes />
        <Ask
          title={text.rights.eraseTitle}
          confirm={text.rights.eraseConfirm}
          open={asking}
          danger
          busy={busy}
          onClose={() => setAsking(false)}
          onConfirm={() => run(erase)}
        >
          <p>{text.rights.eraseHere(sessions)}</p>
          <p>{text.rights.eraseThere}</p>
          <p>{text.rights.eraseModels}</p>
          <Failure reason={failure} />
        </Ask>
      </div>
    </section>
  );
}

/** How far each server is with what it was asked to erase, and its certificate. */
function ErasureNotes() {
  const erasures = useStored('erasure') ?? [];
  return erasures.map((erasure) => <ErasureNote key={erasure.certificate.id} erasure={erasure} />);
}

function ErasureNote({ erasure: { serverUrl, certificate } }: { erasure: Stored<'erasure'>[number] }) {
  const server = new URL(serverUrl).host;
  const blob = (): Blob => new Blob([JSON.stringify(certificate, undefined, 2)], { type: 'application/json' });
  return (
    <div class="note" role="status">
      <p>
        {certificate.finishedAt === null
          ? text.rights.erasureUnderWay(server)
          : text.rights.erasureDone(server, formatMoment(certificate.finishedAt))}
      </p>
      <button type="button" onClick={() => saveFile(blob(), `codesight-erasure-${certificate.id}.json`)}>
        {text.rights.certificate}
      </button>
    </div>
  );
}
