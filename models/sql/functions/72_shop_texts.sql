-- owner: aftercare_workflow
-- Texts on papers are read again from time to time, as articles are: what was right a year ago may not be lawful now.

-- BEFORE INSERT OR UPDATE of the texts or of review_on on shop_text. Whoever writes a text has read it; review_on without
-- a date says that it was read and still holds. A date in the past cannot be meant.
create or replace function aftercare.shop_text_read()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'INSERT' or new.review_on is null
     or (new.terms_zh, new.terms_en, new.privacy_zh, new.privacy_en)
        is distinct from (old.terms_zh, old.terms_en, old.privacy_zh, old.privacy_en) then
    new.reviewed_at := clock_timestamp();
    new.reviewed_by := aftercare.login_name();
    if new.review_on <= current_date then new.review_on := null; end if;
  elsif new.review_on <= current_date and new.review_on is distinct from old.review_on then
    new.review_on := current_date;
  end if;
  if new.review_on is null then
    new.review_on := current_date + aftercare.parameter_value('article_review_days', '365')::int;
  end if;
  return new;
end $$;

-- What the caller is to be reminded of: texts of the stores he manages, of the company every administrator.
create or replace function aftercare.shop_texts_to_remind_of(most int)
returns table (kind text, id uuid, subject text, at timestamptz, version int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  mine uuid[] := case when aftercare.i_am('manager') then aftercare.my_managed_store_ids() else '{}' end;
  keeps boolean := aftercare.i_am('admin');
begin
  return query
  select 'shop_text', t.id, coalesce(s.name, ''), t.review_on::timestamp at time zone 'Asia/Shanghai', t.version
  from aftercare.shop_text t left join aftercare.store s on s.id = t.store_id
  where t.review_on <= (clock_timestamp() at time zone 'Asia/Shanghai')::date
    and (t.store_id = any (mine) or keeps and t.store_id is null)
  order by t.review_on, t.id limit least(most, 50);
end $$;

grant execute on function aftercare.shop_text_read() to aftercare_owner;
grant execute on function aftercare.shop_texts_to_remind_of(int) to aftercare_staff;
