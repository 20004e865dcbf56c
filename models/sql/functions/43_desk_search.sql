-- owner: aftercare_search
-- Search over tickets, complaints and articles, and suggestions while somebody types.

-- Words of a title once more with a mark, so that they can count for more.
create or replace function aftercare.title_tokens(title text, body text)
returns tsvector
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
  select aftercare.search_tokens(title || ' ' || body)
    || array_to_tsvector(array(select '^' || t from unnest(tsvector_to_array(aftercare.search_tokens(title))) t))
$$;

-- BEFORE INSERT OR UPDATE: what a record is found by. Its store is a word like any other: searches AND it,
-- since a limit taken before a filter by store would lose most hits of a small one.
create or replace function aftercare.ticket_words()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'UPDATE' and (new.subject, new.description, new.solution, new.store_id, new.number, new.state)
       is not distinct from (old.subject, old.description, old.solution, old.store_id, old.number, old.state) then
    return new;
  end if;
  new.search := aftercare.title_tokens(new.number || ' ' || new.subject, new.description || ' ' || new.solution)
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
  if tg_op = 'UPDATE' and (new.question, new.question_en, new.keywords, new.answer, new.answer_en, new.number, new.state)
       is not distinct from
       (old.question, old.question_en, old.keywords, old.answer, old.answer_en, old.number, old.state) then
    return new;
  end if;
  new.search := aftercare.title_tokens(concat_ws(' ', new.number, new.question, new.question_en, new.keywords),
                                       new.answer || ' ' || new.answer_en)
    || array_to_tsvector(array['=state:' || new.state]);
  return new;
end $$;

-- The stores whose complaints the caller may find: the policies of `complaint` in one array.
create or replace function aftercare.my_complaint_store_ids()
returns uuid[]
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select case
    when aftercare.i_am('admin', 'auditor') then aftercare.my_visible_store_ids()
    when aftercare.i_am('manager') then aftercare.my_managed_store_ids()
    when aftercare.i_am('agent') then aftercare.my_store_ids()
  end
$$;

-- Adds 'in one of these stores' to a query; an OR of very many words costs more than the filter after it.
create or replace function aftercare.in_stores(asked tsquery, stores uuid[])
returns tsquery
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
  select case when cardinality(stores) between 1 and 60 then
    asked && (select string_agg(format('''=store:%s''', s), ' | ') from unnest(stores) s)::tsquery
  else asked end
$$;

