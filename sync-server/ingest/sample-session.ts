import { createHash } from 'node:crypto';
import type { Step } from '../../shared/distil/step.ts';
import type { FrameDelta } from '../../shared/frames/frame-delta.ts';
import type { Interaction } from '../../shared/interactions/interaction.ts';
import { newId } from '../../shared/new-id.ts';
import type { QualityReport } from '../../shared/quality/quality-report.ts';
import type { Outcome } from '../../shared/session/outcome.ts';
import type { Session } from '../../shared/session/session.ts';
import type { TrainingExample } from '../../shared/training/example.ts';
import { boxOfLink, ORIGIN, sampleClick, VIEWPORT } from './sample-click.ts';

/** What a sample session is about; everything else follows from it. */
export type SampleOptions = {
  sessionId?: string;
  participantId?: string | null;
  type?: Session['type'];
  startedAt?: number;
  site?: string;
  /** One product is looked at for each; the last one is put into the cart. */
  products?: readonly string[];
  quality?: number;
  verdict?: QualityReport['verdict'];
  completed?: boolean;
  scenarioId?: string | null;
  /** Content of `audio.webm`; the session then has a narration, agreed to. */
  audio?: Buffer;
};

export type SampleSession = {
  session: Session;
  interactions: Interaction[];
  steps: Step[];
  examples: TrainingExample[];
  outcome: Outcome;
  qualityReport: QualityReport;
  /** Frames that repeat others. */
  deltas: FrameDelta[];
  /** Content of the pictures by their SHA-256. */
  pictures: Map<string, Buffer>;
  /** Content of `audio.webm`, or null. */
  audio: Buffer | null;
};

const SYSTEM = 'You shop on the web for a user. Use one tool at a time.';

const clickTool = {
  type: 'function',
  function: {
    name: 'browser_click',
    description: 'Click an element of the page.',
    parameters: { type: 'object', properties: { target: { type: 'string' } }, required: ['target'] },
  },
} as const satisfies TrainingExample['tools'][number];

/** A made-up session that keeps to every schema: product pages are opened one after the other, the last one is bought. */
export function sampleSession(options: SampleOptions = {}): SampleSession {
  const facts = {
    site: options.site ?? 'shop.example',
    products: options.products ?? ['Oak desk lamp', 'Brass desk lamp', 'Blue desk lamp'],
    startedAt: options.startedAt ?? Date.UTC(2026, 2, 14, 10, 0, 0),
  };
  const sessionId = options.sessionId ?? newId(facts.startedAt);
  const pictures = new Map<string, Buffer>();
  const interactions = facts.products.map((name, index) => sampleClick({ ...facts, sessionId, pictures }, name, index));
  const steps = interactions.map((interaction, index) => sampleStep(interaction, index, facts.products[index] ?? ''));
  const session = sampleFrame(options, facts, { sessionId, steps: steps.length });
  const task = session.scenario?.task ?? 'Look around for a lamp.';
  return {
    session,
    interactions,
    steps,
    examples: steps.map((step) => sampleExample(task, step)),
    outcome: sampleOutcome(session, steps.length, options.completed ?? true),
    qualityReport: sampleReport(options.quality ?? 0.82, options.verdict ?? 'accepted'),
    deltas: [],
    pictures,
    audio: options.audio ?? null,
  };
}

type Facts = { site: string; startedAt: number };

