import type { ColumnType, Generated, JSONColumnType, Kysely } from 'kysely';
import type { Manifest } from '../shared/archive/manifest.ts';
import type { CheckCounts, CheckReason, FindingKind, UsageKind } from '../shared/api/storage.ts';
import type { ErasureCounts, ErasureReason, ErasureState, ErasureSubject } from '../shared/api/rights.ts';
import type { PersonalFinding, Screening } from '../shared/api/screening.ts';
import type { DatasetRow, Evaluation, Split, TrainingRunState } from '../shared/api/rows.ts';
import type { QualityReport } from '../shared/quality/quality-report.ts';
import type { Consent, ConsentPurpose } from '../shared/session/consent.ts';
import type { Outcome } from '../shared/session/outcome.ts';

/** One schema for every kind of session (R5.1, R5.2); `migrations/` makes it. Moments are epoch milliseconds. */
export type Tables = {
  participants: {
    id: string;
    created_at: number;
    consent: JSONColumnType<Consent>;
    withdrawn_at: number | null;
  };
  tokens: {
    /** SHA-256 of the token: it is random and long, so that a fast hash is right. */
    sha256: string;
    scope: 'participant' | 'researcher' | 'administrator';
    participant_id: string | null;
    label: string;
    created_at: number;
    expires_at: number | null;
    revoked_at: number | null;
  };
  enrolment_codes: {
    /** SHA-256 of the code. */
    sha256: string;
    label: string;
    created_at: number;
    expires_at: number | null;
    uses_left: number;
    /** Whom it gives back; null makes somebody new. */
    participant_id: string | null;
  };
  scenarios: { id: string; title: string; category: string; difficulty: string; first_seen_at: number };
  sessions: {
    id: string;
    type: 'human' | 'automated' | 'hybrid';
    participant_id: string | null;
    scenario_id: string | null;
    consent_version: string;
    started_at: number;
    ended_at: number;
    /** The site with most interactions; all of them are in `sites`. */
    site: string | null;
    sites: JSONColumnType<string[]>;
    interactions: number;
    steps: number;
    examples: number;
    pictures: number;
    quality: number;
    verdict: 'accepted' | 'review' | 'rejected';
    completed: boolean | null;
    extension_version: string;
    outcome: JSONColumnType<Outcome>;
    quality_report: JSONColumnType<QualityReport>;
    /** Where it stands with the server's own look for personal data (screen/). */
    screening: Screening;
    /** Kinds and places of what was found, never the values. */
    findings: JSONColumnType<PersonalFinding[]>;
  };
  archives: {
    session_id: string;
    sha256: string;
    bytes: number;
    received_at: number;
    /** Where the store keeps it. */
    object_key: string;
    manifest: JSONColumnType<Manifest>;
    /** Where the store keeps it (storage/): `restoring` lies in cold storage and was asked back. */
    tier: Generated<'hot' | 'cold' | 'restoring'>;
    /** To the hour; null: never. */
    read_at: number | null;
    /** When to look again at what is restoring. */
    ready_at: number | null;
    /** When its content was last read and compared with its digest. */
    verified_at: number | null;
  };
  /** Objects that are being stored: an entry without its archive is the trace of a process that died (ingest). */
  pending_objects: { object_key: string; begun_at: number; participant_id: string | null };
  /** Kept by a trigger on `archives`, so that totals never need to read a million rows. Days are UTC, by arrival. */
  daily_totals: {
    day: string;
    site: string;
    verdict: 'accepted' | 'review' | 'rejected';
    archives: number;
    bytes: number;
  };
  /** Kept by a trigger on `archives`. Months begin on their first day (UTC), and are those of arrival. */
  tier_totals: { tier: 'hot' | 'cold'; month: string; site: string; archives: number; bytes: number };
  /** When the store was compared with the database, and how much was found; the last one's findings are below. */
  storage_checks: {
    id: string;
    begun_at: number;
    finished_at: number;
    reason: CheckReason;
    counts: JSONColumnType<CheckCounts>;
  };
  storage_findings: {
    object_key: string;
    kind: FindingKind;
    /** Null for an orphan. */
    session_id: string | null;
    found_at: number;
    words: string;
  };
  /** What the store was asked for, by month (UTC). */
  storage_usage: { month: string; kind: UsageKind; requests: number; bytes: number };
  /** Months in which the estimated costs passed the budget. */
  budget_alerts: { month: string; at: number; estimate: number; budget: number };
  datasets: {
    id: string;
    created_at: number;
    state: DatasetRow['state'];
    failure: string | null;
    filter: JSONColumnType<Record<string, unknown>>;
    sessions: number;
    examples: JSONColumnType<DatasetRow['examples']>;
    duplicates_dropped: number;
    rejected: JSONColumnType<DatasetRow['rejected']>;
    /** SHA-256 over the three files' digests. */
    sha256: string | null;
    /** What its files take; null until it is ready, and for one from before this was kept. */
    bytes: number | null;
  };
  dataset_sessions: { dataset_id: string; session_id: string; split: Split };
  training_runs: {
    id: string;
    created_at: number;
    updated_at: number;
    state: TrainingRunState;
    dataset_id: string;
    provider: string;
    base_model: string;
    epochs: number | null;
    provider_file_ids: JSONColumnType<string[]>;
    provider_job_id: string | null;
    progress: string | null;
    /** As the provider counts what it charges for; null until it tells. */
    trained_tokens: number | null;
    failure: ColumnType<{ code: string; message: string; advice: string } | null, string | null, string | null>;
  };
  models: {
    id: string;
    run_id: string;
    site: string | null;
    created_at: number;
    evaluation: JSONColumnType<Evaluation>;
    active: boolean;
  };
  feedback_events: {
    id: string;
    at: number;
    kind: 'impression' | 'click' | 'view' | 'cart' | 'purchase';
    shop: string;
    product_key: string;
    session_id: string | null;
    profile_key: string | null;
    details: JSONColumnType<Record<string, unknown>>;
  };
  orders: {
    id: string;
    shop: string;
    external_id: string;
    at: number;
    currency: string;
    total: number;
    items: JSONColumnType<unknown[]>;
  };
  attributions: {
    id: string;
    order_id: string;
    product_key: string;
    revenue: number;
    minutes_to_conversion: number;
    feedback_event_id: string;
  };
  performance: {
    shop: string;
    product_key: string;
    day: string;
    impressions: number;
    clicks: number;
    purchases: number;
    confidence: number;
  };
  /** What was agreed to and withdrawn, oldest first by `id`; it only grows, and goes with its participant. */
  consents: {
    id: Generated<number>;
    participant_id: string;
    at: number;
    /** The same moment by the device's clock, where it told: that is what sessions are dated by. */
    device_at: number | null;
    act: 'given' | 'withdrawn';
    purposes: JSONColumnType<ConsentPurpose[]>;
    version: string;
    text_sha256: string | null;
    language: string | null;
  };
  /** SHA-256 of ids and tokens that were erased: who sends under one of them is told so. */
  tombstones: { sha256: string; erased_at: number };
  /** Erasures under way and their certificates: nothing in a finished one says whose it was. */
  erasures: {
    id: string;
    subject: ErasureSubject;
    /** Null once it is done. */
    subject_id: string | null;
    reason: ErasureReason;
    asked_at: number;
    finished_at: number | null;
    state: ErasureState;
    /** Objects whose rows are gone and that are still to be removed. */
    object_keys: JSONColumnType<string[]>;
    /** Datasets that held lines of it. */
    datasets: JSONColumnType<string[]>;
    /** Names under which a provider may hold files of theirs. */
    upload_names: JSONColumnType<string[]>;
    models: JSONColumnType<string[]>;
    counts: JSONColumnType<ErasureCounts>;
  };
  /** One row at most: whether archives are taken in. None stands for `open`. */
  intake: { id: Generated<boolean>; state: 'open' | 'frozen'; since: number; reason: string };
  audit_log: {
    id: Generated<number>;
    at: number;
    /** First eight characters of the acting token's hash, or `system`. */
    actor: string;
    act: string;
    subject: string;
    details: JSONColumnType<Record<string, unknown>>;
  };
};

export type Database = Kysely<Tables>;
