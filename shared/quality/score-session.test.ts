import { expect, test } from 'vitest';
import type { Interaction } from '../interactions/interaction.ts';
import { judgeSession, type JudgeRequest } from '../judge-session.ts';
import { goldenShopping } from '../recordings/golden-shopping.ts';
import { home, link, results } from '../recordings/made-up-shop.ts';
import { randomNumbers } from '../recordings/random-shopping.ts';
import { recordShopping } from '../recordings/record-shopping.ts';
import { qualityReport } from './quality-report.ts';

const good: JudgeRequest = goldenShopping();
const quality = (request: JudgeRequest) => judgeSession(request).quality;
const overall = (request: JudgeRequest) => quality(request).overall;
const scoreOf = (request: JudgeRequest, name: string) =>
  quality(request).dimensions.find(({ dimension }) => dimension === name)?.score ?? Number.NaN;

type Change = (interaction: Interaction) => Interaction;
const absent = { absent: 'lost' };

function changed(
  request: JudgeRequest,
  change: Change,
  isChosen: (interaction: Interaction, index: number) => boolean,
): JudgeRequest {
  return {
    ...request,
    interactions: request.interactions.map((one, index) => (isChosen(one, index) ? change(one) : one)),
  };
}

const later = (interaction: Interaction, ms: number): Interaction => {
  const { action } = interaction;
  const moved =
    'endedAt' in action
      ? { ...action, at: action.at + ms, endedAt: action.endedAt + ms }
      : { ...action, at: action.at + ms };
  return { ...interaction, action: moved };
};

/** Everything that makes a recording worse, one interaction at a time. */
const degradations: Record<string, (request: JudgeRequest, index: number) => JudgeRequest> = {
  'the locators are lost': (request, index) =>
    changed(
      request,
      (one) => ({ ...one, locators: absent }),
      (one, at) => at === index && 'target' in one.locators,
    ),
  'the locators are emptied': (request, index) =>
    changed(
      request,
      (one) => ('absent' in one.locators ? one : { ...one, locators: { ...one.locators, candidates: [] } }),
      (_, at) => at === index,
    ),
  'the context is lost': (request, index) =>
    changed(
      request,
      (one) => ({ ...one, context: absent }),
      (_, at) => at === index,
    ),
  'the state is lost': (request, index) =>
    changed(
      request,
      (one) => ({ ...one, state: absent }),
      (_, at) => at === index,
    ),
  'the picture before is lost': (request, index) =>
    changed(
      request,
      (one) => ({ ...one, screenshots: { ...one.screenshots, before: absent } }),
      (_, at) => at === index,
    ),
  'the picture after is lost': (request, index) =>
    changed(
      request,
      (one) => ({ ...one, screenshots: { ...one.screenshots, after: absent } }),
      (_, at) => at === index,
    ),
  'a picture is blank': (request, index) =>
    changed(
      request,
      (one) => {
        const { before } = one.screenshots;
        return 'absent' in before
          ? one
          : { ...one, screenshots: { ...one.screenshots, before: { ...before, blank: true } } };
      },
      (_, at) => at === index,
    ),
  'a picture is old': (request, index) =>
    changed(
      request,
      (one) => {
        const { before } = one.screenshots;
        return 'absent' in before
          ? one
          : { ...one, screenshots: { ...one.screenshots, before: { ...before, stalenessMs: 30_000 } } };
      },
      (_, at) => at === index,
    ),
  'five minutes of nothing are inserted': (request, index) => ({
    ...request,
    interactions: request.interactions.map((one, at) => (at >= index ? later(one, 300_000) : one)),
    endedAt: request.endedAt + 300_000,
  }),
  'a program made the event': (request, index) =>
    changed(
      request,
      (one) => ({ ...one, action: { ...one.action, isTrusted: false } }),
      (_, at) => at === index,
    ),
  'a click into nothing is inserted': (request, index) => {
    const here = request.interactions[index];
    const click = request.interactions.find(({ action }) => action.type === 'click');
    if (here === undefined || click === undefined) return request;
    const dead = recordShopping({ startedAt: here.action.at + 1 }).click(
      { role: 'generic', name: '' },
      { nothing: true },
    ).interactions[0];
    if (dead === undefined) return request;
    const own = {
      ...dead,
      id: `00000009-0000-7000-8000-${String(index).padStart(12, '0')}`,
      pageId: here.pageId,
      context: here.context,
    };
    return {
      ...request,
      interactions: [...request.interactions.slice(0, index + 1), own, ...request.interactions.slice(index + 1)],
    };
  },
};

