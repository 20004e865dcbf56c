-- owner: aftercare_workflow
-- What is on file longer than the company's periods say: proposed, never erased by itself. A person decides, with a
-- reason; each decision leaves an entry among the looks. Kinds: customer (no dealings), caller (names and numbers on
-- tickets of people who are no customers), paper (signatures and papers of closed orders), message (texts that were sent to customers), trail (clear values of personal columns in the audit
-- trail), look (who looked at what).

-- Records of before this moment are past their period; null where the parameter says 0. The trail and the looks are
-- proof: nobody makes their period shorter than a year.
create or replace function aftercare.retention_before(of_kind text)
returns timestamptz
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select now() - make_interval(months => case when of_kind in ('trail', 'look') then greatest(p.months, 12) else p.months end)
  from (select coalesce(aftercare.parameter_value('retention_' || of_kind || '_months'), '0')::int as months) p
  where p.months > 0
$$;

-- The oldest `cap` of a kind; trail and look are one row with their number. Callers have checked who asks.
create or replace function aftercare.retention_due(of_kind text, cap int)
returns table (id uuid, label text, count bigint, since timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  before timestamptz := aftercare.retention_before(of_kind);
begin
  if before is null then return; end if;
  if of_kind = 'customer' then
    return query
      select c.id, c.number || ' ' || c.name,
             (select count(*) from aftercare.work_order o where o.customer_id = c.id),
             greatest(c.created_at, (select max(coalesce(o.closed_at, o.opened_at)) from aftercare.work_order o
                                     where o.customer_id = c.id))
      from aftercare.customer c
      where c.created_at < before and c.merged_into is null and c.name <> '#' || c.number
        and not exists (
          select from aftercare.work_order o where o.customer_id = c.id
            and (coalesce(o.closed_at, o.opened_at) >= before or o.work_state not in ('closed', 'cancelled')))
        and not exists (
          select from aftercare.ticket t where t.customer_id = c.id and (t.opened_at >= before or t.state <> 'closed'))
        and not exists (
          select from aftercare.complaint x where x.customer_id = c.id and (x.opened_at >= before or x.state <> 'closed'))
        and not exists (
          select from aftercare.visit v where v.customer_id = c.id
            and (v.created_at >= before or v.state not in ('finished', 'closed', 'cancelled')))
        and not exists (select from aftercare.visit v where v.contractor_id = c.id and v.created_at >= before)
        and not exists (
          select from aftercare.customer_consent a where a.customer_id = c.id and a.created_at >= before)
        and not exists (
          select from aftercare.retention_keep k where k.customer_id = c.id and k.until >= aftercare.store_date(null))
      order by c.created_at, c.id limit cap;
  elsif of_kind = 'caller' then
    return query
      select t.id, t.number || ' ' || t.reporter, 1::bigint, coalesce(t.resolved_at, t.opened_at)
      from aftercare.ticket t
      where t.customer_id is null and (t.phone <> '' or t.reporter <> '') and t.opened_at < before
        and t.state in ('resolved', 'closed', 'cancelled') and coalesce(t.resolved_at, t.opened_at) < before
      order by t.opened_at, t.id limit cap;
  elsif of_kind = 'paper' then
    return query
      select o.id, o.number, count(*), coalesce(o.closed_at, o.state_since)
      from aftercare.attachment a
      join aftercare.work_order o on o.id = a.work_order_id
      join aftercare.attachment_data d on d.attachment_id = a.id
      where a.kind in ('signature_in', 'signature_out', 'proof', 'document') and a.created_at < before
        and o.work_state in ('closed', 'cancelled') and coalesce(o.closed_at, o.state_since) < before
        and not exists (
          select from aftercare.retention_keep k
          where k.customer_id = o.customer_id and k.until >= aftercare.store_date(null))
      group by o.id order by coalesce(o.closed_at, o.state_since), o.id limit cap;
  elsif of_kind = 'message' then
    return query
      select null::uuid, '', count(*), min(m.created_at) from aftercare.message m
      where m.created_at < before and m.body <> '#' and m.state not in ('waiting', 'sending', 'failed')
        and not exists (
          select from aftercare.retention_keep k
          where k.customer_id = m.customer_id and k.until >= aftercare.store_date(null))
      having count(*) > 0;
  elsif of_kind = 'trail' then
    return query
      select null::uuid, '', count(*), min(e.at)
      from aftercare.audit_value v join aftercare.audit_entry e on e.id = v.audit_id
      where e.at < before having count(*) > 0;
  elsif of_kind = 'look' then
    return query
      select null::uuid, '', count(*), min(r.at) from aftercare.reveal r where r.at < before having count(*) > 0;
  end if;
end $$;

create or replace function aftercare.check_may_erase(of_kind text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if not aftercare.i_am('admin') and (of_kind in ('message', 'trail', 'look') or not aftercare.i_am('manager')) then
    raise exception using errcode = '42501', message = 'managers and administrators decide what is erased';
  end if;
end $$;

create or replace function aftercare.retention_proposals(of_kind text, cap int default 500)
returns table (id uuid, label text, count bigint, since timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform aftercare.check_may_erase(of_kind);
  return query select * from aftercare.retention_due(of_kind, least(cap, 1001));
end $$;

-- Erases what a person chose among the proposals; what is none any more is left alone. Returns how many were erased.
create or replace function aftercare.retention_erase(of_kind text, wanted uuid[], why text)
returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  before timestamptz := aftercare.retention_before(of_kind);
  papers uuid[];
  one record;
  gone bigint := 0;
begin
  perform aftercare.check_may_erase(of_kind);
  if aftercare.is_blank(why) then perform aftercare.refuse('reason_missing', 'why'); end if;
  if before is null then return 0; end if;
  if of_kind = 'customer' then
    for one in
      select c.id, c.version from aftercare.retention_due('customer', 100000) d
      join aftercare.customer c on c.id = d.id where d.id = any (wanted) order by c.id
    loop
      perform aftercare.erase_customer(one.id, one.version, why);
      gone := gone + 1;
    end loop;
    return gone;
  elsif of_kind = 'caller' then
    papers := array(select d.id from aftercare.retention_due('caller', 100000) d where d.id = any (wanted));
    perform aftercare.forget_callers(papers);
    gone := cardinality(papers);
  elsif of_kind = 'paper' then
    select coalesce(array_agg(a.id), '{}') into papers
      from aftercare.retention_due('paper', 100000) d
      join aftercare.attachment a on a.work_order_id = d.id
      where d.id = any (wanted) and a.kind in ('signature_in', 'signature_out', 'proof', 'document')
        and a.created_at < before;
    delete from aftercare.attachment_data x where x.attachment_id = any (papers);
    update aftercare.attachment x set name = '', note = '', thumbnail = null,
        withdrawn_at = coalesce(x.withdrawn_at, clock_timestamp())
      where x.id = any (papers);
    delete from aftercare.audit_value v where v.row_id = any (papers);
    gone := cardinality(papers);
  elsif of_kind = 'message' then
    -- that somebody was told, when and about what stays
    with blanked as (
      update aftercare.message m set subject = '#', body = '#', also_subject = '', also_body = '', to_masked = '',
          fault_detail = ''
        where m.created_at < before and m.body <> '#' and m.state not in ('waiting', 'sending', 'failed')
          and not exists (
            select from aftercare.retention_keep k
            where k.customer_id = m.customer_id and k.until >= aftercare.store_date(null))
        returning m.id)
    select coalesce(array_agg(b.id), '{}') into papers from blanked b;
    delete from aftercare.audit_value v where v.row_id = any (papers);
    gone := cardinality(papers);
  elsif of_kind = 'trail' then
    delete from aftercare.audit_value v using aftercare.audit_entry e where e.id = v.audit_id and e.at < before;
    get diagnostics gone = row_count;
  elsif of_kind = 'look' then
    delete from aftercare.reveal r where r.at < before;
    get diagnostics gone = row_count;
  end if;
  if gone > 0 then
    insert into aftercare.reveal (login, kind, table_name, count, reason)
      values (aftercare.login_name(), 'erase',
              case of_kind when 'paper' then 'attachment' when 'caller' then 'ticket' when 'message' then 'message' when 'trail' then 'audit_value' else 'reveal' end,
              gone, left(why, 200));
  end if;
  return gone;
end $$;

-- Keeps customers (for papers: those of the orders) until a day; they are not proposed before.
create or replace function aftercare.retention_keep_until(of_kind text, wanted uuid[], until date, why text)
returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  kept bigint;
begin
  perform aftercare.check_may_erase(of_kind);
  if aftercare.is_blank(why) then perform aftercare.refuse('reason_missing', 'why'); end if;
  if until is null or until <= aftercare.store_date(null) then perform aftercare.refuse('retention_until_past', 'until'); end if;
  insert into aftercare.retention_keep (id, customer_id, until, reason)
  select gen_random_uuid(), c.id, until, left(btrim(why), 200)
  from aftercare.customer c
  where of_kind = 'customer' and c.id = any (wanted)
     or of_kind = 'paper' and c.id in (select o.customer_id from aftercare.work_order o where o.id = any (wanted));
  get diagnostics kept = row_count;
  return kept;
end $$;

grant execute on function aftercare.retention_proposals(text, int), aftercare.retention_erase(text, uuid[], text),
  aftercare.retention_keep_until(text, uuid[], date, text) to aftercare_admin, aftercare_manager;
grant execute on function aftercare.retention_due(text, int) to aftercare_due;
