-- owner: aftercare_search
-- What was asked at the desk (CSS-20, ASM-07), of the stores a person sees, by the day on which it was written down; what
-- came from a file counts nowhere. One row for each week, kind, way, topic, owner and store, and one for all. at_once: solved
-- within an hour. rated: what the customer said how satisfied he is, 1 to 5; satisfied: 4 or 5. answer_seconds: median from what the customer said to somebody taking it up, by the wall clock.
drop function if exists aftercare.ticket_figures(date, date);
create or replace function aftercare.ticket_figures(since date, until date)
returns table (what text, week date, code text, owner_id uuid, store_id uuid, n bigint, solved bigint, at_once bigint, pending bigint,
  called bigint, answer_seconds float, solve_seconds float, rated bigint, satisfied bigint, satisfaction float)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  mine uuid[] := aftercare.my_visible_store_ids();
begin
  return query
    select case when grouping(x.week) = 0 then 'week' when grouping(x.kind) = 0 then 'kind'
                when grouping(x.channel) = 0 then 'channel' when grouping(x.topic) = 0 then 'topic'
                when grouping(x.owner_id) = 0 then 'owner' when grouping(x.store_id) = 0 then 'store' else 'all' end,
           x.week, coalesce(x.kind, x.channel, x.topic), x.owner_id, x.store_id, count(*), count(x.resolved_at),
           count(*) filter (where x.resolved_at < x.opened_at + interval '1 hour'), count(*) filter (where x.pending),
           count(*) filter (where x.inquiry and x.phone),
           percentile_cont(0.5) within group (order by x.answered),
           percentile_cont(0.5) within group (order by extract(epoch from x.resolved_at - x.opened_at)::float),
           count(x.satisfaction), count(*) filter (where x.satisfaction >= 4), avg(x.satisfaction)::float
    from (
      select aftercare.week_of(t.opened_on) as week, t.kind, t.channel, coalesce(c.parent_code, t.category) as topic,
             t.owner_id, t.store_id, t.satisfaction, t.opened_at, t.resolved_at, t.kind = 'inquiry' as inquiry, t.channel = 'phone' as phone,
             t.state not in ('resolved', 'closed', 'cancelled') as pending,
             extract(epoch from r.met_at - r.started_at)::float as answered
      from aftercare.ticket t
      left join aftercare.code_item c on c.list = 'problem_category' and c.code = t.category
      left join aftercare.sla_target r on r.subject_id = t.id and r.subject_kind = 'ticket' and r.target = 'response'
                                       and r.round = 1
      where t.store_id = any (mine) and t.opened_on between since and until and t.source = 'desk'
        and t.merged_into_id is null
    ) x
    group by grouping sets ((x.week), (x.kind), (x.channel), (x.topic), (x.owner_id), (x.store_id), ());
end $$;
grant execute on function aftercare.ticket_figures(date, date)
  to aftercare_manager, aftercare_admin, aftercare_auditor, aftercare_finance;