const unchanged = (a: JudgeRequest, b: JudgeRequest) => JSON.stringify(a) === JSON.stringify(b);

test.each(Object.entries(degradations))('a good session scores lower when %s', (_, degrade) => {
  const before = overall(good);
  let tried = 0;
  for (let index = 0; index < good.interactions.length; index++) {
    const worse = degrade(good, index);
    if (unchanged(worse, good)) continue;
    tried += 1;
    expect(overall(worse), `at ${index}`).toBeLessThan(before);
  }
  expect(tried).toBeGreaterThan(10);
});

test('a session that is spoilt in several ways never scores as high as the good one', () => {
  const names = Object.keys(degradations);
  for (let seed = 1; seed <= 8; seed++) {
    const random = randomNumbers(seed);
    let request = good;
    const score = overall(good);
    for (let round = 0; round < 12; round++) {
      const name = names[Math.floor(random() * names.length)] ?? '';
      const worse = degradations[name]?.(request, Math.floor(random() * request.interactions.length)) ?? request;
      if (unchanged(worse, request)) continue;
      const next = overall(worse);
      expect(next, `seed ${seed}, round ${round}: ${name}`).toBeLessThan(score);
      request = worse;
    }
  }
});

test('a good session is accepted, and its report keeps to the schema', () => {
  const report = quality(good);
  expect(report.verdict).toBe('accepted');
  expect(report.overall).toBeGreaterThan(0.9);
  expect(qualityReport.safeParse(report).error).toBeUndefined();
  expect(report.dimensions.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1);
});

test('a program’s events are held against a session only when it claims to be a person’s', () => {
  const made = changed(
    good,
    (one) => ({ ...one, action: { ...one.action, isTrusted: false } }),
    () => true,
  );
  expect(scoreOf(made, 'behaviour')).toBeLessThan(0.1);
  expect(quality(made).verdict).toBe('review');
  expect(quality({ ...made, type: 'automated' }).verdict).toBe('accepted');
  expect(scoreOf({ ...made, type: 'hybrid' }, 'behaviour')).toBe(scoreOf(good, 'behaviour'));
});

test('a very short session is not accepted, however well it is recorded', () => {
  const { interactions } = recordShopping().open(home).click(link('One')).click(link('Two'));
  const report = quality({
    ...good,
    scenario: null,
    interactions,
    startedAt: good.startedAt,
    endedAt: good.startedAt + 10_000,
  });
  expect(report.verdict).toBe('rejected');
  expect(report.deductions[0]?.reason).toBe(
    'The session is too short: 3 interactions and 3 steps, where at least 5 interactions and 3 steps show how somebody shops.',
  );
  expect(report.advice[0]).toContain('longer');
});

test('who clicks once and stops has next to nothing, with each deduction in words', () => {
  const { interactions } = recordShopping()
    .open(home)
    .click(link('One'), { to: results('one', []) });
  const [first, last] = [interactions[0]?.action.at ?? 0, interactions.at(-1)?.action.at ?? 0];
  const short = { ...good, interactions, startedAt: first, endedAt: last + 5_000 };
  const withTask = quality(short);
  expect(withTask.overall).toBeLessThan(0.3);
  expect(withTask.deductions.map(({ reason }) => reason).join(' ')).toMatch(/too short.*The task was not done/);
  const free = quality({ ...short, scenario: null });
  expect(free).toMatchObject({ verdict: 'rejected' });
  expect(free.overall).toBeLessThan(0.35);
  expect(free.deductions.map(({ reason }) => reason).join(' ')).toMatch(/too short.*led to nothing/);
});

