-- owner: aftercare_workflow
-- Articles: agents write, managers publish, everybody reads what is published.

create or replace function aftercare.article_begin()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  new.number := coalesce(new.number, 'FAQ-' || nextval('aftercare.article_number_seq'));
  return new;
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
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select s.action, s.to_state, s.needs, s.needs
  from aftercare.article a
  join aftercare.article_transition s
    on s.from_state = a.state and s.role = any (aftercare.roles_of(aftercare.login_name()))
  where a.id = wanted and aftercare.i_am_active()
  group by s.action, s.to_state, s.needs
  order by min(s.position), s.action
$$;

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
  answer jsonb;
  was text;
begin
  select r.result into answer from aftercare.request r
    where r.id = request_id and r.login = aftercare.login_name();
  if found then return answer; end if;

  payload := aftercare.clean_payload(payload);
  select x.* into a from aftercare.article x where x.id = article_id for no key update;
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
  if a.state = 'published' then
    a.published_at := clock_timestamp();
    a.published_by := aftercare.login_name();
  end if;
  update aftercare.article x set state = a.state, published_at = a.published_at, published_by = a.published_by
    where x.id = a.id returning x.version into a.version;
  perform aftercare.article_record(a, action, was, a.state, coalesce(payload ->> 'comment', ''));
  answer := jsonb_build_object('version', a.version, 'state', a.state);
  insert into aftercare.request (id, login, result) values (request_id, aftercare.login_name(), answer);
  return answer;
end $$;

grant execute on function aftercare.article_begin(), aftercare.article_began() to aftercare_owner;
grant execute on function aftercare.article_steps(uuid), aftercare.article_move(uuid, int, text, jsonb, uuid)
  to aftercare_agent, aftercare_manager;
