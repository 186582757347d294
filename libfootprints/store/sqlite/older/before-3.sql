-- SPDX-License-Identifier: LGPL-2.1-or-later
-- What ledgers of all formats before 3 lack; see the other files.

create temp view also_from as
select null as import_id, null as listen_id, null as differs, null as album_id,
       null as duration_ms, null as source_ref, null as info
where false;

create temp view withdrawn_listen as
select null as id, null as listened_at, null as track_id, null as album_id, null as source_id,
       null as source_ref, null as duration_ms, null as import_id, null as info, null as reason,
       null as withdrawn_at, null as replaced_by
where false;

create temp view listen_change as
select generation, id as listen_id, listened_at, 'gone' as what from main.removed_listen;

create temp view ledger as
select *, 0 as oldest_generation, 1 as joins_reports, 0 as decisions from main.ledger;
