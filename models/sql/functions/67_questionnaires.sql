-- owner: aftercare_workflow
-- Questionnaires: a revision is written as a whole and never changed, so that old answers keep their questions.

-- Writes the questions of a new revision: [{kind, words, words_en, options, options_en, required, bad}, …] in their
-- order. Refuses a stale version with AC002.
create or replace function aftercare.questionnaire_revise(wanted uuid, seen_version int, questions jsonb, request_id uuid)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  q aftercare.questionnaire;
  answer jsonb := aftercare.first_result(request_id);
begin
  if answer is not null then return answer; end if;
  if not aftercare.i_am('manager', 'admin') then
    raise exception using errcode = '42501', message = 'managers and administrators write questionnaires';
  end if;
  select x.* into q from aftercare.questionnaire x where x.id = wanted for no key update;
  answer := aftercare.first_result(request_id);
  if answer is not null then return answer; end if;
  if q.id is null then perform aftercare.refuse('gone_record'); end if;
  if q.version is distinct from seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  if questions is null or jsonb_typeof(questions) <> 'array' or octet_length(questions::text) > 60000 then
    perform aftercare.refuse('value_refused', 'questions');
  end if;
  if jsonb_array_length(questions) not between 1 and 20 then
    perform aftercare.refuse('questions_count', 'questions');
  end if;
  insert into aftercare.question (id, questionnaire_id, revision, place, kind, words, words_en, options, options_en,
                                  required, bad)
    select gen_random_uuid(), q.id, q.revision + 1, n, coalesce(x ->> 'kind', ''), btrim(coalesce(x ->> 'words', '')),
           btrim(coalesce(x ->> 'words_en', '')), aftercare.question_options(x -> 'options'),
           aftercare.question_options(x -> 'options_en'), coalesce((x ->> 'required')::boolean, true),
           coalesce(x ->> 'bad', '')
    from jsonb_array_elements(questions) with ordinality y (x, n);
  update aftercare.questionnaire x set revision = x.revision + 1 where x.id = q.id
    returning x.version, x.revision into q.version, q.revision;
  return aftercare.keep_result(request_id,
    jsonb_build_object('id', q.id, 'version', q.version, 'revision', q.revision));
end $$;

-- Options as they are kept: trimmed, none of them blank or too long.
create or replace function aftercare.question_options(given jsonb)
returns text[]
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  found text[];
begin
  if given is null or jsonb_typeof(given) <> 'array' then return '{}'; end if;
  found := array(select btrim(o) from jsonb_array_elements_text(given) with ordinality x (o, n) order by n);
  if exists (select from unnest(found) o where aftercare.is_blank(o) or length(o) > 120) then
    perform aftercare.refuse('question_option_wrong', 'options');
  end if;
  return found;
end $$;

grant execute on function aftercare.questionnaire_revise(uuid, int, jsonb, uuid)
  to aftercare_manager, aftercare_admin;