create or replace function aftercare.search_tickets(typed text, words tsquery, cap int)
returns table (kind text, id uuid, title text, subtitle text, rank int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  one text := upper(btrim(typed));
  stores uuid[] := aftercare.my_visible_store_ids();
  me uuid := aftercare.my_staff_id();
begin
  cap := least(cap, 500) + 1;
  if one = '' or me is null then return; end if;
  if one ~ '^T[0-9]{4}' then
    return query
      select 'ticket', t.id, t.number, t.subject, case when t.number = one then 0 else 3 end
      from aftercare.ticket t
      where t.number >= one and t.number < aftercare.prefix_end(one)
        and (t.store_id = any (stores) or t.owner_id = me)
      order by t.number limit cap;
  end if;
  if words is not null and numnode(words) > 0 then
    return query
      select 'ticket', t.id, t.number, t.subject, 40
      from aftercare.ticket t
      where t.search @@ aftercare.in_stores(words, stores) and t.store_id = any (stores)
      limit cap;
  end if;
end $$;

create or replace function aftercare.search_complaints(typed text, words tsquery, cap int)
returns table (kind text, id uuid, title text, subtitle text, rank int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  one text := upper(btrim(typed));
  stores uuid[] := aftercare.my_complaint_store_ids();
  me uuid := aftercare.my_staff_id();
begin
  cap := least(cap, 500) + 1;
  if one = '' or me is null then return; end if;
  if one ~ '^C[0-9]{4}' then
    return query
      select 'complaint', c.id, c.number, c.subject, case when c.number = one then 0 else 3 end
      from aftercare.complaint c
      where c.number >= one and c.number < aftercare.prefix_end(one)
        and (c.store_id = any (stores) or c.owner_id = me) and c.about_staff_id is distinct from me
      order by c.number limit cap;
  end if;
  if words is not null and numnode(words) > 0 then
    return query
      select 'complaint', c.id, c.number, c.subject, 41
      from aftercare.complaint c
      where c.search @@ aftercare.in_stores(words, stores) and c.store_id = any (stores)
        and c.about_staff_id is distinct from me
      limit cap;
  end if;
end $$;

-- Questions before answers; what is archived comes last.
create or replace function aftercare.search_articles(typed text, words tsquery, cap int)
returns table (kind text, id uuid, title text, subtitle text, rank int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  one text := upper(btrim(typed));
  writes boolean := aftercare.i_am('agent', 'manager', 'admin', 'auditor');
  titled tsquery := regexp_replace(words::text, '''([^=''^][^'']*)''', '''^\1''', 'g')::tsquery;
begin
  cap := least(cap, 500) + 1;
  if one = '' or not aftercare.i_am_active() then return; end if;
  if one ~ '^FAQ-?[0-9]+$' then
    return query
      select 'article', a.id, a.number, a.question, 0 from aftercare.article a
      where a.number = regexp_replace(one, '^FAQ-?', 'FAQ-') and (writes or a.state = 'published');
  end if;
  if words is not null and numnode(words) > 0 then
    return query
      select 'article', a.id, a.number, a.question,
             case when a.state = 'archived' then 49 when a.search @@ titled then 42 else 45 end
      from (select x.* from aftercare.article x
            where x.search @@ words and (writes or x.state = 'published') limit 2000) a
      order by 5, a.updated_at desc limit cap;
  end if;
end $$;

-- The words of what was typed that may tell something, at most 40: not those that stand in every question.
create or replace function aftercare.telling_words(typed text)
returns text[]
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
  select array(
    select w from unnest(tsvector_to_array(aftercare.search_tokens(left(typed, 300)))) w
    where w !~ '^[a-z]$|[，。、；：？！（）“”‘’《》…—·　]'
      and w <> all ('{怎么,么办,如何,什么,哪里,可以,不能,没有,已经,现在,一个,一下,我们,你们,客户,
                      the,and,is,it,to,of,in,on,an,my,we,do,does,how,what,when,can,not,for,with,was,has,have}')
    limit 40)
$$;

create or replace function aftercare.some_word(words text[])
returns tsquery
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$ select (select string_agg(format('''%s'' | ''^%s''', w, w), ' | ') from unnest(words) w)::tsquery $$;

-- What may help while a description is typed: published articles and solved tickets of the caller's stores that
-- share words with it. Any word may hit; `share` tells how much of what was typed does, a word in the title in
-- full, others a third. worked and failed are the voices of those who used an article.
create or replace function aftercare.suggest(typed text, cap int default 6, leave_out uuid default null)
returns table (kind text, id uuid, number text, title text, body text, title_en text, body_en text,
               share real, worked bigint, failed bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  words text[] := aftercare.telling_words(typed);
  marked text[] := array(select '^' || w from unnest(words) w);
  any_of tsquery := aftercare.some_word(words);
  stores uuid[] := aftercare.my_visible_store_ids();
begin
  if any_of is null or not aftercare.i_am_active() then return; end if;
  cap := least(cap, 20);
  return query
    with near as materialized (
      (select 'article' as kind, 0 as place, a.id, a.search from aftercare.article a
       where a.search @@ (any_of && '''=state:published'''::tsquery)
       order by ts_rank(a.search, any_of) desc limit 60)
      union all
      (select 'ticket', 1, t.id, t.search from aftercare.ticket t
       where t.search @@ (aftercare.in_stores(any_of, stores) && '''=state:resolved'' | ''=state:closed'''::tsquery)
         and t.store_id = any (stores) and t.solution <> '' and t.id is distinct from leave_out
       order by ts_rank(t.search, any_of) desc limit 60)
    ), scored as (
      select n.kind, n.place, n.id, count(*) filter (where u.lexeme = any (words)) as hits,
             count(*) filter (where u.lexeme = any (marked)) as titled,
             (sum(case when u.lexeme = any (words) then 0.34 else 0.66 end) / cardinality(words))::real as share
      from near n cross join unnest(n.search) u
      where u.lexeme = any (words || marked)
      group by n.kind, n.place, n.id
    ), best as (
      select s.*, row_number() over (partition by s.kind order by s.share desc, s.id) as nth,
             max(s.share) over () as top
      from scored s where s.titled > 0 or s.hits >= 4
    )
    select b.kind, b.id, coalesce(a.number, t.number), coalesce(a.question, t.subject),
           coalesce(a.answer, t.solution), coalesce(a.question_en, ''), coalesce(a.answer_en, ''), b.share,
           (select count(*) from aftercare.article_vote v where v.article_id = a.id and v.worked),
           (select count(*) from aftercare.article_vote v where v.article_id = a.id and not v.worked)
    from best b
    left join aftercare.article a on b.kind = 'article' and a.id = b.id
    left join aftercare.ticket t on b.kind = 'ticket' and t.id = b.id
    -- a chance word in common is no help beside something that fits
    where b.nth <= cap and b.share >= b.top * 0.3
    order by b.place, b.share desc;
end $$;

grant execute on function aftercare.ticket_words(), aftercare.complaint_words(), aftercare.article_words()
  to aftercare_owner;
grant execute on function aftercare.search_tickets(text, tsquery, int),
  aftercare.search_complaints(text, tsquery, int), aftercare.search_articles(text, tsquery, int),
  aftercare.suggest(text, int, uuid) to aftercare_staff;
