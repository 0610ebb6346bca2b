import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { personalFinding } from '../../shared/api/screening.ts';
import { judgeSession } from '../../shared/judge-session.ts';
import { goldenShopping } from '../../shared/recordings/golden-shopping.ts';
import { makeExamples } from '../../shared/training/make-examples.ts';
import { makeArchive } from '../ingest/make-archive.ts';
import type { SampleSession } from '../ingest/sample-session.ts';
import { verifyArchive } from '../ingest/verify-archive.ts';
import { scanArchive } from './scan-archive.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'codesight-scan-'));
});
afterAll(() => rm(folder, { recursive: true }));

const unlimited = { now: () => 0, untilMs: 1 };

async function scanOf(change: (sample: SampleSession) => void) {
  const made = makeArchive({ change, quality: 0.8 });
  const path = join(folder, made.sessionId);
  await writeFile(path, made.bytes);
  // What is scanned has passed verification: a plant that the schemas refuse would prove nothing.
  await verifyArchive(path);
  return await scanArchive(path, unlimited);
}

/** Every kind once, made up: documentation domains and numbers that are nobody's. */
const values: Record<string, string> = {
  EMAIL: 'ada.sample@mail.example',
  PHONE: '+44 20 7946 0958',
  CARD: '4111 1111 1111 1111',
  IBAN: 'GB82 WEST 1234 5698 7654 32',
  TOKEN: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhYmMifQ.c2lnbmF0dXJl',
  ID_NUMBER: 'passport no. C01X00T47',
  NAME: 'Hello, Ada Sample!',
  ADDRESS: 'Deliver to Ada Sample, 12 Sample Street',
};

type Places = Record<string, (sample: SampleSession, value: string) => void>;

const first = ({ interactions }: SampleSession) => {
  const [one] = interactions;
  if (one === undefined || 'absent' in one.context || 'absent' in one.locators || 'absent' in one.state) {
    throw new Error('a sample has all groups');
  }
  return { ...one, context: one.context, locators: one.locators, state: one.state, intent: one.intent };
};

const places: Places = {
  'interactions.jsonl context.page.title': (sample, value) => void (first(sample).context.page.title = value),
  'interactions.jsonl context.snapshot': (sample, value) =>
    void (first(sample).context.snapshot += `\n[e9] link "${value}"`),
  'interactions.jsonl context.products[0].name': (sample, value) => {
    const [product] = first(sample).context.products;
    if (product) product.name = value;
  },
  'interactions.jsonl locators.candidates[0].selector': (sample, value) => {
    const [candidate] = first(sample).locators.candidates;
    if (candidate) candidate.selector = `text=${value}`;
  },
  'interactions.jsonl locators.fingerprint.attributes.*': (sample, value) =>
    void (first(sample).locators.fingerprint.attributes['title'] = value),
  'interactions.jsonl state.announcements[0]': (sample, value) => void first(sample).state.announcements.push(value),
  'steps.jsonl call.arguments.*': (sample, value) => {
    const [step] = sample.steps;
    if (step) step.call = { name: 'browser_type', arguments: { target: 'e1', text: value, submit: false } };
  },
  'steps.jsonl effect': (sample, value) => {
    const [step] = sample.steps;
    if (step) step.effect = value;
  },
  'training.jsonl messages[1].content': (sample, value) => {
    const message = sample.examples[0]?.messages[1];
    if (message?.role === 'user') message.content = `Task: Find a lamp.\nPage: ${value}`;
  },
  'training.jsonl messages[2].tool_calls[0].function.arguments.*': (sample, value) => {
    const message = sample.examples[0]?.messages[2];
    if (message?.role === 'assistant' && message.tool_calls?.[0]) {
      message.tool_calls[0].function.arguments = JSON.stringify({ target: 'e2', text: value });
    }
  },
  'training.jsonl tools[0].function.parameters.*': (sample, value) => {
    const [example] = sample.examples;
    const [tool] = structuredClone(example?.tools ?? []);
    if (!example || !tool) return;
    tool.function.parameters = { ...tool.function.parameters, description: value };
    example.tools = [tool];
  },
  'session.json gaveUpReason': (sample, value) => void (sample.session.gaveUpReason = value),
  'session.json scenario.task': (sample, value) => {
    if (sample.session.scenario) sample.session.scenario.task = value;
  },
  'outcome.json criteria[0].explanation': (sample, value) => {
    const [criterion] = sample.outcome.criteria;
    if (criterion) criterion.explanation = value;
  },
  'quality-report.json advice[0]': (sample, value) => void sample.qualityReport.advice.push(value),
};

const plants = Object.entries(places).flatMap(([place, plant]) =>
  Object.entries(values).map(([kind, value]) => ({ place, plant, kind, value })),
);

test.each(plants)(
  'R11.4: $kind in $place is found, and its value told nowhere',
  async ({ place, plant, kind, value }) => {
    const scan = await scanOf((sample) => plant(sample, value));
    // Class names and ids look like tokens, so that a token is not looked for where programs name things.
    if (kind === 'TOKEN' && /selector|attributes/.test(place)) return expect(scan.state).toBe('clear');
    expect(scan.state).toBe('quarantined');
    const [file, path] = place.split(' ');
    expect(scan.findings).toContainEqual({ kind, file, line: 1, path });
    expect(scan.findings.every((one) => personalFinding.safeParse(one).success)).toBe(true);
    expect(JSON.stringify(scan.findings)).not.toContain(value.slice(0, 12));
  },
);

