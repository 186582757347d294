-- SPDX-License-Identifier: LGPL-2.1-or-later
-- All origins of a play, plays that were removed or renamed, and a log of what changed.
-- doc/ledger-format.md describes every table and column.

alter table import add column kind text not null default 'file'
  check (kind in ('file', 'service', 'run', 'account', 'repair'));

update import set kind = case
  when sync_config_id is not null then 'run'
  when fingerprint like 'repair:%' then 'repair'
  when source is not null then 'service'
  else 'file'
end;

create table also_from (
  import_id integer not null references import,
  listen_id integer not null,
  differs integer not null,
  album_id integer references album,
  duration_ms integer,
  source_ref text,
  info text,
  primary key (import_id, listen_id)
) strict, without rowid;

create table withdrawn_listen (
  id integer primary key,
  listened_at integer not null,
  track_id integer not null references track,
  album_id integer references album,
  source_id integer not null references source,
  source_ref text,
  duration_ms integer,
  import_id integer references import,
  info text,
  reason text not null check (reason in ('removed', 'renamed')),
  withdrawn_at integer not null,
  replaced_by integer
) strict;

create unique index withdrawn_listen_key on withdrawn_listen (listened_at, track_id, source_id);
create index withdrawn_listen_time on withdrawn_listen (withdrawn_at, id);

create table listen_change (
  generation integer not null,
  listen_id integer not null,
  listened_at integer not null,
  what text not null check (what in ('gone', 'back', 'details')),
  primary key (generation, listen_id)
) strict, without rowid;

insert into listen_change (generation, listen_id, listened_at, what)
select generation, id, listened_at, 'gone' from removed_listen;

drop table removed_listen;

alter table ledger add column oldest_generation integer not null default 0;

alter table sync_configs add column look_from integer;
alter table sync_configs add column look_generation integer;
alter table sync_configs add column missing_count integer not null default 0;
alter table sync_configs add column searched_at integer;

-- Each sync looks through everything once more: it notes which plays belong to its account, and
-- finds those that an undo removed and that no later run has looked for.
update sync_configs set look_from = 1, look_generation = (select generation from ledger);
