import type { Evaluation } from '../api/rows.ts';
import type { StepScore } from './score-prediction.ts';

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The figures of a whole held-out set. Element accuracy is taken over the steps that have an element; task success is
 * the share of sessions in which every held-out step succeeded. With no scores at all every figure is 0 (null for the
 * elements) and `examples` says why.
 */
export function summariseScores(scores: readonly { sessionId: string; score: StepScore }[]): Evaluation {
  const sessions = Map.groupBy(scores, ({ sessionId }) => sessionId);
  const elements = scores.flatMap(({ score }) => (score.element === null ? [] : [Number(score.element)]));
  return {
    examples: scores.length,
    sessions: sessions.size,
    elementAccuracy: elements.length === 0 ? null : mean(elements),
    actionF1: mean(scores.map(({ score }) => score.actionF1)),
    stepSuccess: mean(scores.map(({ score }) => Number(score.success))),
    taskSuccess: mean([...sessions.values()].map((steps) => Number(steps.every(({ score }) => score.success)))),
  };
}
