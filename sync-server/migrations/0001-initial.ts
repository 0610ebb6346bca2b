import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create table participants (
    id uuid primary key,
    created_at bigint not null,
    consent jsonb not null,
    withdrawn_at bigint
  )`,
  `create table tokens (
    sha256 char(64) primary key,
    scope text not null check (scope in ('participant', 'researcher', 'administrator')),
    participant_id uuid references participants on delete cascade,
    label text not null,
    created_at bigint not null,
    expires_at bigint,
    revoked_at bigint,
    check ((scope = 'participant') = (participant_id is not null))
  )`,
  `create index tokens_participant on tokens (participant_id)`,
  `create table enrolment_codes (
    sha256 char(64) primary key,
    label text not null,
    created_at bigint not null,
    expires_at bigint,
    uses_left integer not null check (uses_left >= 0)
  )`,
  `create table scenarios (
    id text primary key,
    title text not null,
    category text not null,
    difficulty text not null,
    first_seen_at bigint not null
  )`,
  `create table sessions (
    id uuid primary key,
    type text not null check (type in ('human', 'automated', 'hybrid')),
    participant_id uuid references participants on delete restrict,
    scenario_id text references scenarios,
    consent_version text not null,
    started_at double precision not null,
    ended_at double precision not null check (ended_at >= started_at),
    site text,
    sites jsonb not null,
    interactions integer not null,
    steps integer not null,
    examples integer not null,
    pictures integer not null,
    quality double precision not null check (quality between 0 and 1),
    verdict text not null check (verdict in ('accepted', 'review', 'rejected')),
    completed boolean,
    extension_version text not null,
    outcome jsonb not null,
    quality_report jsonb not null
  )`,
  `create index sessions_started on sessions (started_at desc, id desc)`,
  `create index sessions_site on sessions (site, started_at desc, id desc)`,
  `create index sessions_participant on sessions (participant_id, started_at desc, id desc)`,
  `create index sessions_scenario on sessions (scenario_id, started_at desc, id desc)`,
  `create index sessions_verdict on sessions (verdict, started_at desc, id desc)`,
  `create table archives (
    session_id uuid primary key references sessions on delete cascade,
    sha256 char(64) not null unique,
    bytes bigint not null check (bytes > 0),
    received_at bigint not null,
    object_key text not null unique,
    manifest jsonb not null
  )`,
  `create table pending_objects (
    object_key text primary key,
    begun_at bigint not null
  )`,
  `create table daily_totals (
    day date not null,
    site text not null,
    verdict text not null,
    archives integer not null check (archives >= 0),
    bytes bigint not null check (bytes >= 0),
    primary key (day, site, verdict)
  )`,
  `create function count_archives() returns trigger language plpgsql as $$
    declare
      archive archives := case tg_op when 'INSERT' then new else old end;
      arrived date := (to_timestamp(archive.received_at / 1000.0) at time zone 'UTC')::date;
      its_site text := coalesce(archive.manifest -> 'session' -> 'sites' ->> 0, '');
      its_verdict text := archive.manifest -> 'session' ->> 'verdict';
    begin
      if tg_op = 'INSERT' then
        insert into daily_totals as totals (day, site, verdict, archives, bytes)
        values (arrived, its_site, its_verdict, 1, archive.bytes)
        on conflict (day, site, verdict) do update
          set archives = totals.archives + 1, bytes = totals.bytes + excluded.bytes;
      else
        update daily_totals as totals set archives = totals.archives - 1, bytes = totals.bytes - archive.bytes
        where (totals.day, totals.site, totals.verdict) = (arrived, its_site, its_verdict);
      end if;
      return null;
    end $$`,
  `create trigger archives_counted after insert or delete on archives
    for each row execute function count_archives()`,
  `create table datasets (
    id uuid primary key,
    created_at bigint not null,
    state text not null check (state in ('building', 'ready', 'failed')),
    failure text,
    filter jsonb not null,
    sessions integer not null,
    examples jsonb not null,
    duplicates_dropped integer not null,
    rejected jsonb not null,
    sha256 char(64)
  )`,
  `create index datasets_created on datasets (created_at desc, id desc)`,
  `create table dataset_sessions (
    dataset_id uuid not null references datasets on delete cascade,
    session_id uuid not null references sessions on delete cascade,
    split text not null check (split in ('train', 'validation', 'test')),
    primary key (dataset_id, session_id)
  )`,
  `create index dataset_sessions_session on dataset_sessions (session_id)`,
  `create table training_runs (
    id uuid primary key,
    created_at bigint not null,
    updated_at bigint not null,
    state text not null check (state in
      ('waiting', 'uploading', 'starting', 'training', 'evaluating', 'succeeded', 'failed', 'cancelled')),
    dataset_id uuid not null references datasets on delete restrict,
    provider text not null,
    base_model text not null,
    epochs integer,
    provider_file_ids jsonb not null,
    provider_job_id text,
    progress text,
    failure jsonb
  )`,
  `create index training_runs_created on training_runs (created_at desc, id desc)`,
  `create index training_runs_dataset on training_runs (dataset_id)`,
  `create table models (
    id text primary key,
    run_id uuid not null unique references training_runs on delete cascade,
    site text,
    created_at bigint not null,
    evaluation jsonb not null,
    active boolean not null
  )`,
  `create unique index models_active on models (coalesce(site, '')) where active`,
  `create table feedback_events (
    id uuid primary key,
    at bigint not null,
    kind text not null check (kind in ('impression', 'click', 'view', 'cart', 'purchase')),
    shop text not null,
    product_key text not null,
    session_id uuid references sessions on delete cascade,
    profile_key text,
    details jsonb not null
  )`,
  `create index feedback_events_product on feedback_events (shop, product_key, at desc)`,
  `create index feedback_events_session on feedback_events (session_id)`,
  `create table orders (
    id uuid primary key,
    shop text not null,
    external_id text not null,
    at bigint not null,
    currency char(3) not null,
    total numeric not null check (total >= 0),
    items jsonb not null,
    unique (shop, external_id)
  )`,
  `create table attributions (
    id uuid primary key,
    order_id uuid not null references orders on delete cascade,
    product_key text not null,
    revenue numeric not null,
    minutes_to_conversion double precision not null check (minutes_to_conversion >= 0),
    feedback_event_id uuid not null references feedback_events on delete cascade,
    unique (order_id, product_key, feedback_event_id)
  )`,
  `create index attributions_event on attributions (feedback_event_id)`,
  `create table performance (
    shop text not null,
    product_key text not null,
    day date not null,
    impressions integer not null check (impressions >= 0),
    clicks integer not null check (clicks >= 0),
    purchases integer not null check (purchases >= 0),
    confidence double precision not null check (confidence between 0 and 1),
    primary key (shop, product_key, day)
  )`,
  `create table audit_log (
    id bigint generated always as identity primary key,
    at bigint not null,
    actor text not null,
    act text not null,
    subject text not null,
    details jsonb not null
  )`,
  `create function refuse_change() returns trigger language plpgsql as $$
    begin raise exception 'the audit log only grows'; end $$`,
  `create trigger audit_log_only_grows before update or delete on audit_log
    for each row execute function refuse_change()`,
  `create index audit_log_at on audit_log (at desc, id desc)`,
  `create index tokens_created on tokens (created_at desc, sha256 desc)`,
  `create index tokens_scope on tokens (scope, created_at desc, sha256 desc)`,
  `create index enrolment_codes_created on enrolment_codes (created_at desc, sha256 desc)`,
];

/** Valid on PostgreSQL 15 and later, and on PGlite. */
export const initial: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};
