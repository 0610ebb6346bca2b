import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  // Sessions that were there before are looked at by the job: until then nobody but their participant sees them.
  `alter table sessions
    add column screening text not null default 'unscanned'
      check (screening in ('unscanned', 'clear', 'quarantined', 'released')),
    add column findings jsonb not null default '[]'`,
  `alter table sessions alter column screening drop default, alter column findings drop default`,
  `create index sessions_screening on sessions (screening, started_at desc, id desc)
    where screening in ('unscanned', 'quarantined')`,
  `create index archives_received on archives (received_at)`,
  `alter table datasets drop constraint datasets_state_check`,
  `alter table datasets add constraint datasets_state_check check (state in ('building', 'ready', 'failed', 'stale'))`,
  `create table consents (
    id bigint generated always as identity primary key,
    participant_id uuid not null references participants on delete cascade,
    at bigint not null,
    device_at bigint,
    act text not null check (act in ('given', 'withdrawn')),
    purposes jsonb not null,
    version text not null,
    text_sha256 text,
    language text
  )`,
  `create index consents_participant on consents (participant_id, id)`,
  `insert into consents (participant_id, at, device_at, act, purposes, version, text_sha256, language)
    select id, created_at, (consent ->> 'grantedAt')::double precision::bigint, 'given', consent -> 'purposes',
      coalesce(consent ->> 'version', ''), consent ->> 'textSha256', consent ->> 'language'
    from participants`,
  `insert into consents (participant_id, at, device_at, act, purposes, version)
    select id, withdrawn_at, null, 'withdrawn', '["recording", "training", "audio"]', coalesce(consent ->> 'version', '')
    from participants where withdrawn_at is not null`,
  // History is never rewritten. It goes only with the participant, and then all of it.
  `create function refuse_consent_change() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' and not exists (select from participants where id = old.participant_id) then
        return old;
      end if;
      raise exception 'the history of consents only grows';
    end $$`,
  `create trigger consents_only_grow before update or delete on consents
    for each row execute function refuse_consent_change()`,
  `create table tombstones (
    sha256 char(64) primary key,
    erased_at bigint not null
  )`,
  `create table erasures (
    id uuid primary key,
    subject text not null check (subject in ('participant', 'session')),
    subject_id uuid unique,
    reason text not null check (reason in ('participant', 'administrator', 'retention')),
    asked_at bigint not null,
    finished_at bigint,
    state text not null check (state in ('emptying', 'removing-files', 'removing-uploads', 'done')),
    object_keys jsonb not null,
    datasets jsonb not null,
    upload_names jsonb not null,
    models jsonb not null,
    counts jsonb not null,
    check ((state = 'done') = (subject_id is null)),
    check ((state = 'done') = (finished_at is not null))
  )`,
  `create index erasures_asked on erasures (asked_at desc, id desc)`,
  `create table intake (
    id boolean primary key default true check (id),
    state text not null check (state in ('open', 'frozen')),
    since bigint not null,
    reason text not null
  )`,
  `create index audit_log_actor on audit_log (actor, at desc, id desc)`,
  `create index audit_log_subject on audit_log (subject, at desc, id desc)`,
];

/** What the server finds by itself, consents as a history, erasure with its certificate, and a way to stop taking in. */
export const rights: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};
