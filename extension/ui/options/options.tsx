import { useEffect } from 'preact/hooks';
import { text } from '../text.ts';
import { AboutSection } from './about-section.tsx';
import { BoundsSection } from './bounds-section.tsx';
import { ConsentSection } from './consent-section.tsx';
import { DetailsSection } from './details-section.tsx';
import { ExportSection } from './export-section.tsx';
import { RightsSection } from './rights-section.tsx';
import { SessionsSection } from './sessions-section.tsx';
import { SettingsSection } from './settings-section.tsx';
import { StorageSection } from './storage-section.tsx';
import { SyncSection } from './sync-section.tsx';
import { useSessions } from './use-sessions.ts';

const SECTIONS = [
  'sessions',
  'export',
  'sync',
  'storage',
  'settings',
  'bounds',
  'ownDetails',
  'consent',
  'rights',
  'about',
] as const;

/** Everything about this device: its sessions, their export and sending, settings, consent. */
export function Options({ version }: { version: string }) {
  const sessions = useSessions();
  const ready = sessions !== undefined;
  // The address may name a section, and the browser looked for it before anything was there.
  useEffect(() => {
    if (ready && location.hash.length > 1) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, [ready]);
  if (!ready) return <main class="page wide" aria-busy="true" />;
  return (
    <main class="page wide">
      <header>
        <img src="/icon/icon.svg" alt="" width="40" height="40" />
        <h1>{text.options.title}</h1>
      </header>
      <nav class="contents" aria-label={text.options.contents}>
        {SECTIONS.map((id) => (
          <a key={id} href={`#${id}`}>
            {text.options[id]}
          </a>
        ))}
      </nav>
      <SessionsSection sessions={sessions} />
      <ExportSection sessions={sessions} />
      <SyncSection sessions={sessions} />
      <StorageSection sessions={sessions} />
      <SettingsSection />
      <BoundsSection />
      <DetailsSection />
      <ConsentSection />
      <RightsSection sessions={sessions.length} />
      <AboutSection version={version} />
    </main>
  );
}
