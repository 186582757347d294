-- SPDX-License-Identifier: LGPL-2.1-or-later
-- What ledgers of all formats before 4 lack.

create temp view coarse_import as
select null as import_id, null as precision_s where false;
