-- owner: aftercare_workflow
-- Sending, for the timer's role alone: the only place where an address is given out, one message at a time, to
-- whoever has claimed it. Order of things, each in a transaction of its own:
--   message_claim      waiting -> sending, with the address
--   message_hand_over  said right before the text is handed over; from here on it may have been sent
--   message_result     what came of it
-- A sender that dies before hand_over has sent nothing: the message waits again. One that dies after it, or whose
-- connection breaks before the answer, leaves 'perhaps': a person decides, nothing is sent twice by itself.

-- When this database was found to be another one than messages were sent from before, null where it never was. A dump
-- that is restored is another database of its cluster, a cluster made anew has another identifier, and one that was
-- recovered to an earlier moment, or took over from its primary, is on another timeline. What is copied back whole, as a
-- disk is, cannot be told from what was there before.
create or replace function aftercare.message_place()
returns timestamptz
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v aftercare.schema_version;
  here text := (select c.system_identifier from pg_control_system() c) || ' '
    || (select d.oid from pg_database d where d.datname = current_database()) || ' '
    || left(pg_walfile_name(pg_current_wal_lsn()), 8);
begin
  select x.* into v from aftercare.schema_version x;
  if v.server_mark = here then return v.restored_at; end if;
  -- two senders at once: the later one waits, and finds the mark set
  update aftercare.schema_version x
    set server_mark = here, restored_at = case x.server_mark when '' then x.restored_at else clock_timestamp() end
    where x.server_mark <> here;
  return (select x.restored_at from aftercare.schema_version x);
end $$;

-- The next message that is due, through one of these channels; no row where none is. Consent is asked again: the
-- customer may have withdrawn it since. What waited in a backup that was restored may have been sent after it was made.
create or replace function aftercare.message_claim(worker uuid, channels text[])
returns table (id uuid, channel text, address text, lang text, subject text, body text, attempts int)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  m aftercare.message;
  hindrance text;
  place text;
  -- by our own tools, or by whoever used others
  restored timestamptz := greatest(aftercare.message_place(), (
    select max(e.began) from aftercare.audit_epoch e
    where e.number > (select min(f.number) from aftercare.audit_epoch f)));
begin
  loop
    select x.* into m from aftercare.message x
      where x.state in ('waiting', 'failed') and x.channel <> 'letter' and x.channel = any (channels)
        and x.next_try_at <= clock_timestamp()
      order by x.next_try_at, x.id limit 1 for no key update skip locked;
    if m.id is null then return; end if;
    if m.wanted_at < restored then
      perform aftercare.message_settle(m, 'perhaps', 'message_restored', '');
      continue;
    end if;
    hindrance := aftercare.message_hindrance(m.customer_id, m.purpose);
    place := aftercare.message_address(m.customer_id, m.contact_id, m.channel);
    if hindrance is null and place = '' then hindrance := 'message_no_' || m.channel; end if;
    if hindrance is null then
      update aftercare.message x set state = 'sending', next_try_at = null, claimed_at = clock_timestamp(),
          claimed_by = worker, handed_at = null, attempts = x.attempts + 1,
          to_masked = aftercare.message_masked(x.customer_id, x.contact_id, x.channel)
        where x.id = m.id;
      return query select m.id, m.channel, place, m.lang, m.subject, m.body, m.attempts + 1;
      return;
    end if;
    update aftercare.message x set state = 'given_up', next_try_at = null, fault = hindrance where x.id = m.id;
  end loop;
end $$;

-- Whether the message is still this sender's; said before the text goes out, and never without it.
create or replace function aftercare.message_hand_over(message uuid, worker uuid)
returns boolean
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
  update aftercare.message x set handed_at = clock_timestamp()
    where x.id = message and x.claimed_by = worker and x.state = 'sending' and x.handed_at is null;
  return found;
end $$;

-- result: sent; again (nothing was sent, try later); refused (nothing was sent and trying again would not help);
-- perhaps. Returns the state that follows; null where the message is no longer this sender's.
create or replace function aftercare.message_result(message uuid, worker uuid, result text, fault text default '',
                                                    detail text default '')
returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  m aftercare.message;
begin
  if result not in ('sent', 'again', 'refused', 'perhaps') then perform aftercare.refuse('value_refused', 'result'); end if;
  select x.* into m from aftercare.message x where x.id = message and x.claimed_by = worker
    and (x.state = 'sending' or x.state = 'perhaps' and result = 'sent') for no key update;
  if m.id is null then return null; end if;
  return aftercare.message_settle(m, result, fault, detail);
end $$;

create or replace function aftercare.message_settle(m aftercare.message, result text, fault text, detail text)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  n aftercare.message;
  hours int := aftercare.parameter_value('message_give_up_hours', '72')::int;
  -- 1, 2, 4 … 64 minutes, then every two hours
  next_try timestamptz := clock_timestamp() + make_interval(mins => least(2 ^ greatest(m.attempts - 1, 0), 120)::int);
  becomes text := case result when 'sent' then 'sent' when 'perhaps' then 'perhaps' when 'refused' then 'given_up'
    else case when next_try > m.wanted_at + make_interval(hours => hours) then 'given_up' else 'failed' end end;
begin
  update aftercare.message x set state = becomes,
      next_try_at = case when becomes = 'failed' then aftercare.message_hour(next_try, x.channel, x.store_id) end,
      sent_at = case when becomes = 'sent' then clock_timestamp() end,
      claimed_at = case when becomes = 'perhaps' then x.claimed_at end,
      claimed_by = case when becomes = 'perhaps' then x.claimed_by end,
      fault = left(coalesce(fault, ''), 80), fault_detail = left(aftercare.one_line(coalesce(detail, '')), 500)
    where x.id = m.id returning * into n;
  if becomes = 'sent' then
    perform aftercare.message_told(n, true);
  elsif becomes = 'given_up' then
    perform aftercare.message_told(n, false);
  end if;
  return becomes;
end $$;

-- Messages whose sender was not heard of for a quarter of an hour, longer than any sending takes.
create or replace function aftercare.messages_left_behind()
returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  m aftercare.message;
  found_ones bigint := 0;
begin
  for m in
    select x.* from aftercare.message x
    where x.state = 'sending' and x.claimed_at < clock_timestamp() - interval '15 minutes'
    order by x.claimed_at limit 200 for no key update skip locked
  loop
    perform aftercare.message_settle(m, case when m.handed_at is null then 'again' else 'perhaps' end,
                                     'message_sender_died', '');
    found_ones := found_ones + 1;
  end loop;
  return found_ones;
end $$;

-- What a sender needs to know of the company: where its mail goes out and in whose name.
create or replace function aftercare.message_sender()
returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select jsonb_object_agg(code, coalesce(aftercare.parameter_value(code), ''))
    from unnest(array['mail_host', 'mail_port', 'mail_security', 'mail_login', 'mail_from', 'mail_from_name',
                      'company_name']) code);
end $$;

grant execute on function aftercare.message_claim(uuid, text[]), aftercare.message_hand_over(uuid, uuid),
  aftercare.message_result(uuid, uuid, text, text, text), aftercare.message_sender() to aftercare_jobs;
grant execute on function aftercare.messages_left_behind() to aftercare_due;
