-- owner: aftercare_owner
-- What is derived from texts: search keys, masks, tokens. Pure functions, so that triggers, searches and the
-- checks of the data agree. In PL/pgSQL, as is all that a save runs through: with a pinned search_path nothing is
-- inlined, and an SQL function is then planned anew in each transaction (0.1-0.6 ms each; a step takes thirty).

-- Digits of a telephone number as they are compared: full-width digits, separators, extensions and the
-- country's own prefix do not matter. +86 571 8888 6666 转 802 and 0571-88886666 are one number.
create or replace function aftercare.phone_key(typed text)
returns text
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  -- nothing to clean, and no country's prefix: what is typed mostly, and five expressions less
  if typed ~ '^[0-9]{1,12}$' and not starts_with(typed, '00') then return typed; end if;
  return (select case
    when n ~ '^(\+|00)86[1-9]' and substr(n, length(p) + 1) ~ '^1[3-9][0-9]{9}$' then substr(n, length(p) + 1)
    when n ~ '^(\+|00)86[1-9]' then '0' || substr(n, length(p) + 1)
    when n ~ '^86-?1[3-9][0-9]{9}$' then right(n, 11)
    else replace(n, '+', '')
  end
  from (
    select n, substring(n from '^(?:\+|00)86') as p
    from (
      select regexp_replace(
        regexp_replace(translate(typed, '０１２３４５６７８９＋', '0123456789+'), '(转|分机|ext|x|#|,|，|;).*$', '', 'i'),
        '[^0-9+]|(?<=.)\+', '', 'g') as n
    ) cleaned
  ) parted);
end $$;

-- 138****1234; a number too short to keep four digits shows two.
create or replace function aftercare.mask_phone(key text)
returns text
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when key = '' then ''
    when length(key) >= 11 then left(key, 3) || '****' || right(key, 4)
    when length(key) >= 7 then '****' || right(key, 4)
    else '***' || right(key, least(2, length(key) - 1))
  end;
end $$;

create or replace function aftercare.mask_email(email text)
returns text
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when email = '' then ''
    when position('@' in email) > 1 then left(email, 1) || '***' || substr(email, position('@' in email))
    else '***'
  end;
end $$;

-- The town, not the house: the beginning of a Chinese address, the end of a Western one.
create or replace function aftercare.mask_address(address text)
returns text
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when address = '' then ''
    when address ~ '^[\u3400-\u9fff]' and length(address) > 6 then left(address, 6) || '****'
    when address ~ ',[^,0-9]{2,40}$' then '****,' || substring(address from ',([^,]*)$')
    else '****'
  end;
end $$;

-- Serial numbers, plates and the like as they are compared: no separators, no case, O is 0 and I is 1.
create or replace function aftercare.serial_key(typed text)
returns text
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return translate(upper(regexp_replace(typed, '[^0-9A-Za-z\u3400-\u9fff]', '', 'g')), 'OI', '01');
end $$;

-- Words of ASCII letters and digits, pairs of neighbouring other characters: two Chinese characters are found
-- anywhere without an extension. The client asks with the same pieces (services/search.py).
-- Pairs come from two arrays side by side: substr() counts characters from the beginning each time, so that the
-- time would grow with the square of the text. Only the first 50,000 characters: a tsvector holds 1 MB.
create or replace function aftercare.search_tokens(content text)
returns tsvector
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  kept text := left(content, 50000);
  signs text[];
begin
  if octet_length(kept) > length(kept) then signs := string_to_array(kept, null); end if;
  return (
    select array_to_tsvector(coalesce(array_agg(distinct t.token), '{}'))
    from (
      select left(word[1], 60) as token from regexp_matches(lower(kept), '[a-z0-9]+', 'g') word
      union all
      select pair.one || pair.next from unnest(signs, signs[2:]) as pair (one, next)
      where octet_length(pair.one) > 1 and octet_length(pair.next) > 1
    ) t);
end $$;

-- The three below are asked for each row that is found. Their bodies are parsed where they are created, so that they
-- need no pinned search_path and become part of the statement that asks (2 to 4 µs less for each row).

-- Brand and name of a model; names that begin with their brand do not say it twice.
create or replace function aftercare.model_title(brand text, name text)
returns text
language sql immutable parallel safe
return case when brand = '' or starts_with(lower(name), lower(brand)) then name else brand || ' ' || name end;

-- The same in the language asked for: an English name stands for the whole of it where the brand is written in Chinese
-- (services/model_names.py). Null where there is no model.
create or replace function aftercare.model_title(brand text, name text, name_en text, english boolean)
returns text
language sql immutable parallel safe
return case when not english or name_en = '' then aftercare.model_title(brand, name)
            else aftercare.model_title(case when brand ~ '[^ -~]' then '' else brand end, name_en) end;

-- The end of the range of everything that begins with the prefix, in byte order.
create or replace function aftercare.prefix_end(prefix text)
returns text
language sql immutable parallel safe
return prefix || chr(1114111);

grant execute on function aftercare.phone_key(text), aftercare.mask_phone(text), aftercare.mask_email(text),
  aftercare.mask_address(text), aftercare.serial_key(text), aftercare.search_tokens(text),
  aftercare.prefix_end(text), aftercare.model_title(text, text),
  aftercare.model_title(text, text, text, boolean)
  to aftercare_staff, aftercare_identity, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer,
     aftercare_guests, aftercare_owner;
