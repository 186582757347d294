-- SPDX-License-Identifier: LGPL-2.1-or-later
-- Imports from services, and syncs. doc/ledger-format.md describes every table and column.

create table sync_configs (
  id integer primary key,
  source text not null,
  username text not null,
  api_key text,
  token text,
  sync_interval_minutes integer not null,
  last_sync_timestamp integer,
  enabled integer not null,
  created_at integer not null,
  updated_at integer not null,
  base_url text,
  overlap_s integer not null,
  newest_listened_at integer,
  service_total integer,
  last_success_at integer,
  failure_count integer not null,
  failing_since integer,
  retry_at integer,
  last_error text,
  told_at integer,
  unique (source, username)
) strict;

alter table import add column source text;
alter table import add column account text;
alter table import add column base_url text;
alter table import add column secret text;
alter table import add column since integer;
alter table import add column error text;
alter table import add column undone_at integer;
alter table import add column sync_config_id integer references sync_configs on delete cascade;

create index import_sync_config on import (sync_config_id) where sync_config_id is not null;

create view sync_runs as
select
  id,
  sync_config_id,
  state,
  started_at,
  updated_at as ended_at,
  since as window_start,
  json_extract (summary, '$.rows') as fetched,
  json_extract (summary, '$.new') as new,
  json_extract (summary, '$.duplicate') as duplicate,
  error
from import
where sync_config_id is not null;
