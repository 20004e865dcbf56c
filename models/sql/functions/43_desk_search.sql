-- owner: aftercare_search
-- Search over tickets, complaints and articles, and suggestions while somebody types.

-- Words of a title once more with a mark, so that they can count for more.
create or replace function aftercare.title_tokens(title text, body text)
returns tsvector
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select aftercare.search_tokens(title || ' ' || body)
      || array_to_tsvector(array(select '^' || t from unnest(tsvector_to_array(aftercare.search_tokens(title))) t)));
end $$;

-- BEFORE INSERT OR UPDATE: what a record is found by. Its store is a word like any other: searches AND it,
-- since a limit taken before a filter by store would lose most hits of a small one.
create or replace function aftercare.ticket_words()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'UPDATE'
     and (new.subject, new.description, new.solution, new.reporter, new.store_id, new.number, new.state)
       is not distinct from
         (old.subject, old.description, old.solution, old.reporter, old.store_id, old.number, old.state) then
    return new;
  end if;
  new.search := aftercare.title_tokens(new.number || ' ' || new.subject,
                                       concat_ws(' ', new.description, new.solution, new.reporter))
    || array_to_tsvector(array['=store:' || new.store_id, '=state:' || new.state]);
  return new;
end $$;

create or replace function aftercare.complaint_words()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'UPDATE' and (new.subject, new.description, new.answer, new.store_id, new.number)
       is not distinct from (old.subject, old.description, old.answer, old.store_id, old.number) then
    return new;
  end if;
  new.search := aftercare.search_tokens(concat_ws(' ', new.number, new.subject, new.description, new.answer))
    || array_to_tsvector(array['=store:' || new.store_id]);
  return new;
end $$;

create or replace function aftercare.article_words()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'UPDATE' and (new.question, new.question_en, new.keywords, new.answer, new.answer_en, new.customer_answer,
                           new.customer_answer_en, new.number, new.state)
       is not distinct from
       (old.question, old.question_en, old.keywords, old.answer, old.answer_en, old.customer_answer,
        old.customer_answer_en, old.number, old.state) then
    return new;
  end if;
  new.search := aftercare.title_tokens(concat_ws(' ', new.number, new.question, new.question_en, new.keywords),
    concat_ws(' ', new.answer, new.answer_en, new.customer_answer, new.customer_answer_en))
    || array_to_tsvector(array['=state:' || new.state]);
  return new;
end $$;