const oddPlaces: Places = {
  'a name that the page chose': (sample) =>
    void (first(sample).locators.fingerprint.attributes['data-ada.sample@mail.example'] = 'x'),
  'a number that is too long for a measure': (sample) => {
    const [product] = first(sample).context.products;
    if (product) product.price = 4_111_111_111_111_111;
  },
  'the path of an address': (sample) =>
    void (first(sample).context.page.url = 'https://shop.example/u/ada%40mail.example'),
  'the query of an address': (sample) =>
    void (first(sample).context.page.url = 'https://shop.example/search?q=ada.sample%40mail.example'),
  'the credentials of an address': (sample) =>
    void (first(sample).context.page.url = 'https://ada:secret@shop.example/'),
  'an address inside of a text': (sample) =>
    void (first(sample).context.page.title = 'See https://shop.example/orders/406-1234567-1234567.'),
  'HTML escapes': (sample) => void (first(sample).context.page.title = 'ada.sample&#64;mail.example'),
  'full-width digits': (sample) => void (first(sample).context.page.title = 'Card ４１１１ １１１１ １１１１ １１１１'),
  'invisible characters': (sample) => void (first(sample).context.page.title = 'ada.sam\u200Bple@mail.exa\u00ADmple'),
  'the end of a long text': (sample) => {
    const message = sample.examples[0]?.messages[1];
    if (message?.role === 'user') message.content = `${'lamp '.repeat(9_000)} ada.sample@mail.example`;
  },
  'a later line': (sample) => {
    const last = sample.steps.at(-1);
    if (last) last.intent.text = 'Write to ada.sample@mail.example';
  },
  'what only seems to be a picture': (sample) => {
    const message = sample.examples[0]?.messages[1];
    const url = 'data:image/webp;base64,UklGRi-ada.sample@mail.example';
    if (message?.role === 'user') message.content = [{ type: 'image_url', image_url: { url } }];
  },
};

test.each(Object.entries(oddPlaces))('R11.4: personal data in %s is found', async (_, plant) => {
  expect((await scanOf((sample) => plant(sample, ''))).state).toBe('quarantined');
});

test('strict rules hold for the texts of strict pages, and for no others', async () => {
  const title = 'Review 8841-22 and pay';
  const onPage = (kind: 'checkout' | 'product') => (sample: SampleSession) => {
    first(sample).context.page.title = title;
    first(sample).context.page.kind = kind;
  };
  expect((await scanOf(onPage('product'))).state).toBe('clear');
  const place = { file: 'interactions.jsonl', line: 1, path: 'context.page.title' };
  expect((await scanOf(onPage('checkout'))).findings).toContainEqual({ kind: 'NUMBER', ...place });
});

test('prices, article numbers, sizes, dates and our own ids are kept', async () => {
  const harmless = [
    'Lamp 1,299.00 € was £1,499.99 (13 % off)',
    'EAN 4006381333931, SKU B07XJ8C8F5, MPN LX-3000-22',
    '5901234123457',
    'Size 42 2/3, 32x34, 120 × 60 × 75 cm, 2 x 500 ml',
    'Delivery in 2 to 4 working days, order within 3 hours',
    '4.6 out of 5 stars, 1,204 ratings, since 2019-05-14',
    'Chromium 156.0.7000.12',
    'Hello there, welcome to the shop',
  ];
  for (const text of harmless) {
    const scan = await scanOf((sample) => {
      first(sample).context.page.title = text;
      sample.examples[0]?.messages.push({ role: 'tool', tool_call_id: 'call_0', content: text });
    });
    expect([text, ...scan.findings]).toEqual([text]);
  }
});

test('the golden session, with all that is distilled from it, has no finding', async () => {
  // The golden recording was written by hand; a device masks the number of an order in the address.
  const masked = JSON.stringify(goldenShopping()).replaceAll('/order/1001', '/order/{{ID}}');
  const golden = JSON.parse(masked) as ReturnType<typeof goldenShopping>;
  const judged = judgeSession(golden);
  const scan = await scanOf((sample) => {
    const { id } = sample.session;
    sample.interactions = golden.interactions.map((one, index) => {
      const screenshots = { before: { absent: 'not here' }, after: { absent: 'not here' }, burst: [] };
      return { ...one, sessionId: id, screenshots, intent: judged.intents[index] ?? one.intent };
    });
    sample.steps = judged.steps.map((step) => ({ ...step, observation: { ...step.observation, screenshot: null } }));
    sample.examples = makeExamples({ scenario: golden.scenario, steps: judged.steps });
    sample.session.scenario = golden.scenario;
    sample.outcome = judged.outcome;
    sample.qualityReport = judged.quality;
    sample.pictures.clear();
  });
  expect(scan).toEqual({ state: 'clear', findings: [] });
});

test('an archive that takes too long says nothing about itself', async () => {
  const made = makeArchive();
  const path = join(folder, made.sessionId);
  await writeFile(path, made.bytes);
  let asked = 0;
  expect(await scanArchive(path, { now: () => asked++, untilMs: 3 })).toEqual({ state: 'unscanned', findings: [] });
});