test('the score is the mean of the dimensions times the deductions', () => {
  const { overall: score, dimensions, deductions } = quality({ ...good, interactions: good.interactions.slice(0, 12) });
  const mean = dimensions.reduce((sum, one) => sum + one.score * one.weight, 0);
  expect(deductions.length).toBeGreaterThan(0);
  expect(score).toBeCloseTo(
    deductions.reduce((product, { factor }) => product * factor, mean),
    4,
  );
  expect(quality(good).deductions).toEqual([]);
});

test('a task that was not done is credited for its parts, and nobody is to learn from it', () => {
  const parts = [6, 20, 28, good.interactions.length].map((length) =>
    judgeSession({ ...good, interactions: good.interactions.slice(0, length) }),
  );
  const failed = parts.filter(({ outcome }) => outcome.completed === false);
  expect(failed.length).toBeGreaterThan(1);
  for (const { quality: report } of failed) expect(report.verdict).not.toBe('accepted');
  const byProgress = parts.toSorted((a, b) => (a.outcome.progress ?? 0) - (b.outcome.progress ?? 0));
  expect(byProgress.map((one) => one.quality.overall)).toEqual(
    byProgress.map((one) => one.quality.overall).toSorted((a, b) => a - b),
  );
  const gaveUp = quality({ ...good, gaveUpReason: 'It took too long' });
  expect(gaveUp.verdict).toBe('review');
  expect(gaveUp.deductions).toEqual([
    { factor: 0.9, reason: 'The task was not done: 100 % of it was reached and is credited.' },
  ]);
});

test('an empty session is rejected', () => {
  expect(quality({ ...good, interactions: [] }).verdict).toBe('rejected');
});

test('a session that lost most of its groups is rejected', () => {
  const bare = changed(
    good,
    (one) => ({
      ...one,
      locators: absent,
      context: absent,
      state: absent,
      screenshots: { before: absent, after: absent, burst: [] },
    }),
    () => true,
  );
  expect(quality(bare).verdict).toBe('rejected');
  expect(quality(bare).dimensions[0]?.reasons[0]).toContain('because: lost');
});

test('clicks faster than people and as even as clockwork are recognised', () => {
  const start = good.interactions[0]?.action.at ?? 0;
  const fast = {
    ...good,
    interactions: good.interactions.map((one, index) => later(one, start + index * 40 - one.action.at)),
  };
  expect(scoreOf(fast, 'behaviour')).toBeLessThan(0.5);
  const even = {
    ...good,
    interactions: good.interactions
      .filter(({ action }) => action.type === 'click')
      .map((one, index) => later(one, start + index * 2_000 - one.action.at)),
  };
  expect(quality(even).dimensions[3]?.reasons.join(' ')).toContain('clockwork');
});

test('a pause is not idleness', () => {
  const middle = 20;
  const at = good.interactions[middle - 1]?.action.at ?? 0;
  const idle = degradations['five minutes of nothing are inserted']?.(good, middle) ?? good;
  expect(scoreOf(idle, 'behaviour')).toBeLessThan(0.7);
  expect(scoreOf({ ...idle, pauses: [{ from: at + 700, to: at + 300_700 }] }, 'behaviour')).toBe(1);
});

test('without a task a path that leads to the cart is worth more than wandering about', () => {
  expect(scoreOf({ ...good, scenario: null }, 'task')).toBeGreaterThan(0.6);
  const wandering = recordShopping().open(home).click(link('A')).scroll(100).scroll(-100).click(link('B')).interactions;
  expect(scoreOf({ ...good, scenario: null, interactions: wandering }, 'task')).toBeLessThan(0.6);
});

test('half of the clicks into nothing is no shopping', () => {
  const dead = good.interactions.flatMap((one, index) =>
    one.action.type === 'click'
      ? (degradations['a click into nothing is inserted']?.(good, index).interactions.slice(index, index + 2) ?? [])
      : [one],
  );
  expect(scoreOf({ ...good, interactions: dead }, 'behaviour')).toBeLessThan(0.3);
  expect(quality({ ...good, interactions: dead }).verdict).toBe('review');
});
