-- owner: aftercare_workflow
-- Articles: agents write, managers publish, everybody reads what is published.

create or replace function aftercare.article_begin()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  new.number := coalesce(new.number, 'FAQ-' || nextval('aftercare.article_number_seq'));
  new.owner_id := coalesce(new.owner_id, aftercare.my_staff_id());
  return new;
end $$;

-- BEFORE INSERT OR UPDATE: which language was written last, and that what it applies to exists.
create or replace function aftercare.article_check()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    new.zh_at := clock_timestamp();
    new.en_at := case when concat(new.question_en, new.answer_en, new.customer_answer_en) <> '' then new.zh_at end;
  else
    if (new.question, new.answer, new.customer_answer) is distinct from
       (old.question, old.answer, old.customer_answer) then
      new.zh_at := clock_timestamp();
    end if;
    if (new.question_en, new.answer_en, new.customer_answer_en) is distinct from
       (old.question_en, old.answer_en, old.customer_answer_en) then
      -- written in one save, they say the same
      new.en_at := case when new.zh_at is distinct from old.zh_at then new.zh_at else clock_timestamp() end;
    end if;
    if concat(new.question_en, new.answer_en, new.customer_answer_en) = '' then new.en_at := null; end if;
  end if;
  if tg_op = 'INSERT' or new.model_ids is distinct from old.model_ids then
    if exists (select from unnest(new.model_ids) m
               where not exists (select from aftercare.product_model p where p.id = m)) then
      perform aftercare.refuse('article_model_unknown', 'model_ids');
    end if;
  end if;
  if tg_op = 'INSERT' or new.symptoms is distinct from old.symptoms then
    if exists (select from unnest(new.symptoms) s
               where not exists (select from aftercare.code_item c where c.list = 'symptom' and c.code = s)) then
      perform aftercare.refuse('article_symptom_unknown', 'symptoms');
    end if;
  end if;
  return new;
end $$;

-- AFTER INSERT OR UPDATE: the texts as they are now, with a number of their own.
create or replace function aftercare.article_revise()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'UPDATE' and
     (new.question, new.answer, new.customer_answer, new.question_en, new.answer_en, new.customer_answer_en,
      new.keywords) is not distinct from
     (old.question, old.answer, old.customer_answer, old.question_en, old.answer_en, old.customer_answer_en,
      old.keywords) then
    return null;
  end if;
  insert into aftercare.article_revision (article_id, number, by_login, state, question, answer, customer_answer,
    question_en, answer_en, customer_answer_en, keywords)
  select new.id, coalesce(max(r.number), 0) + 1, aftercare.login_name(), new.state, new.question, new.answer,
    new.customer_answer, new.question_en, new.answer_en, new.customer_answer_en, new.keywords
  from aftercare.article_revision r where r.article_id = new.id;
  return null;
end $$;

create or replace function aftercare.article_began()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform aftercare.article_record(new, 'write', null, new.state, '');
  return null;
end $$;

