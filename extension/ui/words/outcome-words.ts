import type { QualityReport } from '../../../shared/quality/quality-report.ts';
import type { SessionRow } from '../../store/database.ts';
import { formatShare } from '../format/format-number.ts';
import { text } from '../text.ts';
import type { Tone } from './archive-words.ts';

type Judged = Pick<SessionRow, 'scenario' | 'judgement' | 'gaveUpReason'>;

/** What came of the task, in words. */
export function outcomeWords({ scenario, judgement, gaveUpReason }: Judged): string {
  if (gaveUpReason !== null) return text.outcome.gaveUp(gaveUpReason);
  if (scenario === null) return text.outcome.free;
  if (judgement === null) return text.outcome.unknown;
  const { criteria, completed } = judgement.outcome;
  if (completed === true) return text.outcome.done;
  return text.outcome.partly(criteria.filter(({ met }) => met).length, scenario.criteria.length);
}

const tones = { accepted: 'good', review: 'plain', rejected: 'bad' } as const satisfies Record<
  QualityReport['verdict'],
  Tone
>;

/** How good a session is as training data: a word, and the score behind it. */
export function qualityWords(quality: Pick<QualityReport, 'overall' | 'verdict'> | null): {
  tone: Tone;
  words: string;
} {
  if (quality === null) return { tone: 'plain', words: text.quality.none };
  const words = `${text.quality.verdict[quality.verdict]} (${formatShare(quality.overall)})`;
  return { tone: tones[quality.verdict], words };
}
