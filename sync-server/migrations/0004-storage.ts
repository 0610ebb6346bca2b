import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What a statement has added to `archives`, and taken away, as rows of the sums. */
const changes = {
  insert: `select 1 as sign, added.* from added`,
  delete: `select -1 as sign, removed.* from removed`,
  update: `select 1 as sign, added.* from added union all select -1 as sign, removed.* from removed`,
};
const seen = {
  insert: 'new table as added',
  delete: 'old table as removed',
  update: 'old table as removed new table as added',
};

/** Keeps `tier_totals`. Most updates move nothing between hot and cold, and change no sum. */
const countOn = (event: keyof typeof changes) => [
  `create function count_tiers_${event}() returns trigger language plpgsql as $$
    begin
      perform change_tier_totals(array_agg(tier), array_agg(month), array_agg(site), array_agg(archives), array_agg(bytes))
      from (
        select case tier when 'hot' then 'hot' else 'cold' end as tier,
          date_trunc('month', to_timestamp(received_at / 1000.0) at time zone 'UTC')::date as month,
          coalesce(manifest -> 'session' -> 'sites' ->> 0, '') as site,
          sum(sign)::integer as archives, sum(sign * bytes)::bigint as bytes
        from (${changes[event]}) as change group by 1, 2, 3
      ) as sums where archives <> 0 or bytes <> 0 having count(*) > 0;
      return null;
    end $$`,
  `create trigger tiers_counted_${event} after ${event} on archives referencing ${seen[event]}
    for each statement execute function count_tiers_${event}()`,
];

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
  // By statement and not by row: many archives at once are one change of each sum.
  `create function change_tier_totals(tiers text[], months date[], sites text[], counts integer[], sizes bigint[])
    returns void language plpgsql as $$
    begin
      insert into tier_totals (tier, month, site, archives, bytes)
      select tier, month, site, 0, 0 from unnest(tiers, months, sites) as change (tier, month, site)
      order by 1, 2, 3 on conflict do nothing;
      update tier_totals as totals
      set archives = totals.archives + change.archives, bytes = totals.bytes + change.bytes
      from unnest(tiers, months, sites, counts, sizes) as change (tier, month, site, archives, bytes)
      where (totals.tier, totals.month, totals.site) = (change.tier, change.month, change.site);
    end $$`,
  ...(['insert', 'delete', 'update'] as const).flatMap(countOn),
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
