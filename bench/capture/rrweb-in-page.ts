import { record } from 'rrweb';

/** rrweb's recorder with its defaults; its events stay in the page until they are counted. */
const events: unknown[] = [];
record({ emit: (event) => void events.push(event) });
Object.assign(window, { rrwebEvents: events });
