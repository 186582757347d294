-- SPDX-License-Identifier: LGPL-2.1-or-later
-- The first format. doc/ledger-format.md describes every table and column.

create table ledger (
  id integer primary key check (id = 1),
  uuid text not null,
  generation integer not null,
  last_listen_id integer not null,
  listen_count integer not null
) strict;

create table artist (
  id integer primary key,
  name text not null unique
) strict;

create table album (
  id integer primary key,
  artist_id integer not null references artist,
  title text not null,
  unique (artist_id, title)
) strict;

create table track (
  id integer primary key,
  artist_id integer not null references artist,
  title text not null,
  unique (artist_id, title)
) strict;

create table source (
  id integer primary key,
  name text not null unique
) strict;

create table import (
  id integer primary key,
  fingerprint text not null,
  label text not null,
  state text not null check (state in ('running', 'finished', 'failed', 'cancelled')),
  started_at integer not null,
  updated_at integer not null,
  checkpoint text,
  summary text
) strict;

create index import_fingerprint on import (fingerprint);

create table listen (
  id integer primary key,
  listened_at integer not null,
  track_id integer not null references track,
  album_id integer references album,
  source_id integer not null references source,
  source_ref text,
  duration_ms integer,
  import_id integer references import,
  info text
) strict;

create unique index listen_key on listen (listened_at, track_id, source_id);

create table removed_listen (
  id integer primary key,
  listened_at integer not null,
  generation integer not null
) strict;

create index removed_listen_generation on removed_listen (generation);

create view scrobbles as
select
  listen.id as id,
  artist.name as artist,
  album.title as album,
  track.title as track,
  listen.listened_at as timestamp,
  source.name as source,
  listen.source_ref as source_id
from listen
join track on track.id = listen.track_id
join artist on artist.id = track.artist_id
join source on source.id = listen.source_id
left join album on album.id = listen.album_id;

insert into ledger (id, uuid, generation, last_listen_id, listen_count)
values (1, lower (hex (randomblob (16))), 0, 0, 0);
