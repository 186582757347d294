-- SPDX-License-Identifier: LGPL-2.1-or-later
-- What a ledger of format 3 lacks, for a connection that may not write: everything is read as if
-- the ledger had been brought to the current format.

create temp view ledger as
select *, 1 as joins_reports, 0 as decisions from main.ledger;
