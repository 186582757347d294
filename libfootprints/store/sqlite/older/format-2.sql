-- SPDX-License-Identifier: LGPL-2.1-or-later
-- What a ledger of format 2 lacks, for a connection that may not write: everything is read as if
-- the ledger had been brought to the current format.

create temp view import as
select *,
       case when sync_config_id is not null then 'run'
            when fingerprint like 'repair:%' then 'repair'
            when source is not null then 'service'
            else 'file'
       end as kind
from main.import;
