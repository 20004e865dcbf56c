-- owner: aftercare_due
-- Seals over the audit trail. Writers compute no hash (a chain among them would let one idle transaction stop every
-- store); due work seals what finished transactions wrote: below the horizon of transaction ids nothing can be added.
-- services/audit_seals.py checks the same without these functions, which a superuser could have changed.

-- What is sealed of an entry, as text: every column, in forms that no setting changes.
create or replace function aftercare.audit_entry_text(e aftercare.audit_entry)
returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select jsonb_build_array(e.id, e.epoch, e.xid::text, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
                           e.login, e.application, host(e.address), e.table_name, e.operation, e.row_id, e.store_id,
                           e.old, e.new)::text
$$;

-- The root of a Merkle tree: leaves are hashed with a 0 before them, pairs with a 1; the last of an odd number goes
-- up as it is.
create or replace function aftercare.merkle_root(leaves bytea[])
returns bytea
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  level bytea[] := leaves;
begin
  while cardinality(level) > 1 loop
    select array_agg(p.h order by p.n) into level
    from (
      select (x.n + 1) / 2 as n,
             case when count(*) = 1 then (array_agg(x.h))[1]
                  else sha256('\x01'::bytea || string_agg(x.h, ''::bytea order by x.n)) end as h
      from unnest(level) with ordinality as x (h, n)
      group by 1) p;
  end loop;
  return level[1];
end $$;

-- One seal over the entries that no seal covers yet, about 20,000 at most; a restored database seals the epochs of
-- its former servers first. No seal without entries.
create or replace function aftercare.due_seal_audit()
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  last aftercare.audit_seal;
  current_epoch int := (select max(e.number) from aftercare.audit_epoch e);
  horizon xid8 := pg_snapshot_xmin(pg_current_snapshot());
  of_epoch int;
  first_xid xid8;
  lower_end xid8 := '0';
  upper_end xid8;
  leaves bytea[];
  s aftercare.audit_seal;
begin
  select * into last from aftercare.audit_seal x order by x.number desc limit 1;
  select e.epoch, e.xid into of_epoch, first_xid from aftercare.audit_entry e
    where (e.epoch, e.xid) >= (coalesce(last.epoch, 0), coalesce(last.to_xid, '0'))
      and (e.epoch < current_epoch or e.xid < horizon)
    order by e.epoch, e.xid limit 1;
  if of_epoch is null then return 0; end if;
  if of_epoch = last.epoch then lower_end := last.to_xid; end if;
  select e.xid into upper_end from aftercare.audit_entry e
    where e.epoch = of_epoch and e.xid >= lower_end order by e.xid offset 20000 limit 1;
  -- all of a transaction is in one seal
  if upper_end = first_xid then
    upper_end := null;
    select e.xid into upper_end from aftercare.audit_entry e
      where e.epoch = of_epoch and e.xid > first_xid order by e.xid limit 1;
  end if;
  if of_epoch = current_epoch then
    upper_end := least(coalesce(upper_end, horizon), horizon);
  elsif upper_end is null then
    select (e.xid::text::numeric + 1)::text::xid8 into upper_end
      from aftercare.audit_entry e where e.epoch = of_epoch order by e.xid desc limit 1;
  end if;

  select array_agg(sha256('\x00'::bytea || convert_to(aftercare.audit_entry_text(e), 'UTF8')) order by e.xid, e.id)
    into leaves
    from aftercare.audit_entry e where e.epoch = of_epoch and e.xid >= lower_end and e.xid < upper_end;
  s.number := coalesce(last.number, 0) + 1;
  s.at := clock_timestamp();
  s.epoch := of_epoch;
  s.from_xid := lower_end;
  s.to_xid := upper_end;
  s.entries := cardinality(leaves);
  s.root := encode(aftercare.merkle_root(leaves), 'hex');
  s.previous := coalesce(last.hash, '');
  s.hash := encode(sha256(convert_to(jsonb_build_array(
    s.number, to_char(s.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), s.epoch, s.from_xid::text, s.to_xid::text,
    s.entries, s.root, s.previous)::text, 'UTF8')), 'hex');
  insert into aftercare.audit_seal select s.*;
  return s.entries;
end $$;
comment on function aftercare.due_seal_audit() is 'every 5 minutes';
