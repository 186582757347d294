-- SPDX-License-Identifier: LGPL-2.1-or-later
-- What a ledger of format 2 lacks, for a connection that may not write: everything is read as if
-- the ledger had been brought to the format of now.

create temp view import as
select *,
       case when sync_config_id is not null then 'run'
            when fingerprint like 'repair:%' then 'repair'
            when source is not null then 'service'
            else 'file'
       end as kind
from main.import;

create temp view sync_configs as
select *, null as look_from, null as look_generation, 0 as missing_count, null as searched_at
from main.sync_configs;

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
select *, 0 as oldest_generation from main.ledger;