create or replace function aftercare.article_record(a aftercare.article, action text, from_state text,
  to_state text, comment text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := greatest(clock_timestamp(),
    (select max(e.at) from aftercare.article_event e where e.article_id = a.id));
begin
  insert into aftercare.article_event (article_id, action, from_state, to_state, at, effective_at, by_login, comment)
  values (a.id, action, from_state, to_state, moment, moment, aftercare.login_name(), comment);
end $$;

-- Articles belong to the company: every agent writes, every manager publishes.
create or replace function aftercare.article_steps(wanted uuid)
returns table (action text, to_state text, needs text[], lacks text[])
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  roles text[] := aftercare.roles_of(aftercare.login_name());
begin
  if not aftercare.i_am_active() then return; end if;
  return query
    select s.action, s.to_state, s.needs, s.needs
    from aftercare.article_transition s
    where s.from_state = (select a.state from aftercare.article a where a.id = wanted) and s.role = any (roles)
    group by s.action, s.to_state, s.needs
    order by min(s.position), s.action;
end $$;

-- The one way to change an article's state. Refuses a stale version with AC002: nobody publishes a text that
-- he has not seen; a repetition with the same request id returns the first result.
create or replace function aftercare.article_move(article_id uuid, seen_version int, action text,
  payload jsonb, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  a aftercare.article;
  step aftercare.article_transition;
  answer jsonb := aftercare.first_result(request_id);
  was text;
begin
  if answer is not null then return answer; end if;
  payload := aftercare.clean_payload(payload);
  select x.* into a from aftercare.article x where x.id = article_id for no key update;
  -- the same asked for twice at the same moment: the second waited for the row
  answer := aftercare.first_result(request_id);
  if answer is not null then return answer; end if;
  if a.id is null or not aftercare.i_am_active() then perform aftercare.refuse('gone_record'); end if;
  if a.version is distinct from seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  select s.* into step from aftercare.article_transition s
    where s.from_state = a.state and s.action = action
      and s.role = any (aftercare.roles_of(aftercare.login_name())) limit 1;
  if step.action is null then
    if exists (select from aftercare.article_transition s where s.from_state = a.state and s.action = action) then
      raise exception using errcode = '42501', message = 'articles are published by managers';
    end if;
    perform aftercare.refuse('step_not_possible', null, jsonb_build_object('state', a.state, 'action', action));
  end if;
  if 'comment' = any (step.needs) and btrim(coalesce(payload ->> 'comment', '')) = '' then
    perform aftercare.refuse('step_lacks', 'comment', jsonb_build_object('lacks', array['comment']));
  end if;

  was := a.state;
  a.state := step.to_state;
  if action = 'ask_change' then
    -- it stays published, and its managers find it among those to be checked again
    a.review_on := current_date;
  elsif a.state = 'published' then
    if action = 'confirm' then
      -- read again and still right: the text stays as it is, the next look is a while ahead
      a.review_on := null;
    else
      a.published_at := clock_timestamp();
      a.published_by := aftercare.login_name();
    end if;
    a.reviewed_at := clock_timestamp();
    a.reviewed_by := aftercare.login_name();
    -- what is published is looked at again; a date in the past cannot be meant
    if a.review_on is null or a.review_on <= current_date then
      a.review_on := current_date + aftercare.parameter_value('article_review_days', '365')::int;
    end if;
  end if;
  update aftercare.article x set state = a.state, published_at = a.published_at, published_by = a.published_by,
      reviewed_at = a.reviewed_at, reviewed_by = a.reviewed_by, review_on = a.review_on
    where x.id = a.id returning x.version into a.version;
  perform aftercare.article_record(a, action, was, a.state, coalesce(payload ->> 'comment', ''));
  answer := jsonb_build_object('version', a.version, 'state', a.state);
  insert into aftercare.request (id, login, result) values (request_id, aftercare.login_name(), answer);
  return answer;
end $$;

-- What the caller is to be reminded of: published articles of his that are to be read again; of rules and ways of working
-- that nobody keeps, every manager.
create or replace function aftercare.articles_to_remind_of(most int)
returns table (kind text, id uuid, number text, subject text, at timestamptz, version int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  me uuid := aftercare.my_staff_id();
  manages boolean := aftercare.i_am('manager');
begin
  return query
  select 'article', a.id, a.number, a.question, a.review_on::timestamp at time zone 'Asia/Shanghai', a.version
  from aftercare.article a
  where a.state = 'published' and a.review_on <= (clock_timestamp() at time zone 'Asia/Shanghai')::date
    and (a.owner_id = me or manages and a.owner_id is null and a.kind in ('policy', 'process'))
  order by a.review_on, a.id limit least(most, 50);
end $$;

-- The text in the other language was read again and still says the same. Whoever may change the article may say so.
create or replace function aftercare.article_translation_fits(wanted uuid)
returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  a aftercare.article;
begin
  select x.* into a from aftercare.article x where x.id = wanted for no key update;
  if a.id is null or not aftercare.i_am_active() then perform aftercare.refuse('gone_record'); end if;
  if a.state = 'archived' or not (aftercare.i_am('manager')
                                  or aftercare.i_am('agent') and a.state in ('draft', 'review')) then
    raise exception using errcode = '42501', message = 'published articles are kept by managers';
  end if;
  if a.en_at is distinct from a.zh_at and a.en_at is not null then
    update aftercare.article x set zh_at = greatest(a.zh_at, a.en_at), en_at = greatest(a.zh_at, a.en_at)
      where x.id = a.id returning x.version into a.version;
    perform aftercare.article_record(a, 'fits', a.state, a.state, '');
  end if;
  return a.version;
end $$;

-- Somebody searched and found nothing. Long numbers, mail addresses and overlong searches say more of a person
-- than of a question: they are left out.
create or replace function aftercare.article_missed(typed text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  kept text := btrim(regexp_replace(
    regexp_replace(regexp_replace(typed, '\S+@\S+', ' ', 'g'), '[0-9][0-9 ()+-]{4,}', ' ', 'g'), '\s+', ' ', 'g'));
begin
  if not aftercare.i_am_active() or length(kept) not between 2 and 120 then return; end if;
  insert into aftercare.article_miss as m (words) values (kept)
  on conflict (lower(words)) do update set times = least(m.times + 1, 1000000), last_at = clock_timestamp(),
    settled_at = null, settled_by = '';
end $$;

-- An article was written, or none is needed; the next search in vain opens it again.
create or replace function aftercare.article_miss_settle(wanted uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if not aftercare.i_am('agent', 'manager') then
    raise exception using errcode = '42501', message = 'the knowledge base is kept by agents and managers';
  end if;
  update aftercare.article_miss m set settled_at = clock_timestamp(), settled_by = aftercare.login_name()
    where m.id = wanted and m.settled_at is null;
end $$;

grant execute on function aftercare.article_begin(), aftercare.article_began(), aftercare.article_check(),
  aftercare.article_revise() to aftercare_owner;
grant execute on function aftercare.article_missed(text), aftercare.articles_to_remind_of(int) to aftercare_staff;
grant execute on function aftercare.article_translation_fits(uuid), aftercare.article_miss_settle(uuid)
  to aftercare_agent, aftercare_manager;
grant execute on function aftercare.article_steps(uuid), aftercare.article_move(uuid, int, text, jsonb, uuid)
  to aftercare_agent, aftercare_manager;
