import { consentText } from '../../../shared/session/consent-text.ts';
import { useLive } from '../hooks/use-live.ts';
import { useStored } from '../hooks/use-stored.ts';
import { pageDatabase } from '../page-database.ts';
import { text } from '../text.ts';
import { panelState } from '../words/panel-state.ts';
import { Gate } from './gate.tsx';
import { Idle } from './idle.tsx';
import { LossNote } from './loss-note.tsx';
import { PanelFoot } from './panel-foot.tsx';
import { StorageNote } from './storage-note.tsx';
import { WaitingReviews } from './waiting-reviews.tsx';
import { Recording } from './recording.tsx';

/** How much room there is: a popup closes at the next click elsewhere, a panel stays beside the shop. */
export type Room = 'popup' | 'panel';

async function findOpenSession() {
  const open = await pageDatabase.sessions.where('phase').anyOf('recording', 'paused').toArray();
  return open.at(-1) ?? null;
}

/**
 * The toolbar window and the side panel: what to do next, what is being recorded, what is on its way.
 * `openSidePanel` is called within the click, as browsers demand; null where there is no side panel to open.
 */
export function Panel({ room, openSidePanel }: { room: Room; openSidePanel: (() => void) | null }) {
  const participant = useStored('participant');
  const consent = useStored('consent');
  const open = useLive(findOpenSession, []);
  if (participant === undefined || consent === undefined || open === undefined) {
    return <main class={`panel ${room}`} aria-busy="true" />;
  }
  const state = panelState(participant, consent, consentText.version, open);
  // Said in an element that outlives the screens: screen readers announce only changes of what they knew before.
  const status = open === null ? text.recording.off : text.archive[open.phase === 'paused' ? 'paused' : 'recording'];
  return (
    <main class={`panel ${room}`}>
      <h1 class="brand">
        <img src="/icon/icon.svg" alt="" width="24" height="24" />
        {text.name}
      </h1>
      <p class="hidden" role="status">
        {status}
      </p>
      <WaitingReviews />
      <LossNote />
      <StorageNote />
      {state.kind === 'gate' && <Gate missing={state.missing} />}
      {state.kind === 'idle' && <Idle room={room} />}
      {state.kind === 'recording' && <Recording session={state.session} room={room} />}
      <PanelFoot openSidePanel={openSidePanel} />
    </main>
  );
}
