-- SPDX-License-Identifier: LGPL-2.1-or-later
-- What a ledger of format 1 lacks, for a connection that may not write: everything is read as if
-- the ledger had been brought to the current format.

create temp view import as
select *, null as source, null as account, null as base_url, null as secret, null as since,
       null as error, null as undone_at, null as sync_config_id, 'file' as kind
from main.import;
