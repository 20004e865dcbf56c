-- owner: aftercare_workflow
-- Everything on file about a person, found by the foreign keys that lead to him, so that no table is forgotten: what
-- refers to the customer, what refers to that (his orders' events, payments, photos …), and so on. A table that
-- refers to the customer itself is gone through by that alone: the orders of a device are those he gave, not those of
-- a former owner. Left out: bytes, secrets, and what only serves searching.

create or replace function aftercare.person_record(members uuid[])
returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  left_out text[] := array['attachment_data', 'unlock_code', 'article', 'article_vote', 'retention_keep',
                           'finished_order', 'figure_delta',
                           -- what colleagues would do better is about us
                           'improvement', 'recovery_plan'];
  hidden text[] := array['search', 'initials', 'pinyin', 'phone_key', 'phone_masked', 'phone_last4', 'email_masked',
                         'address_masked', 'wechat_masked', 'pickup_code', 'thumbnail', 'undo', 'version'];
  known jsonb := jsonb_build_object('customer', to_jsonb(members));
  next jsonb;
  found jsonb;
  rows jsonb;
  child record;
  numbers text[] := array(
    select c.phone_key from aftercare.customer c where c.id = any (members) and c.phone_key <> '');
begin
  select jsonb_build_object('customer', jsonb_agg(to_jsonb(c) - hidden order by c.number)) into found
    from aftercare.customer c where c.id = any (members);
  for depth in 1..4 loop
    next := '{}';
    for child in
      select c.relname,
             string_agg(format('t.%I in (select x::uuid from jsonb_array_elements_text($1 -> %L) x)', a.attname, p.relname),
                        ' or ') as condition
      from pg_constraint f
      join pg_class c on c.oid = f.conrelid
      join pg_class p on p.oid = f.confrelid
      join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
      where f.contype = 'f' and c.relnamespace = 'aftercare'::regnamespace and known ? p.relname::text
        and not known ? c.relname::text and c.relname <> all (left_out)
        -- what a contractor did at somebody else's is not about him
        and a.attname <> 'contractor_id'
        and has_table_privilege('aftercare_workflow', c.oid, 'select')
      group by c.relname order by c.relname
    loop
      execute format(
        'select jsonb_build_object(''ids'', coalesce(jsonb_agg(to_jsonb(t) -> ''id''), ''[]''), ''rows'', '
        'jsonb_agg(to_jsonb(t) - $2)) from aftercare.%I t where %s', child.relname, child.condition)
        using known, hidden into rows;
      next := next || jsonb_build_object(child.relname, coalesce(rows -> 'ids', '[]'));
      if jsonb_typeof(rows -> 'rows') = 'array' then
        found := found || jsonb_build_object(child.relname, rows -> 'rows');
      end if;
    end loop;
    exit when next = '{}';
    known := known || next;
  end loop;
  -- calls and tickets of his number that were never joined to him, and marks on it: no key leads there
  select jsonb_agg(to_jsonb(x) - hidden order by x.came_at) into rows from aftercare.phone_call x
    where x.customer_id = any (members) or x.phone_key = any (numbers);
  if rows is not null then found := found || jsonb_build_object('phone_call', rows); end if;
  select jsonb_agg(to_jsonb(x) - hidden order by x.opened_at) into rows from aftercare.ticket x
    where x.customer_id = any (members) or x.customer_id is null and x.phone_key = any (numbers);
  if rows is not null then found := found || jsonb_build_object('ticket', rows); end if;
  select jsonb_agg(to_jsonb(x) - hidden order by x.created_at) into rows from aftercare.caller_mark x
    where x.phone_key = any (numbers);
  if rows is not null then found := found || jsonb_build_object('caller_mark', rows); end if;
  -- of plans after his complaint or his answers only who was told what: the rest is about us
  select jsonb_agg(jsonb_build_object('number', x.number, 'about_number', x.about_number, 'done_on', x.done_on,
                                      'told', x.told) order by x.number)
    into rows from aftercare.recovery_plan x
    where x.told <> '' and (x.complaint_id in (select c.id from aftercare.complaint c where c.customer_id = any (members))
                            or x.follow_up_id in (select f.id from aftercare.follow_up f where f.customer_id = any (members)));
  if rows is not null then found := found || jsonb_build_object('recovery_plan', rows); end if;
  -- who looked at his numbers, and what was exported or erased
  select jsonb_agg(jsonb_build_object('at', r.at, 'login', r.login, 'kind', r.kind, 'column_name', r.column_name,
                                      'reason', r.reason) order by r.at)
    into rows
    from aftercare.reveal r
    where r.row_id in (select x::uuid from jsonb_each(known) k, jsonb_array_elements_text(k.value) x where x is not null);
  if rows is not null then found := found || jsonb_build_object('reveal', rows); end if;
  return found;
end $$;
grant execute on function aftercare.person_record(uuid[]) to aftercare_search;

-- Somebody who works here no more is reached by nobody: his own telephone and e-mail go, out of the trail too.
create or replace function aftercare.forget_staff_details(who uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update aftercare.staff_details d set phone = '', email = '' where d.id = who and (d.phone <> '' or d.email <> '');
  delete from aftercare.audit_value v where v.row_id = who and v.column_name in ('phone', 'email');
end $$;
grant execute on function aftercare.forget_staff_details(uuid) to aftercare_accounts;
