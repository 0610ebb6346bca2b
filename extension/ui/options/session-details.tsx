import { formatBytes, formatCount, formatShare } from '../format/format-number.ts';
import { text } from '../text.ts';
import type { ListedSession } from './use-sessions.ts';

/** What a session was judged by: its task criterion by criterion, its quality by dimension, its archive. */
export function SessionDetails({ listed }: { listed: ListedSession }) {
  const { session, archive, summary } = listed;
  return (
    <details class="entry-details">
      <summary>{text.sessionList.details}</summary>
      {session.judgement === null && <p class="quiet">{text.sessionList.noDetails}</p>}
      <OutcomeDetails listed={listed} />
      <QualityDetails listed={listed} />
      {archive !== undefined && (
        <>
          <h4>{text.sessionList.archive}</h4>
          <p>
            {text.examples(archive.summary.examples)}
            {text.and}
            {formatBytes(archive.bytes)}
            {summary !== null && `${text.and}${text.pictures(summary.pictures)}`}
            {text.and}
            {text.sessionList.kind[session.type]}
          </p>
          <p class="fine">
            {text.sessionList.fingerprint}: <code>{archive.sha256}</code>
          </p>
        </>
      )}
    </details>
  );
}

function OutcomeDetails({ listed: { session } }: { listed: ListedSession }) {
  const { scenario, judgement } = session;
  if (scenario === null || judgement === null) return null;
  const { progress, efficiency, detours, criteria } = judgement.outcome;
  const descriptions = new Map(scenario.criteria.map(({ id, description }) => [id, description]));
  return (
    <>
      <h4>{text.sessionList.outcome}</h4>
      <p>{scenario.task}</p>
      <p>
        {progress !== null && text.sessionList.progressOf(formatShare(progress))}
        {efficiency !== null && `${text.and}${text.sessionList.efficiency}: ${formatShare(efficiency)}`}
        {`${text.and}${text.sessionList.detours}: ${formatCount(detours)}`}
      </p>
      <ul class="results">
        {criteria.map(({ criterionId, met, explanation, progress: share }) => (
          <li key={criterionId} class={met ? 'met' : 'open'}>
            <span class="tick" role="img" aria-label={met ? text.recording.met : text.recording.open} />
            <span>
              {descriptions.get(criterionId) ?? criterionId}
              <span class="why">{explanation}</span>
            </span>
            <span class="share">{met ? '' : formatShare(share)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function QualityDetails({ listed: { session } }: { listed: ListedSession }) {
  const quality = session.judgement?.quality;
  if (quality === undefined) return null;
  return (
    <>
      <h4>{text.quality.label}</h4>
      <ul class="dimensions">
        {quality.dimensions.map(({ dimension, score, reasons }) => (
          <li key={dimension}>
            <span id={`${session.id}-${dimension}`}>{text.quality.dimension[dimension]}</span>
            <meter
              min={0}
              max={1}
              low={0.35}
              high={0.6}
              optimum={1}
              value={score}
              aria-labelledby={`${session.id}-${dimension}`}
            />
            <span class="share">{formatShare(score)}</span>
            {reasons.map((reason) => (
              <span key={reason} class="why">
                {reason}
              </span>
            ))}
          </li>
        ))}
      </ul>
      {quality.deductions.length > 0 && (
        <>
          <h4>{text.quality.deductions}</h4>
          <ul>
            {quality.deductions.map(({ factor, reason }) => (
              <li key={reason}>
                {reason} <span class="share">{text.quality.deducted(formatShare(1 - factor))}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {quality.advice.length > 0 && (
        <>
          <h4>{text.sessionList.advice}</h4>
          <ul>
            {quality.advice.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
