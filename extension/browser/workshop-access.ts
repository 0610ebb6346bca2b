import { browser } from 'wxt/browser';
import type { Workshop } from '../workers/workshop.ts';
import { send } from './send.ts';

/**
 * The workers as the background sees them: through the offscreen document where the background is a service worker, in
 * the same page where it is a page.
 */
export function workshopAccess(): Workshop {
  return import.meta.env.FIREFOX ? inThisPage() : throughOffscreenDocument();
}

function throughOffscreenDocument(): Workshop {
  let opening: Promise<void> | undefined;
  const open = (): Promise<void> => (opening ??= ensureDocument().finally(() => (opening = undefined)));
  return {
    open,
    encodePicture: async (picture) => (await open(), send('encodePicture', picture)),
    judgeSession: async (session) => (await open(), send('judgeSession', session)),
    sealSession: async (session) => (await open(), send('sealSession', session)),
    takeOut: async (amendment) => (await open(), send('takeOut', amendment)),
    maskSession: async (session) => (await open(), send('maskSession', session)),
  };
}

async function ensureDocument(): Promise<void> {
  const contexts = await browser.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] });
  if (contexts.length > 0) return;
  await browser.offscreen.createDocument({
    url: 'offscreen.html',
    reasons: ['WORKERS', 'USER_MEDIA'],
    justification:
      'Redacts and encodes pictures, judges and seals sessions in workers; records narration when it is asked for.',
  });
}

function inThisPage(): Workshop {
  let starting: Promise<Workshop> | undefined;
  const start = (): Promise<Workshop> =>
    (starting ??= import('../workers/workshop.ts').then(({ startWorkshop }) => startWorkshop()));
  return {
    open: async () => void (await start()),
    encodePicture: async (picture) => (await start()).encodePicture(picture),
    judgeSession: async (session) => (await start()).judgeSession(session),
    sealSession: async (session) => (await start()).sealSession(session),
    takeOut: async (amendment) => (await start()).takeOut(amendment),
    maskSession: async (session) => (await start()).maskSession(session),
  };
}
