import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `alter table archives
    add column tier text not null default 'hot' check (tier in ('hot', 'cold', 'restoring')),
    add column read_at bigint,
    add column ready_at bigint,
    add column verified_at bigint,
    add constraint archives_ready_check check ((tier = 'restoring') = (ready_at is not null))`,
  `create index archives_unread on archives (coalesce(read_at, received_at)) where tier = 'hot'`,
  `create index archives_restoring on archives (ready_at) where tier = 'restoring'`,
  `create index archives_verified on archives (coalesce(verified_at, 0), object_key)`,
  `create table tier_totals (
    tier text not null check (tier in ('hot', 'cold')),
    month date not null,
    site text not null,
    archives integer not null check (archives >= 0),
    bytes bigint not null check (bytes >= 0),
    primary key (tier, month, site)
  )`,
  `insert into tier_totals (tier, month, site, archives, bytes)
    select 'hot', date_trunc('month', to_timestamp(received_at / 1000.0) at time zone 'UTC')::date,
      coalesce(manifest -> 'session' -> 'sites' ->> 0, ''), count(*), sum(bytes)
    from archives group by 2, 3`,
  `create function count_tier(archive archives, sign integer) returns void language plpgsql as $$
    begin
      insert into tier_totals as totals (tier, month, site, archives, bytes)
      values (
        case archive.tier when 'hot' then 'hot' else 'cold' end,
        date_trunc('month', to_timestamp(archive.received_at / 1000.0) at time zone 'UTC')::date,
        coalesce(archive.manifest -> 'session' -> 'sites' ->> 0, ''), 0, 0)
      on conflict do nothing;
      update tier_totals as totals
      set archives = totals.archives + sign, bytes = totals.bytes + sign * archive.bytes
      where tier = case archive.tier when 'hot' then 'hot' else 'cold' end
        and month = date_trunc('month', to_timestamp(archive.received_at / 1000.0) at time zone 'UTC')::date
        and site = coalesce(archive.manifest -> 'session' -> 'sites' ->> 0, '');
    end $$`,
  `create function count_tiers() returns trigger language plpgsql as $$
    begin
      if tg_op <> 'INSERT' then perform count_tier(old, -1); end if;
      if tg_op <> 'DELETE' then perform count_tier(new, 1); end if;
      return null;
    end $$`,
  `create trigger tiers_counted after insert or delete or update of tier on archives
    for each row execute function count_tiers()`,
  `create table storage_checks (
    id uuid primary key,
    begun_at bigint not null,
    finished_at bigint not null,
    reason text not null check (reason in ('start', 'nightly', 'administrator', 'command')),
    counts jsonb not null
  )`,
  `create index storage_checks_finished on storage_checks (finished_at desc, id desc)`,
  // What is wrong with an archive goes with its session.
  `create table storage_findings (
    object_key text not null,
    kind text not null check (kind in ('missing', 'damaged', 'orphan')),
    session_id uuid references sessions on delete cascade,
    found_at bigint not null,
    words text not null,
    primary key (object_key, kind)
  )`,
  `create index storage_findings_session on storage_findings (session_id)`,
  `create table storage_usage (
    month date not null,
    kind text not null check (kind in ('write', 'read', 'restore')),
    requests bigint not null check (requests >= 0),
    bytes bigint not null check (bytes >= 0),
    primary key (month, kind)
  )`,
  `create table budget_alerts (
    month date primary key,
    at bigint not null,
    estimate double precision not null,
    budget double precision not null
  )`,
];

/** Hot and cold storage, what comparing the store with the database has found, and what storage costs. */
export const storage: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};