function sampleFrame(
  options: SampleOptions,
  facts: Facts,
  { sessionId, steps }: { sessionId: string; steps: number },
): Session {
  const { startedAt, site } = facts;
  const scenarioId = options.scenarioId === undefined ? 'find-desk-lamp' : options.scenarioId;
  return {
    id: sessionId,
    type: options.type ?? 'human',
    participantId: options.participantId ?? null,
    consent: {
      version: '2026-01-01',
      textSha256: createHash('sha256').update('the text that was agreed to').digest('hex'),
      language: 'en',
      grantedAt: startedAt - 1_000,
      purposes: options.audio ? ['recording', 'training', 'audio'] : ['recording', 'training'],
    },
    scenario:
      scenarioId === null
        ? null
        : {
            id: scenarioId,
            title: 'A lamp for the desk',
            task: 'Find a desk lamp and put it into the cart.',
            persona: null,
            targetSite: null,
            category: 'home',
            difficulty: 'simple',
            expectedSteps: ['Open a lamp', 'Add it to the cart'],
            criteria: [{ type: 'page-reached', id: 'cart', description: 'The cart was opened', pageKind: 'cart' }],
            source: 'built-in',
          },
    startedAt,
    endedAt: startedAt + steps * 5_000 + 2_500.25,
    pauses: [],
    sites: [site],
    device: {
      extensionVersion: '0.1.0',
      browser: 'Chromium 156',
      platform: 'Linux',
      language: 'en-GB',
    },
    gaveUpReason: null,
    narration: options.audio ? { startedAt, durationMs: 2_000, pauses: [] } : null,
  };
}

function sampleStep(interaction: Interaction, index: number, name: string): Step {
  const { context, screenshots } = interaction;
  if ('absent' in context || 'absent' in screenshots.before) throw new Error('a sample has both');
  const { sha256, width, height, stalenessMs } = screenshots.before;
  return {
    index,
    interactionIds: [interaction.id],
    at: interaction.action.at,
    call: { name: 'browser_click', arguments: { target: 'e2' } },
    label: 'essential',
    reason: 'It led to the product.',
    target: {
      ref: 'e2',
      tag: 'a',
      role: 'link',
      name,
      box: boxOfLink,
      selectors: [`role=link[name="${name}"]`],
      framePath: [],
    },
    point: { x: 320, y: 240 },
    observation: {
      url: context.page.url,
      title: context.page.title,
      viewport: VIEWPORT,
      scroll: ORIGIN,
      snapshot: context.snapshot,
      screenshot: { sha256, width, height, stalenessMs },
    },
    intent: { label: 'inspect', text: `Open ${name}` },
    effect: 'The product page opened.',
  };
}

function sampleExample(task: string, step: Step): TrainingExample {
  const call = { name: step.call.name, arguments: JSON.stringify(step.call.arguments) };
  return {
    messages: [
      { role: 'system', content: SYSTEM },
      { role: 'user', content: `Task: ${task}\nPage: ${step.observation.url}\n${step.observation.snapshot}` },
      { role: 'assistant', tool_calls: [{ id: `call_${step.index}`, type: 'function', function: call }] },
    ],
    tools: [clickTool],
    parallel_tool_calls: false,
  };
}

function sampleOutcome(session: Session, steps: number, completed: boolean): Outcome {
  const hasTask = session.scenario !== null;
  return {
    scenarioId: session.scenario?.id ?? null,
    completed: hasTask ? completed : null,
    progress: hasTask ? Number(completed) : null,
    criteria: (session.scenario?.criteria ?? []).map(({ id }) => ({
      criterionId: id,
      progress: Number(completed),
      met: completed,
      explanation: completed ? 'The cart was opened.' : 'The cart was never opened.',
      metBy: null,
    })),
    itemsFound: 1,
    efficiency: hasTask ? Number(completed) : null,
    activeMs: steps * 5_000,
    steps,
    expectedSteps: hasTask ? 2 : null,
    detours: 0,
  };
}

function sampleReport(overall: number, verdict: QualityReport['verdict']): QualityReport {
  const kinds = ['completeness', 'locators', 'screenshots', 'behaviour', 'task'] as const;
  return {
    version: 1,
    overall,
    verdict,
    dimensions: kinds.map((dimension) => ({
      dimension,
      score: overall,
      weight: 0.2,
      reasons: ['Nothing is missing.'],
    })),
    deductions: [],
    advice: [],
  };
}
