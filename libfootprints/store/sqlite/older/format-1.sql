-- SPDX-License-Identifier: LGPL-2.1-or-later
-- What a ledger of format 1 lacks, for a connection that may not write: everything is read as if
-- the ledger had been brought to the format of now.

create temp view import as
select *, null as source, null as account, null as base_url, null as secret, null as since,
       null as error, null as undone_at, null as sync_config_id, 'file' as kind
from main.import;

create temp view sync_configs as
select null as id, null as source, null as username, null as api_key, null as token,
       null as sync_interval_minutes, null as last_sync_timestamp, null as enabled,
       null as created_at, null as updated_at, null as base_url, null as overlap_s,
       null as newest_listened_at, null as service_total, null as last_success_at,
       null as failure_count, null as failing_since, null as retry_at, null as last_error,
       null as told_at, null as look_from, null as look_generation, null as missing_count,
       null as searched_at
where false;
