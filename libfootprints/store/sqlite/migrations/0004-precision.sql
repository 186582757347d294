-- SPDX-License-Identifier: LGPL-2.1-or-later
-- How exact the times of an import are, and whether reports of one listen are joined.
-- doc/ledger-format.md describes every table and column.

create table coarse_import (
  import_id integer primary key references import on delete cascade,
  precision_s integer not null check (precision_s > 1)
) strict;

-- Files whose times have no seconds: so many whole minutes are no chance.
insert into coarse_import (import_id, precision_s)
select import_id, 60 from listen join import on import.id = import_id
where kind = 'file'
group by import_id having count (*) >= 20 and sum (listened_at % 60 <> 0) = 0;

create index also_from_listen on also_from (listen_id);

alter table ledger add column joins_reports integer not null default 1
  check (joins_reports in (0, 1));
alter table ledger add column decisions integer not null default 0;
