-- owner: aftercare_search
-- The numbers on papers that no other search finds: trainings, appraisals, suggestions, recovery plans, acceptances,
-- vouchers and exchanges. Each opens its record; a voucher and an exchange the complaint they were given for. With the
-- caller's own rights: of one number there is one row, whose policy decides.
create or replace function aftercare.search_printed(typed text, words tsquery, cap int, english boolean default false)
returns table (kind text, id uuid, title text, subtitle text, rank int)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  one text := upper(btrim(typed));
begin
  if one !~ '^[LEJRYGX][0-9]{4}-[0-9]{5,}' then return; end if;
  case left(one, 1)
    when 'L' then
      return query select 'training', t.id, t.number, t.subject, 0 from aftercare.training t where t.number = one;
    when 'E' then
      return query select 'appraisal', a.id, a.number, p.name, 0
        from aftercare.appraisal a join aftercare.staff p on p.id = a.staff_id where a.number = one;
    when 'J' then
      return query select 'improvement', i.id, i.number, i.subject, 0 from aftercare.improvement i where i.number = one;
    when 'R' then
      return query select 'recovery_plan', p.id, p.number, p.subject, 0
        from aftercare.recovery_plan p where p.number = one;
    when 'Y' then
      return query select 'acceptance', y.id, y.number, y.title, 0 from aftercare.acceptance y where y.number = one;
    when 'G' then
      return query select 'complaint', r.complaint_id, v.number, c.number, 0
        from aftercare.voucher v join aftercare.complaint_remedy r on r.id = v.remedy_id
        join aftercare.complaint c on c.id = r.complaint_id where v.number = one;
    when 'X' then
      return query select 'complaint', r.complaint_id, x.number, c.number, 0
        from aftercare.device_exchange x join aftercare.complaint_remedy r on r.id = x.remedy_id
        join aftercare.complaint c on c.id = r.complaint_id where x.number = one;
  end case;
end $$;
grant execute on function aftercare.search_printed(text, tsquery, int, boolean) to aftercare_staff;
