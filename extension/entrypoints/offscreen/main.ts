import { handle } from '../../browser/handle.ts';
import { startWorkshop } from '../../workers/workshop.ts';

const { encodePicture, judgeSession, sealSession } = startWorkshop();
handle({ encodePicture, judgeSession, sealSession });
