import { readBattery } from '../../browser/battery.ts';
import { handle } from '../../browser/handle.ts';
import { send } from '../../browser/send.ts';
import { startWorkshop } from '../../workers/workshop.ts';

const { encodePicture, judgeSession, sealSession, takeOut, maskSession } = startWorkshop();
handle({ encodePicture, judgeSession, sealSession, takeOut, maskSession, readBattery });
// A service worker hears nothing of the network; this document does, and its message wakes the service worker.
addEventListener('online', () => void send('networkReturned', {}));
