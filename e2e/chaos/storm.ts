import { createHash } from 'node:crypto';
import { type MadeArchive, makeArchive } from '../../sync-server/ingest/make-archive.ts';
import type { MortalServer } from './mortal-server.ts';
import { type Device, type Sent, sendStubbornly } from './stubborn-device.ts';
import { sampleConsent } from '../../shared/session/sample-consent.ts';

export type Storm = {
  devices: number;
  kills: number;
  adminToken: string;
  random: () => number;
  /** After this it is over, whatever has arrived. */
  timeoutMs: number;
  /** What is killed and started again; the servers themselves where nothing is said. */
  victims?: readonly Pick<MortalServer, 'kill' | 'start'>[];
};

export type StormReport = {
  kills: number;
  sent: number;
  /** Sessions that the server does not hold byte for byte at the end. Must be empty. */
  lost: string[];
  /** Sessions that were there more than once, or that nobody has sent. Must be empty. */
  surplus: string[];
  held: string[];
  rounds: number;
  /** Different reasons that participants would have read. */
  failures: string[];
};

const SCREENED_WITHIN_MS = 60_000;

type Delivery = Sent & { archive: MadeArchive; token: string };

/**
 * Lets devices send one archive after the other to `servers`, of which (or of `victims`) one after the other is killed
 * at random moments and started again, until all kills are done; then looks at what the servers hold. They must be running, and share
 * what they store.
 */
export async function storm(servers: readonly MortalServer[], options: Storm): Promise<StormReport> {
  const { random, adminToken } = options;
  const untilMs = Date.now() + options.timeoutMs;
  const devices = await enrolDevices(servers[0]?.url() ?? '', options);
  const serverNow = () => {
    const alive = servers.flatMap((server) => server.url() ?? []);
    return alive[Math.floor(random() * alive.length)];
  };
  const storming = { isOver: false };
  const killing = killOneByOne(options.victims ?? servers, options).finally(() => (storming.isOver = true));
  const sendAll = async ({ participantId, token }: Device): Promise<Delivery[]> => {
    const sent: Delivery[] = [];
    do {
      const products = Array.from({ length: 4 + Math.floor(8 * random()) }, (_, index) => `Lamp ${index}`);
      const archive = makeArchive({ participantId, products });
      sent.push({ ...(await sendStubbornly(token, archive, { serverNow, random, untilMs })), archive, token });
    } while (!storming.isOver && Date.now() < untilMs);
    return sent;
  };
  const deliveries = (await Promise.all(devices.map(sendAll))).flat();
  const kills = await killing;
  return {
    kills,
    sent: deliveries.length,
    ...(await compare(serverNow() ?? '', deliveries, adminToken)),
    held: deliveries.flatMap(({ archive, state }) => (state === 'held' ? [archive.sessionId] : [])),
    rounds: deliveries.reduce((sum, { rounds }) => sum + rounds, 0),
    failures: [...new Set(deliveries.flatMap(({ failures }) => failures))],
  };
}

async function killOneByOne(victims: NonNullable<Storm['victims']>, { kills, random }: Storm): Promise<number> {
  for (let killed = 0; killed < kills; killed++) {
    await new Promise((resolve) => setTimeout(resolve, 50 + 1_000 * random()));
    const victim = victims[Math.floor(random() * victims.length)];
    await victim?.kill();
    await victim?.start();
  }
  return kills;
}

async function enrolDevices(url: string, { devices, adminToken }: Storm): Promise<Device[]> {
  const order = { label: 'storm', uses: 1 };
  const made: Device[] = [];
  for (let index = 0; index < devices; index++) {
    const { code } = await post<{ code: string }>(`${url}/v1/admin/enrolment-codes`, order, adminToken);
    const enrolled = await post<{ participantId: string; token: string }>(`${url}/v1/enrolments`, {
      code,
      consent: sampleConsent,
    });
    made.push(enrolled);
  }
  return made;
}

async function post<Answer>(url: string, body: object, token?: string): Promise<Answer> {
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer; // checked by the route's own schema
}

async function listSessions(url: string, headers: Record<string, string>): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `&cursor=${cursor}`;
    const answer = await fetch(`${url}/v1/sessions?limit=100${query}`, { headers });
    const page = (await answer.json()) as { items: { sessionId: string }[]; nextCursor: string | null }; // the route's schema
    seen.push(...page.items.map(({ sessionId }) => sessionId));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return seen;
}

async function compare(url: string, deliveries: readonly Delivery[], adminToken: string) {
  const headers = { authorization: `Bearer ${adminToken}` };
  const sent = new Set(deliveries.map(({ archive }) => archive.sessionId));
  // What is taken in is looked through afterwards, and shown then.
  const untilMs = Date.now() + SCREENED_WITHIN_MS;
  let seen = await listSessions(url, headers);
  while ([...sent].some((id) => !seen.includes(id)) && Date.now() < untilMs) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    seen = await listSessions(url, headers);
  }
  const surplus = seen.filter((id, index) => !sent.has(id) || seen.indexOf(id) !== index);
  const lost: string[] = [];
  for (const { archive, token } of deliveries) {
    const answer = await fetch(`${url}/v1/archives/${archive.sessionId}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const content = Buffer.from(await answer.arrayBuffer());
    const isSame = createHash('sha256').update(content).digest('hex') === archive.sha256;
    if (!answer.ok || !isSame || !seen.includes(archive.sessionId)) lost.push(archive.sessionId);
  }
  return { lost, surplus };
}