-- Adds 'in one of these stores' to a query; an OR of very many words costs more than the filter after it.
create or replace function aftercare.in_stores(asked tsquery, stores uuid[])
returns tsquery
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  if cardinality(stores) = 1 then
    return asked && ('''=store:' || stores[1] || '''')::tsquery;
  elsif cardinality(stores) between 2 and 60 then
    return asked && (select string_agg(format('''=store:%s''', s), ' | ') from unnest(stores) s)::tsquery;
  end if;
  return asked;
end $$;

-- Plans are made once and kept, as in search_work_orders.
drop function if exists aftercare.search_tickets(text, tsquery, int);
create or replace function aftercare.search_tickets(typed text, words tsquery, cap int, english boolean default false)
returns table (kind text, id uuid, title text, subtitle text, rank int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  one text := upper(btrim(typed));
  key text := aftercare.phone_key(typed);
  caller record := aftercare.my_scope();
  stores uuid[] := caller.stores;
  me uuid := caller.staff_id;
begin
  cap := least(cap, 500) + 1;
  if one = '' or me is null then return; end if;
  -- By the caller's number, whole after a look that left its entry, else its last four digits; that there is one is
  -- said for the sake of the index, which a plan for any digits would else not use.
  if one ~ '^[0-9]{4}$' then
    return query
      select 'ticket', t.id, t.number, t.subject, 20
      from aftercare.ticket t
      where t.phone_last4 = one and t.phone_last4 <> '' and coalesce(t.store_id = any (stores), false)
      order by t.opened_at desc limit cap;
  elsif length(key) >= 7 and aftercare.lookup_is_open(key) then
    return query
      select 'ticket', t.id, t.number, t.subject, 10
      from aftercare.ticket t
      where t.phone_key = key and t.phone_key <> '' and coalesce(t.store_id = any (stores), false)
      order by t.opened_at desc limit cap;
  end if;
  if one ~ '^T[0-9]{4}' then
    return query
      select 'ticket', t.id, t.number, t.subject, case when t.number = one then 0 else 3 end
      from aftercare.ticket t
      where t.number >= one and t.number < aftercare.prefix_end(one)
        and coalesce(t.store_id = any (stores) or me in (t.owner_id, t.offered_to_id, t.escalated_to_id), false)
      order by t.number limit cap;
  end if;
  if words is not null and numnode(words) > 0 then
    if cardinality(stores) > 60 then perform set_config('plan_cache_mode', 'force_custom_plan', true); end if;
    words := aftercare.in_stores(words, stores);
    return query
      select 'ticket', t.id, t.number, t.subject, 40
      from aftercare.ticket t
      where t.search @@ words and coalesce(t.store_id = any (stores), false)
      limit cap;
  end if;
end $$;

drop function if exists aftercare.search_complaints(text, tsquery, int);
drop function if exists aftercare.my_complaint_store_ids();
create or replace function aftercare.search_complaints(typed text, words tsquery, cap int, english boolean default false)
returns table (kind text, id uuid, title text, subtitle text, rank int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  one text := upper(btrim(typed));
  caller record := aftercare.my_scope();
  -- the policies of `complaint` in one array: with finance's eyes a manager or agent sees no more of them
  stores uuid[] := case
    when caller.roles && '{admin,auditor}' then caller.stores
    when 'manager' = any (caller.roles) then
      case when 'finance' = any (caller.roles) then aftercare.my_managed_store_ids() else caller.stores end
    when 'agent' = any (caller.roles) then
      case when 'finance' = any (caller.roles) then aftercare.my_store_ids() else caller.stores end
  end;
  me uuid := caller.staff_id;
begin
  cap := least(cap, 500) + 1;
  if one = '' or me is null then return; end if;
  if one ~ '^C[0-9]{4}' then
    return query
      select 'complaint', c.id, c.number, c.subject, case when c.number = one then 0 else 3 end
      from aftercare.complaint c
      where c.number >= one and c.number < aftercare.prefix_end(one)
        and coalesce(c.store_id = any (stores) or c.owner_id = me, false) and c.about_staff_id is distinct from me
      order by c.number limit cap;
  end if;
  if words is not null and numnode(words) > 0 then
    if cardinality(stores) > 60 then perform set_config('plan_cache_mode', 'force_custom_plan', true); end if;
    words := aftercare.in_stores(words, stores);
    return query
      select 'complaint', c.id, c.number, c.subject, 41
      from aftercare.complaint c
      where c.search @@ words and coalesce(c.store_id = any (stores), false)
        and c.about_staff_id is distinct from me
      limit cap;
  end if;
end $$;

-- Questions before answers; what is archived comes last.
drop function if exists aftercare.search_articles(text, tsquery, int);
create or replace function aftercare.search_articles(typed text, words tsquery, cap int, english boolean default false)
returns table (kind text, id uuid, title text, subtitle text, rank int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  one text := upper(btrim(typed));
  caller record := aftercare.my_roles();
  writes boolean := caller.roles && '{agent,manager,admin,auditor}';
  -- words with our own marks in them come from no screen
  titled tsquery := case when words::text ~ '[=^]' then words
                         else regexp_replace(words::text, '''([^''][^'']*)''', '''^\1''', 'g')::tsquery end;
begin
  cap := least(cap, 500) + 1;
  if one = '' or caller.staff_id is null then return; end if;
  if one ~ '^FAQ-?[0-9]+$' then
    return query
      select 'article', a.id, a.number, coalesce(nullif(case when english then a.question_en end, ''), a.question), 0
      from aftercare.article a
      where a.number = regexp_replace(one, '^FAQ-?', 'FAQ-') and (writes or a.state = 'published');
  end if;
  if words is not null and numnode(words) > 0 then
    return query
      select 'article', a.id, a.number, coalesce(nullif(case when english then a.question_en end, ''), a.question),
             case when a.state = 'archived' then 49 when a.search @@ titled then 42 else 45 end
      from (select x.id, x.number, x.question, x.question_en, x.state, x.search, x.updated_at from aftercare.article x
            where x.search @@ words and (writes or x.state = 'published') limit 2000) a
      order by 5, a.updated_at desc limit cap;
  end if;
end $$;

-- The words of what was typed in their order, less those that stand in every question. Of a long text the
-- beginning and the end: what it is about, and what is being typed now.
create or replace function aftercare.telling_words(typed text)
returns text[]
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select case when cardinality(words) > 24 then words[:14] || words[cardinality(words) - 9:] else words end
    from (
      select array(
        select w.token
        from (
          select token, min(run_no * 1000 + at) as place
          from (
            select run_no, at, case when run[1] is not null then left(run[1], 60) else substr(run[2], at, 2) end as token
            from regexp_matches(lower(left(typed, 1000)), '([a-z0-9]+)|([^\u0001-\u007f]{2,})', 'g')
                   with ordinality runs (run, run_no),
                 generate_series(1, case when run[1] is not null then 1 else length(run[2]) - 1 end) at
          ) tokens
          group by token
        ) w
        where w.token !~ '^[a-z]$|[，。、；：？！（）“”‘’《》…—·　]'
          and w.token <> all ('{怎么,么办,如何,什么,哪里,可以,不能,没有,已经,现在,一个,一下,我们,你们,客户,
                           the,and,is,it,to,of,in,on,an,my,we,do,does,how,what,when,can,not,for,with,was,has,have}')
        order by w.place) as words
    ) x);
end $$;

-- What to look for, numbered: each word in a title, and neighbouring words anywhere; a single word anywhere too.
-- An earlier release's did not number them.
drop function if exists aftercare.probes(text[]);
create function aftercare.probes(words text[])
returns table (n int, asked tsquery, weight int)
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  many int := cardinality(words);
begin
  for place in 1 .. many loop
    n := place;
    asked := format('''^%s''', words[place])::tsquery;
    weight := 2;
    return next;
    if place < many or many = 1 then
      n := many + place;
      asked := format(case when many = 1 then '''%s''' else '''%s'' & ''%s''' end, words[place], words[place + 1])::tsquery;
      weight := 1;
      return next;
    end if;
  end loop;
end $$;

-- What may help while a description is typed: published articles, solved tickets and repaired orders of the caller's
-- stores that share words with it. `share` tells how much of what was typed does, a word in the title in full, others a
-- third. worked and failed are the voices of those who used an article. What is about the model of the device at hand,
-- or about its order's symptoms, counts for more; an article about other models for less.
-- Each word is looked up for itself and with a cap: ranking everything that any of forty words hits took
-- 0.4-1.7 s among 100,000 articles. What is frequent is looked for among the newest solved tickets only: in the
-- index its list is as long as the years, and a store's tickets are compared with all of it. Orders are looked for
-- among the newest finished ones alone: there are ten times as many. Which of the newest tell a solution is asked
-- afterwards: where few do, as in imported history, all of a store's were read for them (24 ms instead of 2).
drop function if exists aftercare.suggest(text, int, uuid);
create or replace function aftercare.suggest(typed text, cap int default 6, leave_out uuid default null,
                                             at_device uuid default null, of_order uuid default null)
returns table (kind text, id uuid, number text, title text, body text, title_en text, body_en text,
               share real, worked bigint, failed bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  words text[] := aftercare.telling_words(typed);
  marked text[] := array(select '^' || w from unnest(words) w);
  any_word tsquery := (select string_agg(format('''%s''', w), ' | ') from unnest(words) w)::tsquery;
  caller record := aftercare.my_scope();
  stores uuid[] := caller.stores;
  each_newest int := case when cardinality(stores) between 1 and 60 then greatest(500 / cardinality(stores), 20) end;
  only_own boolean := 'technician' = any (caller.roles)
    and not caller.roles && '{admin,manager,agent,parts,sales,finance,auditor}';
  me uuid := caller.staff_id;
  model uuid := coalesce((select d.product_model_id from aftercare.device d where d.id = at_device),
                         (select o.product_model_id from aftercare.work_order o where o.id = of_order));
  symptoms text[] := coalesce((select o.symptoms from aftercare.work_order o where o.id = of_order), '{}');
  from_articles uuid[];
  from_tickets uuid[];
  from_orders uuid[];
begin
  if cardinality(words) = 0 or me is null then return; end if;
  cap := least(cap, 20);
  from_articles := array(
    select hit.id from aftercare.probes(words) p
    cross join lateral (
      select a.id from aftercare.article a where a.search @@ p.asked and a.state = 'published' limit 120) hit
    group by hit.id order by sum(p.weight) desc limit 30);
  if model is not null then
    from_articles := array(
      select unnest(from_articles)
      union
      (select a.id from aftercare.article a
       where a.model_ids @> array[model] and a.state = 'published' and a.search @@ any_word limit 30));
  end if;
  from_orders := array(
    with newest as materialized (
      select o.id, o.search
      from unnest(case when each_newest is not null and not only_own then stores end) s
      cross join lateral (
        select x.id, x.search, x.outcome, x.work_done from aftercare.work_order x
        where x.store_id = s and x.ready_at is not null
        order by x.ready_at desc limit each_newest) o
      where o.search @@ any_word and o.outcome in ('repaired', 'no_fault') and o.work_done <> ''
      union all
      select o.id, o.search
      from (
        select x.id, x.search, x.outcome, x.work_done from aftercare.work_order x
        where each_newest is null and not only_own and coalesce(x.store_id = any (stores), false)
          and x.ready_at is not null
        order by x.ready_at desc limit 500) o
      where o.search @@ any_word and o.outcome in ('repaired', 'no_fault') and o.work_done <> ''
      union all
      select o.id, o.search
      from (
        select x.id, x.search, x.outcome, x.work_done from aftercare.work_order x
        where only_own and x.assigned_to = me
        order by x.opened_at desc limit 500) o
      where o.search @@ any_word and o.outcome in ('repaired', 'no_fault') and o.work_done <> ''
    )
    select n.id from newest n where n.id is distinct from of_order
    order by (select count(*) from unnest(tsvector_to_array(n.search)) l where l = any (words)) desc limit 30);
  from_tickets := array(
    with probe as materialized (
      select p.n, p.asked, p.weight from aftercare.probes(words) p
    ), newest as materialized (
      select t.id, t.search
      from unnest(case when each_newest is not null then stores end) s
      cross join lateral (
        select x.id, x.search, x.solution from aftercare.ticket x
        where x.store_id = s and x.state in ('resolved', 'closed')
        order by x.opened_at desc limit each_newest) t
      where t.search @@ any_word and t.solution <> ''
      union all
      select t.id, t.search
      from (
        select x.id, x.search, x.solution from aftercare.ticket x
        where each_newest is null and coalesce(x.store_id = any (stores), false)
          and x.state in ('resolved', 'closed')
        order by x.opened_at desc limit 500) t
      where t.search @@ any_word and t.solution <> ''
    ), seen as materialized (
      select p.n, p.weight, m.id from probe p join newest m on m.search @@ p.asked
    ), frequent as (
      select n from seen group by n having count(*) >= 10
    ), hit as (
      select id, weight from seen where n in (select n from frequent)
      union all
      select found.id, p.weight
      from probe p
      cross join lateral (
        select t.id from aftercare.ticket t
        where t.search @@ aftercare.in_stores(p.asked, stores) and coalesce(t.store_id = any (stores), false)
          and t.state in ('resolved', 'closed') and t.solution <> ''
        limit 120) found
      where p.n not in (select n from frequent)
    )
    select h.id from hit h where h.id is distinct from leave_out
    group by h.id order by sum(h.weight) desc limit 30);
  return query
    with lexemes as (
      select 'article' as kind, 0 as place, a.id, u.lexeme,
             case when model is null or a.model_ids = '{}' then 1 when model = any (a.model_ids) then 1.5 else 0.5 end
               * case when a.symptoms && symptoms then 1.3 else 1 end as fit
      from unnest(from_articles) near (id) join aftercare.article a on a.id = near.id
      cross join unnest(a.search) u where u.lexeme = any (words || marked)
      union all
      select 'ticket', 1, t.id, u.lexeme, case when d.product_model_id = model then 1.3 else 1 end
      from unnest(from_tickets) near (id) join aftercare.ticket t on t.id = near.id
      left join aftercare.device d on d.id = t.device_id
      cross join unnest(t.search) u where u.lexeme = any (words || marked)
      union all
      select 'work_order', 2, o.id, u.lexeme,
             case when o.product_model_id = model then 1.5 else 1 end * case when o.symptoms && symptoms then 1.3 else 1 end
      from unnest(from_orders) near (id) join aftercare.work_order o on o.id = near.id
      cross join unnest(o.search) u where u.lexeme = any (words)
    ), scored as (
      select l.kind, l.place, l.id,
             -- what is wrong stands in an order once, where a ticket has it as its subject and in its words
             (sum(l.fit * case when l.kind = 'work_order' then 0.8 when starts_with(l.lexeme, '^') then 0.66 else 0.34 end)
              / cardinality(words))::real as share
      from lexemes l
      group by l.kind, l.place, l.id
    ), best as (
      select s.*, row_number() over (partition by s.kind order by s.share desc, s.id) as nth,
             max(s.share) over () as top
      from scored s
    )
    select b.kind, b.id, coalesce(a.number, t.number, o.number), coalesce(a.question, t.subject, left(o.problem, 200)),
           coalesce(a.answer, t.solution, o.work_done), coalesce(a.question_en, ''), coalesce(a.answer_en, ''),
           least(b.share, 1::real),
           (select count(*) from aftercare.article_vote v where v.article_id = a.id and v.worked),
           (select count(*) from aftercare.article_vote v where v.article_id = a.id and not v.worked)
    from best b
    left join aftercare.article a on b.kind = 'article' and a.id = b.id
    left join aftercare.ticket t on b.kind = 'ticket' and t.id = b.id
    left join aftercare.work_order o on b.kind = 'work_order' and o.id = b.id
    -- a chance word in common is no help beside something that fits
    where b.nth <= cap and b.share >= b.top * 0.3
    -- two of each kind before more of any: the screen shows the first six
    order by b.nth > 2, b.place, b.share desc;
end $$;

grant execute on function aftercare.ticket_words(), aftercare.complaint_words(), aftercare.article_words()
  to aftercare_owner;
grant execute on function aftercare.search_tickets(text, tsquery, int, boolean),
  aftercare.search_complaints(text, tsquery, int, boolean), aftercare.search_articles(text, tsquery, int, boolean),
  aftercare.suggest(text, int, uuid, uuid, uuid) to aftercare_staff;
