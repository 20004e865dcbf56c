-- owner: aftercare_workflow
-- Whether messages go out at all: the computer that sends has the password, so it is the one that tries. An
-- administrator asks for a test to an address of his own; due work takes it up and says what came of it.

create or replace function aftercare.sending_test_ask(test uuid, channel text, address text, lang text, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  place text;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  if not aftercare.i_am('admin') then
    raise exception using errcode = '42501', message = 'only administrators test sending';
  end if;
  if channel is null or channel not in ('email', 'sms') then perform aftercare.refuse('value_refused', 'channel'); end if;
  place := case channel
    -- as message_address() takes them: one address and nothing else
    when 'email' then substring(btrim(address) from '^[^\s@<>,;:"()\\\[\]\u0001-\u001f\u007f]+@[^\s@<>,;:"()\\\[\]\u0001-\u001f\u007f]+$')
    else substring(regexp_replace(address, '[\s-]', '', 'g') from '^\+?[0-9]{5,20}$') end;
  if place is null or length(place) > 200 then perform aftercare.refuse('sending_test_address', 'address'); end if;
  -- a test is no way to write to strangers
  if (select count(*) from aftercare.sending_test x where x.created_by = aftercare.login_name()
        and x.created_at > clock_timestamp() - interval '1 hour') >= 10 then
    perform aftercare.refuse('sending_test_limit');
  end if;
  insert into aftercare.sending_test (id, channel, address, to_masked, lang)
    values (test, channel, place,
      case channel when 'email' then aftercare.mask_email(place) else aftercare.mask_phone(place) end,
      case lang when 'en' then 'en' else 'zh' end);
  return aftercare.keep_result(request_id, jsonb_build_object('id', test));
end $$;

-- The next test; a sender takes all of them up, also those of a way it does not have: that is what came of it.
create or replace function aftercare.sending_test_claim(worker uuid)
returns table (id uuid, channel text, address text, lang text)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  t aftercare.sending_test;
begin
  perform aftercare.sending_tests_left_behind();
  select x.* into t from aftercare.sending_test x where x.state = 'waiting'
    order by x.created_at, x.id limit 1 for no key update skip locked;
  if t.id is null then return; end if;
  update aftercare.sending_test x set state = 'sending', claimed_at = clock_timestamp(), claimed_by = worker
    where x.id = t.id;
  return query select t.id, t.channel, t.address, t.lang;
end $$;

-- result: sent, refused or again (both: it did not go, and is not tried again), perhaps.
create or replace function aftercare.sending_test_result(test uuid, worker uuid, result text, fault text default '',
  detail text default '')
returns boolean
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
  if result not in ('sent', 'again', 'refused', 'perhaps') then perform aftercare.refuse('value_refused', 'result'); end if;
  update aftercare.sending_test x set state = case result when 'sent' then 'sent' when 'perhaps' then 'perhaps' else 'failed' end,
      address = '', ended_at = clock_timestamp(), fault = left(coalesce(fault, ''), 80),
      fault_detail = left(aftercare.one_line(coalesce(detail, '')), 500)
    where x.id = test and x.claimed_by = worker and x.state = 'sending';
  return found;
end $$;

-- Nobody took it up within an hour, or whoever did was not heard of for a quarter of one: no address stays.
create or replace function aftercare.sending_tests_left_behind()
returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  ended bigint;
begin
  update aftercare.sending_test x
    set state = case x.state when 'waiting' then 'failed' else 'perhaps' end, address = '', ended_at = clock_timestamp(),
      fault = case x.state when 'waiting' then 'sending_test_nobody' else 'message_sender_died' end
    where x.state = 'waiting' and x.created_at < clock_timestamp() - interval '1 hour'
      or x.state = 'sending' and x.claimed_at < clock_timestamp() - interval '15 minutes';
  get diagnostics ended = row_count;
  return ended;
end $$;

grant execute on function aftercare.sending_test_ask(uuid, text, text, text, uuid) to aftercare_admin;
grant execute on function aftercare.sending_test_claim(uuid), aftercare.sending_test_result(uuid, uuid, text, text, text)
  to aftercare_jobs;
grant execute on function aftercare.sending_tests_left_behind() to aftercare_due;
