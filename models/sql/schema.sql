CREATE SCHEMA aftercare;

ALTER SCHEMA aftercare OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.acceptance_begin() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  v aftercare.visit;
begin
  if tg_op = 'UPDATE' then
    -- erasing a person and merging customers reach signed papers too
    if old.signed_at is not null and (to_jsonb(new) - array['version', 'updated_at', 'updated_by', 'people', 'customer_id'])
         is distinct from (to_jsonb(old) - array['version', 'updated_at', 'updated_by', 'people', 'customer_id']) then
      perform aftercare.refuse('acceptance_signed');
    end if;
    return new;
  end if;
  if new.visit_id is not null then
    select x.* into v from aftercare.visit x where x.id = new.visit_id;
    if not aftercare.sees_visit(v) then perform aftercare.refuse('gone_record', 'visit_id'); end if;
    new.store_id := v.store_id;
    new.customer_id := coalesce(v.customer_id, new.customer_id);
    new.work_order_id := v.work_order_id;
  end if;
  new.number := coalesce(new.number, aftercare.desk_number('Y', aftercare.store_date(new.store_id),
                                                           nextval('aftercare.acceptance_number_seq')));
  return new;
end $$;

ALTER FUNCTION aftercare.acceptance_begin() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.acceptance_sign(acceptance_id uuid, seen_version integer, request_id uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  a aftercare.acceptance;
  v aftercare.visit;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  select x.* into a from aftercare.acceptance x where x.id = acceptance_id for no key update;
  select x.* into v from aftercare.visit x where x.id = a.visit_id;
  if a.id is null or not (
    aftercare.i_am('agent') and a.store_id = any (aftercare.my_store_ids())
    or aftercare.i_am('manager') and a.store_id = any (aftercare.my_managed_store_ids())
    or coalesce(v.technician_id = aftercare.my_staff_id(), false)) then
    perform aftercare.refuse('gone_record');
  end if;
  if a.version <> seen_version then raise exception using errcode = 'AC002', message = 'stale'; end if;
  if a.signed_at is not null then perform aftercare.refuse('acceptance_signed'); end if;
  if jsonb_array_length(a.people) = 0 then perform aftercare.refuse('acceptance_people_missing', 'people'); end if;
  if a.kind <> 'meeting' and a.result = '' then perform aftercare.refuse('acceptance_result_missing', 'result'); end if;
  if aftercare.is_blank(a.conclusion) then perform aftercare.refuse('acceptance_conclusion_missing', 'conclusion'); end if;
  update aftercare.acceptance x set signed_at = clock_timestamp() where x.id = a.id returning x.* into a;
  return aftercare.keep_result(request_id, jsonb_build_object('id', a.id, 'version', a.version));
end $$;

ALTER FUNCTION aftercare.acceptance_sign(acceptance_id uuid, seen_version integer, request_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.active_admins() RETURNS bigint
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select count(*) from aftercare.staff s
  join pg_roles p on p.rolname = 's_' || s.login and p.rolcanlogin
  where s.active and 'admin' = any (aftercare.roles_of(s.login))
$$;

ALTER FUNCTION aftercare.active_admins() OWNER TO aftercare_accounts;

CREATE FUNCTION aftercare.add_working(calendar uuid, from_at timestamp with time zone, seconds numeric, zone text DEFAULT 'Asia/Shanghai'::text) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  left_over interval := seconds * interval '1 second';
  day date := (from_at at time zone zone)::date - 1;
  days int := 9;
  span record;
  here timestamptz;
begin
  if from_at is null or seconds is null then return null; end if;
  if seconds <= 0 then return from_at; end if;
  if calendar is null then return from_at + left_over; end if;
  while day < (from_at at time zone zone)::date + 3660 loop
    for span in
      select s.began, s.ended from aftercare.working_spans(calendar, day, day + days - 1, zone) s
      where s.ended > from_at
    loop
      here := greatest(span.began, from_at);
      if span.ended - here >= left_over then return here + left_over; end if;
      left_over := left_over - (span.ended - here);
    end loop;
    day := day + days;
    days := 28;
  end loop;
  return null;
end $$;

ALTER FUNCTION aftercare.add_working(calendar uuid, from_at timestamp with time zone, seconds numeric, zone text) OWNER TO aftercare_workflow;

CREATE TABLE aftercare.work_order (
    number text NOT NULL COLLATE pg_catalog."C",
    kind text DEFAULT 'repair'::text NOT NULL,
    sale_stage text DEFAULT 'after_sale'::text NOT NULL,
    wish text DEFAULT 'repair'::text NOT NULL,
    priority text DEFAULT 'normal'::text NOT NULL,
    source text DEFAULT 'counter'::text NOT NULL,
    work_state text DEFAULT 'received'::text NOT NULL,
    money_state text DEFAULT 'none'::text NOT NULL,
    custody_state text DEFAULT 'at_store'::text NOT NULL,
    outcome text,
    barrier_code text,
    customer_id uuid,
    device_id uuid,
    product_model_id uuid,
    intake_id uuid,
    store_id uuid NOT NULL,
    handling_store_id uuid,
    assigned_to uuid,
    rework_of uuid,
    opened_at timestamp with time zone NOT NULL,
    opened_on date NOT NULL,
    promised_at timestamp with time zone,
    state_since timestamp with time zone NOT NULL,
    ready_at timestamp with time zone,
    told_at timestamp with time zone,
    delivered_at timestamp with time zone,
    delivered_on date,
    closed_at timestamp with time zone,
    event_count integer DEFAULT 0 NOT NULL,
    shelf text DEFAULT ''::text NOT NULL,
    problem text NOT NULL,
    symptoms text[] DEFAULT '{}'::text[] NOT NULL,
    accessories text[] DEFAULT '{}'::text[] NOT NULL,
    accessories_note text DEFAULT ''::text NOT NULL,
    condition_note text DEFAULT ''::text NOT NULL,
    sketch text DEFAULT 'box'::text NOT NULL,
    marks jsonb DEFAULT '[]'::jsonb NOT NULL,
    answers jsonb DEFAULT '{}'::jsonb NOT NULL,
    backup_choice text DEFAULT ''::text NOT NULL,
    erase_allowed boolean,
    old_parts text DEFAULT ''::text NOT NULL,
    notify_by text DEFAULT ''::text NOT NULL,
    loan_unit text DEFAULT ''::text NOT NULL,
    instructions text DEFAULT ''::text NOT NULL,
    warranty_verdict text DEFAULT 'unknown'::text NOT NULL,
    warranty_reason text DEFAULT ''::text NOT NULL,
    warranty_values jsonb DEFAULT '{}'::jsonb NOT NULL,
    fault_code text,
    cause_code text,
    remedy_code text,
    findings text DEFAULT ''::text NOT NULL,
    work_done text DEFAULT ''::text NOT NULL,
    advice text DEFAULT ''::text NOT NULL,
    labour_minutes integer,
    test_record jsonb DEFAULT '[]'::jsonb NOT NULL,
    test_passed boolean,
    pickup_code text DEFAULT ''::text NOT NULL,
    collected_by text DEFAULT ''::text NOT NULL,
    collected_how text DEFAULT ''::text NOT NULL,
    id_note text DEFAULT ''::text NOT NULL,
    hand_over jsonb DEFAULT '{}'::jsonb NOT NULL,
    estimate numeric(12,2),
    inspection_fee numeric(12,2),
    due numeric(12,2) DEFAULT 0 NOT NULL,
    paid numeric(12,2) DEFAULT 0 NOT NULL,
    written_off numeric(12,2),
    search tsvector DEFAULT ''::tsvector NOT NULL,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT work_order_amounts_check CHECK (((estimate >= (0)::numeric) AND (inspection_fee >= (0)::numeric) AND (labour_minutes >= 0))),
    CONSTRAINT work_order_assigned_check CHECK (((work_state <> ALL (ARRAY['assigned'::text, 'diagnosing'::text, 'repairing'::text, 'testing'::text])) OR (assigned_to IS NOT NULL))),
    CONSTRAINT work_order_backup_choice_check CHECK ((backup_choice = ANY (ARRAY[''::text, 'done'::text, 'do_it'::text, 'declined'::text]))),
    CONSTRAINT work_order_codes_check CHECK (((cardinality(symptoms) <= 20) AND (cardinality(accessories) <= 40))),
    CONSTRAINT work_order_completed_outcome_check CHECK (((work_state <> 'completed'::text) OR (outcome = ANY (ARRAY['repaired'::text, 'no_fault'::text])))),
    CONSTRAINT work_order_custody_state_check CHECK ((custody_state = ANY (ARRAY['with_customer'::text, 'at_store'::text, 'with_technician'::text, 'at_depot'::text, 'back_at_store'::text, 'ready_shelf'::text, 'returned'::text, 'abandoned'::text]))),
    CONSTRAINT work_order_customer_id_check CHECK (((customer_id IS NOT NULL) OR (sale_stage = 'pre_sale'::text) OR (source = 'ords'::text))),
    CONSTRAINT work_order_delivered_custody_check CHECK (((work_state <> ALL (ARRAY['delivered'::text, 'closed'::text])) OR (custody_state = ANY (ARRAY['returned'::text, 'abandoned'::text])) OR ((custody_state = 'with_customer'::text) AND (kind = ANY (ARRAY['on_site'::text, 'installation'::text, 'maintenance'::text, 'inspection'::text]))) OR ((custody_state = 'back_at_store'::text) AND (sale_stage = 'pre_sale'::text)))),
    CONSTRAINT work_order_device_id_check CHECK (((device_id IS NOT NULL) OR (source = 'ords'::text))),
    CONSTRAINT work_order_documents_check CHECK (((octet_length((marks)::text) <= 8000) AND (octet_length((answers)::text) <= 8000) AND (octet_length((test_record)::text) <= 16000) AND (octet_length((hand_over)::text) <= 16000))),
    CONSTRAINT work_order_early_outcome_check CHECK (((work_state = ANY (ARRAY['completed'::text, 'failed'::text, 'delivered'::text, 'closed'::text])) OR (outcome IS NULL))),
    CONSTRAINT work_order_failed_outcome_check CHECK (((work_state <> 'failed'::text) OR (outcome = ANY (ARRAY['unrepairable'::text, 'refused'::text])))),
    CONSTRAINT work_order_finished_outcome_check CHECK (((work_state <> ALL (ARRAY['completed'::text, 'failed'::text])) OR (outcome IS NOT NULL))),
    CONSTRAINT work_order_imported_closed_check CHECK (((source <> 'ords'::text) OR (work_state = 'closed'::text))),
    CONSTRAINT work_order_imported_outcome_check CHECK (((outcome <> ALL (ARRAY['referred'::text, 'unknown'::text])) OR (source = 'ords'::text))),
    CONSTRAINT work_order_kind_check CHECK ((kind = ANY (ARRAY['repair'::text, 'on_site'::text, 'installation'::text, 'maintenance'::text, 'inspection'::text, 'exchange'::text, 'return'::text]))),
    CONSTRAINT work_order_lengths_check CHECK (((length(notify_by) <= 80) AND (length(fault_code) <= 80) AND (length(cause_code) <= 80) AND (length(remedy_code) <= 80))),
    CONSTRAINT work_order_money_state_check CHECK ((money_state = ANY (ARRAY['none'::text, 'quoted'::text, 'prepaid'::text, 'part_paid'::text, 'paid'::text, 'written_off'::text]))),
    CONSTRAINT work_order_number_check CHECK (((length(btrim(number)) >= 1) AND (length(btrim(number)) <= 60))),
    CONSTRAINT work_order_numbers_check CHECK (((estimate <> 'NaN'::numeric) AND (inspection_fee <> 'NaN'::numeric) AND (due <> 'NaN'::numeric) AND (paid <> 'NaN'::numeric) AND (written_off <> 'NaN'::numeric))),
    CONSTRAINT work_order_old_parts_check CHECK ((old_parts = ANY (ARRAY[''::text, 'returned'::text, 'recycled'::text]))),
    CONSTRAINT work_order_outcome_check CHECK ((outcome = ANY (ARRAY['repaired'::text, 'no_fault'::text, 'unrepairable'::text, 'refused'::text, 'exchanged'::text, 'refunded'::text, 'referred'::text, 'unknown'::text]))),
    CONSTRAINT work_order_priority_check CHECK ((priority = ANY (ARRAY['normal'::text, 'urgent'::text]))),
    CONSTRAINT work_order_problem_check CHECK (((length(problem) <= 4000) AND ((problem !~ '^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$'::text) OR (source = 'ords'::text)))),
    CONSTRAINT work_order_promised_at_check CHECK (((promised_at IS NOT NULL) OR (source = 'ords'::text))),
    CONSTRAINT work_order_returned_work_check CHECK (((custody_state <> ALL (ARRAY['returned'::text, 'abandoned'::text])) OR (work_state = ANY (ARRAY['delivered'::text, 'closed'::text])))),
    CONSTRAINT work_order_sale_stage_check CHECK ((sale_stage = ANY (ARRAY['after_sale'::text, 'pre_sale'::text]))),
    CONSTRAINT work_order_shelf_check CHECK ((length(shelf) <= 40)),
    CONSTRAINT work_order_sketch_check CHECK ((sketch = ANY (ARRAY['phone'::text, 'laptop'::text, 'television'::text, 'car'::text, 'box'::text]))),
    CONSTRAINT work_order_source_check CHECK ((source = ANY (ARRAY['counter'::text, 'phone'::text, 'ticket'::text, 'visit'::text, 'web'::text, 'ords'::text]))),
    CONSTRAINT work_order_texts_check CHECK (((length(accessories_note) <= 1000) AND (length(condition_note) <= 2000) AND (length(instructions) <= 4000) AND (length(findings) <= 8000) AND (length(work_done) <= 8000) AND (length(advice) <= 4000) AND (length(loan_unit) <= 200))),
    CONSTRAINT work_order_warranty_verdict_check CHECK ((warranty_verdict = ANY (ARRAY['in'::text, 'out'::text, 'unknown'::text]))),
    CONSTRAINT work_order_wish_check CHECK ((wish = ANY (ARRAY['repair'::text, 'exchange'::text, 'refund'::text]))),
    CONSTRAINT work_order_work_state_check CHECK ((work_state = ANY (ARRAY['received'::text, 'assigned'::text, 'diagnosing'::text, 'quoted'::text, 'waiting_parts'::text, 'repairing'::text, 'testing'::text, 'completed'::text, 'failed'::text, 'delivered'::text, 'closed'::text, 'cancelled'::text])))
);

ALTER TABLE aftercare.work_order OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.agreed_amount(o aftercare.work_order) RETURNS numeric
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (select coalesce(
    (select c.amount from aftercare.consent c where c.work_order_id = o.id and c.answer = 'yes'
     order by c.at desc limit 1),
    o.estimate, 0) + aftercare.parameter_value('quote_limit', '0')::numeric);
end $$;

ALTER FUNCTION aftercare.agreed_amount(o aftercare.work_order) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.append_only() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if tg_op = 'DELETE' and coalesce(tg_argv[0], '') <> 'always' and current_user = 'aftercare_transfer' then
    return old;
  elsif tg_op = 'UPDATE' and tg_argv[0] like 'but %' and current_user = 'aftercare_workflow'
    and to_jsonb(new) - string_to_array(substr(tg_argv[0], 5), ',')
        = to_jsonb(old) - string_to_array(substr(tg_argv[0], 5), ',') then
    return new;
  end if;
  perform aftercare.refuse('append_only', null, jsonb_build_object('table', tg_table_name));
  return null;
end $$;

ALTER FUNCTION aftercare.append_only() OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.areas_of(person uuid) RETURNS uuid[]
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  found uuid[];
begin
  select array_agg(a.region_id) into found from aftercare.staff_area a where a.staff_id = person and a.until is null;
  return coalesce(found, (
    select array_agg(distinct s.region_id)
    from aftercare.staff_store d join aftercare.store s on s.id = d.store_id
    where d.staff_id = person and d.until is null and s.region_id is not null), '{}');
end $$;

ALTER FUNCTION aftercare.areas_of(person uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.article_began() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform aftercare.article_record(new, 'write', null, new.state, '');
  return null;
end $$;

ALTER FUNCTION aftercare.article_began() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.article_begin() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  new.number := coalesce(new.number, 'FAQ-' || nextval('aftercare.article_number_seq'));
  new.owner_id := coalesce(new.owner_id, aftercare.my_staff_id());
  return new;
end $$;

ALTER FUNCTION aftercare.article_begin() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.article_check() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION aftercare.article_check() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.article_miss_settle(wanted uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if not aftercare.i_am('agent', 'manager') then
    raise exception using errcode = '42501', message = 'the knowledge base is kept by agents and managers';
  end if;
  update aftercare.article_miss m set settled_at = clock_timestamp(), settled_by = aftercare.login_name()
    where m.id = wanted and m.settled_at is null;
end $$;

ALTER FUNCTION aftercare.article_miss_settle(wanted uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.article_missed(typed text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  kept text := btrim(regexp_replace(
    regexp_replace(regexp_replace(typed, '\S+@\S+', ' ', 'g'), '[0-9][0-9 ()+-]{4,}', ' ', 'g'), '\s+', ' ', 'g'));
begin
  if not aftercare.i_am_active() or length(kept) not between 2 and 120 then return; end if;
  insert into aftercare.article_miss as m (words) values (kept)
  on conflict (lower(words)) do update set times = least(m.times + 1, 1000000), last_at = clock_timestamp(),
    settled_at = null, settled_by = '';
end $$;

ALTER FUNCTION aftercare.article_missed(typed text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.article_move(article_id uuid, seen_version integer, action text, payload jsonb, request_id uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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
    -- what is published is looked at again; a date in the past cannot be meant
    if a.review_on is null or a.review_on <= current_date then
      a.review_on := current_date + aftercare.parameter_value('article_review_days', '365')::int;
    end if;
  end if;
  update aftercare.article x set state = a.state, published_at = a.published_at, published_by = a.published_by,
      review_on = a.review_on
    where x.id = a.id returning x.version into a.version;
  perform aftercare.article_record(a, action, was, a.state, coalesce(payload ->> 'comment', ''));
  answer := jsonb_build_object('version', a.version, 'state', a.state);
  insert into aftercare.request (id, login, result) values (request_id, aftercare.login_name(), answer);
  return answer;
end $$;

ALTER FUNCTION aftercare.article_move(article_id uuid, seen_version integer, action text, payload jsonb, request_id uuid) OWNER TO aftercare_workflow;

CREATE TABLE aftercare.article (
    number text NOT NULL COLLATE pg_catalog."C",
    state text DEFAULT 'draft'::text NOT NULL,
    question text NOT NULL,
    answer text NOT NULL,
    question_en text DEFAULT ''::text NOT NULL,
    answer_en text DEFAULT ''::text NOT NULL,
    category text,
    keywords text DEFAULT ''::text NOT NULL,
    ticket_id uuid,
    published_at timestamp with time zone,
    published_by text DEFAULT ''::text NOT NULL,
    search tsvector,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    customer_answer text DEFAULT ''::text NOT NULL,
    customer_answer_en text DEFAULT ''::text NOT NULL,
    model_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    symptoms text[] DEFAULT '{}'::text[] NOT NULL,
    work_order_id uuid,
    owner_id uuid,
    review_on date,
    zh_at timestamp with time zone DEFAULT now() NOT NULL,
    en_at timestamp with time zone,
    CONSTRAINT article_answer_check CHECK (((answer !~ '^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$'::text) AND (length(answer) <= 20000))),
    CONSTRAINT article_answer_en_check CHECK ((length(answer_en) <= 20000)),
    CONSTRAINT article_customer_answer_check CHECK ((length(customer_answer) <= 20000)),
    CONSTRAINT article_customer_answer_en_check CHECK ((length(customer_answer_en) <= 20000)),
    CONSTRAINT article_keywords_check CHECK ((length(keywords) <= 400)),
    CONSTRAINT article_lengths_check CHECK ((length(category) <= 80)),
    CONSTRAINT article_question_check CHECK (((question !~ '^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$'::text) AND (length(question) <= 300))),
    CONSTRAINT article_question_en_check CHECK ((length(question_en) <= 300)),
    CONSTRAINT article_scope_check CHECK (((cardinality(model_ids) <= 60) AND (cardinality(symptoms) <= 20))),
    CONSTRAINT article_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'review'::text, 'published'::text, 'archived'::text])))
);

ALTER TABLE aftercare.article OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.article_record(a aftercare.article, action text, from_state text, to_state text, comment text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  moment timestamptz := greatest(clock_timestamp(),
    (select max(e.at) from aftercare.article_event e where e.article_id = a.id));
begin
  insert into aftercare.article_event (article_id, action, from_state, to_state, at, effective_at, by_login, comment)
  values (a.id, action, from_state, to_state, moment, moment, aftercare.login_name(), comment);
end $$;

ALTER FUNCTION aftercare.article_record(a aftercare.article, action text, from_state text, to_state text, comment text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.article_revise() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION aftercare.article_revise() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.article_steps(wanted uuid) RETURNS TABLE(action text, to_state text, needs text[], lacks text[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION aftercare.article_steps(wanted uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.article_translation_fits(wanted uuid) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION aftercare.article_translation_fits(wanted uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.article_words() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION aftercare.article_words() OWNER TO aftercare_search;

CREATE FUNCTION aftercare.audit() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET "TimeZone" TO 'UTC'
    AS $$
declare
  personal text[] := string_to_array(tg_argv[0], ',');
  left_out text[] := string_to_array(tg_argv[1], ',') || array['version', 'updated_at', 'updated_by'];
  was jsonb;
  now_is jsonb;
  before jsonb;
  after jsonb;
  entry bigint;
  col text;
  salt text;
  clear jsonb := '[]';
begin
  if tg_op <> 'INSERT' then was := to_jsonb(old) - left_out; end if;
  if tg_op <> 'DELETE' then now_is := to_jsonb(new) - left_out; end if;
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(e.key, was -> e.key), jsonb_object_agg(e.key, e.value)
      into before, after
      from jsonb_each(now_is) e
      where e.value is distinct from was -> e.key;
    if after is null then return null; end if;
  else
    before := was;
    after := jsonb_strip_nulls(now_is);
  end if;

  foreach col in array personal loop
    if coalesce(before ->> col, '') <> '' then
      salt := gen_random_uuid()::text;
      clear := clear || jsonb_build_object('c', col, 's', 'old', 'salt', salt, 'v', before ->> col);
      before := before || jsonb_build_object(col, encode(sha256(convert_to(salt || (before ->> col), 'UTF8')), 'hex'));
    end if;
    if coalesce(after ->> col, '') <> '' then
      salt := gen_random_uuid()::text;
      clear := clear || jsonb_build_object('c', col, 's', 'new', 'salt', salt, 'v', after ->> col);
      after := after || jsonb_build_object(col, encode(sha256(convert_to(salt || (after ->> col), 'UTF8')), 'hex'));
    end if;
  end loop;

  insert into aftercare.audit_entry
    (epoch, login, application, address, table_name, operation, row_id, store_id, old, new)
  values ((select max(e.number) from aftercare.audit_epoch e), aftercare.login_name(),
          left(current_setting('application_name'), 80), inet_client_addr(), tg_table_name, lower(tg_op),
          (coalesce(now_is, was) ->> 'id')::uuid, (coalesce(now_is, was) ->> 'store_id')::uuid, before, after)
  returning id into entry;
  if clear <> '[]' then
    insert into aftercare.audit_value (audit_id, column_name, side, row_id, salt, value)
    select entry, x ->> 'c', x ->> 's', (coalesce(now_is, was) ->> 'id')::uuid, x ->> 'salt', x ->> 'v'
    from jsonb_array_elements(clear) x;
  end if;
  return null;
end $$;

ALTER FUNCTION aftercare.audit() OWNER TO aftercare_history;

CREATE TABLE aftercare.audit_entry (
    id bigint NOT NULL,
    epoch integer DEFAULT 1 NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    login text NOT NULL,
    application text DEFAULT ''::text NOT NULL,
    address inet,
    table_name text NOT NULL,
    operation text NOT NULL,
    row_id uuid,
    store_id uuid,
    old jsonb,
    new jsonb
);

ALTER TABLE aftercare.audit_entry OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.audit_entry_text(e aftercare.audit_entry) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select jsonb_build_array(e.id, e.epoch, e.xid::text, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
                           e.login, e.application, host(e.address), e.table_name, e.operation, e.row_id, e.store_id,
                           e.old, e.new)::text
$$;

ALTER FUNCTION aftercare.audit_entry_text(e aftercare.audit_entry) OWNER TO aftercare_due;

CREATE FUNCTION aftercare.before_intake(of_device uuid, of_customer uuid, at_store uuid) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  seen uuid[] := aftercare.my_visible_store_ids();
  today date := aftercare.store_date(at_store);
  me uuid := aftercare.my_staff_id();
begin
  if not aftercare.i_am('agent', 'manager') then
    raise exception using errcode = '42501', message = 'the counter asks this';
  end if;
  return jsonb_build_object(
    'open_orders', coalesce((
      select jsonb_agg(jsonb_build_object('id', o.id, 'number', o.number, 'work_state', o.work_state,
          'store_name', s.name, 'opened_at', o.opened_at, 'visible', o.store_id = any (seen)
            or coalesce(o.handling_store_id = any (seen), false)) order by o.opened_at desc)
      from aftercare.work_order o join aftercare.store s on s.id = o.store_id
      where o.device_id = of_device and o.work_state not in ('delivered', 'closed')
        and not (o.work_state = 'cancelled' and o.custody_state = 'with_customer')), '[]'),
    'repeats', coalesce((
      select jsonb_agg(x order by x ->> 'finished_at' desc) from (
        select jsonb_build_object('id', o.id, 'number', o.number, 'outcome', o.outcome, 'store_name', s.name,
            -- another store's words stay there
            'problem', case when o.store_id = any (seen) or o.handling_store_id = any (seen)
                            then left(o.problem, 200) else '' end, 'finished_at', coalesce(o.delivered_at, o.ready_at),
            'days', today - coalesce(o.delivered_on, aftercare.store_date(o.store_id, o.ready_at)),
            'visible', o.store_id = any (seen) or coalesce(o.handling_store_id = any (seen), false)) as x
        from aftercare.work_order o join aftercare.store s on s.id = o.store_id
        where o.device_id = of_device and o.work_state in ('delivered', 'closed') and o.outcome is not null
          and coalesce(o.delivered_at, o.ready_at) is not null
        order by o.opened_at desc limit 20) recent), '[]'),
    'repeat_days', aftercare.parameter_value('repeat_days', '90')::int,
    'earlier', coalesce((
      select jsonb_agg(x) from (
        select jsonb_build_object('id', o.id, 'number', o.number, 'work_state', o.work_state, 'outcome', o.outcome,
            'opened_on', o.opened_on, 'device', concat_ws(' ', nullif(m.brand, ''), m.name),
            'same_device', o.device_id is not distinct from of_device,
            'visible', o.store_id = any (seen) or coalesce(o.handling_store_id = any (seen), false)) as x
        from aftercare.work_order o left join aftercare.product_model m on m.id = o.product_model_id
        where o.customer_id = of_customer or o.device_id = of_device
        order by o.opened_at desc limit 10) recent), '[]'),
    'orders', (select count(*) from (
      select from aftercare.work_order o where o.customer_id = of_customer limit 1001) c),
    -- what was handed over and not paid; an order that is ready is paid when it is collected
    'owes', (
      select jsonb_build_object('amount', coalesce(sum(o.due - o.paid - coalesce(o.written_off, 0)), 0),
                                'number', (array_agg(o.number order by o.opened_at desc))[1])
      from aftercare.work_order o
      where o.customer_id = of_customer and o.work_state in ('delivered', 'closed')
        and o.due > o.paid + coalesce(o.written_off, 0)),
    'notes', coalesce((
      select jsonb_agg(jsonb_build_object('level', n.level, 'body', n.body, 'at', n.created_at)
                       order by array_position(array['stop', 'warning', 'info'], n.level), n.created_at desc)
      from aftercare.customer_note n
      where n.customer_id = of_customer and n.at_intake and n.archived_at is null), '[]'),
    'complaints', (
      select count(*) from aftercare.complaint c
      where c.customer_id = of_customer and c.state <> 'closed' and c.about_staff_id is distinct from me
        and c.store_id = any (seen)),
    'warranty', case when of_device is not null then aftercare.warranty_by_purchase(of_device, today) end);
end $$;

ALTER FUNCTION aftercare.before_intake(of_device uuid, of_customer uuid, at_store uuid) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.calendar_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  update aftercare.working_calendar c set changed_at = clock_timestamp() where c.id = new.calendar_id;
  return null;
end $$;

ALTER FUNCTION aftercare.calendar_changed() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.calendar_of(store uuid) RETURNS uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (
    with recursive above as (
      select t.region_id as id, 1 as steps from aftercare.store t where t.id = store
      union all
      select r.parent_id, a.steps + 1 from above a join aftercare.region r on r.id = a.id where a.steps < 20
    ), places as (
      select 0 as steps, store as store_id, null::uuid as region_id
      union all select a.steps, null, a.id from above a where a.id is not null
      union all select 99, null, null
    )
    select u.calendar_id
    from places p
    join aftercare.calendar_use u on u.archived_at is null
      and u.store_id is not distinct from p.store_id and u.region_id is not distinct from p.region_id
    join aftercare.working_calendar c on c.id = u.calendar_id and c.archived_at is null
    order by p.steps limit 1);
end $$;

ALTER FUNCTION aftercare.calendar_of(store uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.call_came(typed text, store uuid, request_id uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  wanted text := aftercare.phone_key(left(typed, 40));
  answer jsonb := aftercare.first_result(request_id);
  ring aftercare.phone_call;
  ids uuid[];
  contact text := '';
begin
  if answer is not null then return answer; end if;
  if aftercare.my_staff_id() is null or not coalesce(store = any (aftercare.my_visible_store_ids()), false) then
    raise exception using errcode = '42501', message = 'not a store of this person';
  end if;
  if wanted is null or length(wanted) not between 3 and 20 then
    perform aftercare.refuse('phone_not_a_number', 'phone');
  end if;
  if aftercare.lookup_is_open(wanted) then
    ids := array(select c.id from aftercare.customer c where c.phone_key = wanted and c.archived_at is null
                 and aftercare.i_see_customer(c.id) limit 2);
    if cardinality(ids) = 0 then
      select array_agg(p.customer_id), min(p.name) into ids, contact
      from (select x.customer_id, x.name from aftercare.contact x
            join aftercare.customer c on c.id = x.customer_id and c.archived_at is null
            where x.phone_key = wanted and x.archived_at is null and aftercare.i_see_customer(x.customer_id)
            limit 2) p;
    end if;
  end if;
  insert into aftercare.phone_call (id, store_id, phone, customer_id, contact_name)
  values (gen_random_uuid(), store, left(typed, 40), case when cardinality(ids) = 1 then ids[1] end,
          case when cardinality(ids) = 1 then coalesce(contact, '') else '' end)
  on conflict (store_id, phone_key) where state = 'waiting' and phone_key <> '' do nothing
  returning * into ring;
  if ring.id is null then
    select c.* into ring from aftercare.phone_call c
      where c.phone_key = wanted and c.store_id = store and c.state = 'waiting';
  end if;
  return aftercare.keep_result(request_id, jsonb_build_object('id', ring.id));
end $$;

ALTER FUNCTION aftercare.call_came(typed text, store uuid, request_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.call_mark(wanted uuid, new_state text, ticket uuid, note text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  ring aftercare.phone_call := aftercare.my_call(wanted);
  t aftercare.ticket;
begin
  if new_state is null or new_state not in ('handled', 'missed') then
    perform aftercare.refuse('value_refused', 'state');
  end if;
  if ticket is not null then
    select x.* into t from aftercare.ticket x where x.id = ticket;
    if t.id is null or cardinality(aftercare.ticket_roles(t)) = 0 then
      perform aftercare.refuse('gone_record', 'ticket_id');
    end if;
  end if;
  update aftercare.phone_call c set state = new_state,
      taken_by_id = case when new_state = 'handled' then aftercare.my_staff_id() end,
      handled_at = case when new_state = 'handled' then clock_timestamp() end,
      missed_at = case when new_state = 'missed' then coalesce(c.missed_at, clock_timestamp()) end,
      ticket_id = coalesce(t.id, c.ticket_id), customer_id = coalesce(c.customer_id, t.customer_id),
      note = case when btrim(coalesce(note, '')) <> '' then note else c.note end
    where c.id = ring.id;
end $$;

ALTER FUNCTION aftercare.call_mark(wanted uuid, new_state text, ticket uuid, note text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.caller_mark_lift(wanted uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if not aftercare.i_am('agent', 'manager') then
    raise exception using errcode = '42501', message = 'desks and managers lift a mark';
  end if;
  update aftercare.caller_mark m set lifted_at = clock_timestamp(), lifted_by = aftercare.login_name()
    where m.id = wanted and m.lifted_at is null;
  if not found then perform aftercare.refuse('gone_record'); end if;
end $$;

ALTER FUNCTION aftercare.caller_mark_lift(wanted uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.caller_mark_set(of_call uuid, of_customer uuid, reason text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  wanted text := '';
begin
  if of_call is not null then
    wanted := (aftercare.my_call(of_call)).phone_key;
  elsif aftercare.my_staff_id() is not null and aftercare.i_see_customer(of_customer) then
    select c.phone_key into wanted from aftercare.customer c where c.id = of_customer;
  else
    perform aftercare.refuse('gone_record');
  end if;
  if coalesce(wanted, '') = '' then perform aftercare.refuse('caller_without_number'); end if;
  if btrim(coalesce(reason, '')) = '' then perform aftercare.refuse('caller_reason_missing', 'reason'); end if;
  if length(reason) > 400 then perform aftercare.refuse('too_long', 'reason'); end if;
  update aftercare.caller_mark m set reason = reason where m.phone_key = wanted and m.lifted_at is null;
  if not found then
    insert into aftercare.caller_mark (id, phone_key, phone_masked, reason)
    values (gen_random_uuid(), wanted, aftercare.mask_phone(wanted), reason)
    on conflict (phone_key) where lifted_at is null do update set reason = excluded.reason;
  end if;
end $$;

ALTER FUNCTION aftercare.caller_mark_set(of_call uuid, of_customer uuid, reason text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.caller_of(of_call uuid, of_customer uuid) RETURNS TABLE(mark_id uuid, reason text, marked_at timestamp with time zone, marked_by text, calls bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  wanted text;
begin
  if aftercare.my_staff_id() is null then return; end if;
  if of_call is not null then
    select c.phone_key into wanted from aftercare.phone_call c
      where c.id = of_call and c.store_id = any (aftercare.my_visible_store_ids());
  elsif aftercare.i_see_customer(of_customer) then
    select c.phone_key into wanted from aftercare.customer c where c.id = of_customer;
  end if;
  if coalesce(wanted, '') = '' then return; end if;
  return query
    select m.id, m.reason, m.created_at, coalesce(s.name, m.created_by),
           (select count(*) from (select from aftercare.phone_call c
              where c.phone_key = wanted and c.came_at > now() - interval '30 days' limit 1001) x)
    from (select 1) one
    left join aftercare.caller_mark m on m.phone_key = wanted and m.lifted_at is null
    left join aftercare.staff s on s.login = m.created_by;
end $$;

ALTER FUNCTION aftercare.caller_of(of_call uuid, of_customer uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.change_own_password(verifier text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform aftercare.check_verifier(verifier);
  if not exists (select from aftercare.staff s where s.login = aftercare.login_name() and s.active) then
    raise exception using errcode = '42501', message = 'no such person';
  end if;
  execute format('alter role %I password %L', session_user, verifier);
  update aftercare.staff s set must_change_password = false, password_at = clock_timestamp()
    where s.login = aftercare.login_name();
end $$;

ALTER FUNCTION aftercare.change_own_password(verifier text) OWNER TO aftercare_accounts;

CREATE FUNCTION aftercare.change_person(who uuid, seen_version integer, name text, roles text[], store_ids uuid[], region_ids uuid[], home_store uuid, initials text DEFAULT NULL::text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  p aftercare.staff;
  has text[];
begin
  perform aftercare.check_may_administer();
  select s.* into p from aftercare.staff s where s.id = who for no key update;
  if p.id is null then perform aftercare.refuse('person_unknown'); end if;
  if p.version <> seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  has := aftercare.roles_of(p.login);
  if p.login = aftercare.login_name() and not (roles @> has and roles <@ has) then
    perform aftercare.refuse('own_rights', 'roles');
  end if;
  perform aftercare.keep_an_admin(p, 'admin' = any (roles));
  perform aftercare.set_groups('s_' || p.login, roles);
  perform aftercare.set_desks(who, store_ids, region_ids);
  update aftercare.staff s set name = change_person.name, store_id = home_store,
    initials = coalesce(change_person.initials, s.initials), roles = aftercare.roles_of(p.login) where s.id = who
    returning s.version into seen_version;
  return seen_version;
end $$;

ALTER FUNCTION aftercare.change_person(who uuid, seen_version integer, name text, roles text[], store_ids uuid[], region_ids uuid[], home_store uuid, initials text) OWNER TO aftercare_accounts;

CREATE FUNCTION aftercare.changes_since(horizon xid8) RETURNS TABLE(next_horizon xid8, table_name text, row_id uuid, own boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  until_xid xid8 := pg_snapshot_xmin(pg_current_snapshot());
  stores uuid[];
begin
  if not aftercare.i_am_active() then return; end if;
  next_horizon := until_xid;
  return next;
  if horizon is null or not exists (select from aftercare.change c where c.xid >= horizon) then return; end if;
  stores := aftercare.my_visible_store_ids();
  return query
    select distinct until_xid, c.table_name, c.row_id, c.backend = pg_backend_pid()
    from aftercare.change c
    where c.xid >= horizon and (c.store_id is null or c.store_id = any (stores))
    limit 5000;
end $$;

ALTER FUNCTION aftercare.changes_since(horizon xid8) OWNER TO aftercare_history;

CREATE FUNCTION aftercare.check_calendar() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if jsonb_typeof(new.week) is distinct from 'array' or jsonb_array_length(new.week) <> 7 then
    perform aftercare.refuse('week_wrong', 'week');
  end if;
  new.week := (select jsonb_agg(aftercare.tidy_hours(x.day, 'week') order by x.n)
               from jsonb_array_elements(new.week) with ordinality x (day, n));
  if not exists (select from jsonb_array_elements(new.week) x (day) where x.day <> '[]') then
    perform aftercare.refuse('week_empty', 'week');
  end if;
  if tg_op = 'INSERT' or new.week is distinct from old.week then new.changed_at := clock_timestamp(); end if;
  return new;
end $$;

ALTER FUNCTION aftercare.check_calendar() OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.check_calendar_day() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  new.hours := aftercare.tidy_hours(new.hours, 'hours');
  if tg_op = 'UPDATE' and new.calendar_id <> old.calendar_id then
    perform aftercare.refuse('value_refused', 'calendar_id');
  end if;
  return new;
end $$;

ALTER FUNCTION aftercare.check_calendar_day() OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.check_customer_class() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if not exists (select from aftercare.code_item i where i.list = 'customer_class' and i.code = new.code
                 and i.parent_code = new.dimension) then
    perform aftercare.refuse('class_unknown', 'code');
  end if;
  return new;
end $$;

ALTER FUNCTION aftercare.check_customer_class() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.check_may_administer() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if not aftercare.i_am('admin')
     and not (select r.rolsuper from pg_roles r where r.rolname = session_user) then
    raise exception using errcode = '42501', message = 'only an administrator manages people';
  end if;
end $$;

ALTER FUNCTION aftercare.check_may_administer() OWNER TO aftercare_accounts;

CREATE FUNCTION aftercare.check_may_erase(of_kind text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if not aftercare.i_am('admin') and (of_kind in ('trail', 'look') or not aftercare.i_am('manager')) then
    raise exception using errcode = '42501', message = 'managers and administrators decide what is erased';
  end if;
end $$;

ALTER FUNCTION aftercare.check_may_erase(of_kind text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.check_may_keep_customers() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if not aftercare.i_am('admin', 'manager', 'agent') then
    raise exception using errcode = '42501', message = 'the desk keeps the customer file';
  end if;
end $$;

ALTER FUNCTION aftercare.check_may_keep_customers() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.check_note(comment text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if length(comment) > 8000 then perform aftercare.refuse('too_long', 'comment'); end if;
end $$;

ALTER FUNCTION aftercare.check_note(comment text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.check_owner(person uuid) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if not exists (select from aftercare.staff s where s.id = person and s.active) then
    perform aftercare.refuse('owner_not_active', 'owner_id');
  end if;
end $$;

ALTER FUNCTION aftercare.check_owner(person uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.check_parameter() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
declare
  fits boolean;
begin
  fits := case new.kind
    when 'int' then new.value ~ '^[0-9]{1,6}$'
    when 'money' then new.value ~ '^[0-9]{1,9}(\.[0-9]{1,2})?$'
    when 'bool' then new.value in ('true', 'false')
    else length(new.value) <= 500
  end;
  if new.value <> '' and not fits then
    perform aftercare.refuse(('parameter_wrong_' || new.kind), 'value');
  end if;
  if new.code = 'idle_minutes' and (new.value = '' or new.value::int not between 1 and 240) then
    perform aftercare.refuse('idle_minutes_wrong', 'value');
  end if;
  return new;
end $_$;

ALTER FUNCTION aftercare.check_parameter() OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.check_region() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if new.parent_id is not null and exists (
    with recursive above as (
      select new.parent_id as id
      union
      select r.parent_id from aftercare.region r join above a on a.id = r.id where r.parent_id is not null
    )
    select from above where id = new.id) then
    perform aftercare.refuse('region_below_itself', 'parent_id');
  end if;
  return new;
end $$;

ALTER FUNCTION aftercare.check_region() OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.check_store() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  begin
    perform clock_timestamp() at time zone new.time_zone;
  exception when invalid_parameter_value then
    perform aftercare.refuse('time_zone_unknown', 'time_zone');
  end;
  return new;
end $$;

ALTER FUNCTION aftercare.check_store() OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.check_verifier(verifier text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
begin
  if verifier is null or verifier !~
     '^SCRAM-SHA-256\$[0-9]{4,7}:[A-Za-z0-9+/=]{16,}\$[A-Za-z0-9+/=]{44}:[A-Za-z0-9+/=]{44}$' then
    perform aftercare.refuse('password_not_a_verifier', 'password');
  end if;
end $_$;

ALTER FUNCTION aftercare.check_verifier(verifier text) OWNER TO aftercare_accounts;

CREATE FUNCTION aftercare.clean_payload(payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if payload is null or jsonb_typeof(payload) = 'null' then return '{}'; end if;
  if jsonb_typeof(payload) <> 'object' then perform aftercare.refuse('value_refused', 'payload'); end if;
  if octet_length(payload::text) > 40000 then perform aftercare.refuse('too_long', 'comment'); end if;
  return payload - array['with', 'undone', 'lines_used', 'lines_dropped'];
end $$;

ALTER FUNCTION aftercare.clean_payload(payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.close_delivered() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  o aftercare.work_order;
  t aftercare.work_order_transition;
  days int := aftercare.parameter_value('close_days', '7')::int;
  done bigint := 0;
begin
  for o in
    select w.* from aftercare.work_order w
    where w.work_state = 'delivered' and w.delivered_at < clock_timestamp() - make_interval(days => days)
    order by w.delivered_at limit 500 for no key update skip locked
  loop
    select s.* into t from aftercare.steps_of(o, 'work', 'close') s where s.role = 'jobs' limit 1;
    continue when t.action is null;
    perform aftercare.take_step(o, t, '{}', 'jobs', o.delivered_at + make_interval(days => days));
    done := done + 1;
  end loop;
  return done;
end $$;

ALTER FUNCTION aftercare.close_delivered() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.complaint_began() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform aftercare.complaint_record(new, 'receive', null, new.state, '', '{}');
  return null;
end $$;

ALTER FUNCTION aftercare.complaint_began() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.complaint_begin() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  new.opened_on := aftercare.store_date(new.store_id, new.opened_at);
  new.number := coalesce(new.number,
    aftercare.desk_number('C', new.opened_on, nextval('aftercare.complaint_number_seq')));
  new.answer_due_at := coalesce(new.answer_due_at,
    new.opened_at + make_interval(days => aftercare.parameter_value('complaint_answer_days', '5')::int));
  return new;
end $$;

ALTER FUNCTION aftercare.complaint_begin() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.complaint_clock() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  moment timestamptz := clock_timestamp();
  answered constant text[] := array['answered', 'accepted', 'rejected', 'closed'];
begin
  if tg_op = 'INSERT' then
    perform aftercare.sla_open('complaint', new.id, new.store_id, 'response', new.channel, new.severity::text, '',
                               new.opened_at);
    perform aftercare.sla_open('complaint', new.id, new.store_id, 'resolution', new.channel, new.severity::text, '',
                               new.opened_at, new.answer_due_at);
    return null;
  end if;
  if (new.severity, new.channel, new.answer_due_at) is distinct from (old.severity, old.channel, old.answer_due_at) then
    perform aftercare.sla_review('complaint', new.id, 'response', new.channel, new.severity::text);
    -- only a manager may write when it is to be answered
    perform aftercare.sla_review('complaint', new.id, 'resolution', new.channel, new.severity::text, '',
                                 new.answer_due_at, new.answer_due_at is distinct from old.answer_due_at);
  end if;
  if new.state = old.state then return null; end if;
  if old.state = 'received' then
    perform aftercare.sla_stop('complaint', new.id, 'response', 'met', moment);
  end if;
  if new.state = any (answered) then
    perform aftercare.sla_stop('complaint', new.id, 'resolution', 'met', moment);
  elsif old.state = any (answered) then
    -- another answer is owed, in as many days as the first
    perform aftercare.sla_open('complaint', new.id, new.store_id, 'resolution', new.channel, new.severity::text, '',
      moment, greatest(new.answer_due_at,
        moment + make_interval(days => aftercare.parameter_value('complaint_answer_days', '5')::int)));
  end if;
  return null;
end $$;

ALTER FUNCTION aftercare.complaint_clock() OWNER TO aftercare_workflow;

CREATE TABLE aftercare.complaint (
    number text NOT NULL COLLATE pg_catalog."C",
    state text DEFAULT 'received'::text NOT NULL,
    escalated_at timestamp with time zone,
    channel text DEFAULT 'phone'::text NOT NULL,
    store_id uuid NOT NULL,
    ticket_id uuid,
    work_order_id uuid,
    customer_id uuid,
    complainant text DEFAULT ''::text NOT NULL,
    severity integer DEFAULT 3 NOT NULL,
    category text,
    demand text DEFAULT 'none'::text NOT NULL,
    subject text NOT NULL,
    description text NOT NULL,
    owner_id uuid,
    about_staff_id uuid,
    answer_due_at timestamp with time zone NOT NULL,
    proposal text DEFAULT ''::text NOT NULL,
    answer text DEFAULT ''::text NOT NULL,
    answered_at timestamp with time zone,
    root_cause text,
    cause_note text DEFAULT ''::text NOT NULL,
    opened_at timestamp with time zone DEFAULT now() NOT NULL,
    opened_on date NOT NULL,
    search tsvector,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    harm text DEFAULT 'none'::text NOT NULL,
    repeated boolean DEFAULT false NOT NULL,
    exposed boolean DEFAULT false NOT NULL,
    regulator_no text DEFAULT ''::text NOT NULL,
    regulator_due_on date,
    CONSTRAINT complaint_answer_check CHECK ((length(answer) <= 20000)),
    CONSTRAINT complaint_cause_note_check CHECK ((length(cause_note) <= 4000)),
    CONSTRAINT complaint_channel_check CHECK ((channel = ANY (ARRAY['phone'::text, 'counter'::text, 'mail'::text, 'message'::text, 'web'::text, 'regulator'::text, 'media'::text]))),
    CONSTRAINT complaint_complainant_check CHECK ((length(complainant) <= 120)),
    CONSTRAINT complaint_demand_check CHECK ((demand = ANY (ARRAY['none'::text, 'apology'::text, 'repair'::text, 'exchange'::text, 'refund'::text, 'compensation'::text, 'other'::text]))),
    CONSTRAINT complaint_description_check CHECK (((description !~ '^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$'::text) AND (length(description) <= 20000))),
    CONSTRAINT complaint_harm_check CHECK ((harm = ANY (ARRAY['none'::text, 'time'::text, 'money'::text, 'data'::text, 'health'::text]))),
    CONSTRAINT complaint_lengths_check CHECK (((length(category) <= 80) AND (length(root_cause) <= 400))),
    CONSTRAINT complaint_owner_check CHECK ((owner_id <> about_staff_id)),
    CONSTRAINT complaint_proposal_check CHECK ((length(proposal) <= 20000)),
    CONSTRAINT complaint_regulator_no_check CHECK ((length(regulator_no) <= 80)),
    CONSTRAINT complaint_severity_check CHECK (((severity >= 1) AND (severity <= 5))),
    CONSTRAINT complaint_state_check CHECK ((state = ANY (ARRAY['received'::text, 'acknowledged'::text, 'assessed'::text, 'investigating'::text, 'proposed'::text, 'answered'::text, 'accepted'::text, 'rejected'::text, 'closed'::text]))),
    CONSTRAINT complaint_subject_check CHECK (((subject !~ '^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$'::text) AND (length(subject) <= 200)))
);

ALTER TABLE aftercare.complaint OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.complaint_lacks(c aftercare.complaint, needs text[], payload jsonb) RETURNS text[]
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (select coalesce(array_agg(n order by place), '{}')
    from unnest(needs) with ordinality x (n, place)
    where btrim(coalesce(payload ->> n, case n
      when 'category' then c.category
      when 'owner_id' then c.owner_id::text
      when 'proposal' then c.proposal
      when 'answer' then c.answer
      when 'root_cause' then c.root_cause end, '')) = '');
end $$;

ALTER FUNCTION aftercare.complaint_lacks(c aftercare.complaint, needs text[], payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.complaint_move(complaint_id uuid, seen_version integer, action text, payload jsonb, request_id uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
  step aftercare.complaint_transition;
  roles text[];
  lacks text[];
  answer jsonb;
  was text;
begin
  select r.result into answer from aftercare.request r
    where r.id = request_id and r.login = aftercare.login_name();
  if found then return answer; end if;

  payload := aftercare.clean_payload(payload);
  select x.* into c from aftercare.complaint x where x.id = complaint_id for no key update;
  roles := aftercare.complaint_roles(c);
  if c.id is null or cardinality(roles) = 0 then perform aftercare.refuse('gone_record'); end if;
  if c.version is distinct from seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  select s.* into step from aftercare.complaint_transition s
    where s.from_state = c.state and s.action = action and s.role = any (roles) limit 1;
  if step.action is null then
    if exists (select from aftercare.complaint_transition s where s.from_state = c.state and s.action = action) then
      raise exception using errcode = '42501', message = 'complaints are handled by the manager';
    end if;
    perform aftercare.refuse('step_not_possible', null, jsonb_build_object('state', c.state, 'action', action));
  end if;
  lacks := aftercare.complaint_lacks(c, step.needs, payload);
  if cardinality(lacks) > 0 then
    perform aftercare.refuse('step_lacks', lacks[1], jsonb_build_object('lacks', lacks));
  end if;

  -- what was promised is kept or taken back before the case is closed
  if action = 'close' and exists (select from aftercare.complaint_remedy r
                                  where r.complaint_id = c.id and r.state in ('proposed', 'approved')) then
    perform aftercare.refuse('remedies_open');
  end if;
  was := c.state;
  c.state := step.to_state;
  if action in ('assign', 'investigate') and nullif(payload ->> 'owner_id', '') is not null then
    c.owner_id := (payload ->> 'owner_id')::uuid;
    perform aftercare.check_owner(c.owner_id);
    -- said here and not by the constraint alone: who assigns is told why
    if c.owner_id = c.about_staff_id then perform aftercare.refuse('owner_is_accused', 'owner_id'); end if;
    if not aftercare.roles_of((select s.login from aftercare.staff s where s.id = c.owner_id))
           && array['manager', 'agent'] then
      perform aftercare.refuse('owner_cannot_handle', 'owner_id');
    end if;
  elsif action = 'assess' then
    c.category := coalesce(nullif(btrim(payload ->> 'category'), ''), c.category);
    c.severity := coalesce((payload ->> 'severity')::int, c.severity);
  elsif action = 'escalate' then
    c.escalated_at := clock_timestamp();
  elsif action = 'settle' then
    c.escalated_at := null;
  elsif action = 'propose' and btrim(coalesce(payload ->> 'proposal', '')) <> '' then
    c.proposal := payload ->> 'proposal';
  elsif action = 'answer' then
    if btrim(coalesce(payload ->> 'answer', '')) <> '' then c.answer := payload ->> 'answer'; end if;
    c.answered_at := clock_timestamp();
  elsif action = 'close' then
    c.root_cause := coalesce(nullif(btrim(payload ->> 'root_cause'), ''), c.root_cause);
  elsif action = 'reopen' then
    c.answered_at := null;
  end if;
  update aftercare.complaint x set state = c.state, owner_id = c.owner_id, escalated_at = c.escalated_at,
    proposal = c.proposal, answer = c.answer, answered_at = c.answered_at, root_cause = c.root_cause,
    category = c.category, severity = c.severity
    where x.id = c.id returning x.version into c.version;
  perform aftercare.complaint_record(c, action, was, c.state, coalesce(payload ->> 'comment', ''),
    payload - 'comment' - 'proposal' - 'answer');
  answer := jsonb_build_object('version', c.version, 'state', c.state);
  insert into aftercare.request (id, login, result) values (request_id, aftercare.login_name(), answer);
  return answer;
end $$;

ALTER FUNCTION aftercare.complaint_move(complaint_id uuid, seen_version integer, action text, payload jsonb, request_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.complaint_note(wanted uuid, comment text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
begin
  select x.* into c from aftercare.complaint x where x.id = wanted for no key update;
  if c.id is null or cardinality(aftercare.complaint_roles(c)) = 0 then
    perform aftercare.refuse('gone_record');
  end if;
  if btrim(coalesce(comment, '')) = '' then perform aftercare.refuse('note_empty', 'comment'); end if;
  perform aftercare.check_note(comment);
  update aftercare.complaint x set state = x.state where x.id = c.id returning x.version into c.version;
  perform aftercare.complaint_record(c, 'note', c.state, c.state, comment, '{}');
  return c.version;
end $$;

ALTER FUNCTION aftercare.complaint_note(wanted uuid, comment text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.complaint_number(wanted uuid) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select c.number from aftercare.complaint c
  where c.id = wanted and c.created_by = aftercare.login_name() and aftercare.my_staff_id() is not null
$$;

ALTER FUNCTION aftercare.complaint_number(wanted uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.complaint_record(c aftercare.complaint, action text, from_state text, to_state text, comment text, details jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  moment timestamptz := greatest(clock_timestamp(),
    (select max(e.at) from aftercare.complaint_event e where e.complaint_id = c.id));
begin
  insert into aftercare.complaint_event (complaint_id, store_id, owner_id, action, from_state, to_state, at,
                                         effective_at, by_login, comment, details,
                                      happened_on)
  values (c.id, c.store_id, c.owner_id, action, from_state, to_state, moment,
          case when action = 'receive' then c.opened_at else moment end, aftercare.login_name(), comment, details,
          aftercare.store_date(c.store_id, moment));
end $$;

ALTER FUNCTION aftercare.complaint_record(c aftercare.complaint, action text, from_state text, to_state text, comment text, details jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.complaint_roles(c aftercare.complaint) RETURNS text[]
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (select coalesce(array_agg(r), '{}')
    from unnest(aftercare.roles_of(aftercare.login_name())) r
    where aftercare.my_staff_id() is not null
      and c.about_staff_id is distinct from aftercare.my_staff_id()
      and (r in ('manager', 'agent') and c.owner_id = aftercare.my_staff_id()
           or r = 'agent' and c.store_id = any (aftercare.my_store_ids())
           or r = 'manager' and c.store_id = any (aftercare.my_managed_store_ids())
           or r = 'admin'));
end $$;

ALTER FUNCTION aftercare.complaint_roles(c aftercare.complaint) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.complaint_severity(harm text, repeated boolean, exposed boolean) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select least(5, case harm when 'health' then 4 when 'data' then 3 when 'money' then 2 else 1 end
    + case when repeated then 1 else 0 end + case when exposed then 1 else 0 end)
$$;

ALTER FUNCTION aftercare.complaint_severity(harm text, repeated boolean, exposed boolean) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.complaint_steps(wanted uuid) RETURNS TABLE(action text, to_state text, needs text[], lacks text[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  c aftercare.complaint;
  roles text[];
begin
  select x.* into c from aftercare.complaint x where x.id = wanted;
  roles := aftercare.complaint_roles(c);
  return query
    select s.action, s.to_state, s.needs, aftercare.complaint_lacks(c, s.needs, '{}')
    from aftercare.complaint_transition s
    where s.from_state = c.state and s.role = any (roles)
      and (s.action <> 'escalate' or c.escalated_at is null)
      and (s.action <> 'settle' or c.escalated_at is not null)
    group by s.action, s.to_state, s.needs
    order by min(s.position), s.action;
end $$;

ALTER FUNCTION aftercare.complaint_steps(wanted uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.complaint_weigh() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  new.severity := greatest(new.severity, aftercare.complaint_severity(new.harm, new.repeated, new.exposed));
  return new;
end $$;

ALTER FUNCTION aftercare.complaint_weigh() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.complaint_words() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if tg_op = 'UPDATE' and (new.subject, new.description, new.answer, new.store_id, new.number)
       is not distinct from (old.subject, old.description, old.answer, old.store_id, old.number) then
    return new;
  end if;
  new.search := aftercare.search_tokens(concat_ws(' ', new.number, new.subject, new.description, new.answer))
    || array_to_tsvector(array['=store:' || new.store_id]);
  return new;
end $$;

ALTER FUNCTION aftercare.complaint_words() OWNER TO aftercare_search;

CREATE FUNCTION aftercare.complaints_about_me() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select coalesce(array_agg(c.id), '{}') from aftercare.complaint c
  where c.about_staff_id = aftercare.my_staff_id()
$$;

ALTER FUNCTION aftercare.complaints_about_me() OWNER TO aftercare_workflow;

CREATE TABLE aftercare.visit (
    number text NOT NULL COLLATE pg_catalog."C",
    kind text DEFAULT 'on_site'::text NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    outcome text,
    priority text DEFAULT 'normal'::text NOT NULL,
    store_id uuid NOT NULL,
    work_order_id uuid,
    ticket_id uuid,
    customer_id uuid,
    address_id uuid,
    device_id uuid,
    region_id uuid,
    skill text,
    subject text NOT NULL,
    instructions text DEFAULT ''::text NOT NULL,
    contact_name text DEFAULT ''::text NOT NULL,
    wish text DEFAULT ''::text NOT NULL,
    minutes integer DEFAULT 60 NOT NULL,
    due_at timestamp with time zone,
    planned_from timestamp with time zone,
    planned_until timestamp with time zone,
    planned_on date,
    technician_id uuid,
    override_reason text DEFAULT ''::text NOT NULL,
    previous_id uuid,
    opened_at timestamp with time zone DEFAULT now() NOT NULL,
    opened_on date NOT NULL,
    travel_at timestamp with time zone,
    arrived_at timestamp with time zone,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    findings text DEFAULT ''::text NOT NULL,
    work_done text DEFAULT ''::text NOT NULL,
    advice text DEFAULT ''::text NOT NULL,
    customer_note text DEFAULT ''::text NOT NULL,
    vehicle text DEFAULT ''::text NOT NULL,
    driver text DEFAULT ''::text NOT NULL,
    odometer_out numeric(9,1),
    odometer_back numeric(9,1),
    accepted boolean,
    accepted_by text DEFAULT ''::text NOT NULL,
    accepted_how text DEFAULT ''::text NOT NULL,
    accepted_at timestamp with time zone,
    search tsvector,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT visit_accepted_by_check CHECK ((length(accepted_by) <= 120)),
    CONSTRAINT visit_accepted_check CHECK (((accepted IS NULL) OR (accepted_by <> ''::text))),
    CONSTRAINT visit_accepted_how_check CHECK ((accepted_how = ANY (ARRAY[''::text, 'drawn'::text, 'typed'::text, 'paper'::text]))),
    CONSTRAINT visit_advice_check CHECK ((length(advice) <= 4000)),
    CONSTRAINT visit_assigned_check CHECK (((state = ANY (ARRAY['open'::text, 'cancelled'::text])) OR ((technician_id IS NOT NULL) AND (planned_from IS NOT NULL) AND (planned_until IS NOT NULL)))),
    CONSTRAINT visit_contact_name_check CHECK ((length(contact_name) <= 120)),
    CONSTRAINT visit_customer_note_check CHECK ((length(customer_note) <= 4000)),
    CONSTRAINT visit_driver_check CHECK ((length(driver) <= 80)),
    CONSTRAINT visit_findings_check CHECK ((length(findings) <= 8000)),
    CONSTRAINT visit_finished_outcome_check CHECK (((state = ANY (ARRAY['finished'::text, 'closed'::text])) = (outcome IS NOT NULL))),
    CONSTRAINT visit_instructions_check CHECK ((length(instructions) <= 4000)),
    CONSTRAINT visit_kind_check CHECK ((kind = ANY (ARRAY['on_site'::text, 'follow_up'::text]))),
    CONSTRAINT visit_lengths_check CHECK ((length(skill) <= 40)),
    CONSTRAINT visit_minutes_check CHECK (((minutes >= 5) AND (minutes <= 1440))),
    CONSTRAINT visit_odometer_check CHECK ((((odometer_out >= (0)::numeric) AND (odometer_out <= (9999999)::numeric)) AND ((odometer_back >= (0)::numeric) AND (odometer_back <= (9999999)::numeric)))),
    CONSTRAINT visit_outcome_check CHECK ((outcome = ANY (ARRAY['solved'::text, 'again'::text, 'parts'::text, 'refused'::text, 'no_access'::text]))),
    CONSTRAINT visit_override_reason_check CHECK ((length(override_reason) <= 1000)),
    CONSTRAINT visit_planned_check CHECK (((planned_until > planned_from) AND (planned_until <= (planned_from + '24:00:00'::interval)))),
    CONSTRAINT visit_priority_check CHECK ((priority = ANY (ARRAY['normal'::text, 'urgent'::text]))),
    CONSTRAINT visit_state_check CHECK ((state = ANY (ARRAY['open'::text, 'planned'::text, 'travelling'::text, 'arrived'::text, 'working'::text, 'finished'::text, 'closed'::text, 'cancelled'::text]))),
    CONSTRAINT visit_subject_check CHECK (((subject !~ '^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$'::text) AND (length(subject) <= 200))),
    CONSTRAINT visit_vehicle_check CHECK ((length(vehicle) <= 40)),
    CONSTRAINT visit_wish_check CHECK ((length(wish) <= 200)),
    CONSTRAINT visit_work_done_check CHECK ((length(work_done) <= 8000))
);

ALTER TABLE aftercare.visit OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.conflicts_of(v aftercare.visit, person uuid, begins timestamp with time zone, ends timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  answer jsonb := '[]';
  day date := aftercare.store_date(v.store_id, begins);
  load int;
  room int;
begin
  select answer || coalesce(jsonb_agg(jsonb_build_object('code', 'overlap', 'values', jsonb_build_object(
           -- a visit of another store is a busy hour and no more
           'number', case when aftercare.sees_visit(x) then x.number else '' end, 'from',
           aftercare.store_clock(v.store_id, x.planned_from), 'until', aftercare.store_clock(v.store_id, x.planned_until))) order by x.planned_from), '[]')
    into answer
    from aftercare.visit x
    where x.technician_id = person and x.id is distinct from v.id
      and x.state in ('planned', 'travelling', 'arrived', 'working')
      and x.planned_from < ends and x.planned_until > begins
      and x.planned_from > begins - interval '1 day';
  select answer || coalesce(jsonb_agg(jsonb_build_object('code', 'absent', 'values', jsonb_build_object(
           'from', aftercare.store_clock(v.store_id, a.from_at),
           'until', aftercare.store_clock(v.store_id, a.until_at))) order by a.from_at), '[]')
    into answer
    from aftercare.staff_absence a
    where a.staff_id = person and a.withdrawn_at is null and a.from_at < ends and a.until_at > begins;
  if aftercare.store_is_closed(v.store_id, day) then
    answer := answer || jsonb_build_object('code', 'closed_day', 'values', jsonb_build_object('day', day));
  end if;
  load := aftercare.planned_minutes(person, day, v.id) + (extract(epoch from ends - begins) / 60)::int;
  room := aftercare.minutes_a_day(person);
  if load > room then
    answer := answer || jsonb_build_object('code', 'overload', 'values', jsonb_build_object(
      'planned', load, 'capacity', room));
  end if;
  if v.skill is not null and not exists (
    select from aftercare.staff_skill k where k.staff_id = person and k.skill = v.skill and k.until is null) then
    answer := answer || jsonb_build_object('code', 'wrong_skill', 'values', jsonb_build_object('skill', v.skill));
  end if;
  if aftercare.region_distance(person, v.region_id) > 0 then
    answer := answer || jsonb_build_object('code', 'wrong_region', 'values', (
      select jsonb_build_object('region', r.name, 'region_en', r.name_en) from aftercare.region r where r.id = v.region_id));
  end if;
  if exists (select from aftercare.work_order o where o.id = v.work_order_id and o.work_state = 'waiting_parts') then
    answer := answer || jsonb_build_object('code', 'parts_missing', 'values', '{}'::jsonb);
  end if;
  if v.due_at < begins then
    answer := answer || jsonb_build_object('code', 'too_late', 'values', jsonb_build_object(
      'due_at', aftercare.store_clock(v.store_id, v.due_at)));
  end if;
  return answer;
end $$;

ALTER FUNCTION aftercare.conflicts_of(v aftercare.visit, person uuid, begins timestamp with time zone, ends timestamp with time zone) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.consent_record(consent_id uuid, order_id uuid, quote_id uuid, answer text, who text, how text, amount numeric DEFAULT NULL::numeric, contact_masked text DEFAULT ''::text, comment text DEFAULT ''::text, workstation text DEFAULT ''::text, request_id uuid DEFAULT NULL::uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  q aftercare.quote;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  o := aftercare.lock_order(order_id, null, 'agent', 'manager', 'technician');
  if o.work_state in ('delivered', 'closed', 'cancelled') then perform aftercare.refuse('order_finished'); end if;
  if quote_id is not null then
    update aftercare.quote x set state = case answer when 'yes' then 'accepted' else 'refused' end
      where x.id = quote_id and x.work_order_id = o.id and x.state = 'open' returning x.* into q;
    if q.id is null then perform aftercare.refuse('quote_not_open'); end if;
    amount := coalesce(amount, q.amount);
  end if;
  if amount is null or amount < 0 then perform aftercare.refuse('amount_missing', 'amount'); end if;
  insert into aftercare.consent (id, work_order_id, store_id, quote_id, answer, amount, who, how, contact_masked, at,
                                 by_login, comment)
    values (consent_id, o.id, o.store_id, quote_id, answer, amount, who, how, left(contact_masked, 40),
            clock_timestamp(), aftercare.login_name(), comment);
  perform aftercare.settle_money(o.id, case answer when 'yes' then 'consent' else 'decline' end,
    jsonb_build_object('amount', amount, 'who', who, 'method', how, 'comment', comment, 'quote_id', quote_id,
                       'workstation', workstation));
  return aftercare.keep_result(request_id, jsonb_build_object('id', consent_id));
end $$;

ALTER FUNCTION aftercare.consent_record(consent_id uuid, order_id uuid, quote_id uuid, answer text, who text, how text, amount numeric, contact_masked text, comment text, workstation text, request_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.count_alone() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception using errcode = '42501', message = 'looks are counted in transactions of level read committed';
  end if;
  perform from aftercare.staff s where s.id = aftercare.my_staff_id() for no key update;
end $$;

ALTER FUNCTION aftercare.count_alone() OWNER TO aftercare_accounts;

CREATE FUNCTION aftercare.count_event() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  f aftercare.finished_order;
  over constant text[] := array['completed', 'failed', 'delivered', 'closed'];
begin
  if new.from_state is null then
    insert into aftercare.figure_delta (store_id, day, measure, bucket, n)
      values (new.store_id, new.opened_on, 'received', 0, 1);
  end if;

  if coalesce(new.from_state, '') = any (over) and new.to_state <> all (over) then
    delete from aftercare.finished_order o where o.work_order_id = new.work_order_id returning * into f;
    if f.work_order_id is not null then
      insert into aftercare.figure_delta (store_id, day, measure, bucket, n)
        select f.store_id, f.day, m, case m when 'finished' then f.bucket else 0 end, -1
        from unnest(array['finished'] || case when f.kept then array['kept'] else '{}'::text[] end) m;
    end if;
  elsif new.to_state in ('completed', 'failed') and coalesce(new.from_state, '') <> all (over) then
    insert into aftercare.finished_order (work_order_id, store_id, day, bucket, kept)
      select w.id, new.store_id, new.happened_on,
             least(floor(extract(epoch from new.effective_at - w.opened_at) / 21600), 4000)::int,
             coalesce(new.effective_at <= w.promised_at, false)
      from aftercare.work_order w where w.id = new.work_order_id
      on conflict (work_order_id) do nothing
      returning * into f;
    if f.work_order_id is not null then
      insert into aftercare.figure_delta (store_id, day, measure, bucket, n)
        select f.store_id, f.day, m, case m when 'finished' then f.bucket else 0 end, 1
        from unnest(array['finished'] || case when f.kept then array['kept'] else '{}'::text[] end) m;
    end if;
  end if;
  return null;
end $$;

ALTER FUNCTION aftercare.count_event() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.count_lines(order_id uuid, unused jsonb) RETURNS jsonb
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  off uuid[] := '{}';
  lines_used uuid[];
  lines_dropped uuid[];
begin
  if jsonb_typeof(unused) = 'array' then
    off := array(select l.id from aftercare.work_order_line l
                 where l.work_order_id = order_id and unused ? l.id::text);
  end if;
  with counted as (
    update aftercare.work_order_line l set state = case when l.id = any (off) then 'dropped' else 'used' end
      where l.work_order_id = order_id and l.state = 'planned' returning l.id, l.state)
  select coalesce(array_agg(c.id) filter (where c.state = 'used'), '{}'),
         coalesce(array_agg(c.id) filter (where c.state = 'dropped'), '{}')
    into lines_used, lines_dropped from counted c;
  return jsonb_build_object('lines_used', to_jsonb(lines_used), 'lines_dropped', to_jsonb(lines_dropped));
end $$;

ALTER FUNCTION aftercare.count_lines(order_id uuid, unused jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.count_looks(of_kind text, parameter text, otherwise integer) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  allowed int := coalesce(aftercare.parameter_value(parameter), otherwise::text)::int;
  done bigint;
begin
  perform aftercare.count_alone();
  select coalesce(sum(r.count), 0) into done from aftercare.reveal r
    where r.login = aftercare.login_name() and r.at > clock_timestamp() - interval '1 hour' and r.kind = of_kind;
  if done >= allowed then
    perform aftercare.refuse(of_kind || '_limit', null, jsonb_build_object('limit', allowed));
  elsif done = allowed - 1 then
    insert into aftercare.reveal (login, kind, table_name, count, reason)
      values (aftercare.login_name(), 'limit', 'customer', allowed, of_kind);
  end if;
end $$;

ALTER FUNCTION aftercare.count_looks(of_kind text, parameter text, otherwise integer) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.create_person(staff_id uuid, login text, name text, verifier text, roles text[], store_ids uuid[], region_ids uuid[] DEFAULT '{}'::uuid[], home_store uuid DEFAULT NULL::uuid, must_change boolean DEFAULT true, initials text DEFAULT ''::text) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
#variable_conflict use_variable
declare
  person text := 's_' || login;
begin
  perform aftercare.check_may_administer();
  if login is null or login !~ '^[a-z][a-z0-9_]{1,39}$' then
    perform aftercare.refuse('login_not_allowed', 'login');
  end if;
  if exists (select from aftercare.staff s where s.login = create_person.login) then
    perform aftercare.refuse('person_exists', 'login', jsonb_build_object('login', login));
  end if;
  if not exists (select from pg_roles r where r.rolname = person) then
    execute format('create role %I nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls
                    connection limit 12', person);
    if verifier is not null then
      perform aftercare.check_verifier(verifier);
      execute format('alter role %I login password %L', person, verifier);
    end if;
    execute format('alter role %I set statement_timeout = ''30s''', person);
    execute format('alter role %I set lock_timeout = ''5s''', person);
    execute format('alter role %I set idle_in_transaction_session_timeout = ''60s''', person);
    perform aftercare.set_groups(person, roles);
  end if;
  execute format('grant connect on database %I to %I', current_database(), person);
  insert into aftercare.staff (id, login, name, store_id, must_change_password, initials, roles, password_at)
    values (staff_id, login, name, coalesce(home_store, store_ids[1]), must_change and verifier is not null,
            initials, aftercare.roles_of(login), case when verifier is not null then clock_timestamp() end);
  perform aftercare.set_desks(staff_id, store_ids, region_ids);
  return staff_id;
end $_$;

ALTER FUNCTION aftercare.create_person(staff_id uuid, login text, name text, verifier text, roles text[], store_ids uuid[], region_ids uuid[], home_store uuid, must_change boolean, initials text) OWNER TO aftercare_accounts;

CREATE FUNCTION aftercare.custody_action(state text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return case state
    when 'with_technician' then 'give' when 'ready_shelf' then 'shelve' when 'returned' then 'collect'
    when 'back_at_store' then 'arrive_back' when 'abandoned' then 'abandon' else 'hand_in' end;
end $$;

ALTER FUNCTION aftercare.custody_action(state text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.custody_after(o aftercare.work_order, wanted text) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return case
    when wanted is null then o.custody_state
    when wanted = 'with_technician' then
      case when o.custody_state in ('at_store', 'back_at_store', 'ready_shelf') then wanted else o.custody_state end
    when wanted = 'ready_shelf' then
      case when o.custody_state in ('at_store', 'with_technician', 'back_at_store') then wanted
           else o.custody_state end
    when wanted = 'returned' and o.custody_state = 'with_customer' then o.custody_state
    when wanted = 'returned' and o.sale_stage = 'pre_sale' then 'back_at_store'
    else wanted end;
end $$;

ALTER FUNCTION aftercare.custody_after(o aftercare.work_order, wanted text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.customer_family(wanted uuid) RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select array_agg(c.id) from aftercare.customer c
  where (c.id = wanted or c.merged_into = wanted) and aftercare.i_see_customer(wanted)
$$;

ALTER FUNCTION aftercare.customer_family(wanted uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.customers_alike(of_name text, of_phone text, but uuid DEFAULT NULL::uuid) RETURNS TABLE(id uuid, number text, name text, phone_masked text, same_phone boolean, same_name boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  wanted text := aftercare.phone_key(of_phone);
  numbers boolean := length(wanted) >= 5 and aftercare.lookup_is_open(wanted);
begin
  return query
    select a.id, a.number, a.name, a.phone_masked, bool_or(a.phone), bool_or(a.named)
    from (
      select c.id, c.number, c.name, c.phone_masked, true as phone, c.name = of_name as named
      from aftercare.customer c where numbers and c.phone_key = wanted and c.archived_at is null
      union all
      (select c.id, c.number, c.name, c.phone_masked, numbers and c.phone_key = wanted, true
       from aftercare.customer c where c.name = of_name and c.archived_at is null limit 50)
    ) a
    where a.id is distinct from but and aftercare.i_see_customer(a.id)
    group by a.id, a.number, a.name, a.phone_masked
    order by bool_or(a.phone) desc, bool_or(a.named) desc, a.number
    limit 10;
end $$;

ALTER FUNCTION aftercare.customers_alike(of_name text, of_phone text, but uuid) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.customers_by_phone(typed text, cap integer DEFAULT 20) RETURNS TABLE(id uuid, number text, name text, phone_masked text, contact_name text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  wanted text := aftercare.phone_key(typed);
begin
  if length(wanted) < 5 or not aftercare.lookup_is_open(wanted) then return; end if;
  return query
    select c.id, c.number, c.name, c.phone_masked, ''::text from aftercare.customer c
    where c.phone_key = wanted and c.archived_at is null and aftercare.i_see_customer(c.id)
    union all
    select c.id, c.number, c.name, p.phone_masked, p.name
    from aftercare.contact p join aftercare.customer c on c.id = p.customer_id
    where p.phone_key = wanted and p.archived_at is null and c.archived_at is null
      and c.phone_key <> wanted and aftercare.i_see_customer(c.id)
    limit least(cap, 100);
end $$;

ALTER FUNCTION aftercare.customers_by_phone(typed text, cap integer) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.desk_number(prefix text, day date, n bigint) RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return prefix || to_char(day, 'YYMM') || '-' || lpad(n::text, greatest(5, length(n::text)), '0');
end $$;

ALTER FUNCTION aftercare.desk_number(prefix text, day date, n bigint) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.disable_person(who uuid) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  p aftercare.staff;
  ended int;
begin
  perform aftercare.check_may_administer();
  select s.* into p from aftercare.staff s where s.id = who;
  if p.id is null then perform aftercare.refuse('person_unknown'); end if;
  if p.login = aftercare.login_name() then perform aftercare.refuse('own_account'); end if;
  perform aftercare.keep_an_admin(p, false);
  execute format('alter role %I nologin', 's_' || p.login);
  update aftercare.staff s set active = false where s.id = who;
  select count(pg_terminate_backend(a.pid)) into ended from pg_stat_activity a
    where a.usename = 's_' || p.login and a.datname = current_database();
  return ended;
end $$;

ALTER FUNCTION aftercare.disable_person(who uuid) OWNER TO aftercare_accounts;

CREATE FUNCTION aftercare.due_close_orders() RETURNS bigint
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$ select aftercare.close_delivered() $$;

ALTER FUNCTION aftercare.due_close_orders() OWNER TO aftercare_due;

COMMENT ON FUNCTION aftercare.due_close_orders() IS 'every 10 minutes';

CREATE FUNCTION aftercare.due_end_idle_transactions() RETURNS bigint
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select count(pg_terminate_backend(a.pid))
  from pg_stat_activity a
  where a.datname = current_database() and a.usename like 's\_%'
    and a.state like 'idle in transaction%' and a.state_change < clock_timestamp() - interval '2 minutes'
$$;

ALTER FUNCTION aftercare.due_end_idle_transactions() OWNER TO aftercare_due;

CREATE FUNCTION aftercare.due_fold_figures() RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  folded bigint;
begin
  with taken as (
    delete from aftercare.figure_delta returning store_id, day, measure, bucket, n
  ), summed as (
    select x.scope, aftercare.week_of(t.day) as week, t.measure, t.bucket, sum(t.n)::int as n, count(*) as rows
    from taken t, lateral (values (t.store_id), ('00000000-0000-0000-0000-000000000000'::uuid)) x (scope)
    group by 1, 2, 3, 4
  ), kept as (
    insert into aftercare.figure_week as d (scope, week, measure, bucket, n)
      select s.scope, s.week, s.measure, s.bucket, s.n from summed s
      on conflict (scope, week, measure, bucket) do update set n = d.n + excluded.n
      returning 1
  )
  select coalesce(sum(s.rows), 0) into folded from summed s, (select count(*) from kept) k;
  return folded;
end $$;

ALTER FUNCTION aftercare.due_fold_figures() OWNER TO aftercare_due;

CREATE FUNCTION aftercare.due_forget_callers() RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  kept interval := make_interval(days => aftercare.parameter_value('call_keep_days', '180')::int);
  touched bigint;
begin
  update aftercare.phone_call c set phone = '', contact_name = '', note = ''
    where c.phone <> '' and c.came_at < clock_timestamp() - kept;
  get diagnostics touched = row_count;
  return touched;
end $$;

ALTER FUNCTION aftercare.due_forget_callers() OWNER TO aftercare_due;

COMMENT ON FUNCTION aftercare.due_forget_callers() IS 'every 1 hour';

CREATE FUNCTION aftercare.due_forget_refused_rows() RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  forgotten bigint;
begin
  update aftercare.import_row r set cells = null
  from aftercare.import_batch b
  where b.id = r.batch_id and r.cells is not null and b.created_at < clock_timestamp() - interval '30 days';
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;

ALTER FUNCTION aftercare.due_forget_refused_rows() OWNER TO aftercare_due;

COMMENT ON FUNCTION aftercare.due_forget_refused_rows() IS 'every 1 day';

CREATE FUNCTION aftercare.due_jobs() RETURNS TABLE(name text, every interval)
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
  select p.proname::text,
         coalesce(substring(obj_description(p.oid, 'pg_proc') from '^every (.*)$'), '1 minute')::interval
  from pg_proc p
  where p.pronamespace = 'aftercare'::regnamespace and p.proowner = 'aftercare_due'::regrole
    and p.proname like 'due\_%' and p.proname <> 'due_jobs' and p.pronargs = 0 and p.prorettype = 'bigint'::regtype
  order by 1
$_$;

ALTER FUNCTION aftercare.due_jobs() OWNER TO aftercare_due;

CREATE FUNCTION aftercare.due_missed_calls() RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  waited interval := make_interval(mins => aftercare.parameter_value('call_missed_minutes', '10')::int);
  touched bigint;
begin
  update aftercare.phone_call c set state = 'missed', missed_at = c.came_at + waited
    where c.state = 'waiting' and c.came_at < clock_timestamp() - waited;
  get diagnostics touched = row_count;
  return touched;
end $$;

ALTER FUNCTION aftercare.due_missed_calls() OWNER TO aftercare_due;

CREATE FUNCTION aftercare.due_propose_retention() RETURNS bigint
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select count(*) from unnest(array['customer', 'paper', 'trail', 'look']) k, aftercare.retention_due(k, 1001)
$$;

ALTER FUNCTION aftercare.due_propose_retention() OWNER TO aftercare_due;

COMMENT ON FUNCTION aftercare.due_propose_retention() IS 'every 1 day';

CREATE FUNCTION aftercare.due_prune_changes() RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  gone bigint;
begin
  delete from aftercare.change c where c.at < clock_timestamp() - interval '1 hour';
  get diagnostics gone = row_count;
  return gone;
end $$;

ALTER FUNCTION aftercare.due_prune_changes() OWNER TO aftercare_due;

CREATE FUNCTION aftercare.due_prune_requests() RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  gone bigint;
begin
  delete from aftercare.request r where r.at < clock_timestamp() - interval '7 days';
  get diagnostics gone = row_count;
  return gone;
end $$;

ALTER FUNCTION aftercare.due_prune_requests() OWNER TO aftercare_due;

COMMENT ON FUNCTION aftercare.due_prune_requests() IS 'every 1 hour';

CREATE FUNCTION aftercare.due_seal_audit() RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  last aftercare.audit_seal;
  current_epoch int := (select max(e.number) from aftercare.audit_epoch e);
  horizon xid8 := pg_snapshot_xmin(pg_current_snapshot());
  of_epoch int;
  first_xid xid8;
  lower_end xid8 := '0';
  upper_end xid8;
  leaves bytea[];
  s aftercare.audit_seal;
begin
  select * into last from aftercare.audit_seal x order by x.number desc limit 1;
  select e.epoch, e.xid into of_epoch, first_xid from aftercare.audit_entry e
    where (e.epoch, e.xid) >= (coalesce(last.epoch, 0), coalesce(last.to_xid, '0'))
      and (e.epoch < current_epoch or e.xid < horizon)
    order by e.epoch, e.xid limit 1;
  if of_epoch is null then return 0; end if;
  if of_epoch = last.epoch then lower_end := last.to_xid; end if;
  select e.xid into upper_end from aftercare.audit_entry e
    where e.epoch = of_epoch and e.xid >= lower_end order by e.xid offset 20000 limit 1;
  -- all of a transaction is in one seal
  if upper_end = first_xid then
    upper_end := null;
    select e.xid into upper_end from aftercare.audit_entry e
      where e.epoch = of_epoch and e.xid > first_xid order by e.xid limit 1;
  end if;
  if of_epoch = current_epoch then
    upper_end := least(coalesce(upper_end, horizon), horizon);
  elsif upper_end is null then
    select (e.xid::text::numeric + 1)::text::xid8 into upper_end
      from aftercare.audit_entry e where e.epoch = of_epoch order by e.xid desc limit 1;
  end if;

  select array_agg(sha256('\x00'::bytea || convert_to(aftercare.audit_entry_text(e), 'UTF8')) order by e.xid, e.id)
    into leaves
    from aftercare.audit_entry e where e.epoch = of_epoch and e.xid >= lower_end and e.xid < upper_end;
  s.number := coalesce(last.number, 0) + 1;
  s.at := clock_timestamp();
  s.epoch := of_epoch;
  s.from_xid := lower_end;
  s.to_xid := upper_end;
  s.entries := cardinality(leaves);
  s.root := encode(aftercare.merkle_root(leaves), 'hex');
  s.previous := coalesce(last.hash, '');
  s.hash := encode(sha256(convert_to(jsonb_build_array(
    s.number, to_char(s.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), s.epoch, s.from_xid::text, s.to_xid::text,
    s.entries, s.root, s.previous)::text, 'UTF8')), 'hex');
  insert into aftercare.audit_seal select s.*;
  return s.entries;
end $$;

ALTER FUNCTION aftercare.due_seal_audit() OWNER TO aftercare_due;

COMMENT ON FUNCTION aftercare.due_seal_audit() IS 'every 5 minutes';

CREATE FUNCTION aftercare.due_service_clock() RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  until timestamptz := clock_timestamp() + interval '5 seconds';
begin
  return aftercare.sla_reckon(until) + aftercare.sla_breach(until) + aftercare.sla_warn(until);
end $$;

ALTER FUNCTION aftercare.due_service_clock() OWNER TO aftercare_due;

CREATE FUNCTION aftercare.enable_person(who uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  p aftercare.staff;
begin
  perform aftercare.check_may_administer();
  select s.* into p from aftercare.staff s where s.id = who for no key update;
  if p.id is null then perform aftercare.refuse('person_unknown'); end if;
  execute format('alter role %I login', 's_' || p.login);
  update aftercare.staff s set active = true where s.id = who;
end $$;

ALTER FUNCTION aftercare.enable_person(who uuid) OWNER TO aftercare_accounts;

CREATE FUNCTION aftercare.erase_customer(wanted uuid, seen_version integer, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  c aftercare.customer;
  members uuid[];
  orders uuid[];
  papers uuid[];
  rows_of uuid[];
  numbers text[];
begin
  if not aftercare.i_am('admin', 'manager') then
    raise exception using errcode = '42501', message = 'managers and administrators erase';
  end if;
  select * into c from aftercare.customer x where x.id = wanted for update;
  if c.id is null then perform aftercare.refuse('gone_record'); end if;
  if c.version <> seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  select array_agg(x.id) into members from aftercare.customer x where x.id = wanted or x.merged_into = wanted;
  if exists (
    select from aftercare.work_order o where o.customer_id = any (members)
      and o.work_state not in ('closed', 'cancelled')) then
    perform aftercare.refuse('erase_has_order');
  end if;
  if exists (select from aftercare.complaint o where o.customer_id = any (members) and o.state <> 'closed') then
    perform aftercare.refuse('erase_has_complaint');
  end if;
  if exists (select from aftercare.visit v where v.customer_id = any (members)
             and v.state not in ('finished', 'closed', 'cancelled')) then
    perform aftercare.refuse('erase_has_visit');
  end if;

  select coalesce(array_agg(x.phone_key), '{}') into numbers from aftercare.customer x
    where x.id = any (members) and x.phone_key <> '';
  select members || array_agg(x.id) into rows_of from (
    select x.id from aftercare.contact x where x.customer_id = any (members)
    union all select x.id from aftercare.customer_address x where x.customer_id = any (members)
    union all select x.id from aftercare.customer_note x where x.customer_id = any (members)
    union all select x.id from aftercare.intake x where x.customer_id = any (members)
    union all select x.id from aftercare.ticket x where x.customer_id = any (members)
    union all select x.id from aftercare.complaint x where x.customer_id = any (members)
    union all select x.id from aftercare.retention_keep x where x.customer_id = any (members)
    union all select x.id from aftercare.visit x where x.customer_id = any (members)
    union all select x.id from aftercare.acceptance x where x.customer_id = any (members)
    union all select x.id from aftercare.phone_call x where x.customer_id = any (members) or x.phone_key = any (numbers)
    union all select x.id from aftercare.caller_mark x where x.phone_key = any (numbers)
  ) x;
  select coalesce(array_agg(x.id), '{}') into orders from aftercare.work_order x where x.customer_id = any (members);
  select coalesce(array_agg(x.id), '{}') into papers from aftercare.attachment x
    where (x.work_order_id = any (orders)
           or x.visit_id in (select v.id from aftercare.visit v where v.customer_id = any (members)))
      and x.kind in ('signature_in', 'signature_out', 'proof', 'document');
  rows_of := rows_of || orders || papers;
  update aftercare.customer x set name = '#' || x.number, initials = '', pinyin = '', salutation = '', phone = '',
      no_phone_reason = '', email = '', address = '', wechat = '', birthday = null, anniversary = null, tax_no = '',
      source = '', archived_at = coalesce(x.archived_at, clock_timestamp())
    where x.id = any (members);
  delete from aftercare.customer_file x where x.id = any (members);
  update aftercare.contact x set name = '#', initials = '', salutation = '', title = '', phone = '', email = '',
      birthday = null, birth_year = null, character = '', hobbies = '', family = '', education = '', note = '',
      archived_at = coalesce(x.archived_at, clock_timestamp())
    where x.customer_id = any (members);
  update aftercare.customer_address x set address = '#', label = '', recipient = '',
      archived_at = coalesce(x.archived_at, clock_timestamp())
    where x.customer_id = any (members);
  update aftercare.customer_note x set body = '#', archived_at = coalesce(x.archived_at, clock_timestamp())
    where x.customer_id = any (members);
  update aftercare.retention_keep x set reason = '#' where x.customer_id = any (members);
  update aftercare.intake x set brought_by = '', note = ''
    where x.customer_id = any (members) and (x.brought_by <> '' or x.note <> '');
  update aftercare.work_order x set collected_by = '', id_note = ''
    where x.id = any (orders) and (x.collected_by <> '' or x.id_note <> '');
  update aftercare.work_order_event x set details = x.details - array['collected_by', 'id_note', 'who'], undo = null
    where x.work_order_id = any (orders) and (x.details ?| array['collected_by', 'id_note', 'who'] or x.undo is not null);
  update aftercare.consent x set who = '#' where x.work_order_id = any (orders);
  update aftercare.ticket x set reporter = '' where x.customer_id = any (members) and x.reporter <> '';
  update aftercare.phone_call x set phone = '', contact_name = '', note = ''
    where x.customer_id = any (members) or x.phone_key = any (numbers);
  update aftercare.caller_mark x set phone_key = '#' || x.id, phone_masked = '', reason = '#'
    where x.phone_key = any (numbers);
  update aftercare.complaint x set complainant = '' where x.customer_id = any (members) and x.complainant <> '';
  update aftercare.visit x set contact_name = '', accepted_by = case when x.accepted_by = '' then '' else '#' end
    where x.customer_id = any (members) and (x.contact_name <> '' or x.accepted_by <> '');
  update aftercare.visit_event x set details = x.details - 'who'
    where x.visit_id in (select v.id from aftercare.visit v where v.customer_id = any (members)) and x.details ? 'who';
  update aftercare.acceptance x set people = (
      select coalesce(jsonb_agg(p || jsonb_build_object('name', '#')), '[]') from jsonb_array_elements(x.people) p)
    where x.customer_id = any (members) and x.people <> '[]';
  delete from aftercare.attachment_data x where x.attachment_id = any (papers);
  update aftercare.attachment x set name = '', note = '', thumbnail = null,
      withdrawn_at = coalesce(x.withdrawn_at, clock_timestamp())
    where x.id = any (papers);
  -- only now: the changes above put what was there into the trail once more
  delete from aftercare.audit_value v where v.row_id = any (rows_of);
  insert into aftercare.reveal (login, kind, table_name, row_id, reason)
    values (aftercare.login_name(), 'erase', 'customer', wanted, left(why, 200));
end $$;

ALTER FUNCTION aftercare.erase_customer(wanted uuid, seen_version integer, why text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.event_correct(event_id uuid, effective_at timestamp with time zone, comment text, workstation text DEFAULT ''::text, request_id uuid DEFAULT NULL::uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  e aftercare.work_order_event;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  select x.* into e from aftercare.work_order_event x where x.id = event_id;
  o := aftercare.lock_order(e.work_order_id, null, 'manager');
  if aftercare.is_blank(comment) then perform aftercare.refuse('reason_missing', 'comment'); end if;
  if e.axis not in ('work', 'custody') then perform aftercare.refuse('value_refused', 'effective_at'); end if;
  if effective_at is null or effective_at > e.at or effective_at < o.opened_at - interval '30 days' then
    perform aftercare.refuse('effective_out_of_range', 'effective_at');
  end if;
  update aftercare.work_order w set event_count = w.event_count + 1 where w.id = o.id returning w.* into o;
  perform aftercare.record_event(o, 'correction', 'correct_time', e.from_state, e.to_state,
    jsonb_build_object('comment', comment, 'workstation', workstation, 'was', e.effective_at, 'axis', e.axis,
                       'action', e.action), false, null, effective_at, null, e.id);
  return aftercare.keep_result(request_id, aftercare.order_result(o));
end $$;

ALTER FUNCTION aftercare.event_correct(event_id uuid, effective_at timestamp with time zone, comment text, workstation text, request_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.export_room() RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select greatest(0, coalesce(aftercare.parameter_value('export_limit'), '5000')::int - coalesce(sum(r.count), 0)::int)
  from aftercare.reveal r
  where r.login = aftercare.login_name() and r.kind = 'export' and r.table_name = 'customer'
    and r.at > clock_timestamp() - interval '24 hours'
$$;

ALTER FUNCTION aftercare.export_room() OWNER TO aftercare_search;

CREATE FUNCTION aftercare.figure_scopes(stores uuid[]) RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  mine uuid[] := aftercare.my_visible_store_ids();
begin
  if stores is not null then
    return (select coalesce(array_agg(s), '{}') from unnest(stores) s where s = any (mine));
  elsif aftercare.i_am('admin', 'auditor', 'finance') then
    return array['00000000-0000-0000-0000-000000000000'::uuid];
  end if;
  return mine;
end $$;

ALTER FUNCTION aftercare.figure_scopes(stores uuid[]) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.fill_attachment() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if new.visit_id is not null then
    select v.store_id, v.work_order_id into new.store_id, new.work_order_id
      from aftercare.visit v where v.id = new.visit_id;
  else
    select w.store_id into new.store_id from aftercare.work_order w where w.id = new.work_order_id;
  end if;
  if new.store_id is null then perform aftercare.refuse('gone_record'); end if;
  return new;
end $$;

ALTER FUNCTION aftercare.fill_attachment() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.fill_contact() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  new.phone_key := aftercare.phone_key(new.phone);
  if new.phone <> '' and length(new.phone_key) not between 3 and 20 then
    perform aftercare.refuse('phone_not_a_number', 'phone');
  end if;
  new.phone_masked := aftercare.mask_phone(new.phone_key);
  new.phone_last4 := case when length(new.phone_key) >= 7 then right(new.phone_key, 4) else '' end;
  new.email_masked := aftercare.mask_email(new.email);
  return new;
end $$;

ALTER FUNCTION aftercare.fill_contact() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.fill_customer() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  new.phone_key := aftercare.phone_key(new.phone);
  if new.phone <> '' and length(new.phone_key) not between 3 and 20 then
    perform aftercare.refuse('phone_not_a_number', 'phone');
  end if;
  new.phone_masked := aftercare.mask_phone(new.phone_key);
  new.phone_last4 := case when length(new.phone_key) >= 7 then right(new.phone_key, 4) else '' end;
  new.email_masked := aftercare.mask_email(new.email);
  new.address_masked := aftercare.mask_address(new.address);
  new.wechat_masked := case when new.wechat = '' then '' else left(new.wechat, 1) || '***' end;
  if tg_op = 'INSERT' or new.name <> old.name then
    new.search := aftercare.search_tokens(new.name);
  end if;
  return new;
end $$;

ALTER FUNCTION aftercare.fill_customer() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.fill_customer_address() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  new.address_masked := aftercare.mask_address(new.address);
  return new;
end $$;

ALTER FUNCTION aftercare.fill_customer_address() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.fill_device() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  new.serial_key := aftercare.serial_key(new.serial_no);
  return new;
end $$;

ALTER FUNCTION aftercare.fill_device() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.fill_device_number() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  new.key := aftercare.serial_key(new.value);
  return new;
end $$;

ALTER FUNCTION aftercare.fill_device_number() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.fill_order_line() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  o aftercare.work_order;
  item aftercare.price_item;
begin
  if tg_op = 'UPDATE' then new.work_order_id := old.work_order_id; end if;
  select w.* into o from aftercare.work_order w where w.id = new.work_order_id for no key update;
  if o.id is null then perform aftercare.refuse('gone_record'); end if;
  if o.work_state in ('delivered', 'closed') then perform aftercare.refuse('order_finished'); end if;
  new.store_id := o.store_id;
  if tg_op = 'INSERT' then
    new.position := coalesce(nullif(new.position, 0), (
      select coalesce(max(l.position), 0) + 10 from aftercare.work_order_line l where l.work_order_id = o.id));
    select i.* into item from aftercare.price_item i where i.id = new.price_item_id;
    if item.id is not null then
      new.unit_price := coalesce(new.unit_price, item.unit_price);
      new.tax_rate := item.tax_rate;
      new.kind := item.kind;
      new.labour_minutes := coalesce(new.labour_minutes, item.labour_minutes);
    end if;
  end if;
  new.amount := coalesce(round(new.quantity * new.unit_price, 2), 0);
  new.tax_amount := round(new.amount * new.tax_rate / (1 + new.tax_rate), 2);
  return new;
end $$;

ALTER FUNCTION aftercare.fill_order_line() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.fill_order_store() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  select w.store_id into new.store_id from aftercare.work_order w where w.id = new.work_order_id;
  if new.store_id is null then perform aftercare.refuse('gone_record'); end if;
  return new;
end $$;

ALTER FUNCTION aftercare.fill_order_store() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.fill_phone_call() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  new.phone_key := aftercare.phone_key(new.phone);
  new.phone_masked := aftercare.mask_phone(new.phone_key);
  new.phone_last4 := case when length(new.phone_key) >= 7 then right(new.phone_key, 4) else '' end;
  return new;
end $$;

ALTER FUNCTION aftercare.fill_phone_call() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.fill_product_model() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if tg_op = 'INSERT' then
    new.needs_review := session_user like 's\_%' and not aftercare.i_am('admin', 'manager');
  end if;
  if tg_op = 'INSERT' or (new.brand, new.model_no, new.name, new.name_en)
                         is distinct from (old.brand, old.model_no, old.name, old.name_en) then
    new.search := aftercare.search_tokens(concat_ws(' ', new.brand, new.model_no, new.name, new.name_en));
  end if;
  return new;
end $$;

ALTER FUNCTION aftercare.fill_product_model() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.fill_visit_check() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  item aftercare.check_item;
begin
  if tg_op = 'INSERT' and new.check_item_id is not null then
    select i.* into item from aftercare.check_item i where i.id = new.check_item_id;
    if item.id is null then perform aftercare.refuse('gone_record', 'check_item_id'); end if;
    new.name := item.name;
    new.name_en := item.name_en;
    new.unit := item.unit;
    new.low := item.low;
    new.high := item.high;
    new.yes_no := item.yes_no;
    new.position := coalesce(nullif(new.position, 0), item.position);
  end if;
  if new.yes_no and new.value not in (0, 1) then perform aftercare.refuse('value_refused', 'value'); end if;
  new.within := case
    when new.value is null then null
    when new.yes_no then new.value = 1
    else new.value >= coalesce(new.low, new.value) and new.value <= coalesce(new.high, new.value) end;
  return new;
end $$;

ALTER FUNCTION aftercare.fill_visit_check() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.fill_visit_store() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  v aftercare.visit;
begin
  if tg_op = 'UPDATE' then new.visit_id := old.visit_id; end if;
  select x.* into v from aftercare.visit x where x.id = new.visit_id for key share;
  if v.id is null then perform aftercare.refuse('gone_record'); end if;
  if v.state in ('closed', 'cancelled') then perform aftercare.refuse('visit_finished'); end if;
  new.store_id := v.store_id;
  return new;
end $$;

ALTER FUNCTION aftercare.fill_visit_store() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.first_result(request_id uuid) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if request_id is null then return null; end if;
  return (select r.result from aftercare.request r where r.id = request_id and r.login = aftercare.login_name());
end $$;

ALTER FUNCTION aftercare.first_result(request_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.follow_device_owner() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if tg_op = 'UPDATE' then
    if new.customer_id is not distinct from old.customer_id
       or exists (select from aftercare.device_owner o
                  where o.device_id = new.id and o.until is null and o.customer_id = new.customer_id) then
      return null;
    end if;
    update aftercare.device_owner o set until = clock_timestamp() where o.device_id = new.id and o.until is null;
  end if;
  if new.customer_id is not null then
    insert into aftercare.device_owner (id, device_id, customer_id)
      values (gen_random_uuid(), new.id, new.customer_id);
  end if;
  return null;
end $$;

ALTER FUNCTION aftercare.follow_device_owner() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.guard_agreed(o aftercare.work_order, payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  charged numeric := (
    select coalesce(sum(l.amount), 0) from aftercare.work_order_line l
    where l.work_order_id = o.id and l.state <> 'dropped' and l.payer = 'customer');
  agreed numeric := aftercare.agreed_amount(o);
begin
  if charged <= agreed then return null; end if;
  return aftercare.lack('over_agreed', 'consent', jsonb_build_object('charged', charged, 'agreed', agreed));
end $$;

ALTER FUNCTION aftercare.guard_agreed(o aftercare.work_order, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.guard_balance(o aftercare.work_order, payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return case when o.due - o.paid - coalesce(o.written_off, 0) <= 0
    then aftercare.lack('nothing_owed', 'payment') end;
end $$;

ALTER FUNCTION aftercare.guard_balance(o aftercare.work_order, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.guard_barrier(o aftercare.work_order, payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return case when not aftercare.in_code_list('barrier', payload ->> 'barrier_code')
    then aftercare.lack('barrier_missing', 'barrier_code', '{}', true) end;
end $$;

ALTER FUNCTION aftercare.guard_barrier(o aftercare.work_order, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.guard_cancel_reason(o aftercare.work_order, payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return case when not aftercare.in_code_list('cancel_reason', payload ->> 'reason_code')
    then aftercare.lack('cancel_reason_missing', 'reason_code', '{}', true) end;
end $$;

ALTER FUNCTION aftercare.guard_cancel_reason(o aftercare.work_order, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.guard_collector(o aftercare.work_order, payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  how text := coalesce(payload ->> 'collected_how', '');
begin
  if o.sale_stage = 'pre_sale' then return null; end if;
  if coalesce((payload ->> 'by_other')::boolean, false) then
    return (select jsonb_agg(x -> 0) from unnest(array[
      case when not aftercare.says(payload, 'collected_by')
        then aftercare.lack('collector_name_missing', 'collected_by', '{}', true) end,
      case when not aftercare.says(payload, 'id_note')
        then aftercare.lack('id_note_missing', 'id_note', '{}', true) end]) x where x is not null);
  end if;
  if how = 'signature' then
    if not exists (select from aftercare.attachment a where a.work_order_id = o.id and a.kind = 'signature_out'
                   and a.withdrawn_at is null) and not coalesce((payload ->> 'on_paper')::boolean, false) then
      return aftercare.lack('signature_missing', 'collected_how', '{}', true);
    end if;
  elsif how = 'code' then
    if coalesce(payload ->> 'pickup_code', '') <> o.pickup_code or o.pickup_code = '' then
      return aftercare.lack('pickup_code_wrong', 'pickup_code', '{}', true);
    end if;
  elsif how = 'id_note' then
    if not aftercare.says(payload, 'id_note') then
      return aftercare.lack('id_note_missing', 'id_note', '{}', true);
    end if;
  else
    return aftercare.lack('collector_missing', 'collected_how', '{}', true);
  end if;
  return null;
end $$;

ALTER FUNCTION aftercare.guard_collector(o aftercare.work_order, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.guard_consent(o aftercare.work_order, payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (select case when coalesce((
      select q.state from aftercare.quote q where q.work_order_id = o.id order by q.version_no desc limit 1), '')
      <> 'accepted'
    then aftercare.lack('consent_missing', 'consent') end);
end $$;

ALTER FUNCTION aftercare.guard_consent(o aftercare.work_order, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.guard_depot(o aftercare.work_order, payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (select case when not exists (
      select from aftercare.store s
      where s.id = nullif(payload ->> 'handling_store_id', '')::uuid and s.id <> o.store_id and s.archived_at is null)
    then aftercare.lack('depot_missing', 'handling_store_id', '{}', true) end);
end $$;

ALTER FUNCTION aftercare.guard_depot(o aftercare.work_order, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.guard_device_here(o aftercare.work_order, payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return case when o.custody_state in ('at_store', 'with_technician', 'ready_shelf', 'back_at_store')
      or o.custody_state = 'with_customer' and o.kind in ('on_site', 'installation', 'maintenance', 'inspection')
    then null else aftercare.lack('device_not_here', 'custody_state', jsonb_build_object('state', o.custody_state)) end;
end $$;

ALTER FUNCTION aftercare.guard_device_here(o aftercare.work_order, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.guard_diagnosis(o aftercare.work_order, payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (select jsonb_agg(x -> 0) from unnest(array[
    case when o.fault_code is null then aftercare.lack('fault_missing', 'fault_code') end,
    case when o.cause_code is null then aftercare.lack('cause_missing', 'cause_code') end,
    case when o.remedy_code is null then aftercare.lack('remedy_missing', 'remedy_code') end]) x
  where x is not null);
end $$;

ALTER FUNCTION aftercare.guard_diagnosis(o aftercare.work_order, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.guard_outcome(o aftercare.work_order, payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return case when payload ->> 'outcome' in ('repaired', 'no_fault') then null
    else aftercare.lack('outcome_missing', 'outcome', '{}', true) end;
end $$;

ALTER FUNCTION aftercare.guard_outcome(o aftercare.work_order, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.guard_own_store(o aftercare.work_order, payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return case when o.store_id = any (aftercare.my_visible_store_ids()) then null
    else aftercare.lack('only_owning_store') end;
end $$;

ALTER FUNCTION aftercare.guard_own_store(o aftercare.work_order, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.guard_paid(o aftercare.work_order, payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  balance numeric := o.due - o.paid - coalesce(o.written_off, 0);
begin
  if balance > 0 then
    return aftercare.lack('balance_open', 'payment', jsonb_build_object('amount', balance));
  elsif balance < 0 then
    return aftercare.lack('refund_open', 'payment', jsonb_build_object('amount', -balance));
  end if;
  return null;
end $$;

ALTER FUNCTION aftercare.guard_paid(o aftercare.work_order, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.guard_parts_known(o aftercare.work_order, payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if payload ->> 'outcome' is distinct from 'repaired' and payload ->> 'outcome' is not null then
    return aftercare.guard_parts_settled(o, payload);
  end if;
  return (select case when count(*) > 0
    then aftercare.lack('parts_open', 'lines', jsonb_build_object('parts', string_agg(l.name, ', ' order by l.position)))
    end
  from aftercare.work_order_line l
  where l.work_order_id = o.id and l.kind = 'part' and l.state = 'proposed');
end $$;

ALTER FUNCTION aftercare.guard_parts_known(o aftercare.work_order, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.guard_parts_settled(o aftercare.work_order, payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (select case when count(*) > 0
    then aftercare.lack('parts_open', 'lines', jsonb_build_object('parts', string_agg(l.name, ', ' order by l.position)))
    end
  from aftercare.work_order_line l
  where l.work_order_id = o.id and l.kind = 'part' and l.state in ('proposed', 'planned'));
end $$;

ALTER FUNCTION aftercare.guard_parts_settled(o aftercare.work_order, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.guard_priced(o aftercare.work_order, payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (select case when count(*) > 0
    then aftercare.lack('lines_unpriced', 'lines', jsonb_build_object('lines', string_agg(l.name, ', ' order by l.position)))
    end
  from aftercare.work_order_line l
  where l.work_order_id = o.id and l.payer = 'customer' and l.unit_price is null
    and (l.state = 'used' or l.state <> 'dropped' and o.work_state not in ('failed', 'cancelled')));
end $$;

ALTER FUNCTION aftercare.guard_priced(o aftercare.work_order, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.guard_quote_approved(o aftercare.work_order, payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (select aftercare.lack('quote_needs_manager', 'quote', jsonb_build_object('amount', q.amount))
  from aftercare.quote q
  where q.work_order_id = o.id and q.state = 'open' and q.approved_at is null
    and q.amount > aftercare.parameter_value('quote_approval_limit', '5000')::numeric
    and not aftercare.may_act_on(o, 'manager', '')
  limit 1);
end $$;

ALTER FUNCTION aftercare.guard_quote_approved(o aftercare.work_order, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.guard_quote_open(o aftercare.work_order, payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (select case when not exists (select from aftercare.quote q where q.work_order_id = o.id and q.state = 'open')
    then aftercare.lack('quote_missing', 'quote') end);
end $$;

ALTER FUNCTION aftercare.guard_quote_open(o aftercare.work_order, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.guard_reason(o aftercare.work_order, payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return case when not aftercare.says(payload, 'comment')
    then aftercare.lack('reason_missing', 'comment', '{}', true) end;
end $$;

ALTER FUNCTION aftercare.guard_reason(o aftercare.work_order, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.guard_refusal(o aftercare.work_order, payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (select case when coalesce((
      select c.answer from aftercare.consent c where c.work_order_id = o.id order by c.at desc limit 1), '')
      <> 'no'
    then aftercare.lack('refusal_missing', 'consent') end);
end $$;

ALTER FUNCTION aftercare.guard_refusal(o aftercare.work_order, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.guard_shelf(o aftercare.work_order, payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return case when not aftercare.says(payload, 'shelf')
    then aftercare.lack('shelf_missing', 'shelf', '{}', true) end;
end $$;

ALTER FUNCTION aftercare.guard_shelf(o aftercare.work_order, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.guard_technician(o aftercare.work_order, payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  who uuid := nullif(payload ->> 'technician_id', '')::uuid;
begin
  if who is null then return aftercare.lack('technician_missing', 'technician_id', '{}', true); end if;
  if not exists (
    select from aftercare.staff s join aftercare.staff_store d on d.staff_id = s.id and d.until is null
    where s.id = who and s.active and d.store_id in (o.store_id, o.handling_store_id)
      and 'technician' = any (aftercare.roles_of(s.login))) then
    return aftercare.lack('technician_elsewhere', 'technician_id', '{}', true);
  end if;
  return null;
end $$;

ALTER FUNCTION aftercare.guard_technician(o aftercare.work_order, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.guard_tested(o aftercare.work_order, payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return case when o.test_passed is null then aftercare.lack('test_missing', 'test_passed')
              when not o.test_passed then aftercare.lack('test_failed', 'test_passed') end;
end $$;

ALTER FUNCTION aftercare.guard_tested(o aftercare.work_order, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.guard_unclaimed(o aftercare.work_order, payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  days int := aftercare.parameter_value('unclaimed_days', '60')::int;
begin
  if o.told_at is null then return aftercare.lack('not_told', 'told_at'); end if;
  if o.told_at > clock_timestamp() - make_interval(days => days) then
    return aftercare.lack('unclaimed_too_short', 'told_at', jsonb_build_object('days', days));
  end if;
  return null;
end $$;

ALTER FUNCTION aftercare.guard_unclaimed(o aftercare.work_order, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.has_work_under_way(of_customer uuid, of_device uuid) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select exists (
    select from aftercare.work_order o
    where (o.customer_id = of_customer or o.device_id = of_device)
      and o.work_state in ('received', 'assigned', 'diagnosing', 'quoted', 'waiting_parts', 'repairing', 'testing'))
    or exists (
    select from aftercare.visit v
    where (v.customer_id = of_customer or v.device_id = of_device)
      and v.state in ('open', 'planned', 'travelling', 'arrived', 'working'))
$$;

ALTER FUNCTION aftercare.has_work_under_way(of_customer uuid, of_device uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.i_am(VARIADIC roles text[]) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return exists (
      select from pg_auth_members m
      where m.member = quote_ident(session_user)::regrole
        and m.roleid = any (select to_regrole(quote_ident('aftercare_' || r))::oid from unnest(roles) r))
    and aftercare.my_staff_id() is not null;
end $$;

ALTER FUNCTION aftercare.i_am(VARIADIC roles text[]) OWNER TO aftercare_identity;

CREATE FUNCTION aftercare.i_am_active() RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return exists (select from aftercare.staff s
                 where s.login = substr(session_user, 3) collate "default" and session_user like 's\_%' and s.active
                   and not s.must_change_password);
end $$;

ALTER FUNCTION aftercare.i_am_active() OWNER TO aftercare_identity;

CREATE FUNCTION aftercare.i_may_export_personal() RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select aftercare.i_am('admin', 'manager')
    or coalesce((select r.rolsuper from pg_roles r where r.rolname = session_user), false)
$$;

ALTER FUNCTION aftercare.i_may_export_personal() OWNER TO aftercare_search;

CREATE FUNCTION aftercare.i_see_all_customers() RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return aftercare.i_am('admin', 'manager', 'agent', 'parts', 'finance', 'auditor');
end $$;

ALTER FUNCTION aftercare.i_see_all_customers() OWNER TO aftercare_search;

CREATE FUNCTION aftercare.i_see_customer(wanted uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (select aftercare.i_see_all_customers()
      or (aftercare.i_am('technician') and wanted = any (aftercare.my_job_customer_ids()))
      or (aftercare.i_am('sales') and exists (
            select from aftercare.customer c where c.id = wanted and c.sales_rep_id = aftercare.my_staff_id())));
end $$;

ALTER FUNCTION aftercare.i_see_customer(wanted uuid) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.import_finish(wanted uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  b aftercare.import_batch := aftercare.import_locked(wanted, true);
begin
  if b.state = 'running' then
    update aftercare.import_batch x set state = 'done', finished_at = clock_timestamp() where x.id = b.id;
  end if;
end $$;

ALTER FUNCTION aftercare.import_finish(wanted uuid) OWNER TO aftercare_transfer;

CREATE FUNCTION aftercare.import_first_rows() RETURNS TABLE(of_table text, table_name text, column_name text, condition text)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  values ('device', 'device_owner', 'device_id', 'x.until is null'),
         ('article', 'article_event', 'article_id', 'x.from_state is null'),
         ('article', 'article_revision', 'article_id', 'x.number = 1'),
         ('work_order', 'work_order_event', 'work_order_id', 'x.action = ''import''')
$$;

ALTER FUNCTION aftercare.import_first_rows() OWNER TO aftercare_transfer;

CREATE FUNCTION aftercare.import_history(rows jsonb) RETURNS TABLE(line integer, outcome text, table_name text, row_id uuid)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_column
begin
  if not aftercare.i_am('admin')
     and not (select r.rolsuper from pg_roles r where r.rolname = session_user) then
    raise exception using errcode = '42501', message = 'administrators import history';
  end if;

  return query
    with wanted as (
      select distinct on (x.store_code) x.line, x.store_code, x.store_name, x.time_zone
      from jsonb_to_recordset(rows) as x (line int, store_code text, store_name text, time_zone text)
      order by x.store_code, x.line
    ), made as (
      insert into aftercare.store (id, code, name, name_en, time_zone)
      select gen_random_uuid(), w.store_code, w.store_name, w.store_name, w.time_zone
      from wanted w
      where not exists (select from aftercare.store s where s.code = w.store_code and s.archived_at is null)
      returning id, code
    )
    select w.line, 'helper', 'store', m.id from made m join wanted w on w.store_code = m.code;

  return query
    with wanted as (
      select distinct on (x.category_code) x.line, x.category_code, x.category_name
      from jsonb_to_recordset(rows) as x (line int, category_code text, category_name text)
      where x.category_code <> '' order by x.category_code, x.line
    ), made as (
      insert into aftercare.product_category (id, code, name, name_en, position, archived_at)
      select gen_random_uuid(), w.category_code, w.category_name, w.category_name, 900, clock_timestamp()
      from wanted w
      where not exists (select from aftercare.product_category c where c.code = w.category_code)
      returning id, code
    )
    select w.line, 'helper', 'product_category', m.id from made m join wanted w on w.category_code = m.code;

  return query
    with wanted as (
      select distinct on (c.id, x.brand) x.line, c.id as category_id, c.name, x.brand
      from jsonb_to_recordset(rows) as x (line int, category_code text, brand text)
      join aftercare.product_category c on c.code = x.category_code
      order by c.id, x.brand, x.line
    ), made as (
      insert into aftercare.product_model (id, brand, name, category_id, warranty_months, archived_at)
      select gen_random_uuid(), w.brand, w.name, w.category_id, 0, clock_timestamp()
      from wanted w
      where not exists (
        select from aftercare.product_model m
        where m.category_id = w.category_id and m.brand = w.brand and m.model_no = '')
      returning id, category_id, brand
    )
    select w.line, 'helper', 'product_model', m.id
    from made m join wanted w on w.category_id = m.category_id and w.brand = m.brand;

  return query
    with incoming as (
      select x.*, s.id as store_id, s.region_id,
             (x.opened_on + time '12:00') at time zone s.time_zone as moment,
             (select m.id from aftercare.product_category c
              join aftercare.product_model m on m.category_id = c.id and m.brand = x.brand and m.model_no = ''
              where c.code = x.category_code limit 1) as model_id
      from jsonb_to_recordset(rows) as x (line int, id uuid, number text, store_code text, category_code text,
        brand text, opened_on date, outcome text, barrier_code text, problem text, remarks text)
      join aftercare.store s on s.code = x.store_code and s.archived_at is null
    ), made as (
      insert into aftercare.work_order
        (id, number, source, work_state, custody_state, outcome, barrier_code, product_model_id, store_id, opened_at,
         opened_on, state_since, ready_at, delivered_at, delivered_on, closed_at, event_count, problem, condition_note)
      select i.id, i.number, 'ords', 'closed', 'returned', i.outcome, i.barrier_code, i.model_id, i.store_id,
             i.moment, i.opened_on, i.moment, i.moment, i.moment, i.opened_on, i.moment, 1, i.problem, i.remarks
      from incoming i
      where not exists (select from aftercare.work_order o where o.number = i.number)
      returning id
    ), told as (
      insert into aftercare.work_order_event
        (id, work_order_id, seq, axis, action, to_state, at, effective_at, happened_on, by_login, reason_code, store_id,
         region_id, product_model_id, kind, sale_stage, outcome, source, opened_on)
      select gen_random_uuid(), i.id, 1, 'work', 'import', 'closed', greatest(clock_timestamp(), i.moment),
             least(clock_timestamp(), i.moment), i.opened_on, aftercare.login_name(), i.barrier_code, i.store_id,
             i.region_id, i.model_id, 'repair', 'after_sale', i.outcome, 'ords', i.opened_on
      from incoming i join made m on m.id = i.id
    )
    select i.line, case when m.id is null then 'kept' else 'added' end, 'work_order', i.id
    from incoming i left join made m on m.id = i.id;
end $$;

ALTER FUNCTION aftercare.import_history(rows jsonb) OWNER TO aftercare_transfer;

CREATE TABLE aftercare.import_batch (
    kind text NOT NULL,
    state text DEFAULT 'running'::text NOT NULL,
    file_name text NOT NULL,
    file_sha256 text DEFAULT ''::text NOT NULL,
    mapping jsonb DEFAULT '{}'::jsonb NOT NULL,
    rows_added integer DEFAULT 0 NOT NULL,
    rows_kept integer DEFAULT 0 NOT NULL,
    rows_failed integer DEFAULT 0 NOT NULL,
    last_line integer DEFAULT 0 NOT NULL,
    finished_at timestamp with time zone,
    undone_at timestamp with time zone,
    undone_by text DEFAULT ''::text NOT NULL,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT import_batch_file_name_check CHECK (((length(btrim(file_name)) >= 1) AND (length(btrim(file_name)) <= 255))),
    CONSTRAINT import_batch_kind_check CHECK ((kind = ANY (ARRAY['customers'::text, 'devices'::text, 'articles'::text, 'parts'::text, 'ords'::text]))),
    CONSTRAINT import_batch_lengths_check CHECK ((length(file_sha256) <= 80)),
    CONSTRAINT import_batch_mapping_check CHECK ((octet_length((mapping)::text) <= 100000)),
    CONSTRAINT import_batch_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'undoing'::text, 'undone'::text])))
);

ALTER TABLE aftercare.import_batch OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.import_locked(wanted uuid, own_only boolean) RETURNS aftercare.import_batch
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  b aftercare.import_batch;
begin
  select x.* into b from aftercare.import_batch x where x.id = wanted for no key update;
  if b.id is null
    or (b.created_by <> aftercare.login_name()
        and (own_only or not (aftercare.i_am('admin')
                              or (select r.rolsuper from pg_roles r where r.rolname = session_user)))) then
    perform aftercare.refuse('gone_record');
  end if;
  return b;
end $$;

ALTER FUNCTION aftercare.import_locked(wanted uuid, own_only boolean) OWNER TO aftercare_transfer;

CREATE FUNCTION aftercare.import_note(wanted uuid, through integer, entries jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
declare
  b aftercare.import_batch := aftercare.import_locked(wanted, true);
  t text;
  ids bigint[];
begin
  if b.state <> 'running' then perform aftercare.refuse('import_not_running'); end if;
  with noted as (
    insert into aftercare.import_row (batch_id, line, outcome, table_name, row_id, code, field, details, cells)
    select b.id, e.line, e.outcome, e.table_name, e.row_id, e.code, e.field, e.details, e.cells
    from jsonb_to_recordset(entries) as e (line int, outcome text, table_name text, row_id uuid, code text,
                                           field text, details jsonb, cells jsonb)
    returning id)
  select array_agg(n.id) into ids from noted n;
  for t in
    select distinct e ->> 'table_name' from jsonb_array_elements(entries) e
    where e ->> 'outcome' in ('added', 'helper')
  loop
    if coalesce(t <> all (aftercare.import_tables()), true) then perform aftercare.refuse('unexpected'); end if;
    execute format(
      'update aftercare.import_row r set seen_version = x.version from aftercare.%I x
       where r.id = any ($1) and r.table_name = $2 and r.outcome in (''added'', ''helper'')
         and x.id = r.row_id and x.created_by = $3 and x.created_at >= $4', t)
      using ids, t, b.created_by, b.created_at;
  end loop;
  update aftercare.import_batch x
  set rows_added = x.rows_added + (select count(*) from jsonb_array_elements(entries) e
                                   where e ->> 'outcome' = 'added'),
      rows_kept = x.rows_kept + (select count(*) from jsonb_array_elements(entries) e
                                 where e ->> 'outcome' = 'kept'),
      rows_failed = x.rows_failed + (select count(*) from jsonb_array_elements(entries) e
                                     where e ->> 'outcome' = 'failed'),
      last_line = greatest(x.last_line, through)
  where x.id = b.id;
end $_$;

ALTER FUNCTION aftercare.import_note(wanted uuid, through integer, entries jsonb) OWNER TO aftercare_transfer;

CREATE FUNCTION aftercare.import_open_rejected(wanted uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  b aftercare.import_batch := aftercare.import_locked(wanted, false);
begin
  insert into aftercare.reveal (login, kind, table_name, row_id, count)
  select aftercare.login_name(), 'export', 'import_row', b.id, count(*)
  from aftercare.import_row r where r.batch_id = b.id and r.outcome = 'failed' having count(*) > 0;
end $$;

ALTER FUNCTION aftercare.import_open_rejected(wanted uuid) OWNER TO aftercare_transfer;

CREATE FUNCTION aftercare.import_rejected(wanted uuid) RETURNS TABLE(line integer, code text, field text, details jsonb, cells jsonb)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  b aftercare.import_batch := aftercare.import_locked(wanted, false);
begin
  return query
    select r.line, r.code, r.field, r.details, r.cells from aftercare.import_row r
    where r.batch_id = b.id and r.outcome = 'failed'
      and exists (
        select from aftercare.reveal e
        where e.row_id = b.id and e.table_name = 'import_row' and e.login = aftercare.login_name()
          and e.at > clock_timestamp() - interval '10 minutes'
          and e.xid is distinct from pg_current_xact_id_if_assigned())
    order by r.line, r.id;
end $$;

ALTER FUNCTION aftercare.import_rejected(wanted uuid) OWNER TO aftercare_transfer;

CREATE FUNCTION aftercare.import_remove(batch uuid, t text, ids uuid[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
declare
  untouched uuid[];
  removed int;
  k record;
begin
  execute format(
    'select array_agg(y.id) from aftercare.%I y
     join aftercare.import_row r on r.row_id = y.id and r.batch_id = $1
     where y.id = any ($2) and y.version = r.seen_version', t)
    into untouched using batch, ids;
  for k in select s.* from aftercare.import_first_rows() s where s.of_table = t loop
    execute format('delete from aftercare.%I x where x.%I = any ($1) and %s', k.table_name, k.column_name, k.condition)
      using untouched;
  end loop;
  execute format(
    'delete from aftercare.%I x using aftercare.import_row r
     where x.id = any ($2) and r.row_id = x.id and r.batch_id = $1 and x.version = r.seen_version', t)
    using batch, untouched;
  get diagnostics removed = row_count;
  if removed <> coalesce(cardinality(untouched), 0) then
    raise exception using errcode = '40001', message = 'a record was changed in this moment';
  end if;
  update aftercare.import_row r set row_id = null where r.batch_id = batch and r.row_id = any (untouched);
  update aftercare.import_row r set code = 'import_row_touched'
    where r.batch_id = batch and r.row_id = any (ids);
end $_$;

ALTER FUNCTION aftercare.import_remove(batch uuid, t text, ids uuid[]) OWNER TO aftercare_transfer;

CREATE FUNCTION aftercare.import_tables() RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select array['work_order', 'device', 'article', 'customer_note', 'customer',
               'product_model', 'product_category', 'store']
$$;

ALTER FUNCTION aftercare.import_tables() OWNER TO aftercare_transfer;

CREATE FUNCTION aftercare.import_touched(wanted uuid, after integer, through integer, most integer) RETURNS SETOF integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
declare
  b aftercare.import_batch := aftercare.import_locked(wanted, false);
  t text;
  k record;
begin
  for t in
    select distinct r.table_name from aftercare.import_row r
    where r.batch_id = b.id and r.line > after and r.line <= through and r.outcome = 'added' and r.row_id is not null
  loop
    return query execute format(
      'select r.line from aftercare.import_row r
       join aftercare.%I x on x.id = r.row_id
       where r.batch_id = $1 and r.line > $2 and r.line <= $3 and r.outcome = ''added'' and r.table_name = $4
         and x.version is distinct from r.seen_version
       limit $5', t) using b.id, after, through, t, most;
    for k in
      select c.relname as child, a.attname as col
      from pg_constraint f
      join pg_class c on c.oid = f.conrelid
      join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
      where f.contype = 'f' and f.confrelid = ('aftercare.' || quote_ident(t))::regclass
        and cardinality(f.conkey) = 1
        and not exists (select from aftercare.import_first_rows() s where s.table_name = c.relname)
    loop
      return query execute format(
        'select r.line from aftercare.import_row r
         where r.batch_id = $1 and r.line > $2 and r.line <= $3 and r.outcome = ''added'' and r.table_name = $4
           and exists (select from aftercare.%I x where x.%I = r.row_id %s)
         limit $5', k.child, k.col,
        -- what the batch itself brought goes with it
        case when k.child = any (aftercare.import_tables())
          then 'and not exists (select from aftercare.import_row z where z.row_id = x.id and z.batch_id = $1)' end)
        using b.id, after, through, t, most;
    end loop;
  end loop;
end $_$;

ALTER FUNCTION aftercare.import_touched(wanted uuid, after integer, through integer, most integer) OWNER TO aftercare_transfer;

CREATE FUNCTION aftercare.import_undo(wanted uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  b aftercare.import_batch := aftercare.import_locked(wanted, false);
begin
  if b.state = 'undone' then perform aftercare.refuse('import_undone_already'); end if;
  update aftercare.import_batch x set state = 'undoing' where x.id = b.id;
end $$;

ALTER FUNCTION aftercare.import_undo(wanted uuid) OWNER TO aftercare_transfer;

CREATE FUNCTION aftercare.import_undo_step(wanted uuid, most integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  b aftercare.import_batch := aftercare.import_locked(wanted, false);
  many int := least(greatest(most, 1), 10000);
  t text;
  ids uuid[];
  one uuid;
begin
  if b.state <> 'undoing' then perform aftercare.refuse('import_not_undoing'); end if;
  foreach t in array aftercare.import_tables() loop
    select array_agg(y.row_id) into ids from (
      select r.row_id from aftercare.import_row r
      where r.batch_id = b.id and r.table_name = t and r.row_id is not null and r.code is null
        and r.outcome in ('added', 'helper')
      limit many) y;
    exit when ids is not null;
  end loop;
  if ids is null and b.last_line > 0 then
    update aftercare.import_row r set cells = null
      where r.batch_id = b.id and r.line > b.last_line - many and r.cells is not null;
    update aftercare.import_batch x set last_line = greatest(0, b.last_line - many) where x.id = b.id;
    return least(many, b.last_line);
  elsif ids is null then
    update aftercare.import_batch x set state = 'undone', undone_at = clock_timestamp(),
      undone_by = aftercare.login_name() where x.id = b.id;
    return 0;
  end if;
  begin
    perform aftercare.import_remove(b.id, t, ids);
  exception when foreign_key_violation then
    foreach one in array ids loop
      begin
        perform aftercare.import_remove(b.id, t, array[one]);
      exception when foreign_key_violation then
        update aftercare.import_row r set code = 'still_referred'
          where r.batch_id = b.id and r.table_name = t and r.row_id = one;
      end;
    end loop;
  end;
  return cardinality(ids);
end $$;

ALTER FUNCTION aftercare.import_undo_step(wanted uuid, most integer) OWNER TO aftercare_transfer;

CREATE FUNCTION aftercare.in_code_list(list_name text, wanted text) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (select exists (select from aftercare.code_item c where c.list = list_name and c.code = wanted and c.active));
end $$;

ALTER FUNCTION aftercare.in_code_list(list_name text, wanted text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.in_stores(asked tsquery, stores uuid[]) RETURNS tsquery
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if cardinality(stores) = 1 then
    return asked && ('''=store:' || stores[1] || '''')::tsquery;
  elsif cardinality(stores) between 2 and 60 then
    return asked && (select string_agg(format('''=store:%s''', s), ' | ') from unnest(stores) s)::tsquery;
  end if;
  return asked;
end $$;

ALTER FUNCTION aftercare.in_stores(asked tsquery, stores uuid[]) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.intake_lacks(wanted jsonb, index integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  d aftercare.device;
  answer jsonb := '[]';
  at_index jsonb := jsonb_build_object('index', index);
begin
  select x.* into d from aftercare.device x where x.id = nullif(wanted ->> 'device_id', '')::uuid;
  if d.id is null then
    answer := answer || aftercare.lack('device_missing', 'device_id', at_index);
  elsif d.serial_no = '' and d.no_serial_reason = '' then
    answer := answer || aftercare.lack('serial_missing', 'serial_no', at_index);
  end if;
  if not aftercare.says(wanted, 'problem') then
    answer := answer || aftercare.lack('problem_missing', 'problem', at_index);
  end if;
  return answer;
end $$;

ALTER FUNCTION aftercare.intake_lacks(wanted jsonb, index integer) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.intake_open(intake jsonb, orders jsonb, request_id uuid DEFAULT NULL::uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  i aftercare.intake;
  o aftercare.work_order;
  wanted jsonb;
  index int := 0;
  missing jsonb := '[]';
  opened jsonb := '[]';
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  i.store_id := (intake ->> 'store_id')::uuid;
  if not (aftercare.i_am('agent') and i.store_id = any (aftercare.my_store_ids())
          or aftercare.i_am('manager') and i.store_id = any (aftercare.my_managed_store_ids())) then
    raise exception using errcode = '42501', message = 'devices are taken in at one''s own store';
  end if;
  i.id := coalesce((intake ->> 'id')::uuid, gen_random_uuid());
  i.customer_id := nullif(intake ->> 'customer_id', '')::uuid;
  i.received_at := clock_timestamp();
  i.received_on := aftercare.store_date(i.store_id, i.received_at);
  if coalesce(jsonb_array_length(orders), 0) = 0 then missing := missing || aftercare.lack('device_missing', 'device_id'); end if;
  if i.customer_id is null then
    if exists (select from jsonb_array_elements(orders) x where coalesce(x ->> 'sale_stage', '') <> 'pre_sale') then
      missing := missing || aftercare.lack('customer_missing', 'customer_id');
    end if;
  elsif exists (select from aftercare.customer c where c.id = i.customer_id
                and (c.merged_into is not null or c.archived_at is not null)) then
    perform aftercare.refuse('customer_archived', 'customer_id');
  elsif not exists (
    select from aftercare.customer c where c.id = i.customer_id
      and (c.phone_last4 <> '' or c.no_phone_reason <> ''
           or exists (select from aftercare.contact k where k.customer_id = c.id and k.phone_last4 <> ''))) then
    missing := missing || aftercare.lack('phone_missing', 'phone');
  end if;
  for wanted in select x from jsonb_array_elements(orders) x loop
    missing := missing || aftercare.intake_lacks(wanted, index);
    index := index + 1;
  end loop;
  if missing <> '[]' then
    perform aftercare.refuse('order_missing', missing -> 0 ->> 'field', jsonb_build_object('missing', missing));
  end if;
  insert into aftercare.intake (id, number, customer_id, store_id, received_at, received_on, brought_by, note)
    values (i.id, aftercare.next_number('N', 'aftercare.intake_number', i.received_on), i.customer_id, i.store_id,
            i.received_at, i.received_on, coalesce(intake ->> 'brought_by', ''), coalesce(intake ->> 'note', ''))
    returning * into i;
  for wanted in select x from jsonb_array_elements(orders) x loop
    o := aftercare.open_order(
      wanted || jsonb_strip_nulls(jsonb_build_object('workstation', intake -> 'workstation')), i);
    opened := opened || jsonb_build_array(jsonb_build_object('id', o.id, 'number', o.number, 'version', o.version));
  end loop;
  return aftercare.keep_result(request_id, jsonb_build_object('id', i.id, 'number', i.number, 'orders', opened));
end $$;

ALTER FUNCTION aftercare.intake_open(intake jsonb, orders jsonb, request_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.is_blank(typed text) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
begin
  return coalesce(typed, '') ~
    '^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$';
end $_$;

ALTER FUNCTION aftercare.is_blank(typed text) OWNER TO aftercare_workflow;

CREATE TABLE aftercare.staff (
    login text NOT NULL,
    name text NOT NULL,
    store_id uuid,
    active boolean DEFAULT true NOT NULL,
    must_change_password boolean DEFAULT true NOT NULL,
    initials text DEFAULT ''::text NOT NULL,
    roles text[] DEFAULT '{}'::text[] NOT NULL,
    password_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT staff_login_check CHECK ((login ~ '^[a-z][a-z0-9_]{1,39}$'::text)),
    CONSTRAINT staff_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 80)))
);

ALTER TABLE aftercare.staff OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.keep_an_admin(p aftercare.staff, stays boolean) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if stays or 'admin' <> all (aftercare.roles_of(p.login)) then return; end if;
  perform s.id from aftercare.staff s order by s.id for no key update;
  if p.active and aftercare.active_admins() <= 1 then
    perform aftercare.refuse('last_admin', 'roles');
  end if;
end $$;

ALTER FUNCTION aftercare.keep_an_admin(p aftercare.staff, stays boolean) OWNER TO aftercare_accounts;

CREATE FUNCTION aftercare.keep_result(request_id uuid, result jsonb) RETURNS jsonb
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if request_id is not null then
    insert into aftercare.request (id, login, result) values (request_id, aftercare.login_name(), result);
  end if;
  return result;
end $$;

ALTER FUNCTION aftercare.keep_result(request_id uuid, result jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.lack(code text, field text DEFAULT NULL::text, vals jsonb DEFAULT '{}'::jsonb, asked boolean DEFAULT false) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return jsonb_build_array(jsonb_build_object('code', code, 'field', field, 'values', vals, 'asked', asked));
end $$;

ALTER FUNCTION aftercare.lack(code text, field text, vals jsonb, asked boolean) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.lacking(o aftercare.work_order, guards text[], payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
declare
  guard text;
  found jsonb;
  answer jsonb := '[]';
begin
  foreach guard in array guards loop
    execute format('select aftercare.%I($1, $2)', 'guard_' || guard) into found using o, payload;
    answer := answer || coalesce(found, '[]');
  end loop;
  return answer;
end $_$;

ALTER FUNCTION aftercare.lacking(o aftercare.work_order, guards text[], payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.line_settles() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform aftercare.settle_money(new.work_order_id, null);
  return null;
end $$;

ALTER FUNCTION aftercare.line_settles() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.lock_order(order_id uuid, seen integer, VARIADIC roles text[]) RETURNS aftercare.work_order
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  o aftercare.work_order;
begin
  select w.* into o from aftercare.work_order w where w.id = order_id for no key update;
  if o.id is null or not aftercare.sees_order(o) then perform aftercare.refuse('gone_record'); end if;
  if cardinality(roles) > 0 and not aftercare.may_work_on(o, variadic roles) then
    raise exception using errcode = '42501', message = 'this person may not do this to the order';
  end if;
  if seen is not null and o.version <> seen then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  return o;
end $$;

ALTER FUNCTION aftercare.lock_order(order_id uuid, seen integer, VARIADIC roles text[]) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.lock_visit(visit_id uuid, seen integer) RETURNS aftercare.visit
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  v aftercare.visit;
begin
  select x.* into v from aftercare.visit x where x.id = visit_id for no key update;
  if not aftercare.sees_visit(v) then perform aftercare.refuse('gone_record'); end if;
  if seen is not null and v.version <> seen then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  return v;
end $$;

ALTER FUNCTION aftercare.lock_visit(visit_id uuid, seen integer) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.login_name() RETURNS text
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return case when session_user like 's\_%' then substr(session_user, 3) else session_user::text end;
end $$;

ALTER FUNCTION aftercare.login_name() OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.look_volume(hours integer DEFAULT 24) RETURNS TABLE(login text, kind text, looks bigint, last_at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_column
begin
  if not aftercare.i_am('admin', 'auditor') then
    raise exception using errcode = '42501', message = 'administrators and auditors only';
  end if;
  return query
    select r.login, r.kind, sum(r.count)::bigint, max(r.at) from aftercare.reveal r
    where r.at > clock_timestamp() - make_interval(hours => least(hours, 24 * 366))
    group by r.login, r.kind order by 3 desc limit 200;
end $$;

ALTER FUNCTION aftercare.look_volume(hours integer) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.lookup_is_open(wanted text) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (select exists (
      select from aftercare.reveal r
      where r.login = aftercare.login_name() and r.at > clock_timestamp() - interval '5 minutes'
        and r.kind = 'lookup' and r.xid is distinct from pg_current_xact_id_if_assigned()
        and r.asked = encode(sha256(convert_to(wanted || ' ' || r.id, 'UTF8')), 'hex')));
end $$;

ALTER FUNCTION aftercare.lookup_is_open(wanted text) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.mask_address(address text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
begin
  return case
    when address = '' then ''
    when address ~ '^[\u3400-\u9fff]' and length(address) > 6 then left(address, 6) || '****'
    when address ~ ',[^,0-9]{2,40}$' then '****,' || substring(address from ',([^,]*)$')
    else '****'
  end;
end $_$;

ALTER FUNCTION aftercare.mask_address(address text) OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.mask_email(email text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return case
    when email = '' then ''
    when position('@' in email) > 1 then left(email, 1) || '***' || substr(email, position('@' in email))
    else '***'
  end;
end $$;

ALTER FUNCTION aftercare.mask_email(email text) OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.mask_phone(key text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return case
    when key = '' then ''
    when length(key) >= 11 then left(key, 3) || '****' || right(key, 4)
    when length(key) >= 7 then '****' || right(key, 4)
    else '***' || right(key, least(2, length(key) - 1))
  end;
end $$;

ALTER FUNCTION aftercare.mask_phone(key text) OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.may_act_on(o aftercare.work_order, wanted text, action text) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  stores uuid[] := array[o.store_id] || case when o.handling_store_id is null then '{}'::uuid[]
                                             else array[o.handling_store_id] end;
begin
  if not aftercare.i_am(wanted) then return false; end if;
  return case wanted
    when 'agent' then stores && aftercare.my_store_ids()
    when 'parts' then stores && aftercare.my_store_ids()
    when 'manager' then stores && aftercare.my_managed_store_ids()
    when 'finance' then true
    when 'technician' then o.assigned_to = aftercare.my_staff_id()
      or action = 'take' and o.assigned_to is null and stores && aftercare.my_store_ids()
    else false end;
end $$;

ALTER FUNCTION aftercare.may_act_on(o aftercare.work_order, wanted text, action text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.may_be_sent(person uuid, kind text) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return exists (
    select from aftercare.staff s where s.id = person and s.active
      and aftercare.roles_of(s.login) && case when kind = 'follow_up' then array['technician', 'agent', 'manager']
                                              else array['technician'] end);
end $$;

ALTER FUNCTION aftercare.may_be_sent(person uuid, kind text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.may_change_ticket(wanted uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select exists (
    select from aftercare.ticket t
    where t.id = wanted and t.state not in ('closed', 'cancelled') and cardinality(aftercare.ticket_roles(t)) > 0)
$$;

ALTER FUNCTION aftercare.may_change_ticket(wanted uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.may_work_on(o aftercare.work_order, VARIADIC roles text[]) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  code text;
begin
  foreach code in array roles loop
    if aftercare.may_act_on(o, code, '') then return true; end if;
  end loop;
  return false;
end $$;

ALTER FUNCTION aftercare.may_work_on(o aftercare.work_order, VARIADIC roles text[]) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.merge_customers(kept uuid, gone uuid, kept_version integer, gone_version integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
declare
  k aftercare.customer;
  g aftercare.customer;
  reference record;
  reached int;
begin
  perform aftercare.check_may_keep_customers();
  if kept = gone then perform aftercare.refuse('merge_with_itself'); end if;
  perform from aftercare.customer x where x.id in (kept, gone) order by x.id for update;
  select * into k from aftercare.customer x where x.id = kept;
  select * into g from aftercare.customer x where x.id = gone;
  if k.id is null or g.id is null then perform aftercare.refuse('gone_record'); end if;
  if k.version <> kept_version or g.version <> gone_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  if k.merged_into is not null or g.merged_into is not null or k.archived_at is not null then
    perform aftercare.refuse('customer_was_merged');
  end if;

  -- where both have a class in a dimension, kept's stays
  update aftercare.customer_class x set until = clock_timestamp()
    where x.customer_id = gone and x.until is null
      and exists (select from aftercare.customer_class y
                  where y.customer_id = kept and y.until is null and y.dimension = x.dimension);
  -- a second number stays searchable, as a contact's
  if g.phone_key <> '' and k.phone_key <> '' and g.phone_key <> k.phone_key then
    insert into aftercare.contact (id, customer_id, name, salutation, phone, email, initials)
      values (gen_random_uuid(), kept, g.name, g.salutation, g.phone, g.email, g.initials);
  end if;
  -- owners first: the trigger on device then finds the history already right
  update aftercare.device_owner x set customer_id = kept where x.customer_id = gone;
  for reference in
    select c.relname, a.attname
    from pg_constraint f
    join pg_class c on c.oid = f.conrelid
    join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
    where f.contype = 'f' and f.confrelid = 'aftercare.customer'::regclass and cardinality(f.conkey) = 1
      and c.relname not in ('customer', 'customer_file', 'device_owner')
      and has_column_privilege('aftercare_workflow', c.oid, a.attnum, 'update')
  loop
    execute format('update aftercare.%I set %I = $1 where %I = $2', reference.relname, reference.attname,
                   reference.attname) using kept, gone;
  end loop;
  if not exists (select from aftercare.customer_file f where f.id = kept) then
    insert into aftercare.customer_file
      select (jsonb_populate_record(f, jsonb_build_object('id', kept))).*
      from aftercare.customer_file f where f.id = gone;
  end if;

  update aftercare.customer x set merged_into = kept where x.merged_into = gone;
  update aftercare.customer x set merged_into = kept, archived_at = clock_timestamp() where x.id = gone;
  update aftercare.customer x set
      phone = case when x.phone = '' then g.phone else x.phone end,
      no_phone_reason = case when x.phone = '' and g.phone <> '' then '' else x.no_phone_reason end,
      email = case when x.email = '' then g.email else x.email end,
      address = case when x.address = '' then g.address else x.address end,
      wechat = case when x.wechat = '' then g.wechat else x.wechat end,
      tax_no = case when x.tax_no = '' then g.tax_no else x.tax_no end,
      region_id = coalesce(x.region_id, g.region_id),
      sales_rep_id = coalesce(x.sales_rep_id, g.sales_rep_id),
      birthday = coalesce(x.birthday, g.birthday),
      anniversary = coalesce(x.anniversary, g.anniversary),
      stage = case when g.stage = 'formal' then 'formal' else x.stage end
    where x.id = kept returning version into reached;
  return reached;
end $_$;

ALTER FUNCTION aftercare.merge_customers(kept uuid, gone uuid, kept_version integer, gone_version integer) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.merge_product_models(kept uuid, gone uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
declare
  reference record;
begin
  if not aftercare.i_am('admin', 'manager') then
    raise exception using errcode = '42501', message = 'managers and administrators keep the models';
  end if;
  if kept = gone then perform aftercare.refuse('merge_with_itself'); end if;
  perform from aftercare.product_model x where x.id in (kept, gone) order by x.id for update;
  for reference in
    select c.relname, a.attname
    from pg_constraint f
    join pg_class c on c.oid = f.conrelid
    join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
    where f.contype = 'f' and f.confrelid = 'aftercare.product_model'::regclass and cardinality(f.conkey) = 1
      and has_column_privilege('aftercare_workflow', c.oid, a.attnum, 'update')
  loop
    execute format('update aftercare.%I set %I = $1 where %I = $2', reference.relname, reference.attname,
                   reference.attname) using kept, gone;
  end loop;
  return aftercare.remove_product_model(
    gone, (select x.version from aftercare.product_model x where x.id = gone));
end $_$;

ALTER FUNCTION aftercare.merge_product_models(kept uuid, gone uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.merkle_root(leaves bytea[]) RETURNS bytea
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  level bytea[] := leaves;
begin
  while cardinality(level) > 1 loop
    select array_agg(p.h order by p.n) into level
    from (
      select (x.n + 1) / 2 as n,
             case when count(*) = 1 then (array_agg(x.h))[1]
                  else sha256('\x01'::bytea || string_agg(x.h, ''::bytea order by x.n)) end as h
      from unnest(level) with ordinality as x (h, n)
      group by 1) p;
  end loop;
  return level[1];
end $$;

ALTER FUNCTION aftercare.merkle_root(leaves bytea[]) OWNER TO aftercare_due;

CREATE FUNCTION aftercare.minutes_a_day(person uuid) RETURNS integer
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return coalesce((select c.minutes_a_day from aftercare.staff_capacity c where c.id = person),
                  aftercare.parameter_value('visit_minutes_a_day', '420')::int);
end $$;

ALTER FUNCTION aftercare.minutes_a_day(person uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.model_title(brand text, name text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return case when brand = '' or starts_with(lower(name), lower(brand)) then name else brand || ' ' || name end;
end $$;

ALTER FUNCTION aftercare.model_title(brand text, name text) OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.money_of(n aftercare.work_order, OUT due numeric, OUT paid numeric, OUT state text) RETURNS record
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  nothing_done boolean := n.work_state = 'cancelled' or coalesce(n.outcome in ('unrepairable', 'refused'), false)
    or n.work_state in ('delivered', 'closed') and n.outcome is null;
  ready boolean := n.work_state in ('completed', 'failed', 'delivered', 'closed', 'cancelled');
begin
  select coalesce(sum(l.amount), 0) into due from aftercare.work_order_line l
    where l.work_order_id = n.id and l.payer = 'customer'
      and (l.state = 'used' or l.state in ('planned', 'proposed') and (not nothing_done or l.kind = 'fee'));
  if n.outcome in ('unrepairable', 'refused', 'no_fault') then due := due + coalesce(n.inspection_fee, 0); end if;
  select coalesce(sum(p.amount), 0) into paid from aftercare.payment p where p.work_order_id = n.id;
  state := case
    when n.written_off is not null then 'written_off'
    when paid > 0 and not ready then 'prepaid'
    when paid > 0 and paid < due then 'part_paid'
    when paid > 0 then 'paid'
    when exists (select from aftercare.quote q where q.work_order_id = n.id and q.state in ('open', 'accepted'))
      then 'quoted'
    else 'none' end;
end $$;

ALTER FUNCTION aftercare.money_of(n aftercare.work_order, OUT due numeric, OUT paid numeric, OUT state text) OWNER TO aftercare_workflow;

CREATE TABLE aftercare.phone_call (
    store_id uuid NOT NULL,
    came_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    phone text DEFAULT ''::text NOT NULL,
    phone_key text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    phone_masked text DEFAULT ''::text NOT NULL,
    phone_last4 text DEFAULT ''::text NOT NULL,
    customer_id uuid,
    contact_name text DEFAULT ''::text NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    taken_by_id uuid,
    handled_at timestamp with time zone,
    missed_at timestamp with time zone,
    ticket_id uuid,
    note text DEFAULT ''::text NOT NULL,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT phone_call_contact_name_check CHECK ((length(contact_name) <= 120)),
    CONSTRAINT phone_call_note_check CHECK ((length(note) <= 400)),
    CONSTRAINT phone_call_phone_check CHECK ((length(phone) <= 40)),
    CONSTRAINT phone_call_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'handled'::text, 'missed'::text])))
);

ALTER TABLE aftercare.phone_call OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.my_call(wanted uuid) RETURNS aftercare.phone_call
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  ring aftercare.phone_call;
begin
  select c.* into ring from aftercare.phone_call c where c.id = wanted for no key update;
  if ring.id is null or aftercare.my_staff_id() is null
     or not ring.store_id = any (aftercare.my_visible_store_ids()) then
    perform aftercare.refuse('gone_record');
  end if;
  return ring;
end $$;

ALTER FUNCTION aftercare.my_call(wanted uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.my_colleague_ids() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (
    select coalesce(array_agg(distinct d.staff_id), '{}') from aftercare.staff_store d
    where d.until is null and d.store_id = any (aftercare.my_store_ids()));
end $$;

ALTER FUNCTION aftercare.my_colleague_ids() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.my_complaint_store_ids() RETURNS uuid[]
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (select case
      when aftercare.i_am('admin', 'auditor') then aftercare.my_visible_store_ids()
      when aftercare.i_am('manager') then aftercare.my_managed_store_ids()
      when aftercare.i_am('agent') then aftercare.my_store_ids()
    end);
end $$;

ALTER FUNCTION aftercare.my_complaint_store_ids() OWNER TO aftercare_search;

CREATE FUNCTION aftercare.my_job_customer_ids() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (select coalesce(array_agg(distinct o.customer_id), '{}')
    from (
      select x.customer_id from aftercare.work_order x
      where x.assigned_to = aftercare.my_staff_id() and x.opened_at > now() - interval '180 days'
      union all
      select x.customer_id from aftercare.work_order x
      where x.store_id = any (aftercare.my_store_ids()) and x.work_state = 'received' and x.assigned_to is null
      union all
      select x.customer_id from aftercare.work_order x
      where x.handling_store_id = any (aftercare.my_store_ids()) and x.work_state = 'received' and x.assigned_to is null
      union all
      select x.customer_id from aftercare.visit x
      where x.technician_id = aftercare.my_staff_id() and x.opened_at > now() - interval '180 days'
      union all
      select x.customer_id from aftercare.visit x
      where x.store_id = any (aftercare.my_store_ids()) and x.state = 'open' and x.technician_id is null
    ) o
    where o.customer_id is not null);
end $$;

ALTER FUNCTION aftercare.my_job_customer_ids() OWNER TO aftercare_search;

CREATE FUNCTION aftercare.my_job_device_ids() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (select coalesce(array_agg(distinct o.device_id), '{}')
    from (
      select x.device_id from aftercare.work_order x
      where x.assigned_to = aftercare.my_staff_id() and x.opened_at > now() - interval '180 days'
      union all
      select x.device_id from aftercare.work_order x
      where x.store_id = any (aftercare.my_store_ids()) and x.work_state = 'received' and x.assigned_to is null
      union all
      select x.device_id from aftercare.work_order x
      where x.handling_store_id = any (aftercare.my_store_ids()) and x.work_state = 'received' and x.assigned_to is null
      union all
      select x.device_id from aftercare.visit x
      where x.technician_id = aftercare.my_staff_id() and x.opened_at > now() - interval '180 days'
      union all
      select x.device_id from aftercare.visit x
      where x.store_id = any (aftercare.my_store_ids()) and x.state = 'open' and x.technician_id is null
    ) o
    where o.device_id is not null);
end $$;

ALTER FUNCTION aftercare.my_job_device_ids() OWNER TO aftercare_search;

CREATE FUNCTION aftercare.my_managed_staff_ids() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (
    select coalesce(array_agg(distinct d.staff_id), '{}') from aftercare.staff_store d
    where d.until is null and d.store_id = any (aftercare.my_managed_store_ids()));
end $$;

ALTER FUNCTION aftercare.my_managed_staff_ids() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.my_managed_store_ids() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (
  with recursive mine as (
    select aftercare.my_staff_id() as id
  ), answered as (
    select r.region_id as id from aftercare.staff_region r join mine on mine.id = r.staff_id
    where r.until is null
    union
    select c.id from aftercare.region c join answered a on c.parent_id = a.id
  )
  select coalesce(array_agg(x.id), '{}') from (
    select t.id from aftercare.store t join answered a on a.id = t.region_id
    union
    select d.store_id from aftercare.staff_store d join mine on mine.id = d.staff_id where d.until is null
  ) x);
end $$;

ALTER FUNCTION aftercare.my_managed_store_ids() OWNER TO aftercare_identity;

CREATE FUNCTION aftercare.my_staff_id() RETURNS uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (select s.id from aftercare.staff s
          where s.login = substr(session_user, 3) collate "default" and session_user like 's\_%' and s.active
            and not s.must_change_password);
end $$;

ALTER FUNCTION aftercare.my_staff_id() OWNER TO aftercare_identity;

CREATE FUNCTION aftercare.my_store_ids() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (
    select coalesce(array_agg(d.store_id), '{}')
    from aftercare.staff_store d
    where d.until is null and d.staff_id = aftercare.my_staff_id());
end $$;

ALTER FUNCTION aftercare.my_store_ids() OWNER TO aftercare_identity;

CREATE FUNCTION aftercare.my_visible_store_ids() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if aftercare.i_am('admin', 'auditor', 'finance') then
    return (select coalesce(array_agg(id), '{}') from aftercare.store);
  elsif aftercare.i_am('manager') then
    return aftercare.my_managed_store_ids();
  end if;
  return aftercare.my_store_ids();
end $$;

ALTER FUNCTION aftercare.my_visible_store_ids() OWNER TO aftercare_identity;

CREATE FUNCTION aftercare.next_number(prefix text, sequence regclass, day date) RETURNS text
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (
    select prefix || to_char(day, 'YYMM') || '-' || case when length(n::text) < 5 then lpad(n::text, 5, '0') else n::text end
    from nextval(sequence) n);
end $$;

ALTER FUNCTION aftercare.next_number(prefix text, sequence regclass, day date) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.next_receipt(store uuid, day date) RETURNS text
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  number int;
begin
  insert into aftercare.receipt_counter (store_id, day, last) values (store, day, 1)
    on conflict on constraint receipt_counter_pkey do update set last = receipt_counter.last + 1
    returning last into number;
  return 'R' || (select s.code from aftercare.store s where s.id = store) || '-' || to_char(day, 'YYMMDD') || '-'
    || case when number < 1000 then lpad(number::text, 3, '0') else number::text end;
end $$;

ALTER FUNCTION aftercare.next_receipt(store uuid, day date) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.note_backup(began timestamp with time zone, of_rows bigint, fault text) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  insert into aftercare.job_run as r (name, started_at, finished_at, rows, error)
    values ('backup', began, case when fault is null then clock_timestamp() end, of_rows, left(fault, 500))
  on conflict (name) do update set started_at = excluded.started_at, error = excluded.error,
    finished_at = coalesce(excluded.finished_at, r.finished_at),
    rows = case when excluded.finished_at is null then r.rows else excluded.rows end
$$;

ALTER FUNCTION aftercare.note_backup(began timestamp with time zone, of_rows bigint, fault text) OWNER TO aftercare_due;

CREATE FUNCTION aftercare.note_change() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  r record := case when tg_op = 'DELETE' then old else new end;
begin
  -- a field of the row is looked up where the trigger's table has it: the row as JSON would cost as much again
  case tg_argv[0]
    when 'store_id,handling_store_id' then
      insert into aftercare.change (store_id, table_name, row_id) values (r.store_id, tg_table_name, r.id);
      if r.handling_store_id <> r.store_id then
        insert into aftercare.change (store_id, table_name, row_id) values (r.handling_store_id, tg_table_name, r.id);
      end if;
    when 'store_id' then
      insert into aftercare.change (store_id, table_name, row_id) values (r.store_id, tg_table_name, r.id);
    else
      insert into aftercare.change (table_name, row_id) values (tg_table_name, r.id);
  end case;
  return null;
end $$;

ALTER FUNCTION aftercare.note_change() OWNER TO aftercare_history;

CREATE FUNCTION aftercare.open_export(wanted uuid[], why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  allowed int := coalesce(aftercare.parameter_value('export_limit'), '5000')::int;
  done bigint;
begin
  if not aftercare.i_may_export_personal() then
    raise exception using errcode = '42501', message = 'administrators and managers export personal data';
  end if;
  if btrim(coalesce(why, '')) = '' then perform aftercare.refuse('export_reason_missing', 'reason'); end if;
  perform aftercare.count_alone();
  select coalesce(sum(r.count), 0) into done
  from aftercare.reveal r
  where r.login = aftercare.login_name() and r.kind = 'export' and r.table_name = 'customer'
    and r.at > clock_timestamp() - interval '24 hours';
  if done + cardinality(wanted) > allowed then
    perform aftercare.refuse('export_limit', null,
      jsonb_build_object('limit', allowed, 'left', greatest(0, allowed - done)));
  end if;
  if done + cardinality(wanted) >= allowed then
    insert into aftercare.reveal (login, kind, table_name, count, reason)
      values (aftercare.login_name(), 'limit', 'customer', allowed, 'export');
  end if;
  insert into aftercare.reveal (login, kind, table_name, row_id, column_name, reason)
  select aftercare.login_name(), 'export', 'customer', c.id, 'all', left(why, 200)
  from aftercare.customer c where c.id = any (wanted);
end $$;

ALTER FUNCTION aftercare.open_export(wanted uuid[], why text) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.open_lookup(typed text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  wanted text := aftercare.phone_key(typed);
  entry bigint;
begin
  if not aftercare.i_am_active() then
    raise exception using errcode = '42501', message = 'not active';
  end if;
  -- the same question asked again while the answer stands is the same look
  if aftercare.lookup_is_open(wanted) then return; end if;
  perform aftercare.count_looks('lookup', 'lookup_limit', 300);
  insert into aftercare.reveal (login, kind, table_name, column_name)
    values (aftercare.login_name(), 'lookup', 'customer', 'phone') returning id into entry;
  update aftercare.reveal r set asked = encode(sha256(convert_to(wanted || ' ' || r.id, 'UTF8')), 'hex')
    where r.id = entry;
end $$;

ALTER FUNCTION aftercare.open_lookup(typed text) OWNER TO aftercare_search;

CREATE TABLE aftercare.intake (
    number text NOT NULL COLLATE pg_catalog."C",
    customer_id uuid,
    store_id uuid NOT NULL,
    received_at timestamp with time zone NOT NULL,
    received_on date NOT NULL,
    brought_by text DEFAULT ''::text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT intake_lengths_check CHECK ((length(brought_by) <= 400)),
    CONSTRAINT intake_note_check CHECK ((length(note) <= 2000)),
    CONSTRAINT intake_number_check CHECK (((length(btrim(number)) >= 1) AND (length(btrim(number)) <= 60)))
);

ALTER TABLE aftercare.intake OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.open_order(wanted jsonb, i aftercare.intake) RETURNS aftercare.work_order
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  o aftercare.work_order;
  moment timestamptz := i.received_at;
  verdict jsonb;
  home boolean;
begin
  -- Only these are taken from the caller; all else is ours to say.
  o := jsonb_populate_record(null::aftercare.work_order, jsonb_strip_nulls((
    select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(wanted) e
    where e.key = any (array['id', 'kind', 'sale_stage', 'wish', 'priority', 'source', 'device_id', 'rework_of',
      'problem', 'symptoms', 'accessories', 'accessories_note', 'condition_note', 'sketch', 'marks', 'answers',
      'backup_choice', 'erase_allowed', 'old_parts', 'notify_by', 'loan_unit', 'instructions', 'estimate',
      'inspection_fee', 'promised_at', 'shelf']))));
  o.kind := coalesce(o.kind, 'repair');
  home := o.kind in ('on_site', 'installation', 'maintenance', 'inspection')
    and not coalesce((wanted ->> 'device_here')::boolean, false);
  if o.source = 'ords' then o.source := null; end if;
  verdict := aftercare.warranty_by_purchase(o.device_id, i.received_on);
  insert into aftercare.work_order
    (id, number, kind, sale_stage, wish, priority, source, custody_state, customer_id, device_id, product_model_id,
     intake_id, store_id, rework_of, opened_at, opened_on, promised_at, state_since, event_count, shelf, problem,
     symptoms, accessories, accessories_note, condition_note, sketch, marks, answers, backup_choice, erase_allowed,
     old_parts, notify_by, loan_unit, instructions, warranty_verdict, warranty_reason, warranty_values, pickup_code,
     estimate, inspection_fee)
  select coalesce(o.id, gen_random_uuid()),
     aftercare.next_number('W', 'aftercare.work_order_number', i.received_on), o.kind,
     coalesce(o.sale_stage, 'after_sale'), coalesce(o.wish, 'repair'), coalesce(o.priority, 'normal'),
     coalesce(o.source, 'counter'), case when home then 'with_customer' else 'at_store' end, i.customer_id,
     o.device_id, d.product_model_id, i.id, i.store_id, o.rework_of, moment, i.received_on,
     coalesce(o.promised_at,
              moment + make_interval(days => aftercare.parameter_value('promise_days', '3')::int)),
     moment, case when home then 1 else 2 end, case when home then '' else coalesce(o.shelf, '') end, o.problem, coalesce(o.symptoms, '{}'),
     coalesce(o.accessories, '{}'), coalesce(o.accessories_note, ''), coalesce(o.condition_note, ''),
     coalesce(o.sketch, 'box'), coalesce(o.marks, '[]'), coalesce(o.answers, '{}'), coalesce(o.backup_choice, ''),
     o.erase_allowed, coalesce(o.old_parts, ''), coalesce(o.notify_by, ''), coalesce(o.loan_unit, ''),
     coalesce(o.instructions, ''), verdict ->> 'verdict', verdict ->> 'reason', verdict -> 'values',
     lpad((('x' || substr(md5(gen_random_uuid()::text), 1, 7))::bit(28)::int % 1000000)::text, 6, '0'),
     o.estimate, o.inspection_fee
  from aftercare.device d where d.id = o.device_id
  returning * into o;
  o.event_count := 1;
  perform aftercare.record_event(o, 'work', 'receive', null, 'received',
    jsonb_build_object('promised_at', o.promised_at, 'shelf', o.shelf)
      || jsonb_strip_nulls(jsonb_build_object('workstation', wanted -> 'workstation')), true, null, moment);
  if not home then
    o.event_count := 2;
    perform aftercare.record_event(o, 'custody', 'hand_in', 'with_customer', 'at_store',
      jsonb_build_object('with', 'receive') || jsonb_strip_nulls(jsonb_build_object('workstation', wanted -> 'workstation')),
      true, null, moment);
  end if;
  if aftercare.says(wanted -> 'unlock_code', 'code') then
    insert into aftercare.unlock_code (work_order_id, kind, code, created_by)
      values (o.id, coalesce(wanted -> 'unlock_code' ->> 'kind', 'text'), wanted -> 'unlock_code' ->> 'code',
              aftercare.login_name());
  end if;
  return o;
end $$;

ALTER FUNCTION aftercare.open_order(wanted jsonb, i aftercare.intake) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.open_orders(today date, stores uuid[] DEFAULT NULL::uuid[]) RETURNS TABLE(work_state text, age integer, n bigint, late bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
declare
  scopes uuid[] := aftercare.figure_scopes(stores);
  company boolean := scopes = array['00000000-0000-0000-0000-000000000000'::uuid];
  moment timestamptz := statement_timestamp();
begin
  -- by day first: ages and what is late by state are then told of a thousand groups, not of every order
  return query
    select g.work_state, least(greatest(today - g.opened_on, 0), 99), sum(g.n)::bigint,
           coalesce(sum(g.passed) filter (where g.work_state not in ('completed', 'failed', 'cancelled')), 0)::bigint
    from (
      select w.work_state, w.opened_on, count(*) as n, count(*) filter (where w.promised_at < moment) as passed
      from aftercare.work_order w
      where w.work_state not in ('delivered', 'closed') and (company or w.store_id = any (scopes))
      group by 1, 2) g
    group by 1, 2;
end $$;

ALTER FUNCTION aftercare.open_orders(today date, stores uuid[]) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.open_person_export(wanted uuid, why text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  entry bigint;
begin
  if not aftercare.i_am('admin', 'manager') then
    raise exception using errcode = '42501', message = 'managers and administrators export persons';
  end if;
  if not exists (select from aftercare.customer c where c.id = wanted) then perform aftercare.refuse('gone_record'); end if;
  perform aftercare.count_looks('export', 'reveal_limit', 60);
  insert into aftercare.reveal (login, kind, table_name, row_id, reason)
    values (aftercare.login_name(), 'export', 'customer', wanted, left(why, 200)) returning id into entry;
  return entry;
end $$;

ALTER FUNCTION aftercare.open_person_export(wanted uuid, why text) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.open_reveal(of_table text, wanted uuid, of_column text, why text DEFAULT ''::text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  customer uuid;
  entry bigint;
begin
  if not aftercare.i_am('admin', 'manager', 'agent', 'finance', 'sales', 'technician') then
    raise exception using errcode = '42501', message = 'this role does not look at personal data';
  end if;
  if of_table = 'phone_call' then
    -- a caller may be no customer: his number is the store's that he called
    if of_column is distinct from 'phone' or not exists (
         select from aftercare.phone_call c
         where c.id = wanted and c.phone <> '' and c.store_id = any (aftercare.my_visible_store_ids())) then
      perform aftercare.refuse('gone_record');
    end if;
    perform aftercare.count_looks('reveal', 'reveal_limit', 60);
    insert into aftercare.reveal (login, kind, table_name, row_id, column_name, reason)
      values (aftercare.login_name(), 'reveal', of_table, wanted, of_column, left(why, 200))
      returning id into entry;
    return entry;
  end if;
  customer := case of_table
    when 'customer' then (select c.id from aftercare.customer c where c.id = wanted)
    when 'contact' then (select c.customer_id from aftercare.contact c where c.id = wanted)
    when 'customer_address' then (select a.customer_id from aftercare.customer_address a where a.id = wanted)
  end;
  if customer is null or not coalesce(of_column = any (case of_table
      when 'customer' then array['phone', 'email', 'address', 'wechat']
      when 'contact' then array['phone', 'email']
      when 'customer_address' then array['address'] end), false)
     or not aftercare.i_see_customer(customer) then
    perform aftercare.refuse('gone_record');
  end if;
  perform aftercare.count_looks('reveal', 'reveal_limit', 60);
  insert into aftercare.reveal (login, kind, table_name, row_id, column_name, reason)
    values (aftercare.login_name(), 'reveal', of_table, wanted, of_column, left(why, 200))
    returning id into entry;
  return entry;
end $$;

ALTER FUNCTION aftercare.open_reveal(of_table text, wanted uuid, of_column text, why text) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.order_clock() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  moment timestamptz := clock_timestamp();
  done constant text[] := array['completed', 'failed', 'delivered', 'closed'];
  begun constant text[] := array['diagnosing', 'quoted', 'waiting_parts', 'repairing', 'testing', 'completed', 'failed'];
  elsewhere constant text[] := array['on_site', 'installation', 'maintenance', 'inspection'];
  cover text := aftercare.order_cover(new.warranty_verdict);
  was text;
  turn text := aftercare.order_turn(new.work_state, new.custody_state);
begin
  if tg_op = 'INSERT' then
    if new.source = 'ords' or new.work_state <> 'received' then return null; end if;
    perform aftercare.sla_open('work_order', new.id, new.store_id, 'response', new.kind, new.priority, cover,
                               new.opened_at);
    if new.kind = any (elsewhere) then
      perform aftercare.sla_open('work_order', new.id, new.store_id, 'on_site', new.kind, new.priority, cover,
                                 new.opened_at);
    end if;
    perform aftercare.sla_open('work_order', new.id, new.store_id, 'resolution', new.kind, new.priority, cover,
                               new.opened_at, new.promised_at);
    return null;
  end if;
  if new.source = 'ords' then return null; end if;
  if old.work_state <> all (done) and new.work_state <> all (done || array['cancelled'])
     and (new.priority, new.kind, new.warranty_verdict, new.promised_at)
         is distinct from (old.priority, old.kind, old.warranty_verdict, old.promised_at) then
    perform aftercare.sla_review('work_order', new.id, 'response', new.kind, new.priority, cover);
    perform aftercare.sla_review('work_order', new.id, 'on_site', new.kind, new.priority, cover);
    perform aftercare.sla_review('work_order', new.id, 'resolution', new.kind, new.priority, cover, new.promised_at);
    -- taken up again after the time promised had passed: the next promise begins a clock
    if new.promised_at > moment then
      perform aftercare.sla_open('work_order', new.id, new.store_id, 'resolution', new.kind, new.priority, cover,
                                 moment, new.promised_at);
    end if;
  end if;
  was := aftercare.order_turn(old.work_state, old.custody_state);
  if new.work_state is distinct from old.work_state then
    if old.work_state = 'received' and new.work_state <> 'cancelled' then
      perform aftercare.sla_stop('work_order', new.id, 'response', 'met', moment);
    end if;
    if new.work_state = any (begun) then
      perform aftercare.sla_stop('work_order', new.id, 'on_site', 'met', moment);
    end if;
    if new.work_state = any (done) then
      perform aftercare.sla_stop('work_order', new.id, null, 'met', moment);
    elsif new.work_state = 'cancelled' then
      perform aftercare.sla_stop('work_order', new.id, null, 'stopped', moment);
    elsif old.work_state = any (done) or old.work_state = 'cancelled' then
      -- a step taken back was none; work taken up again is promised anew
      if (select e.action from aftercare.work_order_event e where e.work_order_id = new.id order by e.seq desc limit 1)
         = 'undo' then
        perform aftercare.sla_unmeet('work_order', new.id, 'resolution');
      else
        perform aftercare.sla_open('work_order', new.id, new.store_id, 'resolution', new.kind, new.priority, cover,
                                   moment, case when new.promised_at > moment then new.promised_at end);
      end if;
      was := null;
    end if;
  end if;
  if turn is not null and turn is distinct from was then
    perform aftercare.sla_pause('work_order', new.id, turn, moment);
  elsif turn is null and was is not null then
    perform aftercare.sla_resume('work_order', new.id, moment);
  end if;
  return null;
end $$;

ALTER FUNCTION aftercare.order_clock() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.order_correct(order_id uuid, seen_version integer, vals jsonb, comment text, workstation text DEFAULT ''::text, request_id uuid DEFAULT NULL::uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  n aftercare.work_order;
  m record;
  before jsonb;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  o := aftercare.lock_order(order_id, seen_version, 'manager');
  if aftercare.is_blank(comment) then perform aftercare.refuse('reason_missing', 'comment'); end if;
  if vals is null or vals = '{}' or exists (select from jsonb_object_keys(vals) k where k <> all (array[
      'customer_id', 'device_id', 'kind', 'sale_stage', 'wish', 'estimate', 'inspection_fee', 'warranty_verdict',
      'rework_of', 'barrier_code', 'outcome', 'problem'])) then
    perform aftercare.refuse('value_refused', 'values');
  end if;
  n := jsonb_populate_record(o, vals);
  if n.outcome is distinct from o.outcome and o.outcome is null then perform aftercare.refuse('value_refused', 'outcome'); end if;
  if n.device_id is distinct from o.device_id then
    select d.product_model_id into n.product_model_id from aftercare.device d where d.id = n.device_id;
    if n.product_model_id is null then perform aftercare.refuse('device_missing', 'device_id'); end if;
  end if;
  select jsonb_object_agg(k, to_jsonb(o) -> k) into before from jsonb_object_keys(vals) k;
  if vals ? 'warranty_verdict' then
    n.warranty_reason := 'manager';
    n.warranty_values := '{}';
  end if;
  select * into m from aftercare.money_of(n);
  update aftercare.work_order w set customer_id = n.customer_id, device_id = n.device_id,
      product_model_id = n.product_model_id, kind = n.kind, sale_stage = n.sale_stage, wish = n.wish,
      estimate = n.estimate, inspection_fee = n.inspection_fee, warranty_verdict = n.warranty_verdict,
      warranty_reason = n.warranty_reason, warranty_values = n.warranty_values, rework_of = n.rework_of,
      barrier_code = n.barrier_code, outcome = n.outcome, problem = n.problem, due = m.due, money_state = m.state,
      event_count = w.event_count + 1
    where w.id = o.id returning w.* into o;
  perform aftercare.record_event(o, 'correction', 'correct', null, null,
    jsonb_build_object('comment', comment, 'workstation', workstation, 'was', before, 'is', vals), false);
  return aftercare.keep_result(request_id, aftercare.order_result(o));
end $$;

ALTER FUNCTION aftercare.order_correct(order_id uuid, seen_version integer, vals jsonb, comment text, workstation text, request_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.order_cover(verdict text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return case verdict when 'in' then 'warranty' when 'out' then 'out' else '' end;
end $$;

ALTER FUNCTION aftercare.order_cover(verdict text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.order_cover(order_id uuid) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if order_id is null then return ''; end if;
  return coalesce((select aftercare.order_cover(w.warranty_verdict) from aftercare.work_order w where w.id = order_id), '');
end $$;

ALTER FUNCTION aftercare.order_cover(order_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.order_figures(since date, until date, stores uuid[] DEFAULT NULL::uuid[]) RETURNS TABLE(week date, measure text, bucket integer, n bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
declare
  scopes uuid[] := aftercare.figure_scopes(stores);
  company boolean := scopes = array['00000000-0000-0000-0000-000000000000'::uuid];
begin
  return query
    select x.week, x.measure, x.bucket, sum(x.n) from (
      select d.week, d.measure, d.bucket, d.n from aftercare.figure_week d
        where d.scope = any (scopes) and d.week between since and until
      union all
      select aftercare.week_of(e.day), e.measure, e.bucket, e.n from aftercare.figure_delta e
        where (company or e.store_id = any (scopes)) and e.day between since and until
    ) x
    group by 1, 2, 3 having sum(x.n) <> 0;
end $$;

ALTER FUNCTION aftercare.order_figures(since date, until date, stores uuid[]) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.order_hand_over(order_id uuid, seen_version integer, action text, money jsonb, payload jsonb DEFAULT '{}'::jsonb, request_id uuid DEFAULT NULL::uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  receipt jsonb;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  o := aftercare.lock_order(order_id, seen_version, variadic '{}'::text[]);
  if coalesce(jsonb_typeof(money), 'null') <> 'null' then
    receipt := aftercare.payments_take(order_id, money -> 'parts', (money ->> 'total')::numeric, money ->> 'comment',
      payload ->> 'workstation', null, money ->> 'kind');
    select w.version into seen_version from aftercare.work_order w where w.id = order_id;
  end if;
  return aftercare.keep_result(request_id,
    aftercare.work_order_move(order_id, seen_version, 'work', action, payload, null)
      || jsonb_build_object('receipt', receipt));
end $$;

ALTER FUNCTION aftercare.order_hand_over(order_id uuid, seen_version integer, action text, money jsonb, payload jsonb, request_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.order_hidden(order_id uuid, OUT pickup_code text, OUT unlock_code_kept boolean) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
begin
  select w.* into o from aftercare.work_order w where w.id = order_id;
  -- whoever administers the server prints slips too
  if o.id is null or not (aftercare.sees_order(o)
      or (select r.rolsuper from pg_roles r where r.rolname = session_user)) then
    return;
  end if;
  if has_column_privilege(session_user, 'aftercare.work_order', 'pickup_code', 'select') then
    pickup_code := o.pickup_code;
  end if;
  unlock_code_kept := exists (select from aftercare.unlock_code u where u.work_order_id = order_id);
end $$;

ALTER FUNCTION aftercare.order_hidden(order_id uuid, OUT pickup_code text, OUT unlock_code_kept boolean) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.order_note(order_id uuid, comment text, public boolean DEFAULT false, method text DEFAULT ''::text, workstation text DEFAULT ''::text, request_id uuid DEFAULT NULL::uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  o := aftercare.lock_order(order_id, null, 'agent', 'manager', 'technician', 'parts', 'finance');
  if aftercare.is_blank(comment) then perform aftercare.refuse('required_missing', 'comment'); end if;
  update aftercare.work_order w set event_count = w.event_count + 1 where w.id = o.id returning w.* into o;
  perform aftercare.record_event(o, 'note', 'note', null, null,
    jsonb_build_object('comment', comment, 'method', method, 'workstation', workstation), public);
  return aftercare.keep_result(request_id, aftercare.order_result(o));
end $$;

ALTER FUNCTION aftercare.order_note(order_id uuid, comment text, public boolean, method text, workstation text, request_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.order_promise(order_id uuid, seen_version integer, promised_at timestamp with time zone, comment text DEFAULT ''::text, workstation text DEFAULT ''::text, request_id uuid DEFAULT NULL::uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  was timestamptz;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  o := aftercare.lock_order(order_id, seen_version, 'agent', 'manager');
  if o.work_state in ('delivered', 'closed', 'cancelled') then perform aftercare.refuse('order_finished'); end if;
  if promised_at is null then perform aftercare.refuse('required_missing', 'promised_at'); end if;
  if promised_at < o.opened_at then perform aftercare.refuse('promise_in_past', 'promised_at'); end if;
  was := o.promised_at;
  update aftercare.work_order w set event_count = w.event_count + 1, promised_at = promised_at
    where w.id = o.id returning w.* into o;
  perform aftercare.record_event(o, 'promise', 'promise', null, null,
    jsonb_build_object('comment', comment, 'workstation', workstation, 'was', was, 'promised_at', promised_at), true);
  return aftercare.keep_result(request_id, aftercare.order_result(o));
end $$;

ALTER FUNCTION aftercare.order_promise(order_id uuid, seen_version integer, promised_at timestamp with time zone, comment text, workstation text, request_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.order_result(n aftercare.work_order) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return jsonb_build_object('id', n.id, 'version', n.version, 'work_state', n.work_state,
    'money_state', n.money_state, 'custody_state', n.custody_state, 'event_count', n.event_count);
end $$;

ALTER FUNCTION aftercare.order_result(n aftercare.work_order) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.order_tokens(o aftercare.work_order) RETURNS tsvector
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (select aftercare.search_tokens(concat_ws(' ', o.number, o.problem,
      (select c.name from aftercare.customer c where c.id = o.customer_id),
      (select concat_ws(' ', d.serial_no, m.brand, m.name, m.model_no) from aftercare.device d
         join aftercare.product_model m on m.id = d.product_model_id where d.id = o.device_id)))
    || array_to_tsvector(array_remove(array['=store:' || o.store_id, '=store:' || o.handling_store_id], null)));
end $$;

ALTER FUNCTION aftercare.order_tokens(o aftercare.work_order) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.order_told(order_id uuid, reached boolean, method text, about text DEFAULT 'ready'::text, comment text DEFAULT ''::text, workstation text DEFAULT ''::text, request_id uuid DEFAULT NULL::uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  o := aftercare.lock_order(order_id, null, 'agent', 'manager', 'technician');
  if about not in ('ready', 'quote', 'delay', 'notice') then perform aftercare.refuse('value_refused', 'about'); end if;
  update aftercare.work_order w set event_count = w.event_count + 1,
      told_at = case when reached and about in ('ready', 'notice') and w.ready_at is not null
                     then coalesce(w.told_at, clock_timestamp()) else w.told_at end
    where w.id = o.id returning w.* into o;
  perform aftercare.record_event(o, 'contact', case when reached then 'told' else 'not_told' end, null, null,
    jsonb_build_object('comment', comment, 'method', method, 'about', about, 'workstation', workstation), true);
  return aftercare.keep_result(request_id, aftercare.order_result(o));
end $$;

ALTER FUNCTION aftercare.order_told(order_id uuid, reached boolean, method text, about text, comment text, workstation text, request_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.order_turn(work_state text, custody_state text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return case when work_state = 'quoted' then 'customer' when custody_state = 'at_depot' then 'maker' end;
end $$;

ALTER FUNCTION aftercare.order_turn(work_state text, custody_state text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.order_words() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if tg_op = 'INSERT' or (new.problem, new.customer_id, new.device_id, new.store_id, new.handling_store_id)
       is distinct from (old.problem, old.customer_id, old.device_id, old.store_id, old.handling_store_id) then
    new.search := aftercare.order_tokens(new);
  end if;
  return new;
end $$;

ALTER FUNCTION aftercare.order_words() OWNER TO aftercare_search;

CREATE FUNCTION aftercare.overdue_records(kind text) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 200
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  me uuid := aftercare.my_staff_id();
begin
  if kind = 'complaint' and not aftercare.i_am('agent', 'manager', 'admin', 'auditor') then return; end if;
  return query
    select x.subject_id from aftercare.sla_target x
    where x.store_id = any (aftercare.my_visible_store_ids()) and x.subject_kind = kind
      and x.met_at is null and x.stopped_at is null and x.due_at < statement_timestamp()
      and (x.breached_at is not null or x.paused_since is null)
      and (kind <> 'complaint' or not exists (
        select from aftercare.complaint c where c.id = x.subject_id and c.about_staff_id = me))
    order by x.due_at limit 20000;
end $$;

ALTER FUNCTION aftercare.overdue_records(kind text) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.parameter_value(wanted text, otherwise text DEFAULT NULL::text) RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (select coalesce((select nullif(p.value, '') from aftercare.parameter p where p.code = wanted), otherwise));
end $$;

ALTER FUNCTION aftercare.parameter_value(wanted text, otherwise text) OWNER TO aftercare_identity;

CREATE FUNCTION aftercare.payment_reverse(reversal_id uuid, payment_id uuid, comment text, workstation text DEFAULT ''::text, request_id uuid DEFAULT NULL::uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  p aftercare.payment;
  number text;
  day date;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  select x.* into p from aftercare.payment x where x.id = payment_id;
  o := aftercare.lock_order(p.work_order_id, null, 'manager', 'finance');
  if p.kind = 'reversal' then perform aftercare.refuse('reversal_of_reversal'); end if;
  if aftercare.is_blank(comment) then perform aftercare.refuse('reason_missing', 'comment'); end if;
  day := aftercare.store_date(o.store_id);
  number := aftercare.next_receipt(o.store_id, day);
  insert into aftercare.payment (id, work_order_id, store_id, kind, method, amount, at, paid_on, receipt_number,
                                 by_login, workstation, reference, comment, corrects_id)
    values (reversal_id, o.id, o.store_id, 'reversal', p.method, -p.amount, clock_timestamp(), day, number,
            aftercare.login_name(), left(workstation, 80), p.reference, comment, p.id);
  return aftercare.keep_result(request_id, jsonb_build_object('id', reversal_id, 'receipt_number', number));
end $$;

ALTER FUNCTION aftercare.payment_reverse(reversal_id uuid, payment_id uuid, comment text, workstation text, request_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.payment_settles() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform aftercare.settle_money(new.work_order_id, case new.kind when 'payment' then 'pay' when 'prepayment' then 'prepay'
      else new.kind end,
    jsonb_build_object('amount', new.amount, 'payment_id', new.id, 'receipt_number', new.receipt_number,
                       'method', new.method, 'comment', new.comment, 'workstation', new.workstation));
  return null;
end $$;

ALTER FUNCTION aftercare.payment_settles() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.payment_take(payment_id uuid, order_id uuid, kind text, method text, amount numeric, reference text DEFAULT ''::text, comment text DEFAULT ''::text, workstation text DEFAULT ''::text, request_id uuid DEFAULT NULL::uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
begin
  return aftercare.payments_take(order_id,
    jsonb_build_array(jsonb_build_object('id', payment_id, 'method', method, 'amount', amount, 'reference', reference)),
    amount, comment, workstation, request_id, kind);
end $$;

ALTER FUNCTION aftercare.payment_take(payment_id uuid, order_id uuid, kind text, method text, amount numeric, reference text, comment text, workstation text, request_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.payments_take(order_id uuid, parts jsonb, total numeric, comment text DEFAULT ''::text, workstation text DEFAULT ''::text, request_id uuid DEFAULT NULL::uuid, kind text DEFAULT ''::text) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  ready boolean;
  sum numeric := 0;
  amount numeric;
  balance numeric;
  part jsonb;
  first uuid;
  number text;
  day date;
  place int := 0;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  o := aftercare.lock_order(order_id, null, 'agent', 'manager', 'finance');
  if o.source = 'ords' then perform aftercare.refuse('imported_order'); end if;
  if coalesce(jsonb_typeof(parts), '') <> 'array' or jsonb_array_length(parts) not between 1 and 8 then
    perform aftercare.refuse('value_refused', 'method');
  end if;
  for part in select p from jsonb_array_elements(parts) p loop
    if jsonb_typeof(part) <> 'object' or part ->> 'id' is null or part ->> 'method' is null then
      perform aftercare.refuse('value_refused', 'method');
    end if;
    amount := (part ->> 'amount')::numeric;
    if amount is null or amount = 'NaN' or amount <= 0 or amount <> round(amount, 2) then
      perform aftercare.refuse('amount_not_positive', 'amount');
    end if;
    sum := sum + amount;
  end loop;
  if total is null or sum <> total then
    perform aftercare.refuse('parts_do_not_add_up', 'amount', jsonb_build_object('sum', sum, 'total', total));
  end if;
  ready := o.work_state in ('completed', 'failed', 'delivered', 'closed', 'cancelled');
  balance := o.due - o.paid - coalesce(o.written_off, 0);
  kind := coalesce(nullif(kind, ''), case when ready then 'payment' else 'prepayment' end);
  if kind not in ('payment', 'prepayment', 'refund') then
    perform aftercare.refuse('value_refused', 'kind');
  elsif kind = 'refund' then
    if sum > o.paid then perform aftercare.refuse('refund_too_high', 'amount', jsonb_build_object('paid', o.paid)); end if;
  elsif ready and sum > balance then
    perform aftercare.refuse('payment_too_high', 'amount', jsonb_build_object('balance', greatest(balance, 0)));
  elsif not ready then
    kind := 'prepayment';
  end if;
  day := aftercare.store_date(o.store_id);
  number := aftercare.next_receipt(o.store_id, day);
  for part in select p from jsonb_array_elements(parts) p loop
    place := place + 1;
    amount := (part ->> 'amount')::numeric * case kind when 'refund' then -1 else 1 end;
    insert into aftercare.payment (id, work_order_id, store_id, kind, method, amount, at, paid_on, receipt_number,
                                   by_login, workstation, reference, comment, part_of)
      values ((part ->> 'id')::uuid, o.id, o.store_id, kind, part ->> 'method', amount, clock_timestamp(), day,
              number || case when place > 1 then '/' || place else '' end, aftercare.login_name(),
              left(coalesce(workstation, ''), 80), coalesce(part ->> 'reference', ''), coalesce(comment, ''), first);
    first := coalesce(first, (part ->> 'id')::uuid);
  end loop;
  return aftercare.keep_result(request_id, jsonb_build_object('id', first, 'receipt_number', number));
end $$;

ALTER FUNCTION aftercare.payments_take(order_id uuid, parts jsonb, total numeric, comment text, workstation text, request_id uuid, kind text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.person_record(members uuid[]) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
declare
  left_out text[] := array['attachment_data', 'unlock_code', 'article', 'article_vote', 'retention_keep',
                           'finished_order', 'figure_delta'];
  hidden text[] := array['search', 'initials', 'pinyin', 'phone_key', 'phone_masked', 'phone_last4', 'email_masked',
                         'address_masked', 'wechat_masked', 'pickup_code', 'thumbnail', 'undo', 'version'];
  known jsonb := jsonb_build_object('customer', to_jsonb(members));
  next jsonb;
  found jsonb;
  rows jsonb;
  child record;
begin
  select jsonb_build_object('customer', jsonb_agg(to_jsonb(c) - hidden order by c.number)) into found
    from aftercare.customer c where c.id = any (members);
  for depth in 1..4 loop
    next := '{}';
    for child in
      select c.relname,
             string_agg(format('t.%I in (select x::uuid from jsonb_array_elements_text($1 -> %L) x)', a.attname, p.relname),
                        ' or ') as condition
      from pg_constraint f
      join pg_class c on c.oid = f.conrelid
      join pg_class p on p.oid = f.confrelid
      join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
      where f.contype = 'f' and c.relnamespace = 'aftercare'::regnamespace and known ? p.relname::text
        and not known ? c.relname::text and c.relname <> all (left_out)
        and has_table_privilege('aftercare_workflow', c.oid, 'select')
      group by c.relname order by c.relname
    loop
      execute format(
        'select jsonb_build_object(''ids'', coalesce(jsonb_agg(to_jsonb(t) -> ''id''), ''[]''), ''rows'', '
        'jsonb_agg(to_jsonb(t) - $2)) from aftercare.%I t where %s', child.relname, child.condition)
        using known, hidden into rows;
      next := next || jsonb_build_object(child.relname, coalesce(rows -> 'ids', '[]'));
      if jsonb_typeof(rows -> 'rows') = 'array' then
        found := found || jsonb_build_object(child.relname, rows -> 'rows');
      end if;
    end loop;
    exit when next = '{}';
    known := known || next;
  end loop;
  -- who looked at his numbers, and what was exported or erased
  select jsonb_agg(jsonb_build_object('at', r.at, 'login', r.login, 'kind', r.kind, 'column_name', r.column_name,
                                      'reason', r.reason) order by r.at)
    into rows
    from aftercare.reveal r
    where r.row_id in (select x::uuid from jsonb_each(known) k, jsonb_array_elements_text(k.value) x where x is not null);
  if rows is not null then found := found || jsonb_build_object('reveal', rows); end if;
  return found;
end $_$;

ALTER FUNCTION aftercare.person_record(members uuid[]) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.phone_key(typed text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
begin
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
end $_$;

ALTER FUNCTION aftercare.phone_key(typed text) OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.planned_minutes(person uuid, day date, but uuid DEFAULT NULL::uuid) RETURNS integer
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (
    select coalesce(sum(extract(epoch from v.planned_until - v.planned_from) / 60), 0)::int
    from aftercare.visit v
    where v.technician_id = person and v.planned_on = day and v.state <> 'cancelled' and v.id is distinct from but
      -- the index
      and v.planned_from >= day::timestamptz - interval '2 days' and v.planned_from < day::timestamptz + interval '3 days');
end $$;

ALTER FUNCTION aftercare.planned_minutes(person uuid, day date, but uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.prefix_end(prefix text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return prefix || chr(1114111);
end $$;

ALTER FUNCTION aftercare.prefix_end(prefix text) OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.print_add(print_id uuid, record_id uuid, store uuid, number text, document text, media text, lang text, printer text, copies integer, workstation text DEFAULT ''::text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  before int;
begin
  if not aftercare.i_am_active() or store is not null and store <> all (aftercare.my_visible_store_ids()) then
    raise exception using errcode = '42501', message = 'not a store of this person';
  end if;
  select count(*) into before from aftercare.print_log p where p.row_id = record_id and p.document = print_add.document;
  insert into aftercare.print_log (id, by_login, store_id, row_id, number, document, media, lang, printer, copies,
                                   reprint, workstation)
    values (print_id, aftercare.login_name(), store, record_id, number, document, media, lang, left(printer, 200),
            copies, before, left(workstation, 80));
  return before;
end $$;

ALTER FUNCTION aftercare.print_add(print_id uuid, record_id uuid, store uuid, number text, document text, media text, lang text, printer text, copies integer, workstation text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.probes(words text[]) RETURNS TABLE(n integer, asked tsquery, weight integer)
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION aftercare.probes(words text[]) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.quote_approve(quote_id uuid, request_id uuid DEFAULT NULL::uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  q aftercare.quote;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  select x.* into q from aftercare.quote x where x.id = quote_id;
  o := aftercare.lock_order(q.work_order_id, null, 'manager');
  update aftercare.quote x set approved_by = aftercare.login_name(), approved_at = clock_timestamp()
    where x.id = quote_id and x.state = 'open' and x.approved_at is null returning x.* into q;
  if q.id is null then perform aftercare.refuse('quote_not_open'); end if;
  perform aftercare.settle_money(o.id, 'approve', jsonb_build_object('amount', q.amount, 'quote_id', q.id));
  return aftercare.keep_result(request_id, jsonb_build_object('id', q.id));
end $$;

ALTER FUNCTION aftercare.quote_approve(quote_id uuid, request_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.quote_offer(quote_id uuid, order_id uuid, lines uuid[] DEFAULT NULL::uuid[], valid_until date DEFAULT NULL::date, note text DEFAULT ''::text, workstation text DEFAULT ''::text, request_id uuid DEFAULT NULL::uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  q aftercare.quote;
  missing jsonb;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  o := aftercare.lock_order(order_id, null, 'agent', 'manager');
  if o.work_state in ('completed', 'failed', 'delivered', 'closed', 'cancelled') then
    perform aftercare.refuse('order_finished');
  end if;
  missing := aftercare.guard_priced(o, '{}');
  if missing is not null then
    perform aftercare.refuse('order_missing', 'lines', jsonb_build_object('missing', missing));
  end if;
  select coalesce(sum(l.amount), 0), coalesce(sum(l.tax_amount), 0),
         coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'kind', l.kind, 'name', l.name, 'name_en', l.name_en,
           'part_no', l.part_no, 'part_state', l.part_state, 'quantity', l.quantity, 'unit', l.unit,
           'unit_price', l.unit_price, 'amount', l.amount, 'optional', l.optional, 'note', l.note)
           order by l.position), '[]')
    into q.amount, q.tax_amount, q.lines
    from aftercare.work_order_line l
    where l.work_order_id = o.id and l.state <> 'dropped' and l.payer = 'customer'
      and (lines is null or l.id = any (lines));
  if q.lines = '[]' then
    perform aftercare.refuse('order_missing', 'lines',
      jsonb_build_object('missing', aftercare.lack('quote_empty', 'lines')));
  end if;
  update aftercare.quote x set state = 'superseded' where x.work_order_id = o.id and x.state = 'open';
  insert into aftercare.quote (id, work_order_id, store_id, version_no, quoted_at, valid_until, amount, tax_amount,
                               lines, note)
    values (quote_id, o.id, o.store_id,
            (select coalesce(max(x.version_no), 0) + 1 from aftercare.quote x where x.work_order_id = o.id),
            clock_timestamp(), valid_until, q.amount, q.tax_amount, q.lines, note)
    returning * into q;
  perform aftercare.settle_money(o.id, 'quote', jsonb_build_object('amount', q.amount, 'quote_id', q.id,
    'version_no', q.version_no, 'workstation', workstation));
  return aftercare.keep_result(request_id,
    jsonb_build_object('id', q.id, 'version_no', q.version_no, 'amount', q.amount));
end $$;

ALTER FUNCTION aftercare.quote_offer(quote_id uuid, order_id uuid, lines uuid[], valid_until date, note text, workstation text, request_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.read_export(wanted uuid[]) RETURNS TABLE(id uuid, phone text, email text, address text, wechat text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select c.id, c.phone, c.email, c.address, c.wechat
  from aftercare.customer c
  where c.id = any (wanted) and aftercare.i_may_export_personal()
    and exists (
      select from aftercare.reveal r
      where r.row_id = c.id and r.kind = 'export' and r.login = aftercare.login_name()
        and r.at > clock_timestamp() - interval '10 minutes' and r.xid is distinct from pg_current_xact_id_if_assigned())
$$;

ALTER FUNCTION aftercare.read_export(wanted uuid[]) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.read_person_export(entry bigint) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  r aftercare.reveal;
begin
  select * into r from aftercare.reveal e
    where e.id = entry and e.kind = 'export' and e.login = aftercare.login_name()
      and e.at > clock_timestamp() - interval '2 minutes'
      and e.xid is distinct from pg_current_xact_id_if_assigned();
  if r.id is null or not aftercare.i_am_active() then perform aftercare.refuse('reveal_over'); end if;
  return aftercare.person_record((
    select array_agg(c.id) from aftercare.customer c where c.id = r.row_id or c.merged_into = r.row_id));
end $$;

ALTER FUNCTION aftercare.read_person_export(entry bigint) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.read_reveal(entry bigint) RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  r aftercare.reveal;
begin
  select * into r from aftercare.reveal e
    where e.id = entry and e.kind = 'reveal' and e.login = aftercare.login_name()
      and e.at > clock_timestamp() - interval '2 minutes'
      and e.xid is distinct from pg_current_xact_id_if_assigned();
  if r.id is null or not aftercare.i_am_active() then perform aftercare.refuse('reveal_over'); end if;
  return case r.table_name || '.' || r.column_name
    when 'customer.phone' then (select c.phone from aftercare.customer c where c.id = r.row_id)
    when 'phone_call.phone' then (select c.phone from aftercare.phone_call c where c.id = r.row_id)
    when 'customer.email' then (select c.email from aftercare.customer c where c.id = r.row_id)
    when 'customer.address' then (select c.address from aftercare.customer c where c.id = r.row_id)
    when 'customer.wechat' then (select c.wechat from aftercare.customer c where c.id = r.row_id)
    when 'contact.phone' then (select c.phone from aftercare.contact c where c.id = r.row_id)
    when 'contact.email' then (select c.email from aftercare.contact c where c.id = r.row_id)
    when 'customer_address.address' then (select a.address from aftercare.customer_address a where a.id = r.row_id)
  end;
end $$;

ALTER FUNCTION aftercare.read_reveal(entry bigint) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.record_event(n aftercare.work_order, axis text, action text, from_state text, to_state text, payload jsonb DEFAULT '{}'::jsonb, public boolean DEFAULT true, undo jsonb DEFAULT NULL::jsonb, effective timestamp with time zone DEFAULT NULL::timestamp with time zone, by_login text DEFAULT NULL::text, corrects uuid DEFAULT NULL::uuid) RETURNS uuid
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  event uuid := gen_random_uuid();
  last timestamptz := (
    select e.at from aftercare.work_order_event e where e.work_order_id = n.id order by e.seq desc limit 1);
  now_at timestamptz := greatest(clock_timestamp(), last);
  desks uuid[] := case when n.handling_store_id is null then '{}' else aftercare.my_store_ids() end;
begin
  -- The trace says which store did it: the one that handles the order for another, where it was that one.
  if n.handling_store_id = any (desks) and n.store_id <> all (desks) then
    payload := payload || jsonb_build_object('by_store', n.handling_store_id);
  end if;
  insert into aftercare.work_order_event
    (id, work_order_id, seq, axis, action, from_state, to_state, at, effective_at, happened_on, by_login, workstation,
     comment, method, reason_code, public, details, undo, corrects_id, store_id, handling_store_id, region_id,
     product_model_id, technician_id, kind, sale_stage, outcome, source, opened_on)
  values
    (event, n.id, n.event_count, axis, action, from_state, to_state, now_at, coalesce(effective, now_at),
     aftercare.store_date(n.store_id, coalesce(effective, now_at)), coalesce(by_login, aftercare.login_name()),
     left(coalesce(payload ->> 'workstation', ''), 80), coalesce(payload ->> 'comment', ''),
     left(coalesce(payload ->> 'method', ''), 120), payload ->> 'reason_code', public,
     payload - array['workstation', 'comment', 'method', 'reason_code', 'public', 'unlock_code', 'pickup_code'], undo,
     corrects, n.store_id, n.handling_store_id, (select s.region_id from aftercare.store s where s.id = n.store_id),
     n.product_model_id, n.assigned_to, n.kind, n.sale_stage, n.outcome, n.source, n.opened_on);
  return event;
end $$;

ALTER FUNCTION aftercare.record_event(n aftercare.work_order, axis text, action text, from_state text, to_state text, payload jsonb, public boolean, undo jsonb, effective timestamp with time zone, by_login text, corrects uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.records_due_today(kind text) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 200
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  me uuid := aftercare.my_staff_id();
begin
  if kind = 'complaint' and not aftercare.i_am('agent', 'manager', 'admin', 'auditor') then return; end if;
  return query
    select x.subject_id from aftercare.sla_target x
    where x.store_id = any (aftercare.my_visible_store_ids()) and x.subject_kind = kind
      and x.met_at is null and x.stopped_at is null and x.paused_since is null and x.breached_at is null
      and x.due_at >= statement_timestamp() and x.due_at < statement_timestamp() + interval '26 hours'
      and x.due_on = (statement_timestamp() at time zone x.zone)::date
      and (kind <> 'complaint' or not exists (
        select from aftercare.complaint c where c.id = x.subject_id and c.about_staff_id = me))
    order by x.due_at limit 20000;
end $$;

ALTER FUNCTION aftercare.records_due_today(kind text) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.refuse(code text, field text DEFAULT NULL::text, vals jsonb DEFAULT '{}'::jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  raise exception using errcode = 'AC001', message = code,
    detail = jsonb_build_object('field', field, 'values', vals)::text;
end $$;

ALTER FUNCTION aftercare.refuse(code text, field text, vals jsonb) OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.refuse_problems(troubles jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  lacks text[] := array(select p ->> 'field' from jsonb_array_elements(troubles) p where p ->> 'code' = 'lacks');
  others jsonb := coalesce((select jsonb_agg(p) from jsonb_array_elements(troubles) p where p ->> 'code' <> 'lacks'), '[]');
begin
  if troubles = '[]' then return; end if;
  if others = '[]' then
    perform aftercare.refuse('step_lacks', lacks[1], jsonb_build_object('lacks', lacks));
  elsif troubles = others and jsonb_array_length(others) = 1 then
    perform aftercare.refuse(others -> 0 ->> 'code', others -> 0 ->> 'field');
  end if;
  perform aftercare.refuse('step_problems', troubles -> 0 ->> 'field',
                           jsonb_build_object('lacks', lacks, 'problems', others));
end $$;

ALTER FUNCTION aftercare.refuse_problems(troubles jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.region_distance(person uuid, region uuid) RETURNS integer
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  path uuid[] := aftercare.region_path(region);
  areas uuid[] := aftercare.areas_of(person);
begin
  if path = '{}' or areas = '{}' then return null; end if;
  return case
    when path && areas then 0
    -- an area below the wanted region, or one with the same region around it
    when exists (select from unnest(areas) a
                 where region = any (aftercare.region_path(a))
                    or (aftercare.region_path(a))[2] = any (path[1:2])) then 1
    else 2 end;
end $$;

ALTER FUNCTION aftercare.region_distance(person uuid, region uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.region_path(region uuid) RETURNS uuid[]
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (
    with recursive up as (
      select r.id, r.parent_id, 1 as step from aftercare.region r where r.id = region
      union all
      select p.id, p.parent_id, u.step + 1 from up u join aftercare.region p on p.id = u.parent_id where u.step < 20)
    select coalesce(array_agg(u.id order by u.step), '{}') from up u);
end $$;

ALTER FUNCTION aftercare.region_path(region uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.remedy_complaint(wanted uuid) RETURNS aftercare.complaint
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  c aftercare.complaint;
begin
  select x.* into c from aftercare.complaint x where x.id = wanted for no key update;
  if c.id is null or not aftercare.complaint_roles(c) && array['agent', 'manager', 'admin'] then
    perform aftercare.refuse('gone_record');
  end if;
  if c.state = 'closed' then perform aftercare.refuse('complaint_closed'); end if;
  return c;
end $$;

ALTER FUNCTION aftercare.remedy_complaint(wanted uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.remedy_decide(remedy_id uuid, seen_version integer, approve boolean, note text, request_id uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
  r aftercare.complaint_remedy;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  r := aftercare.remedy_locked(remedy_id, seen_version);
  select x.* into c from aftercare.complaint x where x.id = r.complaint_id;
  if r.state <> 'proposed' then perform aftercare.refuse('remedy_not_waiting'); end if;
  if not aftercare.complaint_roles(c) && array['manager', 'admin'] then
    raise exception using errcode = '42501', message = 'the second signature is a manager''s';
  end if;
  if r.created_by = aftercare.login_name() then perform aftercare.refuse('remedy_own'); end if;
  if not approve and btrim(coalesce(note, '')) = '' then
    perform aftercare.refuse('step_lacks', 'note', jsonb_build_object('lacks', array['comment']));
  end if;
  update aftercare.complaint_remedy x set state = case when approve then 'approved' else 'refused' end,
      decided_by = aftercare.login_name(), decided_at = clock_timestamp(), decision_note = coalesce(note, '')
    where x.id = r.id returning * into r;
  return aftercare.keep_result(request_id, aftercare.remedy_told(c, r, coalesce(note, '')));
end $$;

ALTER FUNCTION aftercare.remedy_decide(remedy_id uuid, seen_version integer, approve boolean, note text, request_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.remedy_documents(remedy_id uuid) RETURNS TABLE(kind text, id uuid, number text, at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
  r aftercare.complaint_remedy;
begin
  select x.* into r from aftercare.complaint_remedy x where x.id = remedy_id;
  select x.* into c from aftercare.complaint x where x.id = r.complaint_id;
  if c.id is null or cardinality(aftercare.complaint_roles(c)) = 0 then return; end if;
  return query select p.* from aftercare.remedy_papers(r, c) p;
end $$;

ALTER FUNCTION aftercare.remedy_documents(remedy_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.remedy_finish(remedy_id uuid, seen_version integer, document uuid, note text, request_id uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
  r aftercare.complaint_remedy;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  r := aftercare.remedy_locked(remedy_id, seen_version);
  select x.* into c from aftercare.complaint x where x.id = r.complaint_id;
  if r.state <> 'approved' then perform aftercare.refuse('remedy_not_approved'); end if;
  if r.kind in ('rework', 'refund', 'part_refund') then
    if not exists (select from aftercare.remedy_papers(r, c) p where p.id = document) then
      perform aftercare.refuse('remedy_document_missing', 'document');
    end if;
  elsif btrim(coalesce(note, '')) = '' then
    perform aftercare.refuse('step_lacks', 'note', jsonb_build_object('lacks', array['comment']));
  end if;
  update aftercare.complaint_remedy x set state = 'done', done_at = clock_timestamp(),
      work_order_id = case when r.kind = 'rework' then document end,
      payment_id = case when r.kind in ('refund', 'part_refund') then document end,
      decision_note = coalesce(nullif(btrim(note), ''), x.decision_note)
    where x.id = r.id returning * into r;
  return aftercare.keep_result(request_id, aftercare.remedy_told(c, r, coalesce(note, '')));
end $$;

ALTER FUNCTION aftercare.remedy_finish(remedy_id uuid, seen_version integer, document uuid, note text, request_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.remedy_limit(roles text[]) RETURNS numeric
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select case
    when 'manager' = any (roles) then aftercare.parameter_value('remedy_limit_manager', '1000')
    when 'agent' = any (roles) then aftercare.parameter_value('remedy_limit_agent', '200')
    else '0' end::numeric
$$;

ALTER FUNCTION aftercare.remedy_limit(roles text[]) OWNER TO aftercare_workflow;

CREATE TABLE aftercare.complaint_remedy (
    complaint_id uuid NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    second boolean DEFAULT false NOT NULL,
    amount numeric(12,2),
    note text DEFAULT ''::text NOT NULL,
    decided_by text,
    decided_at timestamp with time zone,
    decision_note text DEFAULT ''::text NOT NULL,
    done_at timestamp with time zone,
    work_order_id uuid,
    payment_id uuid,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT complaint_remedy_amount_check CHECK (((amount > (0)::numeric) AND (amount <> 'NaN'::numeric))),
    CONSTRAINT complaint_remedy_decision_note_check CHECK ((length(decision_note) <= 2000)),
    CONSTRAINT complaint_remedy_kind_check CHECK ((kind = ANY (ARRAY['apology'::text, 'rework'::text, 'refund'::text, 'part_refund'::text, 'exchange'::text, 'voucher'::text, 'gift'::text, 'compensation'::text]))),
    CONSTRAINT complaint_remedy_lengths_check CHECK ((length(decided_by) <= 80)),
    CONSTRAINT complaint_remedy_note_check CHECK ((length(note) <= 2000)),
    CONSTRAINT complaint_remedy_second_check CHECK (((decided_by IS DISTINCT FROM created_by) OR (state <> 'approved'::text) OR (NOT second))),
    CONSTRAINT complaint_remedy_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text, 'done'::text]))),
    CONSTRAINT complaint_remedy_worth_check CHECK (((amount IS NOT NULL) = (kind = ANY (ARRAY['refund'::text, 'part_refund'::text, 'voucher'::text, 'gift'::text, 'compensation'::text]))))
);

ALTER TABLE aftercare.complaint_remedy OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.remedy_locked(wanted uuid, seen_version integer) RETURNS aftercare.complaint_remedy
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  r aftercare.complaint_remedy;
begin
  perform aftercare.remedy_complaint((select x.complaint_id from aftercare.complaint_remedy x where x.id = wanted));
  select x.* into r from aftercare.complaint_remedy x where x.id = wanted for no key update;
  if r.id is null then perform aftercare.refuse('gone_record'); end if;
  if r.version is distinct from seen_version then raise exception using errcode = 'AC002', message = 'stale'; end if;
  return r;
end $$;

ALTER FUNCTION aftercare.remedy_locked(wanted uuid, seen_version integer) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.remedy_papers(r aftercare.complaint_remedy, c aftercare.complaint) RETURNS TABLE(kind text, id uuid, number text, at timestamp with time zone)
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select 'work_order', o.id, o.number, o.opened_at
  from aftercare.work_order o
  left join aftercare.work_order was on was.id = c.work_order_id
  where r.kind = 'rework' and o.opened_at >= r.created_at - interval '1 day' and o.id is distinct from c.work_order_id
    and (o.rework_of = c.work_order_id or o.device_id = was.device_id
         or c.work_order_id is null and o.customer_id = c.customer_id)
    and not exists (select from aftercare.complaint_remedy x where x.work_order_id = o.id)
  union all
  select 'payment', p.id, p.receipt_number, p.at
  from aftercare.payment p
  where r.kind in ('refund', 'part_refund') and p.work_order_id = c.work_order_id and p.kind = 'refund'
    and -p.amount = r.amount and p.at >= r.created_at - interval '1 day'
    and not exists (select from aftercare.payment x where x.corrects_id = p.id)
    and not exists (select from aftercare.complaint_remedy x where x.payment_id = p.id)
  order by 4 desc
  limit 50
$$;

ALTER FUNCTION aftercare.remedy_papers(r aftercare.complaint_remedy, c aftercare.complaint) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.remedy_propose(remedy_id uuid, complaint_id uuid, kind text, amount numeric, note text, request_id uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
  r aftercare.complaint_remedy;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  c := aftercare.remedy_complaint(complaint_id);
  if not aftercare.complaint_roles(c) && array['agent', 'manager'] then
    raise exception using errcode = '42501', message = 'remedies are offered by the desk';
  end if;
  if kind in ('refund', 'part_refund', 'voucher', 'gift', 'compensation') then
    if amount is null or not amount > 0 then perform aftercare.refuse('remedy_amount_missing', 'amount'); end if;
  else
    amount := null;
  end if;
  if kind in ('refund', 'part_refund') and c.work_order_id is null then
    perform aftercare.refuse('remedy_without_order', 'kind');
  end if;
  if length(coalesce(note, '')) > 2000 then perform aftercare.refuse('too_long', 'note'); end if;
  insert into aftercare.complaint_remedy (id, complaint_id, kind, amount, note, state, second, decided_by, decided_at)
  select remedy_id, c.id, kind, round(amount, 2), coalesce(note, ''),
         case when x.alone then 'approved' else 'proposed' end, not x.alone,
         case when x.alone then aftercare.login_name() end, case when x.alone then clock_timestamp() end
  from (select coalesce(amount, 0) <= aftercare.remedy_limit(aftercare.complaint_roles(c)) as alone) x
  returning * into r;
  return aftercare.keep_result(request_id, aftercare.remedy_told(c, r, coalesce(note, '')));
end $$;

ALTER FUNCTION aftercare.remedy_propose(remedy_id uuid, complaint_id uuid, kind text, amount numeric, note text, request_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.remedy_told(c aftercare.complaint, r aftercare.complaint_remedy, comment text) RETURNS jsonb
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  update aftercare.complaint x set state = x.state where x.id = c.id;
  perform aftercare.complaint_record(c, 'remedy_' || r.state, c.state, c.state, comment,
    jsonb_strip_nulls(jsonb_build_object('remedy_id', r.id, 'kind', r.kind, 'amount', r.amount,
                                         'work_order_id', r.work_order_id, 'payment_id', r.payment_id)));
  return jsonb_build_object('version', r.version, 'state', r.state);
end $$;

ALTER FUNCTION aftercare.remedy_told(c aftercare.complaint, r aftercare.complaint_remedy, comment text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.remedy_withdraw(remedy_id uuid, seen_version integer, note text, request_id uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  c aftercare.complaint;
  r aftercare.complaint_remedy;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  r := aftercare.remedy_locked(remedy_id, seen_version);
  select x.* into c from aftercare.complaint x where x.id = r.complaint_id;
  if r.state not in ('proposed', 'approved') then perform aftercare.refuse('remedy_not_waiting'); end if;
  if r.created_by <> aftercare.login_name() and not 'manager' = any (aftercare.complaint_roles(c)) then
    raise exception using errcode = '42501', message = 'it is withdrawn by who offered it or a manager';
  end if;
  update aftercare.complaint_remedy x set state = 'withdrawn', decision_note = coalesce(note, '')
    where x.id = r.id returning * into r;
  return aftercare.keep_result(request_id, aftercare.remedy_told(c, r, coalesce(note, '')));
end $$;

ALTER FUNCTION aftercare.remedy_withdraw(remedy_id uuid, seen_version integer, note text, request_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.remove_customer(wanted uuid, seen_version integer) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  c aftercare.customer;
begin
  perform aftercare.check_may_keep_customers();
  select * into c from aftercare.customer x where x.id = wanted for update;
  if c.id is null then perform aftercare.refuse('gone_record'); end if;
  if c.version <> seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  if aftercare.has_work_under_way(wanted, null) then perform aftercare.refuse('customer_has_work'); end if;
  begin
    delete from aftercare.customer_class x where x.customer_id = wanted;
    delete from aftercare.customer_note x where x.customer_id = wanted;
    delete from aftercare.customer_consent x where x.customer_id = wanted;
    delete from aftercare.customer_address x where x.customer_id = wanted;
    delete from aftercare.contact x where x.customer_id = wanted;
    delete from aftercare.customer_file x where x.id = wanted;
    delete from aftercare.customer x where x.id = wanted;
    return 'removed';
  exception when foreign_key_violation then
    -- the block is undone: something refers to the customer, so he is kept and hidden
    update aftercare.customer x set archived_at = clock_timestamp() where x.id = wanted and x.archived_at is null;
    return 'archived';
  end;
end $$;

ALTER FUNCTION aftercare.remove_customer(wanted uuid, seen_version integer) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.remove_device(wanted uuid, seen_version integer) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  d aftercare.device;
begin
  perform aftercare.check_may_keep_customers();
  select * into d from aftercare.device x where x.id = wanted for update;
  if d.id is null then perform aftercare.refuse('gone_record'); end if;
  if d.version <> seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  if aftercare.has_work_under_way(null, wanted) then perform aftercare.refuse('device_has_work'); end if;
  begin
    delete from aftercare.device_number x where x.device_id = wanted;
    delete from aftercare.device_owner x where x.device_id = wanted;
    delete from aftercare.device x where x.id = wanted;
    return 'removed';
  exception when foreign_key_violation then
    update aftercare.device x set archived_at = clock_timestamp() where x.id = wanted and x.archived_at is null;
    return 'archived';
  end;
end $$;

ALTER FUNCTION aftercare.remove_device(wanted uuid, seen_version integer) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.remove_product_model(wanted uuid, seen_version integer) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  m aftercare.product_model;
begin
  if not aftercare.i_am('admin', 'manager') then
    raise exception using errcode = '42501', message = 'managers and administrators keep the models';
  end if;
  select * into m from aftercare.product_model x where x.id = wanted for update;
  if m.id is null then perform aftercare.refuse('gone_record'); end if;
  if m.version <> seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  begin
    delete from aftercare.product_model x where x.id = wanted;
    return 'removed';
  exception when foreign_key_violation then
    update aftercare.product_model x set archived_at = clock_timestamp()
      where x.id = wanted and x.archived_at is null;
    return 'archived';
  end;
end $$;

ALTER FUNCTION aftercare.remove_product_model(wanted uuid, seen_version integer) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.remove_region(wanted uuid, seen_version integer) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  r aftercare.region;
begin
  if not aftercare.i_am('admin') then
    raise exception using errcode = '42501', message = 'administrators keep the regions';
  end if;
  select * into r from aftercare.region x where x.id = wanted for update;
  if r.id is null then perform aftercare.refuse('gone_record'); end if;
  if r.version <> seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  if exists (
    with recursive below as (
      select wanted as id
      union
      select x.id from aftercare.region x join below b on x.parent_id = b.id
    )
    select from aftercare.customer c join below b on b.id = c.region_id where c.archived_at is null) then
    perform aftercare.refuse('region_has_customers');
  end if;
  if exists (select from aftercare.store s where s.region_id = wanted and s.archived_at is null)
     or exists (select from aftercare.region x where x.parent_id = wanted and x.archived_at is null) then
    perform aftercare.refuse('region_in_use');
  end if;
  begin
    delete from aftercare.region x where x.id = wanted;
    return 'removed';
  exception when foreign_key_violation then
    update aftercare.region x set archived_at = clock_timestamp() where x.id = wanted and x.archived_at is null;
    return 'archived';
  end;
end $$;

ALTER FUNCTION aftercare.remove_region(wanted uuid, seen_version integer) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.reset_password(who uuid, verifier text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  p aftercare.staff;
begin
  perform aftercare.check_may_administer();
  perform aftercare.check_verifier(verifier);
  select s.* into p from aftercare.staff s where s.id = who for no key update;
  if p.id is null then perform aftercare.refuse('person_unknown'); end if;
  if p.login = aftercare.login_name() then perform aftercare.refuse('own_password_elsewhere', 'password'); end if;
  execute format('alter role %I login password %L', 's_' || p.login, verifier);
  update aftercare.staff s set must_change_password = true, active = true, password_at = clock_timestamp()
    where s.id = who;
end $$;

ALTER FUNCTION aftercare.reset_password(who uuid, verifier text) OWNER TO aftercare_accounts;

CREATE FUNCTION aftercare.restore_customer(wanted uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform aftercare.check_may_keep_customers();
  if exists (select from aftercare.customer x where x.id = wanted and x.merged_into is not null) then
    perform aftercare.refuse('customer_was_merged');
  end if;
  update aftercare.customer x set archived_at = null where x.id = wanted and x.archived_at is not null;
end $$;

ALTER FUNCTION aftercare.restore_customer(wanted uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.restore_device(wanted uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform aftercare.check_may_keep_customers();
  update aftercare.device x set archived_at = null where x.id = wanted and x.archived_at is not null;
end $$;

ALTER FUNCTION aftercare.restore_device(wanted uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.retention_before(of_kind text) RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select now() - make_interval(months => case when of_kind in ('trail', 'look') then greatest(p.months, 12) else p.months end)
  from (select coalesce(aftercare.parameter_value('retention_' || of_kind || '_months'), '0')::int as months) p
  where p.months > 0
$$;

ALTER FUNCTION aftercare.retention_before(of_kind text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.retention_due(of_kind text, cap integer) RETURNS TABLE(id uuid, label text, count bigint, since timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  before timestamptz := aftercare.retention_before(of_kind);
begin
  if before is null then return; end if;
  if of_kind = 'customer' then
    return query
      select c.id, c.number || ' ' || c.name,
             (select count(*) from aftercare.work_order o where o.customer_id = c.id),
             greatest(c.created_at, (select max(coalesce(o.closed_at, o.opened_at)) from aftercare.work_order o
                                     where o.customer_id = c.id))
      from aftercare.customer c
      where c.created_at < before and c.merged_into is null and c.name <> '#' || c.number
        and not exists (
          select from aftercare.work_order o where o.customer_id = c.id
            and (coalesce(o.closed_at, o.opened_at) >= before or o.work_state not in ('closed', 'cancelled')))
        and not exists (
          select from aftercare.ticket t where t.customer_id = c.id and (t.opened_at >= before or t.state <> 'closed'))
        and not exists (
          select from aftercare.complaint x where x.customer_id = c.id and (x.opened_at >= before or x.state <> 'closed'))
        and not exists (
          select from aftercare.visit v where v.customer_id = c.id
            and (v.created_at >= before or v.state not in ('finished', 'closed', 'cancelled')))
        and not exists (
          select from aftercare.customer_consent a where a.customer_id = c.id and a.created_at >= before)
        and not exists (
          select from aftercare.retention_keep k where k.customer_id = c.id and k.until >= aftercare.store_date(null))
      order by c.created_at, c.id limit cap;
  elsif of_kind = 'paper' then
    return query
      select o.id, o.number, count(*), coalesce(o.closed_at, o.state_since)
      from aftercare.attachment a
      join aftercare.work_order o on o.id = a.work_order_id
      join aftercare.attachment_data d on d.attachment_id = a.id
      where a.kind in ('signature_in', 'signature_out', 'proof', 'document') and a.created_at < before
        and o.work_state in ('closed', 'cancelled') and coalesce(o.closed_at, o.state_since) < before
        and not exists (
          select from aftercare.retention_keep k
          where k.customer_id = o.customer_id and k.until >= aftercare.store_date(null))
      group by o.id order by coalesce(o.closed_at, o.state_since), o.id limit cap;
  elsif of_kind = 'trail' then
    return query
      select null::uuid, '', count(*), min(e.at)
      from aftercare.audit_value v join aftercare.audit_entry e on e.id = v.audit_id
      where e.at < before having count(*) > 0;
  elsif of_kind = 'look' then
    return query
      select null::uuid, '', count(*), min(r.at) from aftercare.reveal r where r.at < before having count(*) > 0;
  end if;
end $$;

ALTER FUNCTION aftercare.retention_due(of_kind text, cap integer) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.retention_erase(of_kind text, wanted uuid[], why text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  before timestamptz := aftercare.retention_before(of_kind);
  papers uuid[];
  one record;
  gone bigint := 0;
begin
  perform aftercare.check_may_erase(of_kind);
  if aftercare.is_blank(why) then perform aftercare.refuse('reason_missing', 'why'); end if;
  if before is null then return 0; end if;
  if of_kind = 'customer' then
    for one in
      select c.id, c.version from aftercare.retention_due('customer', 100000) d
      join aftercare.customer c on c.id = d.id where d.id = any (wanted) order by c.id
    loop
      perform aftercare.erase_customer(one.id, one.version, why);
      gone := gone + 1;
    end loop;
    return gone;
  elsif of_kind = 'paper' then
    select coalesce(array_agg(a.id), '{}') into papers
      from aftercare.retention_due('paper', 100000) d
      join aftercare.attachment a on a.work_order_id = d.id
      where d.id = any (wanted) and a.kind in ('signature_in', 'signature_out', 'proof', 'document')
        and a.created_at < before;
    delete from aftercare.attachment_data x where x.attachment_id = any (papers);
    update aftercare.attachment x set name = '', note = '', thumbnail = null,
        withdrawn_at = coalesce(x.withdrawn_at, clock_timestamp())
      where x.id = any (papers);
    delete from aftercare.audit_value v where v.row_id = any (papers);
    gone := cardinality(papers);
  elsif of_kind = 'trail' then
    delete from aftercare.audit_value v using aftercare.audit_entry e where e.id = v.audit_id and e.at < before;
    get diagnostics gone = row_count;
  elsif of_kind = 'look' then
    delete from aftercare.reveal r where r.at < before;
    get diagnostics gone = row_count;
  end if;
  if gone > 0 then
    insert into aftercare.reveal (login, kind, table_name, count, reason)
      values (aftercare.login_name(), 'erase',
              case of_kind when 'paper' then 'attachment' when 'trail' then 'audit_value' else 'reveal' end,
              gone, left(why, 200));
  end if;
  return gone;
end $$;

ALTER FUNCTION aftercare.retention_erase(of_kind text, wanted uuid[], why text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.retention_keep_until(of_kind text, wanted uuid[], until date, why text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  kept bigint;
begin
  perform aftercare.check_may_erase(of_kind);
  if aftercare.is_blank(why) then perform aftercare.refuse('reason_missing', 'why'); end if;
  if until is null or until <= aftercare.store_date(null) then perform aftercare.refuse('retention_until_past', 'until'); end if;
  insert into aftercare.retention_keep (id, customer_id, until, reason)
  select gen_random_uuid(), c.id, until, left(btrim(why), 200)
  from aftercare.customer c
  where of_kind = 'customer' and c.id = any (wanted)
     or of_kind = 'paper' and c.id in (select o.customer_id from aftercare.work_order o where o.id = any (wanted));
  get diagnostics kept = row_count;
  return kept;
end $$;

ALTER FUNCTION aftercare.retention_keep_until(of_kind text, wanted uuid[], until date, why text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.retention_proposals(of_kind text, cap integer DEFAULT 500) RETURNS TABLE(id uuid, label text, count bigint, since timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform aftercare.check_may_erase(of_kind);
  return query select * from aftercare.retention_due(of_kind, least(cap, 1001));
end $$;

ALTER FUNCTION aftercare.retention_proposals(of_kind text, cap integer) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.reword_orders() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  update aftercare.work_order w set search = aftercare.order_tokens(w) where w.customer_id = new.id;
  return null;
end $$;

ALTER FUNCTION aftercare.reword_orders() OWNER TO aftercare_search;

CREATE FUNCTION aftercare.roles_of(login text) RETURNS text[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (
    select coalesce(array_agg(substr(g.name, 11) order by g.name), '{}')
    from (select pg_get_userbyid(m.roleid)::text as name from pg_auth_members m
          where m.member = to_regrole(quote_ident('s_' || login))::oid) g
    where g.name like 'aftercare\_%' and g.name <> 'aftercare_staff');
end $$;

ALTER FUNCTION aftercare.roles_of(login text) OWNER TO aftercare_identity;

CREATE FUNCTION aftercare.run_due(only_name text DEFAULT NULL::text) RETURNS TABLE(name text, touched bigint, error text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET lock_timeout TO '1s'
    AS $$
declare
  job record;
  began timestamptz;
begin
  begin
    insert into aftercare.job_run (name, started_at)
      select j.name, 'epoch' from aftercare.due_jobs() j on conflict do nothing;
  exception when lock_not_available then
    return;  -- the very first run of a new piece is under way elsewhere
  end;
  for job in
    select r.name from aftercare.job_run r join aftercare.due_jobs() j on j.name = r.name
    where (only_name is null or r.name = only_name)
      -- a little less than the interval, or a timer of that very interval would miss every second turn
      and r.started_at < clock_timestamp() - j.every * 0.8
    order by r.started_at, r.name
  loop
    -- nobody else may lock these rows, so nobody but another runner can hold one
    perform from aftercare.job_run r where r.name = job.name for update skip locked;
    if not found then continue; end if;
    began := clock_timestamp();
    name := job.name;
    touched := 0;
    error := null;
    begin
      execute format('select aftercare.%I()', job.name) into touched;
    exception when others then
      error := left(sqlerrm, 500);
    end;
    update aftercare.job_run r
      set started_at = began, finished_at = clock_timestamp(), rows = coalesce(touched, 0), error = run_due.error
      where r.name = job.name;
    return next;
  end loop;
end $$;

ALTER FUNCTION aftercare.run_due(only_name text) OWNER TO aftercare_due;

CREATE FUNCTION aftercare.says(payload jsonb, field text) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return not aftercare.is_blank(payload ->> field);
end $$;

ALTER FUNCTION aftercare.says(payload jsonb, field text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.search_articles(typed text, words tsquery, cap integer) RETURNS TABLE(kind text, id uuid, title text, subtitle text, rank integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $_$
#variable_conflict use_column
declare
  one text := upper(btrim(typed));
  writes boolean := aftercare.i_am('agent', 'manager', 'admin', 'auditor');
  -- words with our own marks in them come from no screen
  titled tsquery := case when words::text ~ '[=^]' then words
                         else regexp_replace(words::text, '''([^''][^'']*)''', '''^\1''', 'g')::tsquery end;
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
end $_$;

ALTER FUNCTION aftercare.search_articles(typed text, words tsquery, cap integer) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.search_complaints(typed text, words tsquery, cap integer) RETURNS TABLE(kind text, id uuid, title text, subtitle text, rank integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
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

ALTER FUNCTION aftercare.search_complaints(typed text, words tsquery, cap integer) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.search_customers(typed text, words tsquery, cap integer) RETURNS TABLE(kind text, id uuid, title text, subtitle text, rank integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $_$
#variable_conflict use_column
declare
  one text := btrim(typed);
  low text := lower(one);
  digits text := case when one ~ '^[+0-9０-９][-0-9０-９ ()]{3,24}$' then aftercare.phone_key(one) else '' end;
  everything boolean := aftercare.i_see_all_customers();
  me uuid := case when aftercare.i_am('sales') then aftercare.my_staff_id() end;
  jobs uuid[] := case when not everything and aftercare.i_am('technician')
                      then aftercare.my_job_customer_ids() else '{}' end;
begin
  cap := least(cap, 200) + 1;
  if one = '' or not aftercare.i_am_active() then return; end if;
  if not everything then perform set_config('plan_cache_mode', 'force_custom_plan', true); end if;
  if low ~ '^k[0-9]{3,}$' then
    return query
      select 'customer', c.id, c.name, concat_ws(' · ', nullif(c.phone_masked, ''), c.number), 0
      from aftercare.customer c
      where c.number >= upper(one) and c.number < aftercare.prefix_end(upper(one))
        and (everything or c.sales_rep_id = me or c.id = any (jobs))
      order by c.number limit cap;
  elsif length(digits) = 4 then
    return query
      select 'customer', c.id, c.name, concat_ws(' · ', c.phone_masked, c.number), 10
      from (select * from aftercare.customer c where c.phone_last4 = digits and c.archived_at is null
              and (everything or c.sales_rep_id = me or c.id = any (jobs)) limit 500) c
      order by c.updated_at desc limit cap;
    return query
      select 'customer', c.id, c.name, concat_ws(' · ', p.name, p.phone_masked, c.number), 11
      from aftercare.contact p join aftercare.customer c on c.id = p.customer_id
      where p.phone_last4 = digits and p.archived_at is null and c.archived_at is null
        and (everything or c.sales_rep_id = me or c.id = any (jobs))
      limit cap;
  elsif length(digits) >= 7 and aftercare.lookup_is_open(digits) then
    return query
      select 'customer', c.id, c.name, concat_ws(' · ', c.phone_masked, c.number), 5
      from aftercare.customer c
      where c.phone_key >= digits and c.phone_key < aftercare.prefix_end(digits) and c.archived_at is null
        and (everything or c.sales_rep_id = me or c.id = any (jobs))
      order by c.phone_key limit cap;
    return query
      select 'customer', c.id, c.name, concat_ws(' · ', p.name, p.phone_masked, c.number), 6
      from aftercare.contact p join aftercare.customer c on c.id = p.customer_id
      where p.phone_key >= digits and p.phone_key < aftercare.prefix_end(digits) and p.archived_at is null
        and c.archived_at is null and (everything or c.sales_rep_id = me or c.id = any (jobs))
      limit cap;
  end if;
  if low ~ '^[a-z]{2,12}$' then
    return query
      select 'customer', c.id, c.name, concat_ws(' · ', nullif(c.phone_masked, ''), c.number),
             case when c.initials = low then 15 else 20 end
      from aftercare.customer c
      where c.initials >= low and c.initials < aftercare.prefix_end(low) and c.archived_at is null
        and (everything or c.sales_rep_id = me or c.id = any (jobs))
      order by c.initials limit cap;
  end if;
  if digits = '' then
    return query
      select 'customer', c.id, c.name, concat_ws(' · ', nullif(c.phone_masked, ''), c.number),
             case when c.name = one then 12 else 18 end
      from aftercare.customer c
      where c.name >= one and c.name < aftercare.prefix_end(one) and c.archived_at is null
        and (everything or c.sales_rep_id = me or c.id = any (jobs))
      order by c.name limit cap;
  end if;
  if words is not null and numnode(words) > 0 then
    perform set_config('plan_cache_mode', 'force_custom_plan', true);
    return query
      select 'customer', c.id, c.name, concat_ws(' · ', nullif(c.phone_masked, ''), c.number), 30
      from aftercare.customer c
      where c.search @@ words and position(low in lower(c.name)) > 0 and c.archived_at is null
        and (everything or c.sales_rep_id = me or c.id = any (jobs))
      limit cap;
  end if;
end $_$;

ALTER FUNCTION aftercare.search_customers(typed text, words tsquery, cap integer) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.search_devices(typed text, words tsquery, cap integer) RETURNS TABLE(kind text, id uuid, title text, subtitle text, rank integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
#variable_conflict use_column
declare
  wanted text := aftercare.serial_key(typed);
  tail text := reverse(wanted);
  everything boolean := aftercare.i_see_all_customers();
  me uuid := case when aftercare.i_am('sales') then aftercare.my_staff_id() end;
  jobs uuid[] := case when not everything and aftercare.i_am('technician')
                      then aftercare.my_job_device_ids() else '{}' end;
begin
  cap := least(cap, 200) + 1;
  if length(wanted) < 4 or wanted !~ '[0-9]' or not aftercare.i_am_active() then return; end if;
  return query
    with found as (
      (select d.id, case when d.serial_key = wanted then 2 else 25 end as rank from aftercare.device d
       where d.serial_key >= wanted and d.serial_key < aftercare.prefix_end(wanted) limit cap)
      union all
      (select d.id, 26 from aftercare.device d
       where reverse(d.serial_key) >= tail and reverse(d.serial_key) < aftercare.prefix_end(tail) limit cap)
      union all
      (select n.device_id, case when n.key = wanted then 2 else 25 end from aftercare.device_number n
       where n.key >= wanted and n.key < aftercare.prefix_end(wanted) and n.archived_at is null limit cap)
      union all
      (select n.device_id, 26 from aftercare.device_number n
       where reverse(n.key) >= tail and reverse(n.key) < aftercare.prefix_end(tail) and n.archived_at is null
       limit cap)
    )
    select 'device', d.id, aftercare.model_title(m.brand, m.name),
           concat_ws(' · ', nullif(d.serial_no, ''), c.name, nullif(c.phone_masked, '')), min(f.rank)
    from found f
    join aftercare.device d on d.id = f.id
    join aftercare.product_model m on m.id = d.product_model_id
    left join aftercare.customer c on c.id = d.customer_id
    where d.archived_at is null and (everything or c.sales_rep_id = me or d.id = any (jobs))
    group by d.id, m.id, c.id
    order by min(f.rank), d.serial_no limit cap;
end $$;

ALTER FUNCTION aftercare.search_devices(typed text, words tsquery, cap integer) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.search_products(typed text, words tsquery, cap integer) RETURNS TABLE(kind text, id uuid, title text, subtitle text, rank integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $_$
#variable_conflict use_column
declare
  one text := btrim(typed);
  low text := lower(one);
begin
  cap := least(cap, 200) + 1;
  if one = '' or not aftercare.i_am_active() then return; end if;
  return query
    select 'product', m.id, aftercare.model_title(m.brand, m.name), m.model_no,
           case when upper(m.model_no) = upper(one) then 4 else 22 end
    from aftercare.product_model m
    where upper(m.model_no) >= upper(one) and upper(m.model_no) < aftercare.prefix_end(upper(one))
      and m.archived_at is null
    order by upper(m.model_no) limit cap;
  if low ~ '^[a-z][a-z0-9]{1,12}$' then
    return query
      select 'product', m.id, aftercare.model_title(m.brand, m.name), m.model_no, 23
      from aftercare.product_model m
      where m.initials >= low and m.initials < aftercare.prefix_end(low) and m.archived_at is null
      order by m.initials limit cap;
  end if;
  if words is not null and numnode(words) > 0 then
    return query
      select 'product', m.id, aftercare.model_title(m.brand, m.name), m.model_no, 32
      from aftercare.product_model m
      where m.search @@ words and m.archived_at is null
      limit cap;
  end if;
end $_$;

ALTER FUNCTION aftercare.search_products(typed text, words tsquery, cap integer) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.search_tickets(typed text, words tsquery, cap integer) RETURNS TABLE(kind text, id uuid, title text, subtitle text, rank integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
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

ALTER FUNCTION aftercare.search_tickets(typed text, words tsquery, cap integer) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.search_tokens(content text) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION aftercare.search_tokens(content text) OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.search_visits(typed text, words tsquery, cap integer) RETURNS TABLE(kind text, id uuid, title text, subtitle text, rank integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  one text := upper(btrim(typed));
  stores uuid[] := aftercare.my_visible_store_ids();
  me uuid := aftercare.my_staff_id();
  only_own boolean := aftercare.i_am('technician')
    and not aftercare.i_am('admin', 'manager', 'agent', 'parts', 'sales', 'finance', 'auditor');
begin
  cap := least(cap, 500) + 1;
  if one = '' or me is null then return; end if;
  if one ~ '^V[0-9]{4}' then
    return query
      select 'visit', v.id, v.number, v.subject, case when v.number = one then 0 else 3 end
      from aftercare.visit v
      where v.number >= one and v.number < aftercare.prefix_end(one)
        and (v.store_id = any (stores) or v.technician_id = me)
        and (not only_own or v.technician_id = me or v.technician_id is null and v.state = 'open')
      order by v.number limit cap;
  elsif words is not null and numnode(words) > 0 then
    return query
      select 'visit', v.id, v.number, v.subject, 42
      from aftercare.visit v
      where v.search @@ aftercare.in_stores(words, stores) and v.store_id = any (stores)
        and (not only_own or v.technician_id = me or v.technician_id is null and v.state = 'open')
      limit cap;
  end if;
end $$;

ALTER FUNCTION aftercare.search_visits(typed text, words tsquery, cap integer) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.search_work_orders(typed text, words tsquery, cap integer) RETURNS TABLE(kind text, id uuid, title text, subtitle text, rank integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $_$
#variable_conflict use_column
declare
  one text := upper(btrim(typed));
  tail text := reverse(one);
  stores uuid[] := aftercare.my_visible_store_ids();
  me uuid := aftercare.my_staff_id();
  only_own boolean := aftercare.i_am('technician')
    and not aftercare.i_am('admin', 'manager', 'agent', 'parts', 'sales', 'finance', 'auditor');
begin
  cap := least(cap, 500) + 1;
  if one = '' or me is null then return; end if;
  if one ~ '^[A-Z]' then
    return query
      select 'work_order', o.id, o.number,
             concat_ws(' · ', nullif(concat_ws(' ', nullif(m.brand, ''), m.name), ''), c.name, nullif(c.phone_masked, ''),
                       left(o.problem, 60)),
             case when o.number = one then 0 else 3 end
      from (
        select o.* from aftercare.work_order o
        where o.number >= one and o.number < aftercare.prefix_end(one)
          and coalesce(o.store_id = any (stores) or o.handling_store_id = any (stores) or o.assigned_to = me, false)
          and (not only_own or o.assigned_to = me or o.assigned_to is null and o.work_state = 'received')
        order by o.number limit cap) o
      left join aftercare.product_model m on m.id = o.product_model_id
      left join aftercare.customer c on c.id = o.customer_id
      order by 5, o.opened_at desc;
  end if;
  if one ~ '^N[0-9]{4}-[0-9]+$' then
    -- the number of a slip of several devices
    return query
      select 'work_order', o.id, o.number,
             concat_ws(' · ', nullif(concat_ws(' ', nullif(m.brand, ''), m.name), ''), c.name, nullif(c.phone_masked, ''),
                       left(o.problem, 60)),
             1
      from (
        select o.* from aftercare.intake i join aftercare.work_order o on o.intake_id = i.id
        where i.number = one
          and coalesce(o.store_id = any (stores) or o.handling_store_id = any (stores) or o.assigned_to = me, false)
          and (not only_own or o.assigned_to = me or o.assigned_to is null and o.work_state = 'received')
        order by o.number limit cap) o
      left join aftercare.product_model m on m.id = o.product_model_id
      left join aftercare.customer c on c.id = o.customer_id
      order by o.opened_at desc;
  end if;
  if one ~ '^[0-9]{4,8}$' then
    return query
      select 'work_order', o.id, o.number,
             concat_ws(' · ', nullif(concat_ws(' ', nullif(m.brand, ''), m.name), ''), c.name, nullif(c.phone_masked, ''),
                       left(o.problem, 60)),
             5
      from (
        select o.* from aftercare.work_order o
        where reverse(o.number) >= tail and reverse(o.number) < aftercare.prefix_end(tail)
          and coalesce(o.store_id = any (stores) or o.handling_store_id = any (stores) or o.assigned_to = me, false)
          and (not only_own or o.assigned_to = me or o.assigned_to is null and o.work_state = 'received')
        limit cap) o
      left join aftercare.product_model m on m.id = o.product_model_id
      left join aftercare.customer c on c.id = o.customer_id
      order by o.opened_at desc;
  end if;
  if one ~ '^[0-9]{4}$' then
    return query
      select 'work_order', o.id, o.number,
             concat_ws(' · ', nullif(concat_ws(' ', nullif(m.brand, ''), m.name), ''), c.name, nullif(c.phone_masked, ''),
                       left(o.problem, 60)),
             case when o.work_state in ('delivered', 'closed', 'cancelled') then 28 else 6 end
      from (
        select o.* from aftercare.customer c join aftercare.work_order o on o.customer_id = c.id
        where c.phone_last4 = one
          and coalesce(o.store_id = any (stores) or o.handling_store_id = any (stores) or o.assigned_to = me, false)
          and (not only_own or o.assigned_to = me or o.assigned_to is null and o.work_state = 'received')
        order by (o.work_state in ('delivered', 'closed', 'cancelled')), o.opened_at desc limit cap) o
      left join aftercare.product_model m on m.id = o.product_model_id
      left join aftercare.customer c on c.id = o.customer_id
      order by 5, o.opened_at desc;
  end if;
  -- a whole number is found by its index; its year and month as a word would be found in every fifth order
  if one !~ '^[A-Z]{1,2}[0-9]{4}-[0-9]{4,}$' and words is not null and numnode(words) > 0 then
    if cardinality(stores) > 60 then perform set_config('plan_cache_mode', 'force_custom_plan', true); end if;
    words := aftercare.in_stores(words, stores);
    return query
      select 'work_order', o.id, o.number,
             concat_ws(' · ', nullif(concat_ws(' ', nullif(m.brand, ''), m.name), ''), c.name, nullif(c.phone_masked, ''),
                       left(o.problem, 60)),
             35
      from (
        select o.* from aftercare.work_order o
        where o.search @@ words
          and coalesce(o.store_id = any (stores) or o.handling_store_id = any (stores) or o.assigned_to = me, false)
          and (not only_own or o.assigned_to = me or o.assigned_to is null and o.work_state = 'received')
        limit cap) o
      left join aftercare.product_model m on m.id = o.product_model_id
      left join aftercare.customer c on c.id = o.customer_id
      order by o.opened_at desc;
  end if;
end $_$;

ALTER FUNCTION aftercare.search_work_orders(typed text, words tsquery, cap integer) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.sees_order(o aftercare.work_order) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if aftercare.i_am('admin', 'auditor', 'finance') then return true; end if;
  return aftercare.may_act_on(o, 'manager', '') or aftercare.may_act_on(o, 'agent', '')
    or aftercare.may_act_on(o, 'parts', '')
    or aftercare.may_act_on(o, 'technician', case when o.work_state = 'received' then 'take' else '' end)
    or aftercare.i_am('sales') and o.store_id = any (aftercare.my_store_ids());
end $$;

ALTER FUNCTION aftercare.sees_order(o aftercare.work_order) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.sees_visit(v aftercare.visit) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return v.id is not null and (
    aftercare.i_am('admin', 'auditor', 'finance') or cardinality(aftercare.visit_roles(v)) > 0
    or coalesce(v.technician_id = aftercare.my_staff_id(), false)
    or aftercare.i_am('parts', 'sales') and v.store_id = any (aftercare.my_store_ids()));
end $$;

ALTER FUNCTION aftercare.sees_visit(v aftercare.visit) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.serial_key(typed text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return translate(upper(regexp_replace(typed, '[^0-9A-Za-z\u3400-\u9fff]', '', 'g')), 'OI', '01');
end $$;

ALTER FUNCTION aftercare.serial_key(typed text) OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.service_figures(since date, until date, stores uuid[] DEFAULT NULL::uuid[]) RETURNS TABLE(week date, subject_kind text, target text, n bigint, kept bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  mine uuid[] := aftercare.my_visible_store_ids();
begin
  if stores is not null then mine := array(select s from unnest(stores) s where s = any (mine)); end if;
  return query
    select aftercare.week_of(x.counted_on), x.subject_kind, x.target, sum(x.n)::bigint, sum(x.kept)::bigint from (
      select y.counted_on, y.subject_kind, y.target, count(*) as n,
             count(*) filter (where y.breached_at is null) as kept
      from aftercare.sla_target y
      where y.store_id = any (mine) and y.counted_on between since and until
      group by 1, 2, 3
    ) x
    group by 1, 2, 3;
end $$;

ALTER FUNCTION aftercare.service_figures(since date, until date, stores uuid[]) OWNER TO aftercare_search;

CREATE TABLE aftercare.service_level (
    name text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    subject_kind text NOT NULL,
    target text NOT NULL,
    record_kind text DEFAULT ''::text NOT NULL,
    urgency text DEFAULT ''::text NOT NULL,
    cover text DEFAULT ''::text NOT NULL,
    minutes integer,
    clock text DEFAULT 'elapsed'::text NOT NULL,
    warn_percent integer DEFAULT 75 NOT NULL,
    escalate_to text DEFAULT 'manager'::text NOT NULL,
    origin text DEFAULT 'company'::text NOT NULL,
    archived_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT service_level_clock_check CHECK ((clock = ANY (ARRAY['working'::text, 'elapsed'::text]))),
    CONSTRAINT service_level_cover_check CHECK ((cover = ANY (ARRAY[''::text, 'warranty'::text, 'contract'::text, 'out'::text]))),
    CONSTRAINT service_level_escalate_to_check CHECK ((escalate_to = ANY (ARRAY[''::text, 'manager'::text, 'agent'::text, 'technician'::text, 'parts'::text, 'sales'::text, 'finance'::text, 'admin'::text]))),
    CONSTRAINT service_level_lengths_check CHECK (((length(record_kind) <= 40) AND (length(urgency) <= 40))),
    CONSTRAINT service_level_minutes_check CHECK (((minutes >= 1) AND (minutes <= 525600))),
    CONSTRAINT service_level_name_check CHECK (((name !~ '^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$'::text) AND (length(name) <= 120))),
    CONSTRAINT service_level_name_en_check CHECK ((length(name_en) <= 120)),
    CONSTRAINT service_level_origin_check CHECK ((origin = ANY (ARRAY['shipped'::text, 'company'::text]))),
    CONSTRAINT service_level_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['ticket'::text, 'complaint'::text, 'work_order'::text, 'visit'::text]))),
    CONSTRAINT service_level_target_check CHECK ((target = ANY (ARRAY['response'::text, 'call_back'::text, 'on_site'::text, 'resolution'::text]))),
    CONSTRAINT service_level_warn_percent_check CHECK (((warn_percent >= 1) AND (warn_percent <= 100)))
);

ALTER TABLE aftercare.service_level OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.service_level_for(subject_kind text, target text, record_kind text, urgency text, cover text) RETURNS aftercare.service_level
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_column
begin
  return (
    select l from aftercare.service_level l
    where l.archived_at is null and l.subject_kind = service_level_for.subject_kind
      and l.target = service_level_for.target
      and l.record_kind in ('', service_level_for.record_kind) and l.urgency in ('', service_level_for.urgency)
      and l.cover in ('', service_level_for.cover)
    order by (l.record_kind <> '')::int + (l.urgency <> '')::int + (l.cover <> '')::int desc,
             l.urgency desc, l.record_kind desc, l.cover desc, l.id
    limit 1);
end $$;

ALTER FUNCTION aftercare.service_level_for(subject_kind text, target text, record_kind text, urgency text, cover text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.set_desks(who uuid, store_ids uuid[], region_ids uuid[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  update aftercare.staff_store d set until = clock_timestamp()
    where d.staff_id = who and d.until is null and d.store_id <> all (coalesce(store_ids, '{}'));
  insert into aftercare.staff_store (id, staff_id, store_id)
    select gen_random_uuid(), who, s from unnest(store_ids) s
    where not exists (select from aftercare.staff_store d
                      where d.staff_id = who and d.store_id = s and d.until is null);
  update aftercare.staff_region r set until = clock_timestamp()
    where r.staff_id = who and r.until is null and r.region_id <> all (coalesce(region_ids, '{}'));
  insert into aftercare.staff_region (id, staff_id, region_id)
    select gen_random_uuid(), who, g from unnest(region_ids) g
    where not exists (select from aftercare.staff_region r
                      where r.staff_id = who and r.region_id = g and r.until is null);
end $$;

ALTER FUNCTION aftercare.set_desks(who uuid, store_ids uuid[], region_ids uuid[]) OWNER TO aftercare_accounts;

CREATE FUNCTION aftercare.set_groups(person text, wanted text[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  code text;
  now_has text[] := aftercare.roles_of(substr(person, 3));
begin
  if coalesce(cardinality(wanted), 0) = 0 then
    perform aftercare.refuse('person_without_role', 'roles');
  end if;
  foreach code in array wanted loop
    if code not in ('admin', 'manager', 'agent', 'technician', 'parts', 'sales', 'finance', 'auditor') then
      perform aftercare.refuse('role_unknown', 'roles', jsonb_build_object('role', code));
    end if;
    if code <> all (now_has) then
      execute format('grant %I to %I', 'aftercare_' || code, person);
    end if;
  end loop;
  foreach code in array now_has loop
    if code <> all (wanted) then
      execute format('revoke %I from %I', 'aftercare_' || code, person);
    end if;
  end loop;
  if not pg_has_role(person, 'aftercare_staff', 'member') then
    execute format('grant aftercare_staff to %I', person);
  end if;
end $$;

ALTER FUNCTION aftercare.set_groups(person text, wanted text[]) OWNER TO aftercare_accounts;

CREATE FUNCTION aftercare.settle_money(order_id uuid, action text, payload jsonb DEFAULT '{}'::jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  o aftercare.work_order;
  m record;
begin
  select w.* into o from aftercare.work_order w where w.id = order_id for no key update;
  select * into m from aftercare.money_of(o);
  if action is not null then
    update aftercare.work_order w
      set due = m.due, paid = m.paid, money_state = m.state, event_count = w.event_count + 1
      where w.id = order_id returning w.event_count into o.event_count;
    perform aftercare.record_event(o, 'money', action, o.money_state, m.state, payload);
  elsif (m.due, m.paid, m.state) is distinct from (o.due, o.paid, o.money_state) then
    update aftercare.work_order w
      set due = m.due, paid = m.paid, money_state = m.state,
          event_count = w.event_count + (m.state <> o.money_state)::int
      where w.id = order_id returning w.event_count into o.event_count;
    if m.state <> o.money_state then
      perform aftercare.record_event(o, 'money', 'settle', o.money_state, m.state, payload, false);
    end if;
  end if;
end $$;

ALTER FUNCTION aftercare.settle_money(order_id uuid, action text, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.sla_breach(until timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  touched bigint;
  done bigint := 0;
begin
  loop
    with due as (
      select x.id from aftercare.sla_target x
      left join aftercare.working_calendar c on c.id = x.calendar_id
      where x.due_at < clock_timestamp() and x.met_at is null and x.stopped_at is null and x.paused_since is null
        and x.breached_at is null and (c.id is null or c.changed_at <= x.reckoned_at)
      order by x.due_at limit 1000 for no key update of x skip locked
    )
    update aftercare.sla_target x set breached_at = x.due_at, counted_on = x.due_on,
        escalated_at = case when x.escalate_to <> '' then x.due_at end
      from due where x.id = due.id;
    get diagnostics touched = row_count;
    done := done + touched;
    exit when touched < 1000 or clock_timestamp() > until;
  end loop;
  return done;
end $$;

ALTER FUNCTION aftercare.sla_breach(until timestamp with time zone) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.sla_open(subject_kind text, subject_id uuid, store uuid, target text, record_kind text DEFAULT ''::text, urgency text DEFAULT ''::text, cover text DEFAULT ''::text, started timestamp with time zone DEFAULT NULL::timestamp with time zone, named timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS uuid
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  level aftercare.service_level := aftercare.service_level_for(subject_kind, target, coalesce(record_kind, ''),
                                                               coalesce(urgency, ''), coalesce(cover, ''));
  t aftercare.sla_target;
begin
  if level.id is null or level.minutes is null and named is null then return null; end if;
  t.started_at := coalesce(started, clock_timestamp());
  t.zone := aftercare.zone_of(store);
  if level.clock = 'working' then t.calendar_id := aftercare.calendar_of(store); end if;
  t.policy := jsonb_build_object('name', level.name, 'name_en', level.name_en, 'version', level.version,
    'minutes', level.minutes, 'clock', level.clock, 'warn_percent', level.warn_percent,
    'escalate_to', level.escalate_to, 'record_kind', level.record_kind, 'urgency', level.urgency,
    'cover', level.cover, 'calendar', (select c.code from aftercare.working_calendar c where c.id = t.calendar_id));
  t.paused_seconds := 0;
  if level.minutes is not null then
    t.seconds := level.minutes * 60;
  else
    t.named_at := named;
    t.seconds := aftercare.working_seconds(t.calendar_id, t.started_at, named, t.zone);
  end if;
  t := aftercare.sla_reckoned(t);
  -- what the record names holds to the second, also where nobody works then
  if t.named_at is not null then
    t.due_at := greatest(t.named_at, t.started_at);
    t.due_on := (t.due_at at time zone t.zone)::date;
    t.warn_at := least(t.warn_at, t.due_at);
  end if;
  if t.due_at is null then return null; end if;
  t.id := gen_random_uuid();
  insert into aftercare.sla_target (id, subject_kind, subject_id, store_id, target, round, service_level_id, policy,
      calendar_id, zone, seconds, named_at, started_at, due_at, due_on, warn_at, escalate_to)
    values (t.id, subject_kind, subject_id, store, target,
      1 + (select count(*) from aftercare.sla_target x
           where x.subject_id = subject_id and x.subject_kind = subject_kind and x.target = target
             and x.stopped_at is null),
      level.id, t.policy, t.calendar_id, t.zone, t.seconds, t.named_at, t.started_at, t.due_at, t.due_on, t.warn_at,
      level.escalate_to)
    on conflict do nothing;
  return t.id;
end $$;

ALTER FUNCTION aftercare.sla_open(subject_kind text, subject_id uuid, store uuid, target text, record_kind text, urgency text, cover text, started timestamp with time zone, named timestamp with time zone) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.sla_pause(subject_kind text, subject_id uuid, turn text, at timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  moment timestamptz := coalesce(at, clock_timestamp());
begin
  update aftercare.sla_target x set
      breached_at = coalesce(x.breached_at, case when x.paused_since is null and x.due_at < moment then x.due_at end),
      counted_on = coalesce(x.counted_on, case when x.paused_since is null and x.due_at < moment then x.due_on end),
      paused_since = coalesce(x.paused_since, moment), pause_turn = turn
    where x.subject_id = subject_id and x.subject_kind = subject_kind and x.met_at is null and x.stopped_at is null
      and x.target <> 'call_back' and x.pause_turn is distinct from turn;
end $$;

ALTER FUNCTION aftercare.sla_pause(subject_kind text, subject_id uuid, turn text, at timestamp with time zone) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.sla_reckon(until timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  r record;
  t aftercare.sla_target;
  changed timestamptz;
  done bigint := 0;
begin
  for r in
    select x as clock, c.changed_at
    from aftercare.working_calendar c
    join aftercare.sla_target x on x.calendar_id = c.id and x.reckoned_at < c.changed_at
      and x.met_at is null and x.stopped_at is null
    limit 20000 for no key update of x skip locked
  loop
    t := r.clock;
    changed := r.changed_at;
    if t.breached_at is null and t.paused_since is null and t.due_at < changed then
      update aftercare.sla_target x set breached_at = x.due_at, counted_on = x.due_on,
          escalated_at = case when x.escalate_to <> '' then x.due_at end, reckoned_at = changed
        where x.id = t.id;
    elsif t.breached_at is null and t.named_at is null then
      t := aftercare.sla_reckoned(t);
      t.due_at := greatest(t.due_at, changed);
      update aftercare.sla_target x set due_at = t.due_at, due_on = (t.due_at at time zone t.zone)::date,
          warn_at = least(t.warn_at, t.due_at),
          warned_at = case when t.warn_at > changed then null else x.warned_at end, reckoned_at = changed
        where x.id = t.id;
    else
      update aftercare.sla_target x set reckoned_at = changed where x.id = t.id;
    end if;
    done := done + 1;
    exit when clock_timestamp() > until;
  end loop;
  return done;
end $$;

ALTER FUNCTION aftercare.sla_reckon(until timestamp with time zone) OWNER TO aftercare_workflow;

CREATE TABLE aftercare.sla_target (
    subject_kind text NOT NULL,
    subject_id uuid NOT NULL,
    store_id uuid NOT NULL,
    target text NOT NULL,
    round integer DEFAULT 1 NOT NULL,
    service_level_id uuid NOT NULL,
    policy jsonb NOT NULL,
    calendar_id uuid,
    zone text NOT NULL,
    seconds numeric(18,6) NOT NULL,
    named_at timestamp with time zone,
    started_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    due_on date NOT NULL,
    warn_at timestamp with time zone NOT NULL,
    warned_at timestamp with time zone,
    met_at timestamp with time zone,
    stopped_at timestamp with time zone,
    breached_at timestamp with time zone,
    escalate_to text DEFAULT ''::text NOT NULL,
    escalated_at timestamp with time zone,
    paused_since timestamp with time zone,
    pause_turn text,
    paused_seconds numeric(18,6) DEFAULT 0 NOT NULL,
    reckoned_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    counted_on date,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT sla_target_ended_check CHECK (((met_at IS NULL) OR (stopped_at IS NULL))),
    CONSTRAINT sla_target_escalate_to_check CHECK ((escalate_to = ANY (ARRAY[''::text, 'manager'::text, 'agent'::text, 'technician'::text, 'parts'::text, 'sales'::text, 'finance'::text, 'admin'::text]))),
    CONSTRAINT sla_target_lengths_check CHECK (((octet_length((policy)::text) <= 4000) AND (length(zone) <= 80))),
    CONSTRAINT sla_target_numbers_check CHECK (((seconds <> 'NaN'::numeric) AND (paused_seconds <> 'NaN'::numeric))),
    CONSTRAINT sla_target_pause_turn_check CHECK ((pause_turn = ANY (ARRAY['customer'::text, 'maker'::text]))),
    CONSTRAINT sla_target_paused_check CHECK (((paused_since IS NULL) = (pause_turn IS NULL))),
    CONSTRAINT sla_target_seconds_check CHECK (((seconds >= (0)::numeric) AND (paused_seconds >= (0)::numeric))),
    CONSTRAINT sla_target_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['ticket'::text, 'complaint'::text, 'work_order'::text, 'visit'::text]))),
    CONSTRAINT sla_target_target_check CHECK ((target = ANY (ARRAY['response'::text, 'call_back'::text, 'on_site'::text, 'resolution'::text])))
);

ALTER TABLE aftercare.sla_target OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.sla_reckoned(t aftercare.sla_target) RETURNS aftercare.sla_target
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  share numeric := (t.policy ->> 'warn_percent')::numeric / 100;
begin
  t.due_at := aftercare.add_working(t.calendar_id, t.started_at, t.seconds + t.paused_seconds, t.zone);
  t.warn_at := aftercare.add_working(t.calendar_id, t.started_at, t.seconds * share + t.paused_seconds, t.zone);
  t.due_on := (t.due_at at time zone t.zone)::date;
  return t;
end $$;

ALTER FUNCTION aftercare.sla_reckoned(t aftercare.sla_target) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.sla_resume(subject_kind text, subject_id uuid, at timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  moment timestamptz := coalesce(at, clock_timestamp());
  t aftercare.sla_target;
begin
  for t in
    select x.* from aftercare.sla_target x
    where x.subject_id = subject_id and x.subject_kind = subject_kind and x.met_at is null and x.stopped_at is null
      and x.paused_since is not null for no key update
  loop
    t.paused_seconds := t.paused_seconds + aftercare.working_seconds(t.calendar_id, t.paused_since, moment, t.zone);
    -- a breach stays what it was
    if t.breached_at is null then t := aftercare.sla_reckoned(t); end if;
    update aftercare.sla_target x set paused_seconds = t.paused_seconds, paused_since = null, pause_turn = null,
        due_at = t.due_at, due_on = t.due_on, warn_at = t.warn_at
      where x.id = t.id;
  end loop;
end $$;

ALTER FUNCTION aftercare.sla_resume(subject_kind text, subject_id uuid, at timestamp with time zone) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.sla_review(subject_kind text, subject_id uuid, target text, record_kind text DEFAULT ''::text, urgency text DEFAULT ''::text, cover text DEFAULT ''::text, named timestamp with time zone DEFAULT NULL::timestamp with time zone, follow boolean DEFAULT false) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  level aftercare.service_level := aftercare.service_level_for(subject_kind, target, coalesce(record_kind, ''),
                                                               coalesce(urgency, ''), coalesce(cover, ''));
  t aftercare.sla_target;
  n aftercare.sla_target;
begin
  select x.* into t from aftercare.sla_target x
    where x.subject_id = subject_id and x.subject_kind = subject_kind and x.target = target
      and x.met_at is null and x.stopped_at is null for no key update;
  if t.id is null or level.id is null or t.breached_at is not null
     or t.paused_since is null and t.due_at < clock_timestamp() then
    return;
  end if;
  n := t;
  n.calendar_id := case when level.clock = 'working' then coalesce(t.calendar_id, aftercare.calendar_of(t.store_id)) end;
  if level.minutes is not null then
    n.seconds := level.minutes * 60;
    n.named_at := null;
  elsif named is not null then
    n.named_at := named;
    n.seconds := aftercare.working_seconds(n.calendar_id, t.started_at, named, t.zone);
  else
    return;
  end if;
  n.policy := t.policy || jsonb_build_object('name', level.name, 'name_en', level.name_en, 'version', level.version,
    'minutes', level.minutes, 'clock', level.clock, 'warn_percent', level.warn_percent,
    'escalate_to', level.escalate_to, 'record_kind', level.record_kind, 'urgency', level.urgency, 'cover', level.cover,
    'calendar', (select c.code from aftercare.working_calendar c where c.id = n.calendar_id));
  n := aftercare.sla_reckoned(n);
  if n.named_at is not null and n.paused_seconds = 0 then n.due_at := greatest(n.named_at, n.started_at); end if;
  if n.due_at >= t.due_at and not (follow and level.minutes is null) then return; end if;
  update aftercare.sla_target x set service_level_id = level.id, policy = n.policy, calendar_id = n.calendar_id,
      seconds = n.seconds, named_at = n.named_at, due_at = n.due_at,
      due_on = (n.due_at at time zone n.zone)::date, warn_at = least(n.warn_at, n.due_at),
      warned_at = case when n.due_at > t.due_at then null else x.warned_at end, escalate_to = level.escalate_to
    where x.id = t.id;
end $$;

ALTER FUNCTION aftercare.sla_review(subject_kind text, subject_id uuid, target text, record_kind text, urgency text, cover text, named timestamp with time zone, follow boolean) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.sla_stop(subject_kind text, subject_id uuid, target text DEFAULT NULL::text, how text DEFAULT 'met'::text, at timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  moment timestamptz := coalesce(at, clock_timestamp());
  ended int;
begin
  update aftercare.sla_target x set
      breached_at = coalesce(x.breached_at, case when x.paused_since is null and x.due_at < moment then x.due_at end),
      met_at = case when how = 'met' then moment end,
      stopped_at = case when how = 'met' then null else moment end,
      counted_on = case when x.breached_at is not null or x.paused_since is null and x.due_at < moment then x.due_on
                        when how = 'met' then (moment at time zone x.zone)::date end,
      paused_seconds = x.paused_seconds + case when x.paused_since is null then 0
        else aftercare.working_seconds(x.calendar_id, x.paused_since, moment, x.zone) end,
      paused_since = null, pause_turn = null
    where x.subject_id = subject_id and x.subject_kind = subject_kind and x.met_at is null and x.stopped_at is null
      and (target is null or x.target = target);
  get diagnostics ended = row_count;
  return ended;
end $$;

ALTER FUNCTION aftercare.sla_stop(subject_kind text, subject_id uuid, target text, how text, at timestamp with time zone) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.sla_unmeet(subject_kind text, subject_id uuid, target text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  last uuid;
begin
  select x.id into last from aftercare.sla_target x
    where x.subject_id = subject_id and x.subject_kind = subject_kind and x.target = target
    order by x.started_at desc, x.round desc limit 1;
  update aftercare.sla_target x set met_at = null, stopped_at = null,
      counted_on = case when x.breached_at is not null then x.due_on end
    where x.id = last and (x.met_at is not null or x.stopped_at is not null);
end $$;

ALTER FUNCTION aftercare.sla_unmeet(subject_kind text, subject_id uuid, target text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.sla_warn(until timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  touched bigint;
  done bigint := 0;
begin
  loop
    with early as (
      select x.id from aftercare.sla_target x
      where x.warn_at < clock_timestamp() and x.warned_at is null and x.met_at is null and x.stopped_at is null
        and x.paused_since is null and x.breached_at is null
      order by x.warn_at limit 1000 for no key update skip locked
    )
    update aftercare.sla_target x set warned_at = x.warn_at from early where x.id = early.id;
    get diagnostics touched = row_count;
    done := done + touched;
    exit when touched < 1000 or clock_timestamp() > until;
  end loop;
  return done;
end $$;

ALTER FUNCTION aftercare.sla_warn(until timestamp with time zone) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.stamp() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  new.updated_at := clock_timestamp();
  new.updated_by := aftercare.login_name();
  if tg_op = 'INSERT' then
    new.version := 1;
    new.created_at := new.updated_at;
    new.created_by := new.updated_by;
  else
    new.id := old.id;
    new.version := old.version + 1;
    new.created_at := old.created_at;
    new.created_by := old.created_by;
  end if;
  return new;
end $$;

ALTER FUNCTION aftercare.stamp() OWNER TO aftercare_owner;

CREATE TABLE aftercare.work_order_event (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    work_order_id uuid NOT NULL,
    seq integer NOT NULL,
    axis text NOT NULL,
    action text NOT NULL,
    from_state text,
    to_state text,
    at timestamp with time zone NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    happened_on date NOT NULL,
    by_login text NOT NULL,
    workstation text DEFAULT ''::text NOT NULL,
    comment text DEFAULT ''::text NOT NULL,
    method text DEFAULT ''::text NOT NULL,
    reason_code text,
    public boolean DEFAULT true NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL,
    undo jsonb,
    corrects_id uuid,
    store_id uuid NOT NULL,
    handling_store_id uuid,
    region_id uuid,
    product_model_id uuid,
    technician_id uuid,
    kind text NOT NULL,
    sale_stage text NOT NULL,
    outcome text,
    source text NOT NULL,
    opened_on date NOT NULL,
    CONSTRAINT work_order_event_axis_check CHECK ((axis = ANY (ARRAY['work'::text, 'money'::text, 'custody'::text, 'note'::text, 'contact'::text, 'promise'::text, 'correction'::text]))),
    CONSTRAINT work_order_event_comment_check CHECK ((length(comment) <= 4000)),
    CONSTRAINT work_order_event_effective_at_check CHECK ((effective_at <= at))
);

ALTER TABLE aftercare.work_order_event OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.step_to_undo(o aftercare.work_order) RETURNS aftercare.work_order_event
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  e aftercare.work_order_event;
begin
  select x.* into e from aftercare.work_order_event x
    where x.work_order_id = o.id and not (x.undo is null and x.details ? 'with') order by x.seq desc limit 1;
  if e.undo is not null and e.by_login = aftercare.login_name()
     and e.at > clock_timestamp() - make_interval(mins => aftercare.parameter_value('undo_minutes', '10')::int) then
    return e;
  end if;
  return null;
end $$;

ALTER FUNCTION aftercare.step_to_undo(o aftercare.work_order) OWNER TO aftercare_workflow;

CREATE TABLE aftercare.work_order_transition (
    kind text DEFAULT '*'::text NOT NULL,
    axis text NOT NULL,
    from_state text NOT NULL,
    action text NOT NULL,
    role text NOT NULL,
    to_state text NOT NULL,
    guard text[] DEFAULT '{}'::text[] NOT NULL,
    asks text[] DEFAULT '{}'::text[] NOT NULL,
    custody_to text,
    public boolean DEFAULT true NOT NULL,
    "position" integer DEFAULT 50 NOT NULL,
    active boolean DEFAULT true NOT NULL,
    origin text DEFAULT 'company'::text NOT NULL,
    CONSTRAINT work_order_transition_axis_check CHECK ((axis = ANY (ARRAY['work'::text, 'money'::text, 'custody'::text]))),
    CONSTRAINT work_order_transition_guard_check CHECK ((array_to_string(guard, ','::text) ~ '^[a-z_,]*$'::text)),
    CONSTRAINT work_order_transition_origin_check CHECK ((origin = ANY (ARRAY['shipped'::text, 'company'::text]))),
    CONSTRAINT work_order_transition_role_check CHECK ((role = ANY (ARRAY['manager'::text, 'agent'::text, 'technician'::text, 'parts'::text, 'finance'::text, 'jobs'::text])))
);

ALTER TABLE aftercare.work_order_transition OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.steps_of(o aftercare.work_order, wanted_axis text DEFAULT NULL::text, wanted_action text DEFAULT NULL::text) RETURNS SETOF aftercare.work_order_transition
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return query
    select t.* from aftercare.work_order_transition t
    where t.active and t.kind in (o.kind, '*')
      and t.from_state = case t.axis when 'work' then o.work_state when 'custody' then o.custody_state
                                     else o.money_state end
      and (wanted_axis is null or t.axis = wanted_axis) and (wanted_action is null or t.action = wanted_action)
      and (t.kind = o.kind or not exists (
        select from aftercare.work_order_transition own
        where own.active and own.kind = o.kind and own.axis = t.axis and own.from_state = t.from_state
          and own.action = t.action and own.role = t.role));
end $$;

ALTER FUNCTION aftercare.steps_of(o aftercare.work_order, wanted_axis text, wanted_action text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.store_clock(store uuid, at timestamp with time zone) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return to_char(at at time zone coalesce((select t.time_zone from aftercare.store t where t.id = store),
                                          'Asia/Shanghai'), 'MM-DD HH24:MI');
end $$;

ALTER FUNCTION aftercare.store_clock(store uuid, at timestamp with time zone) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.store_date(store uuid, at timestamp with time zone DEFAULT clock_timestamp()) RETURNS date
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (select (at at time zone coalesce((select t.time_zone from aftercare.store t where t.id = store), 'Asia/Shanghai'))::date);
end $$;

ALTER FUNCTION aftercare.store_date(store uuid, at timestamp with time zone) OWNER TO aftercare_identity;

CREATE FUNCTION aftercare.store_is_closed(store uuid, day date) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  calendar uuid := aftercare.calendar_of(store);
  zone text := coalesce((select t.time_zone from aftercare.store t where t.id = store), 'Asia/Shanghai');
begin
  return calendar is not null and aftercare.working_seconds(
    calendar, day::timestamp at time zone zone, (day + 1)::timestamp at time zone zone, zone) = 0;
end $$;

ALTER FUNCTION aftercare.store_is_closed(store uuid, day date) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.suggest(typed text, cap integer DEFAULT 6, leave_out uuid DEFAULT NULL::uuid) RETURNS TABLE(kind text, id uuid, number text, title text, body text, title_en text, body_en text, share real, worked bigint, failed bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
#variable_conflict use_column
declare
  words text[] := aftercare.telling_words(typed);
  marked text[] := array(select '^' || w from unnest(words) w);
  any_word tsquery := (select string_agg(format('''%s''', w), ' | ') from unnest(words) w)::tsquery;
  stores uuid[] := aftercare.my_visible_store_ids();
  each_newest int := case when cardinality(stores) between 1 and 60 then greatest(500 / cardinality(stores), 20) end;
  from_articles uuid[];
  from_tickets uuid[];
begin
  if cardinality(words) = 0 or not aftercare.i_am_active() then return; end if;
  cap := least(cap, 20);
  from_articles := array(
    select hit.id from aftercare.probes(words) p
    cross join lateral (
      select a.id from aftercare.article a where a.search @@ p.asked and a.state = 'published' limit 120) hit
    group by hit.id order by sum(p.weight) desc limit 30);
  from_tickets := array(
    with probe as materialized (
      select p.n, p.asked, p.weight from aftercare.probes(words) p
    ), newest as materialized (
      select t.id, t.search
      from unnest(case when each_newest is not null then stores end) s
      cross join lateral (
        select x.id, x.search from aftercare.ticket x
        where x.store_id = s and x.state in ('resolved', 'closed') and x.solution <> ''
        order by x.opened_at desc limit each_newest) t
      where t.search @@ any_word
      union all
      select t.id, t.search
      from (
        select x.id, x.search from aftercare.ticket x
        where each_newest is null and coalesce(x.store_id = any (stores), false)
          and x.state in ('resolved', 'closed') and x.solution <> ''
        order by x.opened_at desc limit 500) t
      where t.search @@ any_word
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
      select 'article' as kind, 0 as place, a.id, u.lexeme
      from unnest(from_articles) near (id) join aftercare.article a on a.id = near.id
      cross join unnest(a.search) u where u.lexeme = any (words || marked)
      union all
      select 'ticket', 1, t.id, u.lexeme
      from unnest(from_tickets) near (id) join aftercare.ticket t on t.id = near.id
      cross join unnest(t.search) u where u.lexeme = any (words || marked)
    ), scored as (
      select l.kind, l.place, l.id,
             (sum(case when starts_with(l.lexeme, '^') then 0.66 else 0.34 end) / cardinality(words))::real as share
      from lexemes l
      group by l.kind, l.place, l.id
    ), best as (
      select s.*, row_number() over (partition by s.kind order by s.share desc, s.id) as nth,
             max(s.share) over () as top
      from scored s
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

ALTER FUNCTION aftercare.suggest(typed text, cap integer, leave_out uuid) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.take_step(o aftercare.work_order, t aftercare.work_order_transition, payload jsonb, by_login text DEFAULT NULL::text, effective timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS aftercare.work_order
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  n aftercare.work_order := o;
  moment timestamptz := coalesce(effective, greatest(clock_timestamp(), (
    select e.at from aftercare.work_order_event e where e.work_order_id = o.id order by e.seq desc limit 1)));
  m record;
  before jsonb;
begin
  n.custody_state := case when t.axis = 'custody' then t.to_state else aftercare.custody_after(o, t.custody_to) end;
  if t.axis = 'work' then
    n.work_state := t.to_state;
    if n.work_state <> o.work_state then n.state_since := moment; end if;
    case
      when t.action in ('assign', 'reassign') then n.assigned_to := (payload ->> 'technician_id')::uuid;
      when t.action = 'take' then n.assigned_to := aftercare.my_staff_id();
      when t.action = 'unassign' then n.assigned_to := null;
      else null;
    end case;
    if t.to_state in ('completed', 'failed') then
      n.outcome := case t.action when 'complete' then payload ->> 'outcome' when 'refuse' then 'refused'
                                 else 'unrepairable' end;
      n.barrier_code := case when t.action = 'fail' then payload ->> 'barrier_code' end;
      n.ready_at := moment;
      n.told_at := null;
    elsif t.to_state = 'delivered' then
      n.outcome := case when payload ->> 'outcome' in ('exchanged', 'refunded') and o.outcome is not null
                        then payload ->> 'outcome' else o.outcome end;
      n.delivered_at := moment;
      n.delivered_on := aftercare.store_date(o.store_id, moment);
      n.collected_by := left(coalesce(payload ->> 'collected_by', ''), 80);
      n.collected_how := left(coalesce(payload ->> 'collected_how', ''), 20);
      n.id_note := left(coalesce(payload ->> 'id_note', ''), 200);
      n.hand_over := coalesce(payload -> 'checklist', '{}');
      n.shelf := '';
      delete from aftercare.unlock_code u where u.work_order_id = o.id;
    elsif t.to_state = 'closed' then
      n.closed_at := moment;
    elsif o.work_state in ('completed', 'failed') then
      n.outcome := null;
      n.barrier_code := null;
      n.ready_at := null;
      n.told_at := null;
    end if;
    if t.to_state = 'cancelled' then n.ready_at := moment; end if;
    -- work taken up again is tested again
    if t.action in ('not_passed', 'reopen') then n.test_passed := null; end if;
  elsif t.axis = 'custody' then
    if t.action = 'send_out' then n.handling_store_id := (payload ->> 'handling_store_id')::uuid; end if;
    if t.action in ('send_out', 'take_home') then n.shelf := ''; end if;
  elsif t.action = 'write_off' then
    n.written_off := o.due - o.paid;
  end if;
  if aftercare.says(payload, 'shelf') and n.custody_state not in ('with_customer', 'at_depot', 'returned') then
    n.shelf := payload ->> 'shelf';
  elsif n.custody_state <> o.custody_state and o.custody_state = 'ready_shelf' then
    n.shelf := '';
  end if;

  select * into m from aftercare.money_of(n);
  n.due := m.due;
  n.paid := m.paid;
  n.money_state := m.state;
  n.event_count := o.event_count + 1;
  select jsonb_object_agg(was.key, was.value) into before
    from jsonb_each(to_jsonb(o)) was join jsonb_each(to_jsonb(n)) is_now on is_now.key = was.key
    where was.value is distinct from is_now.value and was.key not in ('event_count', 'due', 'paid', 'money_state');
  -- A step is undone whole: what came along with it is named by the first event only.
  perform aftercare.record_event(n, t.axis, t.action, t.from_state, t.to_state,
    payload || case when t.action = 'take' then jsonb_build_object('technician_id', n.assigned_to) else '{}' end,
    t.public, coalesce(before, '{}'), moment, by_login);
  if t.axis <> 'custody' and n.custody_state <> o.custody_state then
    n.event_count := n.event_count + 1;
    perform aftercare.record_event(n, 'custody', aftercare.custody_action(n.custody_state), o.custody_state,
      n.custody_state, payload - 'comment' || jsonb_build_object('with', t.action), t.public, null, moment, by_login);
  end if;
  if t.axis <> 'money' and n.money_state <> o.money_state then
    n.event_count := n.event_count + 1;
    perform aftercare.record_event(n, 'money', 'settle', o.money_state, n.money_state,
      jsonb_build_object('with', t.action), false, null, moment, by_login);
  end if;
  update aftercare.work_order w set
      work_state = n.work_state, money_state = n.money_state, custody_state = n.custody_state, outcome = n.outcome,
      barrier_code = n.barrier_code, handling_store_id = n.handling_store_id, assigned_to = n.assigned_to,
      state_since = n.state_since, ready_at = n.ready_at, told_at = n.told_at, delivered_at = n.delivered_at,
      delivered_on = n.delivered_on, closed_at = n.closed_at, shelf = n.shelf, collected_by = n.collected_by,
      collected_how = n.collected_how, id_note = n.id_note, hand_over = n.hand_over, due = n.due, paid = n.paid,
      written_off = n.written_off, test_passed = n.test_passed, event_count = n.event_count
    where w.id = o.id returning w.* into n;
  return n;
end $$;

ALTER FUNCTION aftercare.take_step(o aftercare.work_order, t aftercare.work_order_transition, payload jsonb, by_login text, effective timestamp with time zone) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.telling_words(typed text) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
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
end $_$;

ALTER FUNCTION aftercare.telling_words(typed text) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.ticket_began() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform aftercare.ticket_record(new, 'open', null, new.state, '', '{}');
  return null;
end $$;

ALTER FUNCTION aftercare.ticket_began() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.ticket_begin() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  me uuid := aftercare.my_staff_id();
begin
  new.opened_on := aftercare.store_date(new.store_id, new.opened_at);
  new.number := coalesce(new.number,
    aftercare.desk_number('T', new.opened_on, nextval('aftercare.ticket_number_seq')));
  new.first_asked_id := coalesce(new.first_asked_id, me);
  new.owner_id := coalesce(new.owner_id, me);
  return new;
end $$;

ALTER FUNCTION aftercare.ticket_begin() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.ticket_clock() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  moment timestamptz := clock_timestamp();
  over constant text[] := array['resolved', 'closed', 'cancelled'];
  cover text := aftercare.order_cover(new.work_order_id);
begin
  if tg_op = 'INSERT' then
    perform aftercare.sla_open('ticket', new.id, new.store_id, 'response', new.kind, new.urgency, cover, new.opened_at);
    perform aftercare.sla_open('ticket', new.id, new.store_id, 'resolution', new.kind, new.urgency, cover, new.opened_at);
    return null;
  end if;
  if old.state <> all (over) and (new.kind, new.urgency) is distinct from (old.kind, old.urgency) then
    perform aftercare.sla_review('ticket', new.id, 'response', new.kind, new.urgency, cover);
    perform aftercare.sla_review('ticket', new.id, 'resolution', new.kind, new.urgency, cover);
  end if;
  if new.state = 'cancelled' and old.state <> 'cancelled' then
    perform aftercare.sla_stop('ticket', new.id, null, 'stopped', moment);
    return null;
  end if;
  if old.state = 'open' and new.state <> 'open' then
    perform aftercare.sla_stop('ticket', new.id, 'response', 'met', moment);
  end if;
  if old.state = 'promised' and new.state = 'promised' and new.promised_at is distinct from old.promised_at then
    perform aftercare.sla_stop('ticket', new.id, 'call_back', 'stopped', moment);
  elsif old.state = 'promised' and new.state <> 'promised' then
    perform aftercare.sla_stop('ticket', new.id, 'call_back', 'met', moment);
  end if;
  if new.state = 'promised' then
    perform aftercare.sla_open('ticket', new.id, new.store_id, 'call_back', new.kind, new.urgency, cover, moment,
                               new.promised_at);
  end if;
  if new.state = old.state then return null; end if;
  if new.state in ('resolved', 'closed') then
    perform aftercare.sla_stop('ticket', new.id, null, 'met', moment);
  elsif old.state in ('resolved', 'closed') then
    perform aftercare.sla_open('ticket', new.id, new.store_id, 'resolution', new.kind, new.urgency, cover, moment);
  end if;
  if new.state = 'waiting_customer' then
    perform aftercare.sla_pause('ticket', new.id, 'customer', moment);
  elsif old.state = 'waiting_customer' then
    perform aftercare.sla_resume('ticket', new.id, moment);
  end if;
  return null;
end $$;

ALTER FUNCTION aftercare.ticket_clock() OWNER TO aftercare_workflow;

CREATE TABLE aftercare.ticket (
    number text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    channel text DEFAULT 'phone'::text NOT NULL,
    store_id uuid NOT NULL,
    customer_id uuid,
    device_id uuid,
    work_order_id uuid,
    reporter text DEFAULT ''::text NOT NULL,
    owner_id uuid,
    first_asked_id uuid,
    category text,
    urgency text DEFAULT 'normal'::text NOT NULL,
    subject text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    solution text DEFAULT ''::text NOT NULL,
    into_knowledge boolean DEFAULT false NOT NULL,
    promised_at timestamp with time zone,
    due_on date,
    opened_at timestamp with time zone DEFAULT now() NOT NULL,
    opened_on date NOT NULL,
    resolved_at timestamp with time zone,
    search tsvector,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    offered_to_id uuid,
    escalated_to_id uuid,
    merged_into_id uuid,
    split_from_id uuid,
    offered_at timestamp with time zone,
    escalated_at timestamp with time zone,
    snoozed_until timestamp with time zone,
    mood text,
    CONSTRAINT ticket_channel_check CHECK ((channel = ANY (ARRAY['phone'::text, 'counter'::text, 'mail'::text, 'message'::text, 'web'::text]))),
    CONSTRAINT ticket_description_check CHECK ((length(description) <= 20000)),
    CONSTRAINT ticket_kind_check CHECK ((kind = ANY (ARRAY['inquiry'::text, 'fault'::text, 'appointment'::text, 'returns'::text, 'request'::text, 'feedback'::text, 'suggestion'::text]))),
    CONSTRAINT ticket_lengths_check CHECK ((length(category) <= 80)),
    CONSTRAINT ticket_merged_check CHECK (((merged_into_id IS NULL) OR ((state = 'cancelled'::text) AND (merged_into_id <> id)))),
    CONSTRAINT ticket_mood_check CHECK ((mood = ANY (ARRAY['calm'::text, 'pleased'::text, 'worried'::text, 'annoyed'::text, 'angry'::text]))),
    CONSTRAINT ticket_offered_check CHECK (((offered_to_id IS NULL) OR (offered_to_id IS DISTINCT FROM owner_id))),
    CONSTRAINT ticket_promised_at_check CHECK (((state <> 'promised'::text) OR (promised_at IS NOT NULL))),
    CONSTRAINT ticket_reporter_check CHECK ((length(reporter) <= 120)),
    CONSTRAINT ticket_solution_check CHECK ((length(solution) <= 20000)),
    CONSTRAINT ticket_state_check CHECK ((state = ANY (ARRAY['open'::text, 'in_progress'::text, 'waiting_customer'::text, 'promised'::text, 'resolved'::text, 'closed'::text, 'cancelled'::text]))),
    CONSTRAINT ticket_subject_check CHECK (((subject !~ '^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$'::text) AND (length(subject) <= 200))),
    CONSTRAINT ticket_urgency_check CHECK ((urgency = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text, 'urgent'::text])))
);

ALTER TABLE aftercare.ticket OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.ticket_lacks(t aftercare.ticket, needs text[], payload jsonb) RETURNS text[]
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (select coalesce(array_agg(n order by place), '{}')
    from unnest(needs) with ordinality x (n, place)
    where btrim(coalesce(payload ->> n, case n when 'solution' then t.solution end, '')) = '');
end $$;

ALTER FUNCTION aftercare.ticket_lacks(t aftercare.ticket, needs text[], payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.ticket_let_go(t aftercare.ticket, comment text) RETURNS text
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  stays aftercare.ticket;
begin
  update aftercare.ticket x set state = x.state where x.id = t.merged_into_id returning x.* into stays;
  perform aftercare.ticket_record(stays, 'merged_out', stays.state, stays.state, comment,
    jsonb_build_object('number', t.number, 'ticket_id', t.id));
  return stays.number;
end $$;

ALTER FUNCTION aftercare.ticket_let_go(t aftercare.ticket, comment text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.ticket_linked() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  t aftercare.ticket;
  number text;
begin
  if tg_op = 'UPDATE' and new.until is not distinct from old.until then return null; end if;
  update aftercare.ticket x set state = x.state where x.id = new.ticket_id returning x.* into t;
  number := coalesce((select o.number from aftercare.work_order o where o.id = new.work_order_id),
    (select coalesce(nullif(d.serial_no, ''), m.name) from aftercare.device d
       left join aftercare.product_model m on m.id = d.product_model_id where d.id = new.device_id));
  perform aftercare.ticket_record(t, case when new.until is null then 'link' else 'unlink' end, t.state, t.state, '',
    jsonb_build_object('number', coalesce(number, ''), 'device_id', new.device_id,
                       'work_order_id', new.work_order_id));
  return null;
end $$;

ALTER FUNCTION aftercare.ticket_linked() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.ticket_move(ticket_id uuid, seen_version integer, action text, payload jsonb, request_id uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  t aftercare.ticket;
  step aftercare.ticket_transition;
  me uuid := aftercare.my_staff_id();
  answer jsonb;
  was text;
  details jsonb;
begin
  answer := aftercare.first_result(request_id);
  if answer is not null then return answer; end if;

  payload := aftercare.clean_payload(payload);
  if action = 'merge' and nullif(payload ->> 'into_id', '') is not null then
    -- both, in one order: two people may merge the same two the other way round at this moment
    perform from aftercare.ticket x where x.id in (ticket_id, (payload ->> 'into_id')::uuid)
      order by x.id for no key update;
  end if;
  select x.* into t from aftercare.ticket x where x.id = ticket_id for no key update;
  -- The same step asked for twice at the same moment: the second waited for the row.
  answer := aftercare.first_result(request_id);
  if answer is not null then return answer; end if;
  if t.id is null or not (cardinality(aftercare.ticket_roles(t)) > 0 or t.offered_to_id = me
                          or t.store_id = any (aftercare.my_visible_store_ids())) is true then
    perform aftercare.refuse('gone_record');
  end if;
  if t.version is distinct from seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  select s.* into step from aftercare.ticket_transition s
    where s.from_state = t.state and s.action = action
      and s.role = any (aftercare.ticket_roles_for(t, action)) limit 1;
  if step.action is null then
    if exists (select from aftercare.ticket_transition s where s.from_state = t.state and s.action = action) then
      raise exception using errcode = '42501', message = 'this step belongs to another role';
    end if;
    perform aftercare.refuse('step_not_possible', null, jsonb_build_object('state', t.state, 'action', action));
  end if;
  if not aftercare.ticket_step_fits(t, action) then
    perform aftercare.refuse('step_not_possible', null, jsonb_build_object('state', t.state, 'action', action));
  end if;
  perform aftercare.refuse_problems(aftercare.ticket_problems(t, action, step.needs, payload));

  was := t.state;
  t.state := step.to_state;
  details := payload - array['comment', 'solution', 'subject', 'description'];
  answer := '{}';
  if action in ('assign', 'take', 'release', 'accept') then
    t.owner_id := case action when 'assign' then (payload ->> 'owner_id')::uuid when 'release' then null else me end;
    t.offered_to_id := null;
  elsif action = 'hand_over' then
    t.offered_to_id := (payload ->> 'owner_id')::uuid;
    t.offered_at := clock_timestamp();
    details := details || jsonb_build_object('name', (select s.name from aftercare.staff s where s.id = t.offered_to_id));
  elsif action in ('decline', 'withdraw') then
    t.offered_to_id := null;
  elsif action = 'escalate' then
    t.escalated_to_id := (payload ->> 'escalated_to_id')::uuid;
    t.escalated_at := clock_timestamp();
    details := details || jsonb_build_object('name', (select s.name from aftercare.staff s where s.id = t.escalated_to_id));
  elsif action = 'settle' then
    t.escalated_to_id := null;
  elsif action = 'promise' then
    t.promised_at := (payload ->> 'promised_at')::timestamptz;
  elsif action = 'resolve' then
    -- as typed: what is blank around a text belongs to it
    if btrim(coalesce(payload ->> 'solution', '')) <> '' then t.solution := payload ->> 'solution'; end if;
    t.resolved_at := clock_timestamp();
  elsif action = 'reopen' then
    t.resolved_at := null;
  elsif action = 'start' and t.owner_id is null then
    t.owner_id := me;
  elsif action = 'merge' then
    t.merged_into_id := (payload ->> 'into_id')::uuid;
    details := details || jsonb_build_object('number', aftercare.ticket_take_in(t, coalesce(payload ->> 'comment', '')));
  elsif action = 'unmerge' then
    details := details || jsonb_build_object('number', aftercare.ticket_let_go(t, coalesce(payload ->> 'comment', '')));
    t.merged_into_id := null;
  elsif action = 'split' then
    answer := aftercare.ticket_split(t, payload);
    details := details || answer;
  end if;
  -- What is over waits for nobody any more.
  if t.state in ('resolved', 'closed', 'cancelled') then
    t.offered_to_id := null;
    t.escalated_to_id := null;
  end if;
  update aftercare.ticket x set state = t.state, owner_id = t.owner_id, promised_at = t.promised_at,
      snoozed_until = case when t.state = 'promised' and action <> 'promise' then t.snoozed_until end,
      solution = t.solution, resolved_at = t.resolved_at, merged_into_id = t.merged_into_id,
      offered_to_id = t.offered_to_id, offered_at = case when t.offered_to_id is not null then t.offered_at end,
      escalated_to_id = t.escalated_to_id,
      escalated_at = case when t.escalated_to_id is not null then t.escalated_at end
    where x.id = t.id returning x.version into t.version;
  perform aftercare.ticket_record(t, action, was, t.state, coalesce(payload ->> 'comment', ''), details);
  answer := answer || jsonb_build_object('version', t.version, 'state', t.state);
  return aftercare.keep_result(request_id, answer);
end $$;

ALTER FUNCTION aftercare.ticket_move(ticket_id uuid, seen_version integer, action text, payload jsonb, request_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.ticket_note(wanted uuid, comment text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  t aftercare.ticket;
begin
  select x.* into t from aftercare.ticket x where x.id = wanted for no key update;
  if t.id is null or cardinality(aftercare.ticket_roles(t)) = 0 then perform aftercare.refuse('gone_record'); end if;
  if btrim(coalesce(comment, '')) = '' then perform aftercare.refuse('note_empty', 'comment'); end if;
  perform aftercare.check_note(comment);
  update aftercare.ticket x set state = x.state where x.id = t.id returning x.version into t.version;
  perform aftercare.ticket_record(t, 'note', t.state, t.state, comment, '{}');
  return t.version;
end $$;

ALTER FUNCTION aftercare.ticket_note(wanted uuid, comment text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.ticket_problems(t aftercare.ticket, action text, needs text[], payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  troubles jsonb := coalesce((
    select jsonb_agg(jsonb_build_object('code', 'lacks', 'field', n))
    from unnest(aftercare.ticket_lacks(t, needs, payload)) n), '[]');
  field text := case action when 'escalate' then 'escalated_to_id' else 'owner_id' end;
  person uuid;
  moment timestamptz;
  other aftercare.ticket;
  code text;
begin
  if action in ('assign', 'hand_over', 'escalate') and nullif(payload ->> field, '') is not null then
    person := (payload ->> field)::uuid;
    code := case
      when not exists (select from aftercare.staff s where s.id = person and s.active) then 'owner_not_active'
      when not aftercare.roles_of((select s.login from aftercare.staff s where s.id = person))
               && array['agent', 'manager', 'technician', 'parts', 'sales'] then 'owner_cannot_work'
      when action <> 'escalate' and person = t.owner_id then 'owner_is_already'
      when action = 'escalate' and person = aftercare.my_staff_id() then 'escalate_to_self' end;
    if code is not null then troubles := troubles || jsonb_build_object('code', code, 'field', field); end if;
  end if;
  if action = 'promise' and nullif(payload ->> 'promised_at', '') is not null then
    moment := (payload ->> 'promised_at')::timestamptz;
    code := case when not isfinite(moment) or moment > clock_timestamp() + interval '2 years' then 'promise_far'
      when moment <= clock_timestamp() then 'promise_past' end;
    if code is not null then troubles := troubles || jsonb_build_object('code', code, 'field', 'promised_at'); end if;
  end if;
  if action = 'merge' and nullif(payload ->> 'into_id', '') is not null then
    select x.* into other from aftercare.ticket x where x.id = (payload ->> 'into_id')::uuid;
    code := case
      when other.id = t.id then 'merge_itself'
      when other.id is null or cardinality(aftercare.ticket_roles(other)) = 0 then 'merge_unknown'
      when other.state = 'cancelled' then 'merge_into_gone'
      when other.customer_id <> t.customer_id then 'merge_other_customer' end;
    if code is not null then troubles := troubles || jsonb_build_object('code', code, 'field', 'into_id'); end if;
  end if;
  return troubles;
end $$;

ALTER FUNCTION aftercare.ticket_problems(t aftercare.ticket, action text, needs text[], payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.ticket_record(t aftercare.ticket, action text, from_state text, to_state text, comment text, details jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  moment timestamptz := greatest(clock_timestamp(),
    (select max(e.at) from aftercare.ticket_event e where e.ticket_id = t.id));
begin
  insert into aftercare.ticket_event (ticket_id, store_id, kind, owner_id, action, from_state, to_state, at,
                                      effective_at, by_login, comment, details,
                                      happened_on)
  values (t.id, t.store_id, t.kind, t.owner_id, action, from_state, to_state, moment,
          case when action = 'open' then t.opened_at else moment end, aftercare.login_name(), comment, details,
          aftercare.store_date(t.store_id, moment));
end $$;

ALTER FUNCTION aftercare.ticket_record(t aftercare.ticket, action text, from_state text, to_state text, comment text, details jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.ticket_roles(t aftercare.ticket) RETURNS text[]
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (select coalesce(array_agg(r), '{}')
    from unnest(aftercare.roles_of(aftercare.login_name())) r
    where aftercare.my_staff_id() is not null
      and (r in ('agent', 'manager', 'technician', 'parts', 'sales')
             and aftercare.my_staff_id() in (t.owner_id, t.escalated_to_id)
           or r = 'agent' and t.store_id = any (aftercare.my_store_ids())
           or r = 'manager' and t.store_id = any (aftercare.my_managed_store_ids())));
end $$;

ALTER FUNCTION aftercare.ticket_roles(t aftercare.ticket) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.ticket_roles_for(t aftercare.ticket, action text) RETURNS text[]
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return case when action not in ('accept', 'decline') then aftercare.ticket_roles(t)
    when t.offered_to_id = aftercare.my_staff_id() then aftercare.roles_of(aftercare.login_name())
    else '{}' end;
end $$;

ALTER FUNCTION aftercare.ticket_roles_for(t aftercare.ticket, action text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.ticket_snooze(wanted uuid, until timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  t aftercare.ticket;
begin
  select x.* into t from aftercare.ticket x where x.id = wanted for no key update;
  if t.id is null or cardinality(aftercare.ticket_roles(t)) = 0 then perform aftercare.refuse('gone_record'); end if;
  if t.state <> 'promised' then
    perform aftercare.refuse('step_not_possible', null, jsonb_build_object('state', t.state, 'action', 'snooze'));
  end if;
  if until is null or until <= clock_timestamp() or until > clock_timestamp() + interval '7 days' then
    perform aftercare.refuse('snooze_wrong', 'snoozed_until');
  end if;
  update aftercare.ticket x set snoozed_until = until where x.id = t.id returning x.version into t.version;
  perform aftercare.ticket_record(t, 'snooze', t.state, t.state, '', jsonb_build_object('until', until));
  return t.version;
end $$;

ALTER FUNCTION aftercare.ticket_snooze(wanted uuid, until timestamp with time zone) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.ticket_split(t aftercare.ticket, payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  part aftercare.ticket;
begin
  insert into aftercare.ticket (id, kind, channel, store_id, customer_id, device_id, work_order_id, reporter, owner_id,
                                first_asked_id, urgency, mood, subject, description, split_from_id)
  values (gen_random_uuid(), t.kind, t.channel, t.store_id, t.customer_id, t.device_id, t.work_order_id, t.reporter,
          t.owner_id, t.first_asked_id, t.urgency, t.mood, payload ->> 'subject',
          coalesce(payload ->> 'description', ''), t.id)
  returning * into part;
  perform aftercare.ticket_record(part, 'split_from', part.state, part.state, '',
    jsonb_build_object('number', t.number, 'ticket_id', t.id));
  return jsonb_build_object('ticket_id', part.id, 'number', part.number);
end $$;

ALTER FUNCTION aftercare.ticket_split(t aftercare.ticket, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.ticket_step_fits(t aftercare.ticket, action text) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return coalesce(case action
    when 'take' then t.owner_id is null
    when 'release' then t.owner_id is not null
    when 'hand_over' then t.owner_id = aftercare.my_staff_id() and t.offered_to_id is null
    when 'withdraw' then t.offered_to_id is not null
                         and (t.owner_id = aftercare.my_staff_id() or aftercare.i_am('manager'))
    when 'escalate' then t.escalated_to_id is null
    when 'settle' then t.escalated_to_id is not null
    when 'unmerge' then t.merged_into_id is not null
    else true end, false);
end $$;

ALTER FUNCTION aftercare.ticket_step_fits(t aftercare.ticket, action text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.ticket_steps(wanted uuid) RETURNS TABLE(action text, to_state text, needs text[], lacks text[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  t aftercare.ticket;
  roles text[];
  asked text[];
begin
  select x.* into t from aftercare.ticket x where x.id = wanted;
  roles := aftercare.ticket_roles(t);
  asked := aftercare.ticket_roles_for(t, 'accept');
  return query
    select s.action, s.to_state, s.needs, aftercare.ticket_lacks(t, s.needs, '{}')
    from aftercare.ticket_transition s
    where s.from_state = t.state
      and s.role = any (case when s.action in ('accept', 'decline') then asked else roles end)
      and aftercare.ticket_step_fits(t, s.action)
    group by s.action, s.to_state, s.needs
    order by min(s.position), s.action;
end $$;

ALTER FUNCTION aftercare.ticket_steps(wanted uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.ticket_take_in(t aftercare.ticket, comment text) RETURNS text
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  stays aftercare.ticket;
begin
  update aftercare.ticket x set merged_into_id = t.merged_into_id where x.merged_into_id = t.id;
  insert into aftercare.ticket_link (id, ticket_id, device_id, work_order_id)
    select gen_random_uuid(), s.id, l.device_id, l.work_order_id
    from aftercare.ticket s
    cross join lateral (
      select x.device_id, x.work_order_id from aftercare.ticket_link x where x.ticket_id = t.id and x.until is null
      union select t.device_id, null where t.device_id is not null and s.device_id is not null
      union select null, t.work_order_id where t.work_order_id is not null and s.work_order_id is not null) l
    where s.id = t.merged_into_id and l.device_id is distinct from coalesce(s.device_id, t.id)
      and l.work_order_id is distinct from coalesce(s.work_order_id, t.id)
    on conflict do nothing;
  update aftercare.ticket x set customer_id = coalesce(x.customer_id, t.customer_id),
      device_id = coalesce(x.device_id, t.device_id), work_order_id = coalesce(x.work_order_id, t.work_order_id)
    where x.id = t.merged_into_id returning x.* into stays;
  perform aftercare.ticket_record(stays, 'merged_in', stays.state, stays.state, comment,
    jsonb_build_object('number', t.number, 'ticket_id', t.id));
  return stays.number;
end $$;

ALTER FUNCTION aftercare.ticket_take_in(t aftercare.ticket, comment text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.ticket_use_article(wanted uuid, article uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  t aftercare.ticket;
  used aftercare.article;
begin
  select x.* into t from aftercare.ticket x where x.id = wanted for no key update;
  if t.id is null or cardinality(aftercare.ticket_roles(t)) = 0 then perform aftercare.refuse('gone_record'); end if;
  select a.* into used from aftercare.article a where a.id = article and a.state = 'published';
  if used.id is null then perform aftercare.refuse('gone_record', 'article'); end if;
  if exists (select from aftercare.ticket_event e where e.ticket_id = t.id and e.action = 'article'
             and e.details ->> 'article_id' = article::text) then
    return;
  end if;
  update aftercare.ticket x set state = x.state where x.id = t.id;
  perform aftercare.ticket_record(t, 'article', t.state, t.state, '',
    jsonb_build_object('article_id', article, 'number', used.number));
end $$;

ALTER FUNCTION aftercare.ticket_use_article(wanted uuid, article uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.ticket_words() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if tg_op = 'UPDATE' and (new.subject, new.description, new.solution, new.store_id, new.number, new.state)
       is not distinct from (old.subject, old.description, old.solution, old.store_id, old.number, old.state) then
    return new;
  end if;
  new.search := aftercare.title_tokens(new.number || ' ' || new.subject, new.description || ' ' || new.solution)
    || array_to_tsvector(array['=store:' || new.store_id, '=state:' || new.state]);
  return new;
end $$;

ALTER FUNCTION aftercare.ticket_words() OWNER TO aftercare_search;

CREATE FUNCTION aftercare.tidy_hours(hours jsonb, field text) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
declare
  span jsonb;
  tidy jsonb := '[]';
  last int := -1;
begin
  if jsonb_typeof(hours) is distinct from 'array' or jsonb_array_length(hours) > 12 then
    perform aftercare.refuse('hours_wrong', field);
  end if;
  for span in
    select x from jsonb_array_elements(hours) x
    order by case when jsonb_typeof(x) = 'array' and jsonb_typeof(x -> 0) = 'number' then (x ->> 0)::numeric end
  loop
    -- one after the other: the second question is only fit for what the first let through
    if jsonb_typeof(span) <> 'array' or jsonb_array_length(span) <> 2 then
      perform aftercare.refuse('hours_wrong', field);
    end if;
    if coalesce(span ->> 0, '') !~ '^[0-9]{1,4}$' or coalesce(span ->> 1, '') !~ '^[0-9]{1,4}$' then
      perform aftercare.refuse('hours_wrong', field);
    end if;
    if (span ->> 0)::int >= (span ->> 1)::int or (span ->> 1)::int > 1440 or (span ->> 0)::int < last then
      perform aftercare.refuse('hours_wrong', field);
    end if;
    if (span ->> 0)::int = last then
      tidy := jsonb_set(tidy, array[(jsonb_array_length(tidy) - 1)::text, '1'], span -> 1);
    else
      tidy := tidy || jsonb_build_array(jsonb_build_array((span ->> 0)::int, (span ->> 1)::int));
    end if;
    last := (span ->> 1)::int;
  end loop;
  return tidy;
end $_$;

ALTER FUNCTION aftercare.tidy_hours(hours jsonb, field text) OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.title_tokens(title text, body text) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (select aftercare.search_tokens(title || ' ' || body)
      || array_to_tsvector(array(select '^' || t from unnest(tsvector_to_array(aftercare.search_tokens(title))) t)));
end $$;

ALTER FUNCTION aftercare.title_tokens(title text, body text) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.uncollected_orders(days integer, stores uuid[] DEFAULT NULL::uuid[]) RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  scopes uuid[] := aftercare.figure_scopes(stores);
  company boolean := scopes = array['00000000-0000-0000-0000-000000000000'::uuid];
begin
  return (select count(*) from aftercare.work_order w
    where w.work_state in ('completed', 'failed') and w.ready_at < statement_timestamp() - make_interval(days => days)
      and (company or w.store_id = any (scopes)));
end $$;

ALTER FUNCTION aftercare.uncollected_orders(days integer, stores uuid[]) OWNER TO aftercare_search;

CREATE FUNCTION aftercare.unlock_code_open(order_id uuid) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  entry bigint;
begin
  select w.* into o from aftercare.work_order w where w.id = order_id;
  if o.id is null or not aftercare.sees_order(o) then perform aftercare.refuse('gone_record'); end if;
  if not aftercare.may_work_on(o, 'technician', 'manager') then
    raise exception using errcode = '42501', message = 'only the assigned technician or a manager';
  end if;
  insert into aftercare.reveal (login, kind, table_name, row_id, store_id, column_name)
    values (aftercare.login_name(), 'unlock_code', 'unlock_code', o.id, o.store_id, 'code') returning id into entry;
  return entry;
end $$;

ALTER FUNCTION aftercare.unlock_code_open(order_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.unlock_code_read(entry bigint) RETURNS TABLE(kind text, code text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  wanted uuid;
begin
  select r.row_id into wanted from aftercare.reveal r
    where r.id = entry and r.kind = 'unlock_code' and r.login = aftercare.login_name()
      and r.at > clock_timestamp() - interval '2 minutes'
      and r.xid is distinct from pg_current_xact_id_if_assigned();
  if wanted is null or not aftercare.i_am_active() then perform aftercare.refuse('reveal_over'); end if;
  return query select u.kind, u.code from aftercare.unlock_code u where u.work_order_id = wanted;
end $$;

ALTER FUNCTION aftercare.unlock_code_read(entry bigint) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.unlock_code_set(order_id uuid, kind text, code text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
begin
  o := aftercare.lock_order(order_id, null, 'agent', 'manager', 'technician');
  if o.work_state in ('delivered', 'closed', 'cancelled') then perform aftercare.refuse('order_finished'); end if;
  if coalesce(code, '') = '' then
    delete from aftercare.unlock_code u where u.work_order_id = o.id;
  else
    insert into aftercare.unlock_code (work_order_id, kind, code, created_by)
      values (o.id, kind, code, aftercare.login_name())
      on conflict on constraint unlock_code_pkey do update set kind = excluded.kind, code = excluded.code,
        created_by = excluded.created_by, created_at = clock_timestamp();
  end if;
  update aftercare.work_order w set event_count = w.event_count + 1 where w.id = o.id returning w.* into o;
  perform aftercare.record_event(o, 'note', case when coalesce(code, '') = '' then 'forget_code' else 'keep_code' end,
    null, null, '{}', false);
end $$;

ALTER FUNCTION aftercare.unlock_code_set(order_id uuid, kind text, code text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.visit_accept(visit_id uuid, seen_version integer, accepted boolean, who text, how text, note text, request_id uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  v aftercare.visit;
  moment timestamptz;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  v := aftercare.lock_visit(visit_id, seen_version);
  if cardinality(aftercare.visit_roles(v)) = 0 then
    raise exception using errcode = '42501', message = 'this person may not record an acceptance';
  end if;
  if v.state not in ('arrived', 'working', 'finished') then
    perform aftercare.refuse('step_not_possible', null, jsonb_build_object('state', v.state, 'action', 'accept'));
  end if;
  if accepted is null then perform aftercare.refuse('required_missing', 'accepted'); end if;
  if aftercare.is_blank(who) then perform aftercare.refuse('visit_accepted_by_missing', 'accepted_by'); end if;
  if coalesce(how, '') not in ('drawn', 'typed', 'paper') then perform aftercare.refuse('required_missing', 'accepted_how'); end if;
  if how = 'drawn' and not exists (
    select from aftercare.attachment a
    where a.visit_id = v.id and a.kind = 'signature_out' and a.withdrawn_at is null) then
    perform aftercare.refuse('signature_missing', 'signature');
  end if;
  if not accepted and aftercare.is_blank(note) then perform aftercare.refuse('reason_missing', 'customer_note'); end if;
  moment := aftercare.visit_record(v, 'accept', v.state, v.state, coalesce(note, ''),
    jsonb_build_object('accepted', accepted, 'who', left(who, 120), 'how', how));
  update aftercare.visit x set accepted = visit_accept.accepted, accepted_by = who, accepted_how = how,
      accepted_at = moment, customer_note = coalesce(note, '')
    where x.id = v.id returning x.version into v.version;
  return aftercare.keep_result(request_id, jsonb_build_object('id', v.id, 'version', v.version, 'state', v.state));
end $$;

ALTER FUNCTION aftercare.visit_accept(visit_id uuid, seen_version integer, accepted boolean, who text, how text, note text, request_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.visit_again(v aftercare.visit) RETURNS uuid
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  again uuid;
begin
  select x.id into again from aftercare.visit x where x.previous_id = v.id and x.state <> 'cancelled' limit 1;
  if again is not null then return again; end if;
  insert into aftercare.visit (id, kind, priority, store_id, work_order_id, ticket_id, customer_id, address_id,
      device_id, region_id, skill, subject, instructions, contact_name, minutes, previous_id)
    select gen_random_uuid(), v.kind, v.priority, v.store_id, v.work_order_id, v.ticket_id, v.customer_id, v.address_id,
      v.device_id, v.region_id, v.skill, v.subject, v.instructions, v.contact_name, v.minutes, v.id
    returning id into again;
  return again;
end $$;

ALTER FUNCTION aftercare.visit_again(v aftercare.visit) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.visit_began() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform aftercare.visit_record(new, 'open', null, new.state, '',
    jsonb_strip_nulls(jsonb_build_object('previous_id', new.previous_id)));
  return null;
end $$;

ALTER FUNCTION aftercare.visit_began() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.visit_begin() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  o aftercare.work_order;
begin
  if new.work_order_id is not null then
    select w.* into o from aftercare.work_order w where w.id = new.work_order_id;
    if o.id is null or not aftercare.sees_order(o) then perform aftercare.refuse('gone_record', 'work_order_id'); end if;
    if o.work_state in ('delivered', 'closed', 'cancelled') then
      perform aftercare.refuse('order_finished', 'work_order_id');
    end if;
    if new.store_id is distinct from o.store_id and new.store_id is distinct from o.handling_store_id then
      perform aftercare.refuse('visit_order_elsewhere', 'work_order_id');
    end if;
    new.customer_id := o.customer_id;
    new.device_id := coalesce(new.device_id, o.device_id);
  end if;
  if new.address_id is not null and not exists (
    select from aftercare.customer_address a where a.id = new.address_id and a.customer_id = new.customer_id) then
    perform aftercare.refuse('visit_address_of_another', 'address_id');
  end if;
  new.region_id := coalesce(new.region_id,
    (select a.region_id from aftercare.customer_address a where a.id = new.address_id),
    (select c.region_id from aftercare.customer c where c.id = new.customer_id));
  new.opened_on := aftercare.store_date(new.store_id, new.opened_at);
  new.due_at := coalesce(new.due_at, new.opened_at + make_interval(
    hours => aftercare.parameter_value('visit_on_site_hours', '48')::int));
  new.number := coalesce(new.number,
    aftercare.desk_number('V', new.opened_on, nextval('aftercare.visit_number_seq')));
  return new;
end $$;

ALTER FUNCTION aftercare.visit_begin() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.visit_clock() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  moment timestamptz := clock_timestamp();
  cover text := aftercare.order_cover(new.work_order_id);
begin
  if new.kind <> 'on_site' then return null; end if;
  if tg_op = 'INSERT' then
    if new.state = 'open' then
      perform aftercare.sla_open('visit', new.id, new.store_id, 'on_site', new.kind, new.priority, cover, new.opened_at,
                                 new.due_at);
    end if;
    return null;
  end if;
  if new.state = 'cancelled' then
    perform aftercare.sla_stop('visit', new.id, null, 'stopped', moment);
  elsif new.arrived_at is not null or new.state in ('arrived', 'working', 'finished', 'closed') then
    perform aftercare.sla_stop('visit', new.id, null, 'met', coalesce(new.arrived_at, moment));
  else
    perform aftercare.sla_review('visit', new.id, 'on_site', new.kind, new.priority, cover,
                                 least(new.due_at, new.planned_until));
  end if;
  return null;
end $$;

ALTER FUNCTION aftercare.visit_clock() OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.visit_conflicts(wanted uuid, person uuid, from_at timestamp with time zone, until_at timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  v aftercare.visit;
begin
  select x.* into v from aftercare.visit x where x.id = wanted;
  if not aftercare.sees_visit(v) then perform aftercare.refuse('gone_record'); end if;
  return aftercare.conflicts_of(v, person, from_at, until_at);
end $$;

ALTER FUNCTION aftercare.visit_conflicts(wanted uuid, person uuid, from_at timestamp with time zone, until_at timestamp with time zone) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.visit_keep() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if new.address_id is distinct from old.address_id or new.customer_id is distinct from old.customer_id then
    -- merging two customers moves visits and addresses one after the other
    if new.address_id is not null and new.customer_id is not distinct from old.customer_id and not exists (
      select from aftercare.customer_address a where a.id = new.address_id and a.customer_id = new.customer_id) then
      perform aftercare.refuse('visit_address_of_another', 'address_id');
    end if;
  end if;
  return new;
end $$;

ALTER FUNCTION aftercare.visit_keep() OWNER TO aftercare_workflow;

CREATE TABLE aftercare.visit_transition (
    guards text[] DEFAULT '{}'::text[] NOT NULL,
    from_state text NOT NULL,
    action text NOT NULL,
    role text NOT NULL,
    to_state text NOT NULL,
    needs text[] DEFAULT '{}'::text[] NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    origin text DEFAULT 'company'::text NOT NULL
);

ALTER TABLE aftercare.visit_transition OWNER TO aftercare_owner;

CREATE FUNCTION aftercare.visit_lacks(v aftercare.visit, step aftercare.visit_transition, payload jsonb) RETURNS text[]
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  -- asked for the buttons, before an outcome is chosen, everything that the best one needs is named
  outcome text := coalesce(payload ->> 'outcome', 'solved');
  found text[];
begin
  select coalesce(array_agg(n order by place), '{}') into found
    from unnest(step.needs) with ordinality x (n, place)
    where aftercare.is_blank(coalesce(payload ->> n, case n
      when 'technician_id' then v.technician_id::text when 'planned_from' then v.planned_from::text
      when 'planned_until' then v.planned_until::text end));
  if 'work_done' = any (step.guards) and outcome in ('solved', 'again', 'parts') and aftercare.is_blank(v.work_done) then
    found := found || 'work_done'::text;
  end if;
  if outcome = 'solved' and 'measured' = any (step.guards) and exists (
    select from aftercare.visit_check c where c.visit_id = v.id and c.withdrawn_at is null and c.value is null) then
    found := found || 'measured'::text;
  end if;
  if outcome = 'solved' and 'within' = any (step.guards) and exists (
    select from aftercare.visit_check c
    where c.visit_id = v.id and c.withdrawn_at is null and not c.within and aftercare.is_blank(c.note)) then
    found := found || 'within'::text;
  end if;
  if outcome = 'solved' and v.kind = 'on_site' and 'acceptance' = any (step.guards) and v.accepted is null then
    found := found || 'acceptance'::text;
  end if;
  return found;
end $$;

ALTER FUNCTION aftercare.visit_lacks(v aftercare.visit, step aftercare.visit_transition, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.visit_move(visit_id uuid, seen_version integer, action text, payload jsonb, request_id uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  v aftercare.visit;
  was aftercare.visit;
  step aftercare.visit_transition;
  roles text[];
  lacks text[];
  moment timestamptz;
  told jsonb := '{}';
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  payload := aftercare.clean_payload(payload);
  v := aftercare.lock_visit(visit_id, null);
  -- the same step asked for twice at the same moment: the second waited for the row
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  if v.version <> seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  roles := aftercare.visit_roles(v);
  select s.* into step from aftercare.visit_transition s
    where s.from_state = v.state and s.action = action and s.role = any (roles) order by s.role limit 1;
  if step.action is null then
    if exists (select from aftercare.visit_transition s where s.from_state = v.state and s.action = action) then
      raise exception using errcode = '42501', message = 'this step belongs to another role';
    end if;
    perform aftercare.refuse('step_not_possible', null, jsonb_build_object('state', v.state, 'action', action));
  end if;
  if action = 'take' then payload := payload || jsonb_build_object('technician_id', aftercare.my_staff_id()); end if;
  lacks := aftercare.visit_lacks(v, step, payload);
  if cardinality(lacks) > 0 then
    perform aftercare.refuse('step_lacks', lacks[1], jsonb_build_object('lacks', lacks));
  end if;

  was := v;
  if action in ('assign', 'take', 'plan') then
    v := aftercare.visit_planned(v, payload);
    payload := payload || jsonb_build_object('technician_id', v.technician_id, 'planned_from', v.planned_from,
                                             'planned_until', v.planned_until);
  end if;
  v.state := step.to_state;
  moment := aftercare.visit_record(v, action, was.state, v.state, coalesce(payload ->> 'comment', ''),
    payload - 'comment' || case when was.technician_id is distinct from v.technician_id and was.technician_id is not null
                                then jsonb_build_object('was_technician_id', was.technician_id) else '{}' end);
  case action
    when 'unassign' then
      v.technician_id := null;
      v.planned_from := null;
      v.planned_until := null;
      v.planned_on := null;
      v.override_reason := '';
      v.travel_at := null;
    when 'depart' then v.travel_at := moment;
    when 'arrive' then v.arrived_at := moment;
    when 'begin' then v.started_at := moment;
    when 'finish' then
      v.finished_at := moment;
      v.outcome := payload ->> 'outcome';
    when 'no_access' then
      v.finished_at := moment;
      v.outcome := 'no_access';
    when 'reopen' then
      v.finished_at := null;
      v.outcome := null;
    else null;
  end case;
  update aftercare.visit x set state = v.state, technician_id = v.technician_id, planned_from = v.planned_from,
      planned_until = v.planned_until, planned_on = v.planned_on, override_reason = v.override_reason,
      outcome = v.outcome, travel_at = v.travel_at, arrived_at = v.arrived_at, started_at = v.started_at,
      finished_at = v.finished_at
    where x.id = v.id returning x.version into v.version;
  told := aftercare.visit_moves_order(v, action, payload);
  if v.outcome in ('again', 'parts', 'no_access') and action in ('finish', 'no_access') then
    told := told || jsonb_build_object('next_visit_id', aftercare.visit_again(v));
  end if;
  return aftercare.keep_result(request_id,
    jsonb_build_object('id', v.id, 'version', v.version, 'state', v.state) || told);
end $$;

ALTER FUNCTION aftercare.visit_move(visit_id uuid, seen_version integer, action text, payload jsonb, request_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.visit_moves_order(v aftercare.visit, action text, payload jsonb) RETURNS jsonb
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  wanted text[];
  one text;
  brings jsonb;
  missing jsonb;
begin
  if v.work_order_id is null or v.kind <> 'on_site' then return '{}'; end if;
  select w.* into o from aftercare.work_order w where w.id = v.work_order_id;
  wanted := case
    when action in ('assign', 'take', 'plan') and o.work_state = 'received' then array['take', 'assign']
    when action in ('assign', 'plan') and o.assigned_to is distinct from v.technician_id
         and o.work_state in ('assigned', 'diagnosing', 'waiting_parts', 'repairing') then array['reassign']
    when action = 'begin' then array['start', 'repair']
    when action = 'finish' and v.outcome = 'solved' then array['start', 'repair', 'test']
    when action = 'finish' and v.outcome = 'parts' then array['wait_parts']
    else '{}' end;
  foreach one in array wanted loop
    select w.* into o from aftercare.work_order w where w.id = v.work_order_id;
    -- what waits for a price, parts or an answer is not taken up by driving there
    continue when one = 'repair' and not (action = 'finish' and o.work_state = 'diagnosing'
                                          or action = 'begin' and o.work_state = 'waiting_parts');
    continue when one = 'take' and v.technician_id is distinct from aftercare.my_staff_id();
    brings := jsonb_strip_nulls(jsonb_build_object('visit', v.number, 'workstation', payload -> 'workstation',
      'technician_id', case when one in ('assign', 'reassign') then v.technician_id end,
      'comment', case when one in ('reassign', 'wait_parts') then v.number end));
    continue when not exists (
      select from aftercare.steps_of(o, 'work', one) s where aftercare.may_act_on(o, s.role, one));
    missing := aftercare.work_order_missing(o.id, one, 'work', brings);
    if missing <> '[]' then
      return jsonb_build_object('order_missing', missing);
    end if;
    perform aftercare.work_order_move(o.id, o.version, 'work', one, brings, null);
    exit when one = 'take';
  end loop;
  return '{}';
end $$;

ALTER FUNCTION aftercare.visit_moves_order(v aftercare.visit, action text, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.visit_note(wanted uuid, comment text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  v aftercare.visit := aftercare.lock_visit(wanted, null);
begin
  if cardinality(aftercare.visit_roles(v)) = 0 then
    raise exception using errcode = '42501', message = 'this person may not write to the visit';
  end if;
  if aftercare.is_blank(comment) then perform aftercare.refuse('note_empty', 'comment'); end if;
  perform aftercare.check_note(comment);
  update aftercare.visit x set state = x.state where x.id = v.id returning x.version into v.version;
  perform aftercare.visit_record(v, 'note', v.state, v.state, comment, '{}');
  return v.version;
end $$;

ALTER FUNCTION aftercare.visit_note(wanted uuid, comment text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.visit_planned(v aftercare.visit, payload jsonb) RETURNS aftercare.visit
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  who uuid := coalesce(nullif(payload ->> 'technician_id', '')::uuid, v.technician_id);
  from_at timestamptz := coalesce(nullif(payload ->> 'planned_from', '')::timestamptz, v.planned_from);
  until_at timestamptz := coalesce(nullif(payload ->> 'planned_until', '')::timestamptz,
                                   from_at + make_interval(mins => v.minutes));
  conflicts jsonb;
begin
  if not aftercare.may_be_sent(who, v.kind) then perform aftercare.refuse('visit_not_technician', 'technician_id'); end if;
  if not exists (select from aftercare.staff_store d
                 where d.staff_id = who and d.until is null and d.store_id in (v.store_id, (
                   select o.handling_store_id from aftercare.work_order o where o.id = v.work_order_id))) then
    perform aftercare.refuse('technician_elsewhere', 'technician_id');
  end if;
  if until_at <= from_at then perform aftercare.refuse('visit_ends_early', 'planned_until'); end if;
  if until_at > from_at + interval '1440 minutes' then perform aftercare.refuse('visit_too_long', 'planned_until'); end if;
  if from_at < clock_timestamp() - interval '1 day' or from_at > clock_timestamp() + interval '2 years' then
    perform aftercare.refuse('visit_time_impossible', 'planned_from');
  end if;
  -- Two people planning for the same technician wait for each other here; both would find the hour free.
  insert into aftercare.staff_capacity (id) values (who) on conflict do nothing;
  perform from aftercare.staff_capacity c where c.id = who for no key update;
  conflicts := aftercare.conflicts_of(v, who, from_at, until_at);
  if conflicts <> '[]' and aftercare.is_blank(payload ->> 'override') then
    perform aftercare.refuse('visit_conflicts', 'technician_id', jsonb_build_object('conflicts', conflicts));
  end if;
  v.technician_id := who;
  v.planned_from := from_at;
  v.planned_until := until_at;
  v.planned_on := aftercare.store_date(v.store_id, from_at);
  v.override_reason := case when conflicts = '[]' then '' else left(payload ->> 'override', 1000) end;
  return v;
end $$;

ALTER FUNCTION aftercare.visit_planned(v aftercare.visit, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.visit_record(v aftercare.visit, action text, from_state text, to_state text, comment text, details jsonb) RETURNS timestamp with time zone
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  moment timestamptz := greatest(clock_timestamp(),
    (select max(e.at) from aftercare.visit_event e where e.visit_id = v.id));
begin
  insert into aftercare.visit_event (visit_id, store_id, kind, owner_id, action, from_state, to_state, at,
                                     effective_at, by_login, comment, details, happened_on)
  values (v.id, v.store_id, v.kind, v.technician_id, action, from_state, to_state, moment, moment,
          aftercare.login_name(), comment, details, aftercare.store_date(v.store_id, moment));
  return moment;
end $$;

ALTER FUNCTION aftercare.visit_record(v aftercare.visit, action text, from_state text, to_state text, comment text, details jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.visit_roles(v aftercare.visit) RETURNS text[]
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  me uuid := aftercare.my_staff_id();
  mine text[] := aftercare.roles_of(aftercare.login_name());
  found text[] := '{}';
begin
  if me is null or v.id is null then return '{}'; end if;
  if 'agent' = any (mine) and v.store_id = any (aftercare.my_store_ids()) then found := found || 'agent'::text; end if;
  if 'manager' = any (mine) and v.store_id = any (aftercare.my_managed_store_ids()) then
    found := found || 'manager'::text;
  end if;
  if coalesce(v.technician_id = me, false) and ('technician' = any (mine) or v.kind = 'follow_up')
     or v.technician_id is null and v.state = 'open' and 'technician' = any (mine)
        and v.store_id = any (aftercare.my_store_ids()) then
    found := found || 'technician'::text;
  end if;
  return found;
end $$;

ALTER FUNCTION aftercare.visit_roles(v aftercare.visit) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.visit_steps(wanted uuid) RETURNS TABLE(action text, to_state text, needs text[], lacks text[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  v aftercare.visit;
  roles text[];
begin
  select x.* into v from aftercare.visit x where x.id = wanted;
  roles := aftercare.visit_roles(v);
  return query
    select s.action, s.to_state, s.needs, aftercare.visit_lacks(v, s, '{}')
    from (select distinct on (t.position, t.action) t.* from aftercare.visit_transition t
          where t.from_state = v.state and t.role = any (roles) order by t.position, t.action, t.role) s
    order by s.position, s.action;
end $$;

ALTER FUNCTION aftercare.visit_steps(wanted uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.visit_suggestions(wanted uuid, from_day date DEFAULT NULL::date, cap integer DEFAULT 3) RETURNS TABLE(technician_id uuid, name text, planned_from timestamp with time zone, planned_until timestamp with time zone, distance integer, has_skill boolean, load integer, capacity integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  v aftercare.visit;
  zone text;
  first_day date;
  opens time := aftercare.parameter_value('visit_day_from', '08:30')::time;
  shuts time := aftercare.parameter_value('visit_day_until', '18:00')::time;
begin
  select x.* into v from aftercare.visit x where x.id = wanted;
  if not aftercare.sees_visit(v) then perform aftercare.refuse('gone_record'); end if;
  zone := coalesce((select s.time_zone from aftercare.store s where s.id = v.store_id), 'Asia/Shanghai');
  first_day := greatest(coalesce(from_day, aftercare.store_date(v.store_id)), aftercare.store_date(v.store_id));
  return query
    with person as (
      select s.id, s.name, aftercare.region_distance(s.id, v.region_id) as distance,
             v.skill is null or exists (select from aftercare.staff_skill k
               where k.staff_id = s.id and k.skill = v.skill and k.until is null) as has_skill,
             aftercare.minutes_a_day(s.id) as capacity
      from aftercare.staff s
      where s.active and exists (
          select from aftercare.staff_store d where d.staff_id = s.id and d.until is null and d.store_id = v.store_id)
        and aftercare.may_be_sent(s.id, v.kind)
    ), day as (
      select d::date as day, (d::date + opens) at time zone zone as opens, (d::date + shuts) at time zone zone as shuts
      from generate_series(first_day, first_day + 6, interval '1 day') d
      where not aftercare.store_is_closed(v.store_id, d::date)
    ), taken as materialized (
      select p.id, x.planned_on as day, x.planned_from as from_at, x.planned_until as until_at
      from person p join aftercare.visit x on x.technician_id = p.id
      where x.id <> v.id and x.state in ('planned', 'travelling', 'arrived', 'working', 'finished', 'closed')
        and x.planned_from >= first_day::timestamptz - interval '2 days'
        and x.planned_from < first_day::timestamptz + interval '9 days'
    ), busy as materialized (
      select t.id, t.from_at, t.until_at from taken t
      union all
      select a.staff_id, a.from_at, a.until_at from aftercare.staff_absence a
      where a.withdrawn_at is null and a.until_at > first_day::timestamptz - interval '1 day'
        and a.from_at < first_day::timestamptz + interval '9 days' and a.staff_id in (select p.id from person p)
    ), start as (
      select p.id, d.day, d.shuts, greatest(d.opens, date_trunc('hour', clock_timestamp())
               + make_interval(mins => 15 * ceil(extract(minute from clock_timestamp()) / 15)::int)) as at
      from person p cross join day d
      union
      select b.id, d.day, d.shuts, b.until_at from busy b join day d on b.until_at >= d.opens and b.until_at < d.shuts
    ), free as (
      select s.id, s.day, s.at from start s
      where s.at >= clock_timestamp() and s.at + make_interval(mins => v.minutes) <= s.shuts
        and not exists (select from busy b where b.id = s.id and b.from_at < s.at + make_interval(mins => v.minutes)
                          and b.until_at > s.at)
    ), loaded as (
      select f.id, f.at, coalesce((select sum(extract(epoch from t.until_at - t.from_at) / 60) from taken t
                                   where t.id = f.id and t.day = f.day), 0)::int as load
      from free f
    ), best as (
      select distinct on (l.id) l.id, l.at, l.load from loaded l join person p on p.id = l.id
      where l.load + v.minutes <= p.capacity order by l.id, l.at
    )
    select p.id, p.name, b.at, b.at + make_interval(mins => v.minutes), p.distance, p.has_skill, b.load, p.capacity
    from best b join person p on p.id = b.id
    order by p.has_skill desc, coalesce(p.distance, 1), b.at::date, b.load, b.at, p.name
    limit least(greatest(cap, 1), 20);
end $$;

ALTER FUNCTION aftercare.visit_suggestions(wanted uuid, from_day date, cap integer) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.visit_words() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if tg_op = 'UPDATE' and (new.subject, new.instructions, new.work_done, new.store_id, new.number)
       is not distinct from (old.subject, old.instructions, old.work_done, old.store_id, old.number) then
    return new;
  end if;
  new.search := aftercare.search_tokens(concat_ws(' ', new.number, new.subject, new.instructions, new.work_done))
    || array_to_tsvector(array['=store:' || new.store_id]);
  return new;
end $$;

ALTER FUNCTION aftercare.visit_words() OWNER TO aftercare_search;

CREATE FUNCTION aftercare.wall_instant(wall timestamp without time zone, zone text) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  late timestamptz := wall at time zone zone;
  early timestamptz;
  middle timestamptz;
begin
  if late at time zone zone = wall then return late; end if;
  -- no clock ever showed it: AT TIME ZONE took the offset from before, by which it lies after the change
  early := late - ((late at time zone zone) - wall);
  while late - early > interval '1 microsecond' loop
    middle := early + (late - early) / 2;
    if middle at time zone zone < wall then early := middle; else late := middle; end if;
  end loop;
  return late;
end $$;

ALTER FUNCTION aftercare.wall_instant(wall timestamp without time zone, zone text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.warranty_by_purchase(device_id uuid, on_day date) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  began date;
  months int;
  ends date;
begin
  select coalesce(d.warranty_from, d.sold_on), p.warranty_months into began, months
    from aftercare.device d join aftercare.product_model p on p.id = d.product_model_id where d.id = device_id;
  if began is null then
    return jsonb_build_object('verdict', 'unknown', 'reason', 'no_purchase_date', 'values', jsonb_build_object());
  elsif coalesce(months, 0) = 0 then
    return jsonb_build_object('verdict', 'unknown', 'reason', 'no_months', 'values', jsonb_build_object('from', began));
  end if;
  ends := (began + make_interval(months => months))::date;
  return jsonb_build_object('verdict', case when on_day <= ends then 'in' else 'out' end, 'reason', 'purchase_date',
    'values', jsonb_build_object('from', began, 'months', months, 'until', ends));
end $$;

ALTER FUNCTION aftercare.warranty_by_purchase(device_id uuid, on_day date) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.week_of(day date) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ select day - (extract(isodow from day)::int - 1) $$;

ALTER FUNCTION aftercare.week_of(day date) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.who_am_i() RETURNS TABLE(staff_id uuid, login text, name text, active boolean, must_change_password boolean, roles text[], store_id uuid, valid_until timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select s.id, s.login, s.name, s.active, s.must_change_password, aftercare.roles_of(s.login), s.store_id,
         r.rolvaliduntil
  from aftercare.staff s join pg_roles r on r.rolname = session_user
  where s.login = substr(session_user, 3) collate "default" and session_user like 's\_%'
$$;

ALTER FUNCTION aftercare.who_am_i() OWNER TO aftercare_identity;

CREATE FUNCTION aftercare.work_order_may_undo(order_id uuid) RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  o aftercare.work_order;
begin
  select w.* into o from aftercare.work_order w where w.id = order_id;
  if o.id is null or not aftercare.sees_order(o) then return null; end if;
  return (aftercare.step_to_undo(o)).action;
end $$;

ALTER FUNCTION aftercare.work_order_may_undo(order_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.work_order_missing(order_id uuid, action text, axis text DEFAULT 'work'::text, payload jsonb DEFAULT '{}'::jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  t aftercare.work_order_transition;
begin
  select w.* into o from aftercare.work_order w where w.id = order_id;
  if o.id is null or not aftercare.sees_order(o) then return null; end if;
  select s.* into t from aftercare.steps_of(o, axis, action) s limit 1;
  if t.action is null then return null; end if;
  return aftercare.lacking(o, t.guard, coalesce(payload, '{}'));
end $$;

ALTER FUNCTION aftercare.work_order_missing(order_id uuid, action text, axis text, payload jsonb) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.work_order_move(order_id uuid, seen_version integer, axis text, action text, payload jsonb DEFAULT '{}'::jsonb, request_id uuid DEFAULT NULL::uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  t aftercare.work_order_transition;
  missing jsonb;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  payload := aftercare.clean_payload(payload);
  o := aftercare.lock_order(order_id, null, variadic '{}'::text[]);
  -- The same step asked for twice at the same moment: the second waited for the row.
  done := aftercare.first_result(request_id);
  if done is not null then return done; end if;
  if o.version <> seen_version then
    raise exception using errcode = 'AC002', message = 'stale';
  end if;
  select s.* into t from aftercare.steps_of(o, axis, action) s
    where aftercare.may_act_on(o, s.role, s.action) order by s.kind desc limit 1;
  if t.action is null then
    if exists (select from aftercare.steps_of(o, axis, action)) then
      raise exception using errcode = '42501', message = 'this step is another role''s';
    end if;
    perform aftercare.refuse('order_step_not_possible', null, jsonb_build_object('action', action, 'state',
      case axis when 'work' then o.work_state when 'custody' then o.custody_state else o.money_state end));
  end if;
  missing := aftercare.lacking(o, t.guard, payload);
  if missing <> '[]' then
    perform aftercare.refuse('order_missing', missing -> 0 ->> 'field', jsonb_build_object('missing', missing));
  end if;
  if t.to_state = 'completed' and payload ->> 'outcome' = 'repaired' then
    payload := payload - 'unused_lines' || aftercare.count_lines(o.id, payload -> 'unused_lines');
    -- what is due may have changed with them
    select w.* into o from aftercare.work_order w where w.id = order_id;
  end if;
  return aftercare.keep_result(request_id, aftercare.order_result(aftercare.take_step(o, t, payload)));
end $$;

ALTER FUNCTION aftercare.work_order_move(order_id uuid, seen_version integer, axis text, action text, payload jsonb, request_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.work_order_next_steps(order_id uuid) RETURNS TABLE(axis text, action text, to_state text, asks text[], step_position integer, missing jsonb)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  o aftercare.work_order;
  roles text[];
  taking boolean;
begin
  select w.* into o from aftercare.work_order w where w.id = order_id;
  if o.id is null or not aftercare.sees_order(o) then return; end if;
  -- asked once for each role the person has, not for each of the two dozen rows
  roles := array(select r from unnest(aftercare.roles_of(aftercare.login_name())) r
                 where aftercare.may_act_on(o, r, ''));
  taking := aftercare.may_act_on(o, 'technician', 'take');
  return query
    select t.axis, t.action, t.to_state, t.asks, t.position, aftercare.lacking(o, t.guard, '{}')
    from (
      select distinct on (s.position, s.axis, s.action) s.*
      from aftercare.steps_of(o) s
      where s.role = any (roles) or s.role = 'technician' and s.action = 'take' and taking
      order by s.position, s.axis, s.action
    ) t
    order by t.position, t.axis, t.action;
end $$;

ALTER FUNCTION aftercare.work_order_next_steps(order_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.work_order_undo(order_id uuid, seen_version integer, payload jsonb DEFAULT '{}'::jsonb, request_id uuid DEFAULT NULL::uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  o aftercare.work_order;
  n aftercare.work_order;
  step aftercare.work_order_event;
  m record;
  done jsonb := aftercare.first_result(request_id);
begin
  if done is not null then return done; end if;
  payload := aftercare.clean_payload(payload);
  o := aftercare.lock_order(order_id, seen_version, 'agent', 'manager', 'technician', 'parts', 'finance');
  step := aftercare.step_to_undo(o);
  if step.id is null then perform aftercare.refuse('nothing_to_undo'); end if;
  if step.details ? 'lines_used' then
    update aftercare.work_order_line l set state = 'planned'
      where l.work_order_id = o.id
        and (l.state = 'used' and step.details -> 'lines_used' ? l.id::text
             or l.state = 'dropped' and step.details -> 'lines_dropped' ? l.id::text);
    select w.* into o from aftercare.work_order w where w.id = order_id;
  end if;
  n := jsonb_populate_record(o, step.undo);
  select * into m from aftercare.money_of(n);
  n.due := m.due;
  n.paid := m.paid;
  n.money_state := m.state;
  n.event_count := o.event_count + 1;
  perform aftercare.record_event(n, step.axis, 'undo', step.to_state, step.from_state,
    payload || jsonb_build_object('undone', step.action), step.public, null, null, null, step.id);
  if step.axis <> 'custody' and n.custody_state <> o.custody_state then
    n.event_count := n.event_count + 1;
    perform aftercare.record_event(n, 'custody', 'undo', o.custody_state, n.custody_state,
      jsonb_build_object('undone', step.action), step.public, null, null, null, step.id);
  end if;
  if step.axis <> 'money' and n.money_state <> o.money_state then
    n.event_count := n.event_count + 1;
    perform aftercare.record_event(n, 'money', 'undo', o.money_state, n.money_state,
      jsonb_build_object('undone', step.action), false, null, null, null, step.id);
  end if;
  update aftercare.work_order w set
      work_state = n.work_state, money_state = n.money_state, custody_state = n.custody_state, outcome = n.outcome,
      barrier_code = n.barrier_code, handling_store_id = n.handling_store_id, assigned_to = n.assigned_to,
      state_since = n.state_since, ready_at = n.ready_at, told_at = n.told_at, delivered_at = n.delivered_at,
      delivered_on = n.delivered_on, closed_at = n.closed_at, shelf = n.shelf, collected_by = n.collected_by,
      collected_how = n.collected_how, id_note = n.id_note, hand_over = n.hand_over, due = n.due, paid = n.paid,
      written_off = n.written_off, test_passed = n.test_passed, event_count = n.event_count
    where w.id = o.id returning w.* into n;
  return aftercare.keep_result(request_id, aftercare.order_result(n));
end $$;

ALTER FUNCTION aftercare.work_order_undo(order_id uuid, seen_version integer, payload jsonb, request_id uuid) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.working_seconds(calendar uuid, from_at timestamp with time zone, to_at timestamp with time zone, zone text DEFAULT 'Asia/Shanghai'::text) RETURNS numeric
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if from_at is null or to_at is null then return null; end if;
  if to_at <= from_at then return 0; end if;
  if calendar is null then return extract(epoch from to_at - from_at); end if;
  return (
    select coalesce(sum(extract(epoch from least(to_at, s.ended) - greatest(from_at, s.began))), 0)
    from aftercare.working_spans(calendar, (from_at at time zone zone)::date - 1, (to_at at time zone zone)::date + 1,
                                 zone) s
    where s.ended > from_at and s.began < to_at);
end $$;

ALTER FUNCTION aftercare.working_seconds(calendar uuid, from_at timestamp with time zone, to_at timestamp with time zone, zone text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.working_spans(calendar uuid, first date, last date, zone text) RETURNS TABLE(began timestamp with time zone, ended timestamp with time zone)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_column
begin
  return query
    select s.began, s.ended
    from (
      select aftercare.wall_instant(d.day + make_interval(mins => (x.span ->> 0)::int), zone) as began,
             aftercare.wall_instant(d.day + make_interval(mins => (x.span ->> 1)::int), zone) as ended
      from (
        select first + n as day from generate_series(0, last - first) n
      ) d
      join aftercare.working_calendar c on c.id = calendar
      left join aftercare.calendar_day e on e.calendar_id = c.id and e.day = d.day and e.archived_at is null
      cross join lateral jsonb_array_elements(
        case when e.id is null then c.week -> (extract(isodow from d.day)::int - 1)
             when e.weekday is not null then c.week -> (e.weekday - 1)
             else e.hours end) x (span)
    ) s
    where s.ended > s.began
    order by s.began;
end $$;

ALTER FUNCTION aftercare.working_spans(calendar uuid, first date, last date, zone text) OWNER TO aftercare_workflow;

CREATE FUNCTION aftercare.zone_of(store uuid) RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return coalesce((select t.time_zone from aftercare.store t where t.id = store), 'Asia/Shanghai');
end $$;

ALTER FUNCTION aftercare.zone_of(store uuid) OWNER TO aftercare_workflow;

CREATE TABLE aftercare.acceptance (
    number text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL,
    store_id uuid NOT NULL,
    visit_id uuid,
    work_order_id uuid,
    customer_id uuid,
    title text NOT NULL,
    project text DEFAULT ''::text NOT NULL,
    place text DEFAULT ''::text NOT NULL,
    part text DEFAULT ''::text NOT NULL,
    held_at timestamp with time zone NOT NULL,
    people jsonb DEFAULT '[]'::jsonb NOT NULL,
    record text DEFAULT ''::text NOT NULL,
    conclusion text DEFAULT ''::text NOT NULL,
    open_points text DEFAULT ''::text NOT NULL,
    result text DEFAULT ''::text NOT NULL,
    signed_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT acceptance_conclusion_check CHECK ((length(conclusion) <= 4000)),
    CONSTRAINT acceptance_kind_check CHECK ((kind = ANY (ARRAY['hidden'::text, 'sub_item'::text, 'completion'::text, 'review'::text, 'meeting'::text]))),
    CONSTRAINT acceptance_lengths_check CHECK (((length(project) <= 200) AND (length(place) <= 200) AND (length(part) <= 400))),
    CONSTRAINT acceptance_open_points_check CHECK ((length(open_points) <= 4000)),
    CONSTRAINT acceptance_people_check CHECK (((jsonb_typeof(people) = 'array'::text) AND (octet_length((people)::text) <= 12000))),
    CONSTRAINT acceptance_record_check CHECK ((length(record) <= 8000)),
    CONSTRAINT acceptance_result_check CHECK ((result = ANY (ARRAY[''::text, 'passed'::text, 'conditional'::text, 'failed'::text]))),
    CONSTRAINT acceptance_title_check CHECK (((title !~ '^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$'::text) AND (length(title) <= 200)))
);

ALTER TABLE aftercare.acceptance OWNER TO aftercare_owner;

CREATE SEQUENCE aftercare.acceptance_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE aftercare.acceptance_number_seq OWNER TO aftercare_owner;

CREATE TABLE aftercare.alembic_version (
    version_num character varying(32) NOT NULL
);

ALTER TABLE aftercare.alembic_version OWNER TO aftercare_owner;

CREATE TABLE aftercare.article_event (
    article_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    action text NOT NULL,
    from_state text,
    to_state text,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    effective_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    by_login text NOT NULL,
    comment text DEFAULT ''::text NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL
);

ALTER TABLE aftercare.article_event OWNER TO aftercare_owner;

CREATE TABLE aftercare.article_miss (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    words text NOT NULL,
    times integer DEFAULT 1 NOT NULL,
    first_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    last_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    settled_at timestamp with time zone,
    settled_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT article_miss_lengths_check CHECK ((((length(words) >= 2) AND (length(words) <= 120)) AND (length(settled_by) <= 80)))
);

ALTER TABLE aftercare.article_miss OWNER TO aftercare_owner;

CREATE SEQUENCE aftercare.article_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE aftercare.article_number_seq OWNER TO aftercare_owner;

CREATE TABLE aftercare.article_revision (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    article_id uuid NOT NULL,
    number integer NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    by_login text NOT NULL,
    state text NOT NULL,
    question text NOT NULL,
    answer text NOT NULL,
    customer_answer text NOT NULL,
    question_en text NOT NULL,
    answer_en text NOT NULL,
    customer_answer_en text NOT NULL,
    keywords text NOT NULL
);

ALTER TABLE aftercare.article_revision OWNER TO aftercare_owner;

CREATE TABLE aftercare.article_transition (
    from_state text NOT NULL,
    action text NOT NULL,
    role text NOT NULL,
    to_state text NOT NULL,
    needs text[] DEFAULT '{}'::text[] NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    origin text DEFAULT 'company'::text NOT NULL
);

ALTER TABLE aftercare.article_transition OWNER TO aftercare_owner;

CREATE TABLE aftercare.article_vote (
    id uuid NOT NULL,
    article_id uuid NOT NULL,
    ticket_id uuid,
    worked boolean NOT NULL,
    login text NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT article_vote_lengths_check CHECK ((length(login) <= 80))
);

ALTER TABLE aftercare.article_vote OWNER TO aftercare_owner;

CREATE TABLE aftercare.attachment (
    work_order_id uuid,
    store_id uuid NOT NULL,
    kind text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    media_type text NOT NULL,
    size integer NOT NULL,
    sha256 text NOT NULL,
    thumbnail bytea,
    note text DEFAULT ''::text NOT NULL,
    withdrawn_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    visit_id uuid,
    CONSTRAINT attachment_kind_check CHECK ((kind = ANY (ARRAY['photo_in'::text, 'photo_work'::text, 'photo_out'::text, 'signature_in'::text, 'signature_out'::text, 'proof'::text, 'document'::text]))),
    CONSTRAINT attachment_media_type_check CHECK ((media_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text, 'application/pdf'::text]))),
    CONSTRAINT attachment_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT attachment_size_check CHECK (((size >= 1) AND (size <= 400000))),
    CONSTRAINT attachment_subject_check CHECK (((work_order_id IS NOT NULL) OR (visit_id IS NOT NULL))),
    CONSTRAINT attachment_texts_check CHECK (((length(name) <= 200) AND (length(note) <= 1000))),
    CONSTRAINT attachment_thumbnail_check CHECK ((octet_length(thumbnail) <= 20000))
);

ALTER TABLE aftercare.attachment OWNER TO aftercare_owner;

CREATE TABLE aftercare.attachment_data (
    attachment_id uuid NOT NULL,
    data bytea NOT NULL,
    CONSTRAINT attachment_data_data_check CHECK (((octet_length(data) >= 1) AND (octet_length(data) <= 400000)))
);
ALTER TABLE ONLY aftercare.attachment_data ALTER COLUMN data SET STORAGE EXTERNAL;

ALTER TABLE aftercare.attachment_data OWNER TO aftercare_owner;

ALTER TABLE aftercare.audit_entry ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME aftercare.audit_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE aftercare.audit_epoch (
    number integer NOT NULL,
    began timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    backup_at timestamp with time zone,
    after_seal bigint
);

ALTER TABLE aftercare.audit_epoch OWNER TO aftercare_owner;

CREATE TABLE aftercare.audit_seal (
    number bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    epoch integer NOT NULL,
    from_xid xid8 NOT NULL,
    to_xid xid8 NOT NULL,
    entries bigint NOT NULL,
    root text NOT NULL,
    previous text NOT NULL,
    hash text NOT NULL
);

ALTER TABLE aftercare.audit_seal OWNER TO aftercare_owner;

CREATE TABLE aftercare.audit_value (
    audit_id bigint NOT NULL,
    column_name text NOT NULL,
    side text NOT NULL,
    row_id uuid,
    salt text NOT NULL,
    value text NOT NULL,
    CONSTRAINT audit_value_side_check CHECK ((side = ANY (ARRAY['old'::text, 'new'::text])))
);

ALTER TABLE aftercare.audit_value OWNER TO aftercare_owner;

CREATE TABLE aftercare.calendar_day (
    calendar_id uuid NOT NULL,
    day date NOT NULL,
    name text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    weekday integer,
    hours jsonb DEFAULT '[]'::jsonb NOT NULL,
    origin text DEFAULT 'company'::text NOT NULL,
    archived_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT calendar_day_day_check CHECK (((day >= '2000-01-01'::date) AND (day <= '2200-01-01'::date))),
    CONSTRAINT calendar_day_either_check CHECK (((weekday IS NULL) OR (hours = '[]'::jsonb))),
    CONSTRAINT calendar_day_hours_check CHECK ((octet_length((hours)::text) <= 400)),
    CONSTRAINT calendar_day_name_check CHECK (((name !~ '^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$'::text) AND (length(name) <= 120))),
    CONSTRAINT calendar_day_name_en_check CHECK ((length(name_en) <= 120)),
    CONSTRAINT calendar_day_origin_check CHECK ((origin = ANY (ARRAY['official'::text, 'company'::text]))),
    CONSTRAINT calendar_day_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7)))
);

ALTER TABLE aftercare.calendar_day OWNER TO aftercare_owner;

CREATE TABLE aftercare.calendar_use (
    calendar_id uuid NOT NULL,
    store_id uuid,
    region_id uuid,
    archived_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT calendar_use_either_check CHECK (((store_id IS NULL) OR (region_id IS NULL)))
);

ALTER TABLE aftercare.calendar_use OWNER TO aftercare_owner;

CREATE TABLE aftercare.caller_mark (
    phone_key text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    phone_masked text DEFAULT ''::text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    lifted_at timestamp with time zone,
    lifted_by text DEFAULT ''::text NOT NULL,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT caller_mark_reason_check CHECK (((reason !~ '^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$'::text) AND (length(reason) <= 400)))
);

ALTER TABLE aftercare.caller_mark OWNER TO aftercare_owner;

CREATE TABLE aftercare.change (
    id bigint NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    store_id uuid,
    table_name text NOT NULL,
    row_id uuid NOT NULL,
    backend integer DEFAULT pg_backend_pid() NOT NULL
);

ALTER TABLE aftercare.change OWNER TO aftercare_owner;

ALTER TABLE aftercare.change ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME aftercare.change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE aftercare.check_item (
    code text NOT NULL,
    topic text DEFAULT ''::text NOT NULL,
    name text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    unit text DEFAULT ''::text NOT NULL,
    low numeric(12,3),
    high numeric(12,3),
    yes_no boolean DEFAULT false NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    active boolean DEFAULT true NOT NULL,
    origin text DEFAULT 'company'::text NOT NULL,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT check_item_code_check CHECK ((code ~ '^[A-Za-z0-9_.-]{1,40}$'::text)),
    CONSTRAINT check_item_lengths_check CHECK (((length(name_en) <= 200) AND (length(topic) <= 40) AND (length(unit) <= 20))),
    CONSTRAINT check_item_limits_check CHECK (((low <> 'NaN'::numeric) AND (high <> 'NaN'::numeric) AND (low <= high))),
    CONSTRAINT check_item_name_check CHECK (((name !~ '^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$'::text) AND (length(name) <= 120))),
    CONSTRAINT check_item_origin_check CHECK ((origin = ANY (ARRAY['shipped'::text, 'company'::text])))
);

ALTER TABLE aftercare.check_item OWNER TO aftercare_owner;

CREATE TABLE aftercare.code_item (
    list text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    parent_code text,
    "position" integer DEFAULT 0 NOT NULL,
    active boolean DEFAULT true NOT NULL,
    origin text DEFAULT 'company'::text NOT NULL,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT code_item_code_check CHECK ((code ~ '^[A-Za-z0-9_.-]{1,40}$'::text)),
    CONSTRAINT code_item_lengths_check CHECK (((length(list) <= 80) AND (length(name_en) <= 400) AND (length(parent_code) <= 80))),
    CONSTRAINT code_item_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 120))),
    CONSTRAINT code_item_origin_check CHECK ((origin = ANY (ARRAY['shipped'::text, 'company'::text])))
);

ALTER TABLE aftercare.code_item OWNER TO aftercare_owner;

CREATE TABLE aftercare.complaint_event (
    complaint_id uuid NOT NULL,
    happened_on date NOT NULL,
    store_id uuid NOT NULL,
    owner_id uuid,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    action text NOT NULL,
    from_state text,
    to_state text,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    effective_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    by_login text NOT NULL,
    comment text DEFAULT ''::text NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL
);

ALTER TABLE aftercare.complaint_event OWNER TO aftercare_owner;

CREATE SEQUENCE aftercare.complaint_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE aftercare.complaint_number_seq OWNER TO aftercare_owner;

CREATE TABLE aftercare.complaint_transition (
    from_state text NOT NULL,
    action text NOT NULL,
    role text NOT NULL,
    to_state text NOT NULL,
    needs text[] DEFAULT '{}'::text[] NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    origin text DEFAULT 'company'::text NOT NULL
);

ALTER TABLE aftercare.complaint_transition OWNER TO aftercare_owner;

CREATE TABLE aftercare.consent (
    id uuid NOT NULL,
    work_order_id uuid NOT NULL,
    store_id uuid NOT NULL,
    quote_id uuid,
    answer text NOT NULL,
    amount numeric(12,2) NOT NULL,
    who text NOT NULL,
    how text NOT NULL,
    contact_masked text DEFAULT ''::text NOT NULL,
    at timestamp with time zone NOT NULL,
    by_login text NOT NULL,
    comment text DEFAULT ''::text NOT NULL,
    CONSTRAINT consent_amount_check CHECK ((amount >= (0)::numeric)),
    CONSTRAINT consent_answer_check CHECK ((answer = ANY (ARRAY['yes'::text, 'no'::text]))),
    CONSTRAINT consent_comment_check CHECK ((length(comment) <= 2000)),
    CONSTRAINT consent_how_check CHECK ((how = ANY (ARRAY['counter'::text, 'phone'::text, 'wechat'::text, 'sms'::text, 'email'::text, 'letter'::text]))),
    CONSTRAINT consent_numbers_check CHECK ((amount <> 'NaN'::numeric)),
    CONSTRAINT consent_who_check CHECK (((length(btrim(who)) >= 1) AND (length(btrim(who)) <= 80)))
);

ALTER TABLE aftercare.consent OWNER TO aftercare_owner;

CREATE TABLE aftercare.contact (
    customer_id uuid NOT NULL,
    role text DEFAULT 'contact'::text NOT NULL,
    name text NOT NULL,
    salutation text DEFAULT ''::text NOT NULL,
    title text DEFAULT ''::text NOT NULL,
    phone text DEFAULT ''::text NOT NULL,
    phone_key text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    phone_masked text DEFAULT ''::text NOT NULL,
    phone_last4 text DEFAULT ''::text NOT NULL,
    email text DEFAULT ''::text NOT NULL,
    email_masked text DEFAULT ''::text NOT NULL,
    birthday date,
    birth_year integer,
    "character" text DEFAULT ''::text NOT NULL,
    hobbies text DEFAULT ''::text NOT NULL,
    family text DEFAULT ''::text NOT NULL,
    education text DEFAULT ''::text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    initials text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    archived_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT contact_birth_year_check CHECK (((birth_year >= 1880) AND (birth_year <= 2100))),
    CONSTRAINT contact_character_check CHECK ((length("character") <= 400)),
    CONSTRAINT contact_education_check CHECK ((length(education) <= 400)),
    CONSTRAINT contact_email_check CHECK ((length(email) <= 200)),
    CONSTRAINT contact_family_check CHECK ((length(family) <= 400)),
    CONSTRAINT contact_hobbies_check CHECK ((length(hobbies) <= 400)),
    CONSTRAINT contact_lengths_check CHECK ((length(initials) <= 400)),
    CONSTRAINT contact_name_check CHECK (((name !~ '^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$'::text) AND (length(name) <= 120))),
    CONSTRAINT contact_note_check CHECK ((length(note) <= 2000)),
    CONSTRAINT contact_phone_check CHECK ((length(phone) <= 40)),
    CONSTRAINT contact_role_check CHECK ((role = ANY (ARRAY['contact'::text, 'owner'::text, 'manager'::text, 'legal'::text, 'guardian'::text]))),
    CONSTRAINT contact_salutation_check CHECK ((salutation = ANY (ARRAY[''::text, 'mr'::text, 'ms'::text]))),
    CONSTRAINT contact_title_check CHECK ((length(title) <= 80))
);

ALTER TABLE aftercare.contact OWNER TO aftercare_owner;

CREATE SEQUENCE aftercare.customer_number_seq
    START WITH 100001
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE aftercare.customer_number_seq OWNER TO aftercare_owner;

CREATE TABLE aftercare.customer (
    number text DEFAULT ('K'::text || nextval('aftercare.customer_number_seq'::regclass)) NOT NULL COLLATE pg_catalog."C",
    kind text DEFAULT 'person'::text NOT NULL,
    stage text DEFAULT 'formal'::text NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    salutation text DEFAULT ''::text NOT NULL,
    phone text DEFAULT ''::text NOT NULL,
    phone_key text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    phone_masked text DEFAULT ''::text NOT NULL,
    phone_last4 text DEFAULT ''::text NOT NULL,
    no_phone_reason text DEFAULT ''::text NOT NULL,
    email text DEFAULT ''::text NOT NULL,
    email_masked text DEFAULT ''::text NOT NULL,
    address text DEFAULT ''::text NOT NULL,
    address_masked text DEFAULT ''::text NOT NULL,
    wechat text DEFAULT ''::text NOT NULL,
    wechat_masked text DEFAULT ''::text NOT NULL,
    notify_by text DEFAULT 'phone'::text NOT NULL,
    language text DEFAULT 'zh'::text NOT NULL,
    region_id uuid,
    sales_rep_id uuid,
    birthday date,
    anniversary date,
    tax_no text DEFAULT ''::text NOT NULL,
    source text DEFAULT ''::text NOT NULL,
    initials text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    pinyin text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    search tsvector DEFAULT ''::tsvector NOT NULL,
    merged_into uuid,
    archived_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT customer_address_check CHECK ((length(address) <= 400)),
    CONSTRAINT customer_email_check CHECK ((length(email) <= 200)),
    CONSTRAINT customer_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'company'::text]))),
    CONSTRAINT customer_language_check CHECK ((language = ANY (ARRAY['zh'::text, 'en'::text]))),
    CONSTRAINT customer_lengths_check CHECK (((length(number) <= 60) AND (length(initials) <= 400) AND (length(pinyin) <= 2000))),
    CONSTRAINT customer_merged_into_check CHECK (((merged_into IS NULL) OR (merged_into <> id))),
    CONSTRAINT customer_name_check CHECK (((name !~ '^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$'::text) AND (length(name) <= 120))),
    CONSTRAINT customer_no_phone_reason_check CHECK ((length(no_phone_reason) <= 200)),
    CONSTRAINT customer_notify_by_check CHECK ((notify_by = ANY (ARRAY['phone'::text, 'sms'::text, 'wechat'::text, 'email'::text, 'none'::text]))),
    CONSTRAINT customer_phone_check CHECK ((length(phone) <= 40)),
    CONSTRAINT customer_salutation_check CHECK ((salutation = ANY (ARRAY[''::text, 'mr'::text, 'ms'::text]))),
    CONSTRAINT customer_source_check CHECK ((length(source) <= 200)),
    CONSTRAINT customer_stage_check CHECK ((stage = ANY (ARRAY['prospect'::text, 'formal'::text]))),
    CONSTRAINT customer_tax_no_check CHECK ((length(tax_no) <= 40)),
    CONSTRAINT customer_wechat_check CHECK ((length(wechat) <= 80))
);

ALTER TABLE aftercare.customer OWNER TO aftercare_owner;

CREATE TABLE aftercare.customer_address (
    customer_id uuid NOT NULL,
    kind text DEFAULT 'home'::text NOT NULL,
    label text DEFAULT ''::text NOT NULL,
    recipient text DEFAULT ''::text NOT NULL,
    address text NOT NULL,
    address_masked text DEFAULT ''::text NOT NULL,
    region_id uuid,
    archived_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT customer_address_address_check CHECK (((address !~ '^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$'::text) AND (length(address) <= 400))),
    CONSTRAINT customer_address_kind_check CHECK ((kind = ANY (ARRAY['home'::text, 'work'::text, 'site'::text, 'shipping'::text, 'billing'::text]))),
    CONSTRAINT customer_address_label_check CHECK ((length(label) <= 80)),
    CONSTRAINT customer_address_recipient_check CHECK ((length(recipient) <= 120))
);

ALTER TABLE aftercare.customer_address OWNER TO aftercare_owner;

CREATE TABLE aftercare.customer_class (
    customer_id uuid NOT NULL,
    dimension text NOT NULL,
    code text NOT NULL,
    until timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT customer_class_lengths_check CHECK (((length(code) <= 80) AND (length(dimension) <= 80)))
);

ALTER TABLE aftercare.customer_class OWNER TO aftercare_owner;

CREATE TABLE aftercare.customer_consent (
    customer_id uuid NOT NULL,
    purpose text NOT NULL,
    given boolean NOT NULL,
    channel text DEFAULT ''::text NOT NULL,
    wording text DEFAULT ''::text NOT NULL,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT customer_consent_channel_check CHECK ((length(channel) <= 80)),
    CONSTRAINT customer_consent_purpose_check CHECK ((purpose = ANY (ARRAY['service'::text, 'marketing'::text, 'follow_up'::text, 'sharing'::text]))),
    CONSTRAINT customer_consent_wording_check CHECK ((length(wording) <= 400))
);

ALTER TABLE aftercare.customer_consent OWNER TO aftercare_owner;

CREATE TABLE aftercare.customer_file (
    id uuid NOT NULL,
    founded text DEFAULT ''::text NOT NULL,
    customer_since text DEFAULT ''::text NOT NULL,
    legal_form text DEFAULT ''::text NOT NULL,
    industry text DEFAULT ''::text NOT NULL,
    assets text DEFAULT ''::text NOT NULL,
    business_content text DEFAULT ''::text NOT NULL,
    service_territory text DEFAULT ''::text NOT NULL,
    sales_capability text DEFAULT ''::text NOT NULL,
    growth_potential text DEFAULT ''::text NOT NULL,
    business_philosophy text DEFAULT ''::text NOT NULL,
    business_direction text DEFAULT ''::text NOT NULL,
    business_policy text DEFAULT ''::text NOT NULL,
    company_size text DEFAULT ''::text NOT NULL,
    business_traits text DEFAULT ''::text NOT NULL,
    market_potential text DEFAULT ''::text NOT NULL,
    product_competitiveness text DEFAULT ''::text NOT NULL,
    sales_record text DEFAULT ''::text NOT NULL,
    staff_quality text DEFAULT ''::text NOT NULL,
    competitor_relations text DEFAULT ''::text NOT NULL,
    relation_with_us text DEFAULT ''::text NOT NULL,
    cooperation_attitude text DEFAULT ''::text NOT NULL,
    sales_activity text DEFAULT ''::text NOT NULL,
    problems text DEFAULT ''::text NOT NULL,
    strengths text DEFAULT ''::text NOT NULL,
    future_measures text DEFAULT ''::text NOT NULL,
    public_image text DEFAULT ''::text NOT NULL,
    reputation text DEFAULT ''::text NOT NULL,
    credit_standing text DEFAULT ''::text NOT NULL,
    financial_credit text DEFAULT ''::text NOT NULL,
    trading_terms text DEFAULT ''::text NOT NULL,
    credit_issues text DEFAULT ''::text NOT NULL,
    memorable_contact text DEFAULT ''::text NOT NULL,
    shared_experience text DEFAULT ''::text NOT NULL,
    social_standing text DEFAULT ''::text NOT NULL,
    hobbies text DEFAULT ''::text NOT NULL,
    customs text DEFAULT ''::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT customer_file_assets_check CHECK ((length(assets) <= 2000)),
    CONSTRAINT customer_file_business_content_check CHECK ((length(business_content) <= 2000)),
    CONSTRAINT customer_file_business_direction_check CHECK ((length(business_direction) <= 2000)),
    CONSTRAINT customer_file_business_philosophy_check CHECK ((length(business_philosophy) <= 2000)),
    CONSTRAINT customer_file_business_policy_check CHECK ((length(business_policy) <= 2000)),
    CONSTRAINT customer_file_business_traits_check CHECK ((length(business_traits) <= 2000)),
    CONSTRAINT customer_file_company_size_check CHECK ((length(company_size) <= 2000)),
    CONSTRAINT customer_file_competitor_relations_check CHECK ((length(competitor_relations) <= 2000)),
    CONSTRAINT customer_file_cooperation_attitude_check CHECK ((length(cooperation_attitude) <= 2000)),
    CONSTRAINT customer_file_credit_issues_check CHECK ((length(credit_issues) <= 2000)),
    CONSTRAINT customer_file_credit_standing_check CHECK ((length(credit_standing) <= 2000)),
    CONSTRAINT customer_file_customer_since_check CHECK ((length(customer_since) <= 2000)),
    CONSTRAINT customer_file_customs_check CHECK ((length(customs) <= 2000)),
    CONSTRAINT customer_file_financial_credit_check CHECK ((length(financial_credit) <= 2000)),
    CONSTRAINT customer_file_founded_check CHECK ((length(founded) <= 2000)),
    CONSTRAINT customer_file_future_measures_check CHECK ((length(future_measures) <= 2000)),
    CONSTRAINT customer_file_growth_potential_check CHECK ((length(growth_potential) <= 2000)),
    CONSTRAINT customer_file_hobbies_check CHECK ((length(hobbies) <= 2000)),
    CONSTRAINT customer_file_industry_check CHECK ((length(industry) <= 2000)),
    CONSTRAINT customer_file_legal_form_check CHECK ((length(legal_form) <= 2000)),
    CONSTRAINT customer_file_market_potential_check CHECK ((length(market_potential) <= 2000)),
    CONSTRAINT customer_file_memorable_contact_check CHECK ((length(memorable_contact) <= 2000)),
    CONSTRAINT customer_file_problems_check CHECK ((length(problems) <= 2000)),
    CONSTRAINT customer_file_product_competitiveness_check CHECK ((length(product_competitiveness) <= 2000)),
    CONSTRAINT customer_file_public_image_check CHECK ((length(public_image) <= 2000)),
    CONSTRAINT customer_file_relation_with_us_check CHECK ((length(relation_with_us) <= 2000)),
    CONSTRAINT customer_file_reputation_check CHECK ((length(reputation) <= 2000)),
    CONSTRAINT customer_file_sales_activity_check CHECK ((length(sales_activity) <= 2000)),
    CONSTRAINT customer_file_sales_capability_check CHECK ((length(sales_capability) <= 2000)),
    CONSTRAINT customer_file_sales_record_check CHECK ((length(sales_record) <= 2000)),
    CONSTRAINT customer_file_service_territory_check CHECK ((length(service_territory) <= 2000)),
    CONSTRAINT customer_file_shared_experience_check CHECK ((length(shared_experience) <= 2000)),
    CONSTRAINT customer_file_social_standing_check CHECK ((length(social_standing) <= 2000)),
    CONSTRAINT customer_file_staff_quality_check CHECK ((length(staff_quality) <= 2000)),
    CONSTRAINT customer_file_strengths_check CHECK ((length(strengths) <= 2000)),
    CONSTRAINT customer_file_trading_terms_check CHECK ((length(trading_terms) <= 2000))
);

ALTER TABLE aftercare.customer_file OWNER TO aftercare_owner;

CREATE TABLE aftercare.customer_note (
    customer_id uuid NOT NULL,
    level text DEFAULT 'info'::text NOT NULL,
    body text NOT NULL,
    at_intake boolean DEFAULT true NOT NULL,
    archived_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT customer_note_body_check CHECK (((body !~ '^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$'::text) AND (length(body) <= 4000))),
    CONSTRAINT customer_note_level_check CHECK ((level = ANY (ARRAY['info'::text, 'warning'::text, 'stop'::text])))
);

ALTER TABLE aftercare.customer_note OWNER TO aftercare_owner;

CREATE TABLE aftercare.device (
    product_model_id uuid NOT NULL,
    customer_id uuid,
    serial_no text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    serial_kind text DEFAULT 'serial'::text NOT NULL,
    serial_key text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    no_serial_reason text DEFAULT ''::text NOT NULL,
    colour text DEFAULT ''::text NOT NULL,
    configuration text DEFAULT ''::text NOT NULL,
    made_on date,
    sold_on date,
    sold_by text DEFAULT ''::text NOT NULL,
    warranty_from date,
    proof text DEFAULT ''::text NOT NULL,
    proof_no text DEFAULT ''::text NOT NULL,
    counter numeric(12,1),
    counter_unit text DEFAULT ''::text NOT NULL,
    place text DEFAULT ''::text NOT NULL,
    address_id uuid,
    parent_device_id uuid,
    note text DEFAULT ''::text NOT NULL,
    archived_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT device_colour_check CHECK ((length(colour) <= 40)),
    CONSTRAINT device_configuration_check CHECK ((length(configuration) <= 200)),
    CONSTRAINT device_counter_check CHECK ((counter >= (0)::numeric)),
    CONSTRAINT device_counter_unit_check CHECK ((length(counter_unit) <= 20)),
    CONSTRAINT device_made_on_check CHECK (((made_on >= '1950-01-01'::date) AND (made_on <= '2200-01-01'::date))),
    CONSTRAINT device_no_serial_reason_check CHECK ((length(no_serial_reason) <= 200)),
    CONSTRAINT device_note_check CHECK ((length(note) <= 2000)),
    CONSTRAINT device_numbers_check CHECK ((counter <> 'NaN'::numeric)),
    CONSTRAINT device_parent_device_id_check CHECK (((parent_device_id IS NULL) OR (parent_device_id <> id))),
    CONSTRAINT device_place_check CHECK ((length(place) <= 200)),
    CONSTRAINT device_proof_check CHECK ((proof = ANY (ARRAY[''::text, 'invoice'::text, 'receipt'::text, 'card'::text, 'online'::text, 'maker'::text, 'none'::text]))),
    CONSTRAINT device_proof_no_check CHECK ((length(proof_no) <= 80)),
    CONSTRAINT device_serial_kind_check CHECK ((serial_kind = ANY (ARRAY['serial'::text, 'imei'::text, 'vin'::text, 'plate'::text, 'other'::text]))),
    CONSTRAINT device_serial_no_check CHECK ((length(serial_no) <= 80)),
    CONSTRAINT device_sold_by_check CHECK ((length(sold_by) <= 120)),
    CONSTRAINT device_sold_on_check CHECK (((sold_on >= '1950-01-01'::date) AND (sold_on <= '2200-01-01'::date))),
    CONSTRAINT device_warranty_from_check CHECK ((warranty_from >= '1950-01-01'::date))
);

ALTER TABLE aftercare.device OWNER TO aftercare_owner;

CREATE TABLE aftercare.device_number (
    device_id uuid NOT NULL,
    kind text DEFAULT 'other'::text NOT NULL,
    value text NOT NULL,
    key text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    archived_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT device_number_kind_check CHECK ((kind = ANY (ARRAY['serial'::text, 'imei'::text, 'vin'::text, 'plate'::text, 'other'::text]))),
    CONSTRAINT device_number_value_check CHECK (((value !~ '^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$'::text) AND (length(value) <= 80)))
);

ALTER TABLE aftercare.device_number OWNER TO aftercare_owner;

CREATE TABLE aftercare.device_owner (
    device_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    since timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    until timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL
);

ALTER TABLE aftercare.device_owner OWNER TO aftercare_owner;

CREATE TABLE aftercare.figure_delta (
    id bigint NOT NULL,
    store_id uuid NOT NULL,
    day date NOT NULL,
    measure text NOT NULL,
    bucket integer NOT NULL,
    n integer NOT NULL,
    CONSTRAINT figure_delta_measure_check CHECK ((measure = ANY (ARRAY['received'::text, 'finished'::text, 'kept'::text]))),
    CONSTRAINT figure_delta_n_check CHECK ((n = ANY (ARRAY[1, '-1'::integer])))
);

ALTER TABLE aftercare.figure_delta OWNER TO aftercare_owner;

ALTER TABLE aftercare.figure_delta ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME aftercare.figure_delta_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE aftercare.figure_week (
    scope uuid NOT NULL,
    week date NOT NULL,
    measure text NOT NULL,
    bucket integer NOT NULL,
    n integer NOT NULL,
    CONSTRAINT figure_week_measure_check CHECK ((measure = ANY (ARRAY['received'::text, 'finished'::text, 'kept'::text])))
);

ALTER TABLE aftercare.figure_week OWNER TO aftercare_owner;

CREATE TABLE aftercare.finished_order (
    work_order_id uuid NOT NULL,
    store_id uuid NOT NULL,
    day date NOT NULL,
    bucket integer NOT NULL,
    kept boolean NOT NULL
);

ALTER TABLE aftercare.finished_order OWNER TO aftercare_owner;

CREATE TABLE aftercare.import_row (
    id bigint NOT NULL,
    batch_id uuid NOT NULL,
    line integer NOT NULL,
    outcome text NOT NULL,
    table_name text,
    row_id uuid,
    seen_version integer,
    code text,
    field text,
    details jsonb,
    cells jsonb,
    CONSTRAINT import_row_outcome_check CHECK ((outcome = ANY (ARRAY['added'::text, 'helper'::text, 'kept'::text, 'failed'::text])))
);

ALTER TABLE aftercare.import_row OWNER TO aftercare_owner;

ALTER TABLE aftercare.import_row ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME aftercare.import_row_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE SEQUENCE aftercare.intake_number
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE aftercare.intake_number OWNER TO aftercare_owner;

CREATE TABLE aftercare.job_run (
    name text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    rows bigint DEFAULT 0 NOT NULL,
    error text
);

ALTER TABLE aftercare.job_run OWNER TO aftercare_owner;

CREATE TABLE aftercare.parameter (
    code text NOT NULL,
    kind text NOT NULL,
    value text DEFAULT ''::text NOT NULL,
    name text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT parameter_kind_check CHECK ((kind = ANY (ARRAY['int'::text, 'text'::text, 'money'::text, 'bool'::text]))),
    CONSTRAINT parameter_lengths_check CHECK ((length(value) <= 4000))
);

ALTER TABLE aftercare.parameter OWNER TO aftercare_owner;

CREATE TABLE aftercare.payment (
    id uuid NOT NULL,
    work_order_id uuid NOT NULL,
    store_id uuid NOT NULL,
    kind text NOT NULL,
    method text NOT NULL,
    amount numeric(12,2) NOT NULL,
    at timestamp with time zone NOT NULL,
    paid_on date NOT NULL,
    receipt_number text NOT NULL,
    by_login text NOT NULL,
    workstation text DEFAULT ''::text NOT NULL,
    reference text DEFAULT ''::text NOT NULL,
    comment text DEFAULT ''::text NOT NULL,
    corrects_id uuid,
    part_of uuid,
    CONSTRAINT payment_amount_check CHECK (((amount <> (0)::numeric) AND ((kind <> ALL (ARRAY['payment'::text, 'prepayment'::text])) OR (amount > (0)::numeric)) AND ((kind <> 'refund'::text) OR (amount < (0)::numeric)))),
    CONSTRAINT payment_corrects_id_check CHECK (((kind = 'reversal'::text) = (corrects_id IS NOT NULL))),
    CONSTRAINT payment_kind_check CHECK ((kind = ANY (ARRAY['payment'::text, 'prepayment'::text, 'refund'::text, 'reversal'::text]))),
    CONSTRAINT payment_method_check CHECK ((method = ANY (ARRAY['cash'::text, 'card'::text, 'wechat'::text, 'alipay'::text, 'transfer'::text, 'other'::text]))),
    CONSTRAINT payment_numbers_check CHECK ((amount <> 'NaN'::numeric)),
    CONSTRAINT payment_part_of_check CHECK ((part_of <> id)),
    CONSTRAINT payment_texts_check CHECK (((length(reference) <= 80) AND (length(comment) <= 1000)))
);

ALTER TABLE aftercare.payment OWNER TO aftercare_owner;

CREATE TABLE aftercare.price_item (
    code text NOT NULL,
    kind text DEFAULT 'labour'::text NOT NULL,
    name text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    category_id uuid,
    product_model_id uuid,
    unit text DEFAULT ''::text NOT NULL,
    unit_price numeric(14,4) NOT NULL,
    tax_rate numeric(6,4) DEFAULT 0.13 NOT NULL,
    labour_minutes integer,
    part_no text DEFAULT ''::text NOT NULL,
    initials text DEFAULT ''::text NOT NULL,
    archived_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT price_item_amounts_check CHECK (((unit_price >= (0)::numeric) AND ((tax_rate >= (0)::numeric) AND (tax_rate <= (1)::numeric)) AND (labour_minutes >= 0))),
    CONSTRAINT price_item_code_check CHECK ((code ~ '^[A-Za-z0-9_.-]{1,40}$'::text)),
    CONSTRAINT price_item_kind_check CHECK ((kind = ANY (ARRAY['labour'::text, 'part'::text, 'fee'::text]))),
    CONSTRAINT price_item_lengths_check CHECK (((length(name_en) <= 400) AND (length(part_no) <= 80) AND (length(unit) <= 40) AND (length(initials) <= 400))),
    CONSTRAINT price_item_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 200))),
    CONSTRAINT price_item_numbers_check CHECK (((unit_price <> 'NaN'::numeric) AND (tax_rate <> 'NaN'::numeric)))
);

ALTER TABLE aftercare.price_item OWNER TO aftercare_owner;

CREATE TABLE aftercare.print_log (
    id uuid NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    by_login text NOT NULL,
    store_id uuid,
    row_id uuid NOT NULL,
    number text DEFAULT ''::text NOT NULL,
    document text NOT NULL,
    media text NOT NULL,
    lang text DEFAULT 'zh'::text NOT NULL,
    printer text DEFAULT ''::text NOT NULL,
    copies integer DEFAULT 1 NOT NULL,
    reprint integer DEFAULT 0 NOT NULL,
    workstation text DEFAULT ''::text NOT NULL,
    CONSTRAINT print_log_document_check CHECK ((document = ANY (ARRAY['intake'::text, 'worksheet'::text, 'repair'::text, 'receipt'::text, 'delivery'::text, 'quote'::text, 'card'::text, 'label'::text, 'takings'::text, 'visit'::text, 'outing'::text, 'trip'::text, 'acceptance'::text, 'route'::text, 'letter'::text]))),
    CONSTRAINT print_log_texts_check CHECK (((length(printer) <= 200) AND (length(media) <= 20) AND (length(number) <= 60)))
);

ALTER TABLE aftercare.print_log OWNER TO aftercare_owner;

CREATE TABLE aftercare.print_route (
    workstation_id uuid NOT NULL,
    document text NOT NULL,
    printer text DEFAULT ''::text NOT NULL,
    media text NOT NULL,
    lang text DEFAULT 'zh'::text NOT NULL,
    copies integer DEFAULT 1 NOT NULL,
    silent boolean DEFAULT true NOT NULL,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT print_route_copies_check CHECK (((copies >= 0) AND (copies <= 9))),
    CONSTRAINT print_route_document_check CHECK ((document = ANY (ARRAY['intake'::text, 'worksheet'::text, 'repair'::text, 'receipt'::text, 'delivery'::text, 'quote'::text, 'card'::text, 'label'::text, 'takings'::text, 'visit'::text, 'outing'::text, 'trip'::text, 'acceptance'::text, 'route'::text, 'letter'::text]))),
    CONSTRAINT print_route_lang_check CHECK ((lang = ANY (ARRAY['zh'::text, 'en'::text, 'both'::text]))),
    CONSTRAINT print_route_media_check CHECK ((media = ANY (ARRAY['a4'::text, 'a5'::text, '80mm'::text, '58mm'::text, '60x40'::text, '50x30'::text, '40x30'::text]))),
    CONSTRAINT print_route_printer_check CHECK ((length(printer) <= 200))
);

ALTER TABLE aftercare.print_route OWNER TO aftercare_owner;

CREATE TABLE aftercare.product_category (
    code text NOT NULL,
    name text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    parent_id uuid,
    serial_kind text DEFAULT 'serial'::text NOT NULL,
    icon text DEFAULT ''::text NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    archived_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT product_category_code_check CHECK ((code ~ '^[A-Za-z0-9_-]{1,20}$'::text)),
    CONSTRAINT product_category_lengths_check CHECK (((length(name_en) <= 400) AND (length(icon) <= 80))),
    CONSTRAINT product_category_name_check CHECK (((name !~ '^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$'::text) AND (length(name) <= 120))),
    CONSTRAINT product_category_serial_kind_check CHECK ((serial_kind = ANY (ARRAY['serial'::text, 'imei'::text, 'vin'::text, 'plate'::text, 'other'::text])))
);

ALTER TABLE aftercare.product_category OWNER TO aftercare_owner;

CREATE TABLE aftercare.product_model (
    brand text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    model_no text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    name_en text DEFAULT ''::text NOT NULL,
    category_id uuid,
    serial_kind text DEFAULT 'serial'::text NOT NULL,
    warranty_months integer DEFAULT 12 NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    needs_review boolean DEFAULT false NOT NULL,
    initials text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    search tsvector DEFAULT ''::tsvector NOT NULL,
    archived_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT product_model_brand_check CHECK ((length(brand) <= 60)),
    CONSTRAINT product_model_lengths_check CHECK ((length(initials) <= 400)),
    CONSTRAINT product_model_model_no_check CHECK ((length(model_no) <= 80)),
    CONSTRAINT product_model_name_check CHECK (((name !~ '^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$'::text) AND (length(name) <= 120))),
    CONSTRAINT product_model_name_en_check CHECK ((length(name_en) <= 120)),
    CONSTRAINT product_model_note_check CHECK ((length(note) <= 2000)),
    CONSTRAINT product_model_serial_kind_check CHECK ((serial_kind = ANY (ARRAY['serial'::text, 'imei'::text, 'vin'::text, 'plate'::text, 'other'::text]))),
    CONSTRAINT product_model_warranty_months_check CHECK (((warranty_months >= 0) AND (warranty_months <= 600)))
);

ALTER TABLE aftercare.product_model OWNER TO aftercare_owner;

CREATE TABLE aftercare.quote (
    work_order_id uuid NOT NULL,
    store_id uuid NOT NULL,
    version_no integer NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    quoted_at timestamp with time zone NOT NULL,
    valid_until date,
    amount numeric(12,2) NOT NULL,
    tax_amount numeric(12,2) DEFAULT 0 NOT NULL,
    lines jsonb DEFAULT '[]'::jsonb NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    approved_by text,
    approved_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT quote_amount_check CHECK (((amount >= (0)::numeric) AND (tax_amount >= (0)::numeric))),
    CONSTRAINT quote_note_check CHECK ((length(note) <= 2000)),
    CONSTRAINT quote_numbers_check CHECK (((amount <> 'NaN'::numeric) AND (tax_amount <> 'NaN'::numeric))),
    CONSTRAINT quote_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'refused'::text, 'superseded'::text])))
);

ALTER TABLE aftercare.quote OWNER TO aftercare_owner;

CREATE TABLE aftercare.receipt_counter (
    store_id uuid NOT NULL,
    day date NOT NULL,
    last integer NOT NULL
);

ALTER TABLE aftercare.receipt_counter OWNER TO aftercare_owner;

CREATE TABLE aftercare.region (
    code text NOT NULL,
    name text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    parent_id uuid,
    archived_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT region_code_check CHECK ((code ~ '^[A-Za-z0-9_-]{1,20}$'::text)),
    CONSTRAINT region_lengths_check CHECK ((length(name_en) <= 400)),
    CONSTRAINT region_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 80)))
);

ALTER TABLE aftercare.region OWNER TO aftercare_owner;

CREATE TABLE aftercare.request (
    id uuid NOT NULL,
    login text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    result jsonb,
    CONSTRAINT request_lengths_check CHECK (((length(login) <= 80) AND (octet_length((result)::text) <= 1000000)))
);

ALTER TABLE aftercare.request OWNER TO aftercare_owner;

CREATE TABLE aftercare.retention_keep (
    customer_id uuid NOT NULL,
    until date NOT NULL,
    reason text NOT NULL,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT retention_keep_reason_check CHECK ((length(btrim(reason)) <= 200))
);

ALTER TABLE aftercare.retention_keep OWNER TO aftercare_owner;

CREATE TABLE aftercare.reveal (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    login text NOT NULL,
    kind text NOT NULL,
    table_name text NOT NULL,
    row_id uuid,
    store_id uuid,
    count integer DEFAULT 1 NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    column_name text DEFAULT ''::text NOT NULL,
    asked text DEFAULT ''::text NOT NULL
);

ALTER TABLE aftercare.reveal OWNER TO aftercare_owner;

ALTER TABLE aftercare.reveal ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME aftercare.reveal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE aftercare.saved_view (
    login text NOT NULL,
    page text NOT NULL,
    name text NOT NULL,
    shared boolean DEFAULT false NOT NULL,
    definition jsonb NOT NULL,
    archived_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    CONSTRAINT saved_view_definition_check CHECK ((octet_length((definition)::text) <= 20000)),
    CONSTRAINT saved_view_lengths_check CHECK (((length(login) <= 80) AND (length(page) <= 80))),
    CONSTRAINT saved_view_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 80)))
);

ALTER TABLE aftercare.saved_view OWNER TO aftercare_owner;

CREATE TABLE aftercare.schema_object (
    name text NOT NULL,
    hash text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE aftercare.schema_object OWNER TO aftercare_owner;

CREATE TABLE aftercare.schema_version (
    one boolean DEFAULT true NOT NULL,
    version integer NOT NULL,
    oldest_client integer NOT NULL,
    installation uuid DEFAULT gen_random_uuid() NOT NULL,
    upgraded_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE aftercare.schema_version OWNER TO aftercare_owner;

CREATE TABLE aftercare.shop_text (
    store_id uuid,
    terms_zh text[] DEFAULT '{}'::text[] NOT NULL,
    terms_en text[] DEFAULT '{}'::text[] NOT NULL,
    privacy_zh text DEFAULT ''::text NOT NULL,
    privacy_en text DEFAULT ''::text NOT NULL,
    status_url text DEFAULT ''::text NOT NULL,
    logo bytea,
    flagged_reason text DEFAULT ''::text NOT NULL,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT shop_text_logo_check CHECK ((octet_length(logo) <= 300000)),
    CONSTRAINT shop_text_terms_check CHECK (((cardinality(terms_zh) <= 20) AND (cardinality(terms_en) <= 20))),
    CONSTRAINT shop_text_texts_check CHECK (((length(array_to_string(terms_zh, ''::text)) <= 6000) AND (length(array_to_string(terms_en, ''::text)) <= 6000) AND (length(privacy_zh) <= 1000) AND (length(privacy_en) <= 1000) AND (length(status_url) <= 300) AND (length(flagged_reason) <= 1000)))
);

ALTER TABLE aftercare.shop_text OWNER TO aftercare_owner;

CREATE TABLE aftercare.staff_absence (
    staff_id uuid NOT NULL,
    kind text DEFAULT 'leave'::text NOT NULL,
    from_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    withdrawn_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT staff_absence_kind_check CHECK ((kind = ANY (ARRAY['leave'::text, 'sick'::text, 'training'::text, 'other'::text]))),
    CONSTRAINT staff_absence_note_check CHECK ((length(note) <= 200)),
    CONSTRAINT staff_absence_span_check CHECK (((until_at > from_at) AND (until_at <= (from_at + '400 days'::interval))))
);

ALTER TABLE aftercare.staff_absence OWNER TO aftercare_owner;

CREATE TABLE aftercare.staff_area (
    staff_id uuid NOT NULL,
    region_id uuid NOT NULL,
    until timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL
);

ALTER TABLE aftercare.staff_area OWNER TO aftercare_owner;

CREATE TABLE aftercare.staff_capacity (
    id uuid NOT NULL,
    minutes_a_day integer,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT staff_capacity_minutes_a_day_check CHECK (((minutes_a_day >= 0) AND (minutes_a_day <= 1440)))
);

ALTER TABLE aftercare.staff_capacity OWNER TO aftercare_owner;

CREATE TABLE aftercare.staff_region (
    staff_id uuid NOT NULL,
    region_id uuid NOT NULL,
    until timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL
);

ALTER TABLE aftercare.staff_region OWNER TO aftercare_owner;

CREATE TABLE aftercare.staff_skill (
    staff_id uuid NOT NULL,
    skill text NOT NULL,
    until timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT staff_skill_skill_check CHECK ((skill ~ '^[A-Za-z0-9_.-]{1,40}$'::text))
);

ALTER TABLE aftercare.staff_skill OWNER TO aftercare_owner;

CREATE TABLE aftercare.staff_store (
    staff_id uuid NOT NULL,
    store_id uuid NOT NULL,
    until timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL
);

ALTER TABLE aftercare.staff_store OWNER TO aftercare_owner;

CREATE TABLE aftercare.store (
    code text NOT NULL,
    name text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    kind text DEFAULT 'store'::text NOT NULL,
    region_id uuid,
    time_zone text DEFAULT 'Asia/Shanghai'::text NOT NULL,
    legal_name text DEFAULT ''::text NOT NULL,
    tax_no text DEFAULT ''::text NOT NULL,
    street text DEFAULT ''::text NOT NULL,
    telephone text DEFAULT ''::text NOT NULL,
    complaint_telephone text DEFAULT ''::text NOT NULL,
    hours text DEFAULT ''::text NOT NULL,
    archived_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT store_code_check CHECK ((code ~ '^[A-Za-z0-9_-]{1,20}$'::text)),
    CONSTRAINT store_kind_check CHECK ((kind = ANY (ARRAY['store'::text, 'depot'::text]))),
    CONSTRAINT store_lengths_check CHECK (((length(name_en) <= 400) AND (length(time_zone) <= 80) AND (length(legal_name) <= 400) AND (length(tax_no) <= 80) AND (length(street) <= 400) AND (length(telephone) <= 80) AND (length(complaint_telephone) <= 80) AND (length(hours) <= 400))),
    CONSTRAINT store_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 80)))
);

ALTER TABLE aftercare.store OWNER TO aftercare_owner;

CREATE TABLE aftercare.ticket_event (
    ticket_id uuid NOT NULL,
    happened_on date NOT NULL,
    store_id uuid NOT NULL,
    kind text NOT NULL,
    owner_id uuid,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    action text NOT NULL,
    from_state text,
    to_state text,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    effective_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    by_login text NOT NULL,
    comment text DEFAULT ''::text NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL
);

ALTER TABLE aftercare.ticket_event OWNER TO aftercare_owner;

CREATE TABLE aftercare.ticket_link (
    ticket_id uuid NOT NULL,
    device_id uuid,
    work_order_id uuid,
    until timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT ticket_link_one_check CHECK ((num_nonnulls(device_id, work_order_id) = 1))
);

ALTER TABLE aftercare.ticket_link OWNER TO aftercare_owner;

CREATE SEQUENCE aftercare.ticket_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE aftercare.ticket_number_seq OWNER TO aftercare_owner;

CREATE TABLE aftercare.ticket_transition (
    from_state text NOT NULL,
    action text NOT NULL,
    role text NOT NULL,
    to_state text NOT NULL,
    needs text[] DEFAULT '{}'::text[] NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    origin text DEFAULT 'company'::text NOT NULL
);

ALTER TABLE aftercare.ticket_transition OWNER TO aftercare_owner;

CREATE TABLE aftercare.unlock_code (
    work_order_id uuid NOT NULL,
    kind text DEFAULT 'digits'::text NOT NULL,
    code text NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT unlock_code_code_check CHECK (((length(code) >= 1) AND (length(code) <= 200))),
    CONSTRAINT unlock_code_kind_check CHECK ((kind = ANY (ARRAY['digits'::text, 'pattern'::text, 'text'::text])))
);

ALTER TABLE aftercare.unlock_code OWNER TO aftercare_owner;

CREATE TABLE aftercare.visit_check (
    visit_id uuid NOT NULL,
    store_id uuid NOT NULL,
    check_item_id uuid,
    name text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    unit text DEFAULT ''::text NOT NULL,
    low numeric(12,3),
    high numeric(12,3),
    yes_no boolean DEFAULT false NOT NULL,
    value numeric(12,3),
    within boolean,
    note text DEFAULT ''::text NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    withdrawn_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT visit_check_lengths_check CHECK (((length(name_en) <= 200) AND (length(unit) <= 20) AND (length(note) <= 1000))),
    CONSTRAINT visit_check_name_check CHECK (((name !~ '^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$'::text) AND (length(name) <= 120))),
    CONSTRAINT visit_check_numbers_check CHECK (((value <> 'NaN'::numeric) AND (low <> 'NaN'::numeric) AND (high <> 'NaN'::numeric) AND (low <= high)))
);

ALTER TABLE aftercare.visit_check OWNER TO aftercare_owner;

CREATE TABLE aftercare.visit_event (
    visit_id uuid NOT NULL,
    happened_on date NOT NULL,
    store_id uuid NOT NULL,
    kind text NOT NULL,
    owner_id uuid,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    action text NOT NULL,
    from_state text,
    to_state text,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    effective_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    by_login text NOT NULL,
    comment text DEFAULT ''::text NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL
);

ALTER TABLE aftercare.visit_event OWNER TO aftercare_owner;

CREATE SEQUENCE aftercare.visit_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE aftercare.visit_number_seq OWNER TO aftercare_owner;

CREATE TABLE aftercare.visit_part (
    visit_id uuid NOT NULL,
    store_id uuid NOT NULL,
    part_no text DEFAULT ''::text NOT NULL,
    name text NOT NULL,
    quantity numeric(9,2) DEFAULT 1 NOT NULL,
    unit text DEFAULT ''::text NOT NULL,
    serial_in text DEFAULT ''::text NOT NULL,
    serial_out text DEFAULT ''::text NOT NULL,
    old_part text DEFAULT ''::text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    withdrawn_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT visit_part_name_check CHECK (((name !~ '^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$'::text) AND (length(name) <= 200))),
    CONSTRAINT visit_part_old_part_check CHECK ((old_part = ANY (ARRAY[''::text, 'returned'::text, 'taken'::text]))),
    CONSTRAINT visit_part_quantity_check CHECK (((quantity > (0)::numeric) AND (quantity <= (99999)::numeric) AND (quantity <> 'NaN'::numeric))),
    CONSTRAINT visit_part_serials_check CHECK (((length(serial_in) <= 80) AND (length(serial_out) <= 80))),
    CONSTRAINT visit_part_texts_check CHECK (((length(part_no) <= 80) AND (length(unit) <= 20) AND (length(note) <= 400)))
);

ALTER TABLE aftercare.visit_part OWNER TO aftercare_owner;

CREATE TABLE aftercare.work_order_line (
    work_order_id uuid NOT NULL,
    store_id uuid NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    kind text DEFAULT 'labour'::text NOT NULL,
    state text DEFAULT 'proposed'::text NOT NULL,
    payer text DEFAULT 'customer'::text NOT NULL,
    price_item_id uuid,
    name text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    part_no text DEFAULT ''::text NOT NULL,
    part_state text,
    serial_in text DEFAULT ''::text NOT NULL,
    serial_out text DEFAULT ''::text NOT NULL,
    labour_minutes integer,
    quantity numeric(12,3) DEFAULT 1 NOT NULL,
    unit text DEFAULT ''::text NOT NULL,
    unit_price numeric(14,4),
    amount numeric(12,2) DEFAULT 0 NOT NULL,
    tax_rate numeric(6,4) DEFAULT 0.13 NOT NULL,
    tax_amount numeric(12,2) DEFAULT 0 NOT NULL,
    optional boolean DEFAULT false NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT work_order_line_kind_check CHECK ((kind = ANY (ARRAY['labour'::text, 'part'::text, 'fee'::text]))),
    CONSTRAINT work_order_line_labour_minutes_check CHECK ((labour_minutes >= 0)),
    CONSTRAINT work_order_line_lengths_check CHECK (((length(name_en) <= 400) AND (length(part_no) <= 80) AND (length(serial_in) <= 200) AND (length(serial_out) <= 200) AND (length(unit) <= 40))),
    CONSTRAINT work_order_line_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 200))),
    CONSTRAINT work_order_line_note_check CHECK ((length(note) <= 1000)),
    CONSTRAINT work_order_line_numbers_check CHECK (((unit_price <> 'NaN'::numeric) AND (amount <> 'NaN'::numeric) AND (tax_amount <> 'NaN'::numeric) AND ((tax_rate >= (0)::numeric) AND (tax_rate <= (1)::numeric)))),
    CONSTRAINT work_order_line_part_state_check CHECK ((part_state = ANY (ARRAY['new'::text, 'refurbished'::text, 'customer_own'::text]))),
    CONSTRAINT work_order_line_payer_check CHECK ((payer = ANY (ARRAY['customer'::text, 'warranty'::text, 'goodwill'::text]))),
    CONSTRAINT work_order_line_quantity_check CHECK (((quantity > (0)::numeric) AND (quantity < (100000)::numeric))),
    CONSTRAINT work_order_line_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'planned'::text, 'used'::text, 'dropped'::text]))),
    CONSTRAINT work_order_line_unit_price_check CHECK ((unit_price >= (0)::numeric))
);

ALTER TABLE aftercare.work_order_line OWNER TO aftercare_owner;

CREATE SEQUENCE aftercare.work_order_number
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE aftercare.work_order_number OWNER TO aftercare_owner;

CREATE TABLE aftercare.working_calendar (
    code text NOT NULL,
    name text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    week jsonb NOT NULL,
    changed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    origin text DEFAULT 'company'::text NOT NULL,
    archived_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT working_calendar_code_check CHECK ((code ~ '^[A-Za-z0-9_-]{1,20}$'::text)),
    CONSTRAINT working_calendar_name_check CHECK (((name !~ '^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$'::text) AND (length(name) <= 120))),
    CONSTRAINT working_calendar_name_en_check CHECK ((length(name_en) <= 120)),
    CONSTRAINT working_calendar_origin_check CHECK ((origin = ANY (ARRAY['shipped'::text, 'company'::text]))),
    CONSTRAINT working_calendar_week_check CHECK ((octet_length((week)::text) <= 4000))
);

ALTER TABLE aftercare.working_calendar OWNER TO aftercare_owner;

CREATE TABLE aftercare.workstation (
    name text NOT NULL,
    store_id uuid NOT NULL,
    place text DEFAULT ''::text NOT NULL,
    archived_at timestamp with time zone,
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT workstation_lengths_check CHECK ((length(place) <= 400)),
    CONSTRAINT workstation_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 80)))
);

ALTER TABLE aftercare.workstation OWNER TO aftercare_owner;

ALTER TABLE ONLY aftercare.acceptance
    ADD CONSTRAINT acceptance_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);

ALTER TABLE ONLY aftercare.article_event
    ADD CONSTRAINT article_event_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.article_miss
    ADD CONSTRAINT article_miss_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.article
    ADD CONSTRAINT article_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.article_revision
    ADD CONSTRAINT article_revision_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.article_transition
    ADD CONSTRAINT article_transition_pkey PRIMARY KEY (from_state, action, role);

ALTER TABLE ONLY aftercare.article_vote
    ADD CONSTRAINT article_vote_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.attachment_data
    ADD CONSTRAINT attachment_data_pkey PRIMARY KEY (attachment_id);

ALTER TABLE ONLY aftercare.attachment
    ADD CONSTRAINT attachment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.audit_entry
    ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.audit_epoch
    ADD CONSTRAINT audit_epoch_pkey PRIMARY KEY (number);

ALTER TABLE ONLY aftercare.audit_seal
    ADD CONSTRAINT audit_seal_pkey PRIMARY KEY (number);

ALTER TABLE ONLY aftercare.audit_value
    ADD CONSTRAINT audit_value_pkey PRIMARY KEY (audit_id, column_name, side);

ALTER TABLE ONLY aftercare.calendar_day
    ADD CONSTRAINT calendar_day_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.calendar_use
    ADD CONSTRAINT calendar_use_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.caller_mark
    ADD CONSTRAINT caller_mark_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.change
    ADD CONSTRAINT change_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.check_item
    ADD CONSTRAINT check_item_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.code_item
    ADD CONSTRAINT code_item_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.complaint_event
    ADD CONSTRAINT complaint_event_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.complaint
    ADD CONSTRAINT complaint_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.complaint_remedy
    ADD CONSTRAINT complaint_remedy_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.complaint_transition
    ADD CONSTRAINT complaint_transition_pkey PRIMARY KEY (from_state, action, role);

ALTER TABLE ONLY aftercare.consent
    ADD CONSTRAINT consent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.contact
    ADD CONSTRAINT contact_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.customer_address
    ADD CONSTRAINT customer_address_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.customer_class
    ADD CONSTRAINT customer_class_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.customer_consent
    ADD CONSTRAINT customer_consent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.customer_file
    ADD CONSTRAINT customer_file_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.customer_note
    ADD CONSTRAINT customer_note_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.customer
    ADD CONSTRAINT customer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.device_number
    ADD CONSTRAINT device_number_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.device_owner
    ADD CONSTRAINT device_owner_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.device
    ADD CONSTRAINT device_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.figure_delta
    ADD CONSTRAINT figure_delta_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.figure_week
    ADD CONSTRAINT figure_week_pkey PRIMARY KEY (scope, week, measure, bucket);

ALTER TABLE ONLY aftercare.finished_order
    ADD CONSTRAINT finished_order_pkey PRIMARY KEY (work_order_id);

ALTER TABLE ONLY aftercare.import_batch
    ADD CONSTRAINT import_batch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.import_row
    ADD CONSTRAINT import_row_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.intake
    ADD CONSTRAINT intake_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.job_run
    ADD CONSTRAINT job_run_pkey PRIMARY KEY (name);

ALTER TABLE ONLY aftercare.parameter
    ADD CONSTRAINT parameter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.payment
    ADD CONSTRAINT payment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.phone_call
    ADD CONSTRAINT phone_call_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.price_item
    ADD CONSTRAINT price_item_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.print_log
    ADD CONSTRAINT print_log_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.print_route
    ADD CONSTRAINT print_route_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.product_category
    ADD CONSTRAINT product_category_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.product_model
    ADD CONSTRAINT product_model_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.quote
    ADD CONSTRAINT quote_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.receipt_counter
    ADD CONSTRAINT receipt_counter_pkey PRIMARY KEY (store_id, day);

ALTER TABLE ONLY aftercare.region
    ADD CONSTRAINT region_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.request
    ADD CONSTRAINT request_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.retention_keep
    ADD CONSTRAINT retention_keep_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.reveal
    ADD CONSTRAINT reveal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.saved_view
    ADD CONSTRAINT saved_view_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.schema_object
    ADD CONSTRAINT schema_object_pkey PRIMARY KEY (name);

ALTER TABLE ONLY aftercare.schema_version
    ADD CONSTRAINT schema_version_pkey PRIMARY KEY (one);

ALTER TABLE ONLY aftercare.service_level
    ADD CONSTRAINT service_level_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.shop_text
    ADD CONSTRAINT shop_text_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.sla_target
    ADD CONSTRAINT sla_target_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.staff_absence
    ADD CONSTRAINT staff_absence_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.staff_area
    ADD CONSTRAINT staff_area_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.staff_capacity
    ADD CONSTRAINT staff_capacity_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.staff
    ADD CONSTRAINT staff_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.staff_region
    ADD CONSTRAINT staff_region_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.staff_skill
    ADD CONSTRAINT staff_skill_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.staff_store
    ADD CONSTRAINT staff_store_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.store
    ADD CONSTRAINT store_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.ticket_event
    ADD CONSTRAINT ticket_event_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.ticket_link
    ADD CONSTRAINT ticket_link_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.ticket
    ADD CONSTRAINT ticket_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.ticket_transition
    ADD CONSTRAINT ticket_transition_pkey PRIMARY KEY (from_state, action, role);

ALTER TABLE ONLY aftercare.unlock_code
    ADD CONSTRAINT unlock_code_pkey PRIMARY KEY (work_order_id);

ALTER TABLE ONLY aftercare.visit_check
    ADD CONSTRAINT visit_check_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.visit_event
    ADD CONSTRAINT visit_event_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.visit_part
    ADD CONSTRAINT visit_part_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.visit
    ADD CONSTRAINT visit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.visit_transition
    ADD CONSTRAINT visit_transition_pkey PRIMARY KEY (from_state, action, role);

ALTER TABLE ONLY aftercare.work_order_event
    ADD CONSTRAINT work_order_event_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.work_order_line
    ADD CONSTRAINT work_order_line_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.work_order
    ADD CONSTRAINT work_order_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.work_order_transition
    ADD CONSTRAINT work_order_transition_pkey PRIMARY KEY (kind, axis, from_state, action, role);

ALTER TABLE ONLY aftercare.working_calendar
    ADD CONSTRAINT working_calendar_pkey PRIMARY KEY (id);

ALTER TABLE ONLY aftercare.workstation
    ADD CONSTRAINT workstation_pkey PRIMARY KEY (id);

CREATE INDEX acceptance_customer_id_idx ON aftercare.acceptance USING btree (customer_id);

CREATE INDEX acceptance_held_at_idx ON aftercare.acceptance USING btree (held_at, id);

CREATE UNIQUE INDEX acceptance_number_key ON aftercare.acceptance USING btree (number);

CREATE INDEX acceptance_store_id_held_at_idx ON aftercare.acceptance USING btree (store_id, held_at, id);

CREATE INDEX acceptance_visit_id_idx ON aftercare.acceptance USING btree (visit_id);

CREATE INDEX acceptance_work_order_id_idx ON aftercare.acceptance USING btree (work_order_id);

CREATE INDEX article_event_article_id_idx ON aftercare.article_event USING btree (article_id, at);

CREATE INDEX article_miss_last_at_idx ON aftercare.article_miss USING btree (last_at, id);

CREATE INDEX article_miss_open_idx ON aftercare.article_miss USING btree (times, id) WHERE (settled_at IS NULL);

CREATE UNIQUE INDEX article_miss_words_key ON aftercare.article_miss USING btree (lower(words));

CREATE INDEX article_model_ids_idx ON aftercare.article USING gin (model_ids);

CREATE UNIQUE INDEX article_number_key ON aftercare.article USING btree (number);

CREATE INDEX article_owner_id_idx ON aftercare.article USING btree (owner_id);

CREATE INDEX article_review_on_idx ON aftercare.article USING btree (review_on, id) WHERE (state = 'published'::text);

CREATE UNIQUE INDEX article_revision_article_id_number_key ON aftercare.article_revision USING btree (article_id, number);

CREATE INDEX article_search_idx ON aftercare.article USING gin (search) WITH (fastupdate=off);

CREATE INDEX article_state_idx ON aftercare.article USING btree (state, updated_at, id);

CREATE INDEX article_ticket_id_idx ON aftercare.article USING btree (ticket_id);

CREATE INDEX article_updated_at_idx ON aftercare.article USING btree (updated_at, id);

CREATE INDEX article_vote_article_id_idx ON aftercare.article_vote USING btree (article_id, worked);

CREATE UNIQUE INDEX article_vote_once_key ON aftercare.article_vote USING btree (article_id, login, ticket_id);

CREATE INDEX article_vote_ticket_id_idx ON aftercare.article_vote USING btree (ticket_id);

CREATE INDEX article_work_order_id_idx ON aftercare.article USING btree (work_order_id);

CREATE INDEX attachment_order_idx ON aftercare.attachment USING btree (work_order_id);

CREATE INDEX attachment_visit_idx ON aftercare.attachment USING btree (visit_id) WHERE (visit_id IS NOT NULL);

CREATE INDEX audit_entry_at_idx ON aftercare.audit_entry USING btree (at);

CREATE INDEX audit_entry_login_idx ON aftercare.audit_entry USING btree (login, at);

CREATE INDEX audit_entry_row_idx ON aftercare.audit_entry USING btree (table_name, row_id, id);

CREATE INDEX audit_entry_seal_idx ON aftercare.audit_entry USING btree (epoch, xid);

CREATE INDEX audit_value_row_id_idx ON aftercare.audit_value USING btree (row_id);

CREATE UNIQUE INDEX calendar_day_key ON aftercare.calendar_day USING btree (calendar_id, day) WHERE (archived_at IS NULL);

CREATE INDEX calendar_use_calendar_id_idx ON aftercare.calendar_use USING btree (calendar_id);

CREATE UNIQUE INDEX calendar_use_key ON aftercare.calendar_use USING btree (COALESCE(store_id, region_id, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE (archived_at IS NULL);

CREATE INDEX calendar_use_region_id_idx ON aftercare.calendar_use USING btree (region_id);

CREATE INDEX calendar_use_store_id_idx ON aftercare.calendar_use USING btree (store_id);

CREATE UNIQUE INDEX caller_mark_phone_key_key ON aftercare.caller_mark USING btree (phone_key) WHERE (lifted_at IS NULL);

CREATE INDEX change_at_idx ON aftercare.change USING btree (at);

CREATE INDEX change_xid_idx ON aftercare.change USING btree (xid);

CREATE UNIQUE INDEX check_item_code_key ON aftercare.check_item USING btree (code);

CREATE UNIQUE INDEX code_item_list_code_key ON aftercare.code_item USING btree (list, code);

CREATE INDEX complaint_about_staff_id_idx ON aftercare.complaint USING btree (about_staff_id);

CREATE INDEX complaint_customer_id_idx ON aftercare.complaint USING btree (customer_id, opened_at, id);

CREATE INDEX complaint_event_at_idx ON aftercare.complaint_event USING btree (at);

CREATE INDEX complaint_event_complaint_id_idx ON aftercare.complaint_event USING btree (complaint_id, at);

CREATE UNIQUE INDEX complaint_number_key ON aftercare.complaint USING btree (number);

CREATE INDEX complaint_open_idx ON aftercare.complaint USING btree (store_id, answer_due_at, id) WHERE (state <> 'closed'::text);

CREATE INDEX complaint_opened_at_idx ON aftercare.complaint USING btree (opened_at, id);

CREATE INDEX complaint_owner_id_idx ON aftercare.complaint USING btree (owner_id, opened_at, id);

CREATE INDEX complaint_remedy_complaint_id_idx ON aftercare.complaint_remedy USING btree (complaint_id);

CREATE UNIQUE INDEX complaint_remedy_payment_id_key ON aftercare.complaint_remedy USING btree (payment_id);

CREATE INDEX complaint_remedy_waiting_idx ON aftercare.complaint_remedy USING btree (created_at, id) WHERE (state = 'proposed'::text);

CREATE UNIQUE INDEX complaint_remedy_work_order_id_key ON aftercare.complaint_remedy USING btree (work_order_id);

CREATE INDEX complaint_search_idx ON aftercare.complaint USING gin (search) WITH (fastupdate=off);

CREATE INDEX complaint_store_id_opened_at_idx ON aftercare.complaint USING btree (store_id, opened_at, id);

CREATE INDEX complaint_ticket_id_idx ON aftercare.complaint USING btree (ticket_id);

CREATE INDEX complaint_work_order_id_idx ON aftercare.complaint USING btree (work_order_id);

CREATE INDEX consent_order_idx ON aftercare.consent USING btree (work_order_id, at);

CREATE INDEX consent_quote_idx ON aftercare.consent USING btree (quote_id);

CREATE INDEX contact_customer_id_idx ON aftercare.contact USING btree (customer_id);

CREATE INDEX contact_initials_idx ON aftercare.contact USING btree (initials);

CREATE INDEX contact_phone_key_idx ON aftercare.contact USING btree (phone_key);

CREATE INDEX contact_phone_last4_idx ON aftercare.contact USING btree (phone_last4);

CREATE INDEX customer_address_customer_id_idx ON aftercare.customer_address USING btree (customer_id);

CREATE INDEX customer_address_region_id_idx ON aftercare.customer_address USING btree (region_id);

CREATE INDEX customer_archived_idx ON aftercare.customer USING btree (created_at, id) WHERE (archived_at IS NOT NULL);

CREATE INDEX customer_class_code_idx ON aftercare.customer_class USING btree (code, customer_id) WHERE (until IS NULL);

CREATE UNIQUE INDEX customer_class_open_key ON aftercare.customer_class USING btree (customer_id, dimension) WHERE (until IS NULL);

CREATE INDEX customer_consent_customer_id_idx ON aftercare.customer_consent USING btree (customer_id, purpose, created_at);

CREATE INDEX customer_initials_idx ON aftercare.customer USING btree (initials);

CREATE INDEX customer_kind_idx ON aftercare.customer USING btree (kind, created_at, id) WHERE (archived_at IS NULL);

CREATE INDEX customer_merged_into_idx ON aftercare.customer USING btree (merged_into);

CREATE INDEX customer_name_idx ON aftercare.customer USING btree (name);

CREATE INDEX customer_newest_idx ON aftercare.customer USING btree (created_at, id) WHERE (archived_at IS NULL);

CREATE INDEX customer_note_customer_id_idx ON aftercare.customer_note USING btree (customer_id);

CREATE UNIQUE INDEX customer_number_key ON aftercare.customer USING btree (number);

CREATE INDEX customer_phone_key_idx ON aftercare.customer USING btree (phone_key);

CREATE INDEX customer_phone_last4_idx ON aftercare.customer USING btree (phone_last4);

CREATE INDEX customer_pinyin_idx ON aftercare.customer USING btree (pinyin, id) WHERE (archived_at IS NULL);

CREATE INDEX customer_region_id_idx ON aftercare.customer USING btree (region_id, created_at, id);

CREATE INDEX customer_sales_rep_id_idx ON aftercare.customer USING btree (sales_rep_id, created_at, id);

CREATE INDEX customer_search_idx ON aftercare.customer USING gin (search);

CREATE INDEX customer_stage_idx ON aftercare.customer USING btree (stage, created_at, id) WHERE (archived_at IS NULL);

CREATE INDEX device_archived_idx ON aftercare.device USING btree (created_at, id) WHERE (archived_at IS NOT NULL);

CREATE INDEX device_customer_id_idx ON aftercare.device USING btree (customer_id, created_at, id);

CREATE INDEX device_newest_idx ON aftercare.device USING btree (created_at, id) WHERE (archived_at IS NULL);

CREATE INDEX device_number_device_id_idx ON aftercare.device_number USING btree (device_id);

CREATE INDEX device_number_key_idx ON aftercare.device_number USING btree (key);

CREATE INDEX device_number_tail_idx ON aftercare.device_number USING btree (reverse(key));

CREATE INDEX device_owner_customer_id_idx ON aftercare.device_owner USING btree (customer_id);

CREATE INDEX device_owner_device_id_idx ON aftercare.device_owner USING btree (device_id);

CREATE UNIQUE INDEX device_owner_open_key ON aftercare.device_owner USING btree (device_id) WHERE (until IS NULL);

CREATE INDEX device_parent_device_id_idx ON aftercare.device USING btree (parent_device_id);

CREATE INDEX device_product_model_id_idx ON aftercare.device USING btree (product_model_id, created_at, id);

CREATE INDEX device_serial_key_idx ON aftercare.device USING btree (serial_key);

CREATE UNIQUE INDEX device_serial_no_key ON aftercare.device USING btree (product_model_id, serial_no) WHERE ((serial_no <> ''::text) AND (archived_at IS NULL));

CREATE INDEX device_serial_tail_idx ON aftercare.device USING btree (reverse(serial_key));

CREATE INDEX figure_week_read_idx ON aftercare.figure_week USING btree (scope, week, measure, bucket, n);

CREATE INDEX import_batch_created_by_idx ON aftercare.import_batch USING btree (created_by, created_at, id);

CREATE INDEX import_batch_newest_idx ON aftercare.import_batch USING btree (created_at, id);

CREATE INDEX import_row_batch_idx ON aftercare.import_row USING btree (batch_id, line, id);

CREATE INDEX import_row_made_idx ON aftercare.import_row USING btree (batch_id, table_name) WHERE ((row_id IS NOT NULL) AND (code IS NULL) AND (outcome = ANY (ARRAY['added'::text, 'helper'::text])));

CREATE INDEX import_row_row_id_idx ON aftercare.import_row USING btree (row_id);

CREATE INDEX intake_customer_id_idx ON aftercare.intake USING btree (customer_id);

CREATE UNIQUE INDEX intake_number_key ON aftercare.intake USING btree (number);

CREATE INDEX intake_store_id_idx ON aftercare.intake USING btree (store_id, received_at);

CREATE UNIQUE INDEX parameter_code_key ON aftercare.parameter USING btree (code);

CREATE UNIQUE INDEX payment_corrects_key ON aftercare.payment USING btree (corrects_id) WHERE (corrects_id IS NOT NULL);

CREATE INDEX payment_day_idx ON aftercare.payment USING btree (store_id, paid_on);

CREATE INDEX payment_order_idx ON aftercare.payment USING btree (work_order_id, at);

CREATE INDEX payment_part_of_idx ON aftercare.payment USING btree (part_of) WHERE (part_of IS NOT NULL);

CREATE UNIQUE INDEX payment_receipt_number_key ON aftercare.payment USING btree (receipt_number);

CREATE INDEX phone_call_came_at_idx ON aftercare.phone_call USING btree (came_at, id);

CREATE INDEX phone_call_customer_id_idx ON aftercare.phone_call USING btree (customer_id, came_at);

CREATE INDEX phone_call_last4_idx ON aftercare.phone_call USING btree (phone_last4, came_at);

CREATE INDEX phone_call_open_idx ON aftercare.phone_call USING btree (store_id, came_at, id) WHERE (state = ANY (ARRAY['waiting'::text, 'missed'::text]));

CREATE INDEX phone_call_phone_key_idx ON aftercare.phone_call USING btree (phone_key, came_at) WHERE (phone_key <> ''::text);

CREATE INDEX phone_call_store_id_idx ON aftercare.phone_call USING btree (store_id, came_at, id);

CREATE INDEX phone_call_taken_by_id_idx ON aftercare.phone_call USING btree (taken_by_id, came_at, id);

CREATE INDEX phone_call_ticket_id_idx ON aftercare.phone_call USING btree (ticket_id);

CREATE UNIQUE INDEX phone_call_waiting_key ON aftercare.phone_call USING btree (store_id, phone_key) WHERE ((state = 'waiting'::text) AND (phone_key <> ''::text));

CREATE INDEX price_item_category_id_idx ON aftercare.price_item USING btree (category_id);

CREATE UNIQUE INDEX price_item_code_key ON aftercare.price_item USING btree (code) WHERE (archived_at IS NULL);

CREATE INDEX price_item_product_model_id_idx ON aftercare.price_item USING btree (product_model_id);

CREATE INDEX print_log_row_idx ON aftercare.print_log USING btree (row_id, document);

CREATE INDEX print_log_store_idx ON aftercare.print_log USING btree (store_id, at);

CREATE UNIQUE INDEX print_route_workstation_document_key ON aftercare.print_route USING btree (workstation_id, document);

CREATE UNIQUE INDEX product_category_code_key ON aftercare.product_category USING btree (code) WHERE (archived_at IS NULL);

CREATE INDEX product_category_parent_id_idx ON aftercare.product_category USING btree (parent_id);

CREATE INDEX product_model_brand_idx ON aftercare.product_model USING btree (brand, name, id) WHERE (archived_at IS NULL);

CREATE UNIQUE INDEX product_model_brand_model_no_key ON aftercare.product_model USING btree (upper(brand), upper(model_no)) WHERE ((archived_at IS NULL) AND (model_no <> ''::text));

CREATE INDEX product_model_category_id_idx ON aftercare.product_model USING btree (category_id);

CREATE INDEX product_model_initials_idx ON aftercare.product_model USING btree (initials);

CREATE INDEX product_model_model_no_idx ON aftercare.product_model USING btree (upper(model_no));

CREATE INDEX product_model_newest_idx ON aftercare.product_model USING btree (created_at, id) WHERE (archived_at IS NULL);

CREATE INDEX product_model_review_idx ON aftercare.product_model USING btree (created_at, id) WHERE needs_review;

CREATE INDEX product_model_search_idx ON aftercare.product_model USING gin (search);

CREATE UNIQUE INDEX quote_open_key ON aftercare.quote USING btree (work_order_id) WHERE (state = 'open'::text);

CREATE UNIQUE INDEX quote_order_version_key ON aftercare.quote USING btree (work_order_id, version_no);

CREATE UNIQUE INDEX region_code_key ON aftercare.region USING btree (code) WHERE (archived_at IS NULL);

CREATE INDEX region_parent_id_idx ON aftercare.region USING btree (parent_id);

CREATE INDEX request_at_idx ON aftercare.request USING btree (at);

CREATE INDEX retention_keep_customer_id_idx ON aftercare.retention_keep USING btree (customer_id);

CREATE INDEX reveal_login_at_idx ON aftercare.reveal USING btree (login, at);

CREATE INDEX reveal_row_id_idx ON aftercare.reveal USING btree (row_id);

CREATE UNIQUE INDEX saved_view_page_name_key ON aftercare.saved_view USING btree (login, page, name) WHERE (archived_at IS NULL);

CREATE UNIQUE INDEX service_level_key ON aftercare.service_level USING btree (subject_kind, target, record_kind, urgency, cover) WHERE (archived_at IS NULL);

CREATE UNIQUE INDEX shop_text_default_key ON aftercare.shop_text USING btree (((store_id IS NULL))) WHERE (store_id IS NULL);

CREATE UNIQUE INDEX shop_text_store_key ON aftercare.shop_text USING btree (store_id) WHERE (store_id IS NOT NULL);

CREATE INDEX sla_target_all_due_idx ON aftercare.sla_target USING btree (due_at, id) WHERE ((met_at IS NULL) AND (stopped_at IS NULL));

CREATE INDEX sla_target_calendar_id_idx ON aftercare.sla_target USING btree (calendar_id, reckoned_at) WHERE ((met_at IS NULL) AND (stopped_at IS NULL));

CREATE INDEX sla_target_counted_idx ON aftercare.sla_target USING btree (store_id, counted_on, subject_kind, target) INCLUDE (breached_at) WHERE (counted_on IS NOT NULL);

CREATE UNIQUE INDEX sla_target_running_key ON aftercare.sla_target USING btree (subject_id, subject_kind, target) WHERE ((met_at IS NULL) AND (stopped_at IS NULL));

CREATE INDEX sla_target_service_level_id_idx ON aftercare.sla_target USING btree (service_level_id);

CREATE INDEX sla_target_store_due_idx ON aftercare.sla_target USING btree (store_id, due_at, id) WHERE ((met_at IS NULL) AND (stopped_at IS NULL));

CREATE INDEX sla_target_store_id_idx ON aftercare.sla_target USING btree (store_id, counted_on, due_at, id);

CREATE INDEX sla_target_subject_id_idx ON aftercare.sla_target USING btree (subject_id, started_at);

CREATE INDEX sla_target_ticking_idx ON aftercare.sla_target USING btree (due_at) WHERE ((met_at IS NULL) AND (stopped_at IS NULL) AND (paused_since IS NULL) AND (breached_at IS NULL));

CREATE INDEX sla_target_warn_idx ON aftercare.sla_target USING btree (warn_at) WHERE ((met_at IS NULL) AND (stopped_at IS NULL) AND (paused_since IS NULL) AND (breached_at IS NULL) AND (warned_at IS NULL));

CREATE INDEX staff_absence_staff_id_idx ON aftercare.staff_absence USING btree (staff_id, from_at) WHERE (withdrawn_at IS NULL);

CREATE UNIQUE INDEX staff_area_open_key ON aftercare.staff_area USING btree (staff_id, region_id) WHERE (until IS NULL);

CREATE INDEX staff_area_region_id_idx ON aftercare.staff_area USING btree (region_id);

CREATE UNIQUE INDEX staff_login_key ON aftercare.staff USING btree (login);

CREATE UNIQUE INDEX staff_region_open_key ON aftercare.staff_region USING btree (staff_id, region_id) WHERE (until IS NULL);

CREATE INDEX staff_region_region_id_idx ON aftercare.staff_region USING btree (region_id);

CREATE UNIQUE INDEX staff_skill_open_key ON aftercare.staff_skill USING btree (staff_id, skill) WHERE (until IS NULL);

CREATE INDEX staff_store_id_idx ON aftercare.staff USING btree (store_id);

CREATE UNIQUE INDEX staff_store_open_key ON aftercare.staff_store USING btree (staff_id, store_id) WHERE (until IS NULL);

CREATE INDEX staff_store_store_id_idx ON aftercare.staff_store USING btree (store_id);

CREATE UNIQUE INDEX store_code_key ON aftercare.store USING btree (code) WHERE (archived_at IS NULL);

CREATE INDEX store_region_id_idx ON aftercare.store USING btree (region_id);

CREATE INDEX ticket_customer_id_idx ON aftercare.ticket USING btree (customer_id, opened_at, id);

CREATE INDEX ticket_device_id_idx ON aftercare.ticket USING btree (device_id);

CREATE INDEX ticket_due_on_idx ON aftercare.ticket USING btree (store_id, due_on) WHERE ((due_on IS NOT NULL) AND (state <> ALL (ARRAY['resolved'::text, 'closed'::text, 'cancelled'::text])));

CREATE INDEX ticket_escalated_to_id_idx ON aftercare.ticket USING btree (escalated_to_id) WHERE (escalated_to_id IS NOT NULL);

CREATE INDEX ticket_event_at_idx ON aftercare.ticket_event USING btree (at);

CREATE INDEX ticket_event_ticket_id_idx ON aftercare.ticket_event USING btree (ticket_id, at);

CREATE INDEX ticket_first_asked_id_idx ON aftercare.ticket USING btree (first_asked_id);

CREATE INDEX ticket_link_device_id_idx ON aftercare.ticket_link USING btree (device_id);

CREATE UNIQUE INDEX ticket_link_device_key ON aftercare.ticket_link USING btree (ticket_id, device_id) WHERE (until IS NULL);

CREATE INDEX ticket_link_work_order_id_idx ON aftercare.ticket_link USING btree (work_order_id);

CREATE UNIQUE INDEX ticket_link_work_order_key ON aftercare.ticket_link USING btree (ticket_id, work_order_id) WHERE (until IS NULL);

CREATE INDEX ticket_merged_into_id_idx ON aftercare.ticket USING btree (merged_into_id) WHERE (merged_into_id IS NOT NULL);

CREATE INDEX ticket_mine_idx ON aftercare.ticket USING btree (owner_id, promised_at, id) WHERE (state = 'promised'::text);

CREATE UNIQUE INDEX ticket_number_key ON aftercare.ticket USING btree (number);

CREATE INDEX ticket_offered_to_id_idx ON aftercare.ticket USING btree (offered_to_id) WHERE (offered_to_id IS NOT NULL);

CREATE INDEX ticket_open_idx ON aftercare.ticket USING btree (store_id, opened_at, id) WHERE (state <> ALL (ARRAY['resolved'::text, 'closed'::text, 'cancelled'::text]));

CREATE INDEX ticket_opened_at_idx ON aftercare.ticket USING btree (opened_at, id);

CREATE INDEX ticket_owner_id_idx ON aftercare.ticket USING btree (owner_id, opened_at, id);

CREATE INDEX ticket_promised_at_idx ON aftercare.ticket USING btree (store_id, promised_at) WHERE (state = 'promised'::text);

CREATE INDEX ticket_search_idx ON aftercare.ticket USING gin (search) WITH (fastupdate=off);

CREATE INDEX ticket_split_from_id_idx ON aftercare.ticket USING btree (split_from_id) WHERE (split_from_id IS NOT NULL);

CREATE INDEX ticket_store_id_opened_at_idx ON aftercare.ticket USING btree (store_id, opened_at, id);

CREATE INDEX ticket_unassigned_idx ON aftercare.ticket USING btree (store_id, opened_at, id) WHERE ((owner_id IS NULL) AND (state <> ALL (ARRAY['resolved'::text, 'closed'::text, 'cancelled'::text])));

CREATE INDEX ticket_work_order_id_idx ON aftercare.ticket USING btree (work_order_id);

CREATE INDEX visit_address_id_idx ON aftercare.visit USING btree (address_id);

CREATE UNIQUE INDEX visit_check_once_key ON aftercare.visit_check USING btree (visit_id, check_item_id) WHERE (withdrawn_at IS NULL);

CREATE INDEX visit_check_visit_id_idx ON aftercare.visit_check USING btree (visit_id, "position");

CREATE INDEX visit_customer_id_idx ON aftercare.visit USING btree (customer_id, opened_at, id);

CREATE INDEX visit_device_id_idx ON aftercare.visit USING btree (device_id);

CREATE INDEX visit_due_idx ON aftercare.visit USING btree (store_id, due_at, id) WHERE (state = ANY (ARRAY['open'::text, 'planned'::text, 'travelling'::text]));

CREATE INDEX visit_event_at_idx ON aftercare.visit_event USING btree (at);

CREATE INDEX visit_event_visit_id_idx ON aftercare.visit_event USING btree (visit_id, at);

CREATE INDEX visit_finished_idx ON aftercare.visit USING btree (store_id, finished_at, id) WHERE (finished_at IS NOT NULL);

CREATE UNIQUE INDEX visit_number_key ON aftercare.visit USING btree (number);

CREATE INDEX visit_opened_at_idx ON aftercare.visit USING btree (opened_at, id);

CREATE INDEX visit_part_visit_id_idx ON aftercare.visit_part USING btree (visit_id);

CREATE INDEX visit_planned_idx ON aftercare.visit USING btree (store_id, planned_from, id) WHERE (planned_from IS NOT NULL);

CREATE INDEX visit_previous_id_idx ON aftercare.visit USING btree (previous_id);

CREATE INDEX visit_region_id_idx ON aftercare.visit USING btree (region_id);

CREATE INDEX visit_search_idx ON aftercare.visit USING gin (search) WITH (fastupdate=off);

CREATE INDEX visit_store_id_opened_at_idx ON aftercare.visit USING btree (store_id, opened_at, id);

CREATE INDEX visit_technician_planned_idx ON aftercare.visit USING btree (technician_id, planned_from, id) WHERE (technician_id IS NOT NULL);

CREATE INDEX visit_ticket_id_idx ON aftercare.visit USING btree (ticket_id);

CREATE INDEX visit_waiting_idx ON aftercare.visit USING btree (store_id, opened_at, id) WHERE (state = 'open'::text);

CREATE INDEX visit_work_order_id_idx ON aftercare.visit USING btree (work_order_id);

CREATE INDEX work_order_assigned_idx ON aftercare.work_order USING btree (assigned_to, opened_at DESC, id DESC) WHERE (assigned_to IS NOT NULL);

CREATE INDEX work_order_customer_id_idx ON aftercare.work_order USING btree (customer_id, opened_at DESC);

CREATE INDEX work_order_delivered_idx ON aftercare.work_order USING btree (delivered_at) WHERE (work_state = 'delivered'::text);

CREATE INDEX work_order_device_id_idx ON aftercare.work_order USING btree (device_id, opened_at DESC);

CREATE INDEX work_order_event_corrects_idx ON aftercare.work_order_event USING btree (corrects_id) WHERE (corrects_id IS NOT NULL);

CREATE INDEX work_order_event_day_idx ON aftercare.work_order_event USING btree (happened_on, store_id) WHERE (axis = 'work'::text);

CREATE UNIQUE INDEX work_order_event_order_key ON aftercare.work_order_event USING btree (work_order_id, seq);

CREATE INDEX work_order_finished_all_idx ON aftercare.work_order USING btree (ready_at, id) WHERE (ready_at IS NOT NULL);

CREATE INDEX work_order_finished_idx ON aftercare.work_order USING btree (store_id, ready_at, id) WHERE (ready_at IS NOT NULL);

CREATE INDEX work_order_handling_idx ON aftercare.work_order USING btree (handling_store_id, opened_at DESC, id DESC) WHERE (handling_store_id IS NOT NULL);

CREATE INDEX work_order_intake_id_idx ON aftercare.work_order USING btree (intake_id);

CREATE INDEX work_order_line_order_idx ON aftercare.work_order_line USING btree (work_order_id, "position");

CREATE INDEX work_order_mine_idx ON aftercare.work_order USING btree (assigned_to, work_state, opened_at, id) WHERE ((work_state <> ALL (ARRAY['delivered'::text, 'closed'::text, 'cancelled'::text])) AND (assigned_to IS NOT NULL));

CREATE UNIQUE INDEX work_order_number_key ON aftercare.work_order USING btree (number);

CREATE INDEX work_order_number_tail_idx ON aftercare.work_order USING btree (reverse(number));

CREATE INDEX work_order_open_idx ON aftercare.work_order USING btree (store_id, work_state, opened_on, promised_at) WHERE (work_state <> ALL (ARRAY['delivered'::text, 'closed'::text]));

CREATE INDEX work_order_opened_idx ON aftercare.work_order USING btree (opened_at DESC, id DESC);

CREATE INDEX work_order_owing_idx ON aftercare.work_order USING btree (store_id, opened_at DESC, id DESC) WHERE ((work_state = ANY (ARRAY['delivered'::text, 'closed'::text])) AND (((due - paid) - COALESCE(written_off, (0)::numeric)) > (0)::numeric));

CREATE INDEX work_order_promised_all_idx ON aftercare.work_order USING btree (promised_at, id) WHERE (work_state <> ALL (ARRAY['completed'::text, 'failed'::text, 'delivered'::text, 'closed'::text, 'cancelled'::text]));

CREATE INDEX work_order_promised_idx ON aftercare.work_order USING btree (store_id, promised_at, id) WHERE (work_state <> ALL (ARRAY['completed'::text, 'failed'::text, 'delivered'::text, 'closed'::text, 'cancelled'::text]));

CREATE INDEX work_order_ready_idx ON aftercare.work_order USING btree (store_id, ready_at, id) WHERE (work_state = ANY (ARRAY['completed'::text, 'failed'::text]));

CREATE INDEX work_order_rework_of_idx ON aftercare.work_order USING btree (rework_of) WHERE (rework_of IS NOT NULL);

CREATE INDEX work_order_search_idx ON aftercare.work_order USING gin (search);

CREATE INDEX work_order_shelf_idx ON aftercare.work_order USING btree (store_id, shelf) WHERE (shelf <> ''::text);

CREATE INDEX work_order_state_idx ON aftercare.work_order USING btree (store_id, work_state, opened_at DESC, id DESC);

CREATE INDEX work_order_store_idx ON aftercare.work_order USING btree (store_id, opened_at DESC, id DESC);

CREATE INDEX work_order_under_way_idx ON aftercare.work_order USING btree (work_state, opened_at, id) WHERE (work_state <> ALL (ARRAY['delivered'::text, 'closed'::text, 'cancelled'::text]));

CREATE UNIQUE INDEX working_calendar_code_key ON aftercare.working_calendar USING btree (code) WHERE (archived_at IS NULL);

CREATE UNIQUE INDEX workstation_name_key ON aftercare.workstation USING btree (name) WHERE (archived_at IS NULL);

CREATE INDEX workstation_store_id_idx ON aftercare.workstation USING btree (store_id);

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.acceptance FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.article FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.attachment FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.calendar_day FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.calendar_use FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.caller_mark FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.check_item FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.code_item FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.complaint FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.complaint_remedy FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.contact FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.customer FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.customer_address FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.customer_class FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.customer_consent FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.customer_file FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.customer_note FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.device FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.device_number FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.device_owner FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.import_batch FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.intake FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.parameter FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.phone_call FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.price_item FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.print_route FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.product_category FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.product_model FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.quote FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.region FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.retention_keep FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.saved_view FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.service_level FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.shop_text FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.sla_target FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.staff FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.staff_absence FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.staff_area FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.staff_capacity FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.staff_region FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.staff_skill FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.staff_store FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.store FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.ticket FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.ticket_link FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.visit FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.visit_check FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.visit_part FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.work_order FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.work_order_line FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.working_calendar FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER aa_stamp BEFORE INSERT OR UPDATE ON aftercare.workstation FOR EACH ROW EXECUTE FUNCTION aftercare.stamp();

CREATE TRIGGER ab_begin BEFORE INSERT OR UPDATE ON aftercare.acceptance FOR EACH ROW EXECUTE FUNCTION aftercare.acceptance_begin();

CREATE TRIGGER ab_begin BEFORE INSERT ON aftercare.article FOR EACH ROW EXECUTE FUNCTION aftercare.article_begin();

CREATE TRIGGER ab_begin BEFORE INSERT ON aftercare.complaint FOR EACH ROW EXECUTE FUNCTION aftercare.complaint_begin();

CREATE TRIGGER ab_begin BEFORE INSERT ON aftercare.ticket FOR EACH ROW EXECUTE FUNCTION aftercare.ticket_begin();

CREATE TRIGGER ab_begin BEFORE INSERT ON aftercare.visit FOR EACH ROW EXECUTE FUNCTION aftercare.visit_begin();

CREATE TRIGGER ab_check BEFORE INSERT OR UPDATE ON aftercare.article FOR EACH ROW EXECUTE FUNCTION aftercare.article_check();

CREATE TRIGGER ab_check BEFORE INSERT OR UPDATE ON aftercare.calendar_day FOR EACH ROW EXECUTE FUNCTION aftercare.check_calendar_day();

CREATE TRIGGER ab_check BEFORE INSERT OR UPDATE ON aftercare.working_calendar FOR EACH ROW EXECUTE FUNCTION aftercare.check_calendar();

CREATE TRIGGER ab_fill BEFORE INSERT OR UPDATE OF phone ON aftercare.phone_call FOR EACH ROW EXECUTE FUNCTION aftercare.fill_phone_call();

CREATE TRIGGER ab_keep BEFORE UPDATE ON aftercare.visit FOR EACH ROW EXECUTE FUNCTION aftercare.visit_keep();

CREATE TRIGGER ab_weigh BEFORE INSERT OR UPDATE OF severity, harm, repeated, exposed ON aftercare.complaint FOR EACH ROW EXECUTE FUNCTION aftercare.complaint_weigh();

CREATE TRIGGER ac_search BEFORE INSERT OR UPDATE ON aftercare.article FOR EACH ROW EXECUTE FUNCTION aftercare.article_words();

CREATE TRIGGER ac_search BEFORE INSERT OR UPDATE ON aftercare.complaint FOR EACH ROW EXECUTE FUNCTION aftercare.complaint_words();

CREATE TRIGGER ac_search BEFORE INSERT OR UPDATE ON aftercare.ticket FOR EACH ROW EXECUTE FUNCTION aftercare.ticket_words();

CREATE TRIGGER ac_search BEFORE INSERT OR UPDATE ON aftercare.visit FOR EACH ROW EXECUTE FUNCTION aftercare.visit_words();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON aftercare.article_event FOR EACH ROW EXECUTE FUNCTION aftercare.append_only();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON aftercare.article_revision FOR EACH ROW EXECUTE FUNCTION aftercare.append_only();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON aftercare.article_vote FOR EACH ROW EXECUTE FUNCTION aftercare.append_only();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON aftercare.complaint_event FOR EACH ROW EXECUTE FUNCTION aftercare.append_only();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON aftercare.consent FOR EACH ROW EXECUTE FUNCTION aftercare.append_only('but who');

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON aftercare.payment FOR EACH ROW EXECUTE FUNCTION aftercare.append_only();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON aftercare.print_log FOR EACH ROW EXECUTE FUNCTION aftercare.append_only();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON aftercare.ticket_event FOR EACH ROW EXECUTE FUNCTION aftercare.append_only();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON aftercare.visit_event FOR EACH ROW EXECUTE FUNCTION aftercare.append_only('but details');

CREATE TRIGGER append_only BEFORE UPDATE ON aftercare.work_order_event FOR EACH ROW EXECUTE FUNCTION aftercare.append_only('but details,undo');

CREATE TRIGGER append_only_delete BEFORE DELETE ON aftercare.work_order_event FOR EACH ROW WHEN ((old.source <> 'ords'::text)) EXECUTE FUNCTION aftercare.append_only('always');

CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON aftercare.payment FOR EACH STATEMENT EXECUTE FUNCTION aftercare.append_only();

CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON aftercare.work_order_event FOR EACH STATEMENT EXECUTE FUNCTION aftercare.append_only();

CREATE TRIGGER ba_began AFTER INSERT ON aftercare.article FOR EACH ROW EXECUTE FUNCTION aftercare.article_began();

CREATE TRIGGER ba_began AFTER INSERT ON aftercare.complaint FOR EACH ROW EXECUTE FUNCTION aftercare.complaint_began();

CREATE TRIGGER ba_began AFTER INSERT ON aftercare.ticket FOR EACH ROW EXECUTE FUNCTION aftercare.ticket_began();

CREATE TRIGGER ba_began AFTER INSERT ON aftercare.visit FOR EACH ROW EXECUTE FUNCTION aftercare.visit_began();

CREATE TRIGGER ba_changed AFTER INSERT OR UPDATE ON aftercare.calendar_day FOR EACH ROW EXECUTE FUNCTION aftercare.calendar_changed();

CREATE TRIGGER ba_linked AFTER INSERT OR UPDATE ON aftercare.ticket_link FOR EACH ROW EXECUTE FUNCTION aftercare.ticket_linked();

CREATE TRIGGER bb_check BEFORE INSERT ON aftercare.customer_class FOR EACH ROW EXECUTE FUNCTION aftercare.check_customer_class();

CREATE TRIGGER bb_fill BEFORE INSERT OR UPDATE ON aftercare.contact FOR EACH ROW EXECUTE FUNCTION aftercare.fill_contact();

CREATE TRIGGER bb_fill BEFORE INSERT OR UPDATE ON aftercare.customer FOR EACH ROW EXECUTE FUNCTION aftercare.fill_customer();

CREATE TRIGGER bb_fill BEFORE INSERT OR UPDATE ON aftercare.customer_address FOR EACH ROW EXECUTE FUNCTION aftercare.fill_customer_address();

CREATE TRIGGER bb_fill BEFORE INSERT OR UPDATE ON aftercare.device FOR EACH ROW EXECUTE FUNCTION aftercare.fill_device();

CREATE TRIGGER bb_fill BEFORE INSERT OR UPDATE ON aftercare.device_number FOR EACH ROW EXECUTE FUNCTION aftercare.fill_device_number();

CREATE TRIGGER bb_fill BEFORE INSERT OR UPDATE ON aftercare.product_model FOR EACH ROW EXECUTE FUNCTION aftercare.fill_product_model();

CREATE TRIGGER bb_fill BEFORE INSERT OR UPDATE ON aftercare.work_order_line FOR EACH ROW EXECUTE FUNCTION aftercare.fill_order_line();

CREATE TRIGGER bb_revise AFTER INSERT OR UPDATE ON aftercare.article FOR EACH ROW EXECUTE FUNCTION aftercare.article_revise();

CREATE TRIGGER bb_store BEFORE INSERT ON aftercare.attachment FOR EACH ROW EXECUTE FUNCTION aftercare.fill_attachment();

CREATE TRIGGER bb_store BEFORE INSERT OR UPDATE ON aftercare.visit_check FOR EACH ROW EXECUTE FUNCTION aftercare.fill_visit_store();

CREATE TRIGGER bb_store BEFORE INSERT OR UPDATE ON aftercare.visit_part FOR EACH ROW EXECUTE FUNCTION aftercare.fill_visit_store();

CREATE TRIGGER bb_words BEFORE INSERT OR UPDATE ON aftercare.work_order FOR EACH ROW EXECUTE FUNCTION aftercare.order_words();

CREATE TRIGGER bc_clock AFTER INSERT ON aftercare.complaint FOR EACH ROW EXECUTE FUNCTION aftercare.complaint_clock();

CREATE TRIGGER bc_clock AFTER INSERT ON aftercare.ticket FOR EACH ROW EXECUTE FUNCTION aftercare.ticket_clock();

CREATE TRIGGER bc_clock AFTER INSERT ON aftercare.visit FOR EACH ROW EXECUTE FUNCTION aftercare.visit_clock();

CREATE TRIGGER bc_clock AFTER INSERT ON aftercare.work_order FOR EACH ROW EXECUTE FUNCTION aftercare.order_clock();

CREATE TRIGGER bc_clock_moves AFTER UPDATE ON aftercare.complaint FOR EACH ROW WHEN (((((old.state IS DISTINCT FROM new.state) OR (old.severity IS DISTINCT FROM new.severity)) OR (old.channel IS DISTINCT FROM new.channel)) OR (old.answer_due_at IS DISTINCT FROM new.answer_due_at))) EXECUTE FUNCTION aftercare.complaint_clock();

CREATE TRIGGER bc_clock_moves AFTER UPDATE ON aftercare.ticket FOR EACH ROW WHEN (((((old.state IS DISTINCT FROM new.state) OR (old.promised_at IS DISTINCT FROM new.promised_at)) OR (old.kind IS DISTINCT FROM new.kind)) OR (old.urgency IS DISTINCT FROM new.urgency))) EXECUTE FUNCTION aftercare.ticket_clock();

CREATE TRIGGER bc_clock_moves AFTER UPDATE ON aftercare.visit FOR EACH ROW WHEN (((((old.state IS DISTINCT FROM new.state) OR (old.due_at IS DISTINCT FROM new.due_at)) OR (old.planned_until IS DISTINCT FROM new.planned_until)) OR (old.priority IS DISTINCT FROM new.priority))) EXECUTE FUNCTION aftercare.visit_clock();

CREATE TRIGGER bc_clock_moves AFTER UPDATE ON aftercare.work_order FOR EACH ROW WHEN (((((((old.work_state IS DISTINCT FROM new.work_state) OR (old.custody_state IS DISTINCT FROM new.custody_state)) OR (old.priority IS DISTINCT FROM new.priority)) OR (old.kind IS DISTINCT FROM new.kind)) OR (old.warranty_verdict IS DISTINCT FROM new.warranty_verdict)) OR (old.promised_at IS DISTINCT FROM new.promised_at))) EXECUTE FUNCTION aftercare.order_clock();

CREATE TRIGGER bc_limits BEFORE INSERT OR UPDATE ON aftercare.visit_check FOR EACH ROW EXECUTE FUNCTION aftercare.fill_visit_check();

CREATE TRIGGER cc_owner AFTER INSERT OR UPDATE OF customer_id ON aftercare.device FOR EACH ROW EXECUTE FUNCTION aftercare.follow_device_owner();

CREATE TRIGGER check_parameter BEFORE INSERT OR UPDATE ON aftercare.parameter FOR EACH ROW EXECUTE FUNCTION aftercare.check_parameter();

CREATE TRIGGER check_region BEFORE INSERT OR UPDATE ON aftercare.region FOR EACH ROW EXECUTE FUNCTION aftercare.check_region();

CREATE TRIGGER check_store BEFORE INSERT OR UPDATE ON aftercare.store FOR EACH ROW EXECUTE FUNCTION aftercare.check_store();

CREATE TRIGGER count_event AFTER INSERT ON aftercare.work_order_event FOR EACH ROW WHEN (((new.axis = 'work'::text) AND (new.source <> 'ords'::text))) EXECUTE FUNCTION aftercare.count_event();

CREATE TRIGGER dd_reword_orders AFTER UPDATE OF name ON aftercare.customer FOR EACH ROW WHEN ((old.name IS DISTINCT FROM new.name)) EXECUTE FUNCTION aftercare.reword_orders();

CREATE TRIGGER settles AFTER INSERT ON aftercare.payment FOR EACH ROW EXECUTE FUNCTION aftercare.payment_settles();

CREATE TRIGGER settles AFTER INSERT OR UPDATE ON aftercare.work_order_line FOR EACH ROW EXECUTE FUNCTION aftercare.line_settles();

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.acceptance FOR EACH ROW EXECUTE FUNCTION aftercare.audit('people', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.article FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', 'search');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.attachment FOR EACH ROW EXECUTE FUNCTION aftercare.audit('name,note', 'thumbnail');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.calendar_day FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.calendar_use FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.caller_mark FOR EACH ROW EXECUTE FUNCTION aftercare.audit('phone_key,reason', 'phone_key,phone_masked');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.check_item FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.code_item FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.complaint FOR EACH ROW EXECUTE FUNCTION aftercare.audit('complainant', 'search');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.complaint_remedy FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.contact FOR EACH ROW EXECUTE FUNCTION aftercare.audit('name,title,phone,phone_key,email,birthday,character,hobbies,family,education,note', 'phone_key,phone_masked,phone_last4,email_masked,initials');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.customer FOR EACH ROW EXECUTE FUNCTION aftercare.audit('name,phone,phone_key,no_phone_reason,email,address,wechat,birthday,anniversary,tax_no,source', 'phone_key,phone_masked,phone_last4,email_masked,address_masked,wechat_masked,initials,pinyin,search');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.customer_address FOR EACH ROW EXECUTE FUNCTION aftercare.audit('label,recipient,address', 'address_masked');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.customer_class FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.customer_consent FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.customer_file FOR EACH ROW EXECUTE FUNCTION aftercare.audit('founded,customer_since,legal_form,industry,assets,business_content,service_territory,sales_capability,growth_potential,business_philosophy,business_direction,business_policy,company_size,business_traits,market_potential,product_competitiveness,sales_record,staff_quality,competitor_relations,relation_with_us,cooperation_attitude,sales_activity,problems,strengths,future_measures,public_image,reputation,credit_standing,financial_credit,trading_terms,credit_issues,memorable_contact,shared_experience,social_standing,hobbies,customs', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.customer_note FOR EACH ROW EXECUTE FUNCTION aftercare.audit('body', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.device FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', 'serial_key');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.device_number FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', 'key');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.device_owner FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.import_batch FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.intake FOR EACH ROW EXECUTE FUNCTION aftercare.audit('brought_by,note', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.parameter FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.phone_call FOR EACH ROW EXECUTE FUNCTION aftercare.audit('phone,phone_key,contact_name,note', 'phone_key,phone_masked,phone_last4');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.price_item FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', 'initials');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.print_route FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.product_category FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.product_model FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', 'initials,search');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.quote FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.region FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.retention_keep FOR EACH ROW EXECUTE FUNCTION aftercare.audit('reason', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.saved_view FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.service_level FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.shop_text FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', 'logo');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.sla_target FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.staff FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', 'initials');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.staff_absence FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.staff_area FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.staff_capacity FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.staff_region FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.staff_skill FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.staff_store FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.store FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.ticket FOR EACH ROW EXECUTE FUNCTION aftercare.audit('reporter', 'search');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.ticket_link FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.visit FOR EACH ROW EXECUTE FUNCTION aftercare.audit('contact_name,accepted_by', 'search');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.visit_check FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.visit_part FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.work_order FOR EACH ROW EXECUTE FUNCTION aftercare.audit('collected_by,id_note', 'pickup_code,search');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.work_order_line FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.working_calendar FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_audit AFTER INSERT OR DELETE OR UPDATE ON aftercare.workstation FOR EACH ROW EXECUTE FUNCTION aftercare.audit('', '');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.acceptance FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('store_id');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.article FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.attachment FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('store_id');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.calendar_day FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.caller_mark FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.check_item FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.code_item FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.complaint FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('store_id');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.complaint_remedy FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.contact FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.customer FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.customer_address FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.customer_class FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.customer_consent FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.customer_file FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.customer_note FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.device FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.device_number FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.device_owner FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.intake FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('store_id');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.parameter FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.phone_call FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('store_id');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.price_item FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.print_route FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.product_category FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.product_model FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.quote FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('store_id');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.region FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.service_level FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.shop_text FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('store_id');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.staff FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('store_id');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.staff_absence FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.staff_area FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.staff_capacity FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.staff_region FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.staff_skill FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.staff_store FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('store_id');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.store FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.ticket FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('store_id');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.visit FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('store_id');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.visit_check FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('store_id');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.visit_part FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('store_id');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.work_order FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('store_id,handling_store_id');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.work_order_line FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('store_id');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.working_calendar FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('');

CREATE TRIGGER zz_change AFTER INSERT OR DELETE OR UPDATE ON aftercare.workstation FOR EACH ROW EXECUTE FUNCTION aftercare.note_change('store_id');

ALTER TABLE ONLY aftercare.acceptance
    ADD CONSTRAINT acceptance_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES aftercare.customer(id);

ALTER TABLE ONLY aftercare.acceptance
    ADD CONSTRAINT acceptance_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.acceptance
    ADD CONSTRAINT acceptance_visit_id_fkey FOREIGN KEY (visit_id) REFERENCES aftercare.visit(id);

ALTER TABLE ONLY aftercare.acceptance
    ADD CONSTRAINT acceptance_work_order_id_fkey FOREIGN KEY (work_order_id) REFERENCES aftercare.work_order(id);

ALTER TABLE ONLY aftercare.article_event
    ADD CONSTRAINT article_event_article_id_fkey FOREIGN KEY (article_id) REFERENCES aftercare.article(id);

ALTER TABLE ONLY aftercare.article
    ADD CONSTRAINT article_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES aftercare.staff(id);

ALTER TABLE ONLY aftercare.article_revision
    ADD CONSTRAINT article_revision_article_id_fkey FOREIGN KEY (article_id) REFERENCES aftercare.article(id);

ALTER TABLE ONLY aftercare.article
    ADD CONSTRAINT article_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES aftercare.ticket(id);

ALTER TABLE ONLY aftercare.article_vote
    ADD CONSTRAINT article_vote_article_id_fkey FOREIGN KEY (article_id) REFERENCES aftercare.article(id);

ALTER TABLE ONLY aftercare.article_vote
    ADD CONSTRAINT article_vote_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES aftercare.ticket(id);

ALTER TABLE ONLY aftercare.article
    ADD CONSTRAINT article_work_order_id_fkey FOREIGN KEY (work_order_id) REFERENCES aftercare.work_order(id);

ALTER TABLE ONLY aftercare.attachment_data
    ADD CONSTRAINT attachment_data_attachment_id_fkey FOREIGN KEY (attachment_id) REFERENCES aftercare.attachment(id);

ALTER TABLE ONLY aftercare.attachment
    ADD CONSTRAINT attachment_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.attachment
    ADD CONSTRAINT attachment_visit_id_fkey FOREIGN KEY (visit_id) REFERENCES aftercare.visit(id);

ALTER TABLE ONLY aftercare.attachment
    ADD CONSTRAINT attachment_work_order_id_fkey FOREIGN KEY (work_order_id) REFERENCES aftercare.work_order(id);

ALTER TABLE ONLY aftercare.calendar_day
    ADD CONSTRAINT calendar_day_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES aftercare.working_calendar(id);

ALTER TABLE ONLY aftercare.calendar_use
    ADD CONSTRAINT calendar_use_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES aftercare.working_calendar(id);

ALTER TABLE ONLY aftercare.calendar_use
    ADD CONSTRAINT calendar_use_region_id_fkey FOREIGN KEY (region_id) REFERENCES aftercare.region(id);

ALTER TABLE ONLY aftercare.calendar_use
    ADD CONSTRAINT calendar_use_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.complaint
    ADD CONSTRAINT complaint_about_staff_id_fkey FOREIGN KEY (about_staff_id) REFERENCES aftercare.staff(id);

ALTER TABLE ONLY aftercare.complaint
    ADD CONSTRAINT complaint_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES aftercare.customer(id);

ALTER TABLE ONLY aftercare.complaint_event
    ADD CONSTRAINT complaint_event_complaint_id_fkey FOREIGN KEY (complaint_id) REFERENCES aftercare.complaint(id);

ALTER TABLE ONLY aftercare.complaint_event
    ADD CONSTRAINT complaint_event_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES aftercare.staff(id);

ALTER TABLE ONLY aftercare.complaint_event
    ADD CONSTRAINT complaint_event_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.complaint
    ADD CONSTRAINT complaint_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES aftercare.staff(id);

ALTER TABLE ONLY aftercare.complaint_remedy
    ADD CONSTRAINT complaint_remedy_complaint_id_fkey FOREIGN KEY (complaint_id) REFERENCES aftercare.complaint(id);

ALTER TABLE ONLY aftercare.complaint_remedy
    ADD CONSTRAINT complaint_remedy_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES aftercare.payment(id);

ALTER TABLE ONLY aftercare.complaint_remedy
    ADD CONSTRAINT complaint_remedy_work_order_id_fkey FOREIGN KEY (work_order_id) REFERENCES aftercare.work_order(id);

ALTER TABLE ONLY aftercare.complaint
    ADD CONSTRAINT complaint_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.complaint
    ADD CONSTRAINT complaint_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES aftercare.ticket(id);

ALTER TABLE ONLY aftercare.complaint
    ADD CONSTRAINT complaint_work_order_id_fkey FOREIGN KEY (work_order_id) REFERENCES aftercare.work_order(id);

ALTER TABLE ONLY aftercare.consent
    ADD CONSTRAINT consent_quote_id_fkey FOREIGN KEY (quote_id) REFERENCES aftercare.quote(id);

ALTER TABLE ONLY aftercare.consent
    ADD CONSTRAINT consent_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.consent
    ADD CONSTRAINT consent_work_order_id_fkey FOREIGN KEY (work_order_id) REFERENCES aftercare.work_order(id);

ALTER TABLE ONLY aftercare.contact
    ADD CONSTRAINT contact_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES aftercare.customer(id);

ALTER TABLE ONLY aftercare.customer_address
    ADD CONSTRAINT customer_address_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES aftercare.customer(id);

ALTER TABLE ONLY aftercare.customer_address
    ADD CONSTRAINT customer_address_region_id_fkey FOREIGN KEY (region_id) REFERENCES aftercare.region(id);

ALTER TABLE ONLY aftercare.customer_class
    ADD CONSTRAINT customer_class_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES aftercare.customer(id);

ALTER TABLE ONLY aftercare.customer_consent
    ADD CONSTRAINT customer_consent_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES aftercare.customer(id);

ALTER TABLE ONLY aftercare.customer_file
    ADD CONSTRAINT customer_file_id_fkey FOREIGN KEY (id) REFERENCES aftercare.customer(id);

ALTER TABLE ONLY aftercare.customer
    ADD CONSTRAINT customer_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES aftercare.customer(id);

ALTER TABLE ONLY aftercare.customer_note
    ADD CONSTRAINT customer_note_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES aftercare.customer(id);

ALTER TABLE ONLY aftercare.customer
    ADD CONSTRAINT customer_region_id_fkey FOREIGN KEY (region_id) REFERENCES aftercare.region(id);

ALTER TABLE ONLY aftercare.customer
    ADD CONSTRAINT customer_sales_rep_id_fkey FOREIGN KEY (sales_rep_id) REFERENCES aftercare.staff(id);

ALTER TABLE ONLY aftercare.device
    ADD CONSTRAINT device_address_id_fkey FOREIGN KEY (address_id) REFERENCES aftercare.customer_address(id);

ALTER TABLE ONLY aftercare.device
    ADD CONSTRAINT device_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES aftercare.customer(id);

ALTER TABLE ONLY aftercare.device_number
    ADD CONSTRAINT device_number_device_id_fkey FOREIGN KEY (device_id) REFERENCES aftercare.device(id);

ALTER TABLE ONLY aftercare.device_owner
    ADD CONSTRAINT device_owner_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES aftercare.customer(id);

ALTER TABLE ONLY aftercare.device_owner
    ADD CONSTRAINT device_owner_device_id_fkey FOREIGN KEY (device_id) REFERENCES aftercare.device(id);

ALTER TABLE ONLY aftercare.device
    ADD CONSTRAINT device_parent_device_id_fkey FOREIGN KEY (parent_device_id) REFERENCES aftercare.device(id);

ALTER TABLE ONLY aftercare.device
    ADD CONSTRAINT device_product_model_id_fkey FOREIGN KEY (product_model_id) REFERENCES aftercare.product_model(id);

ALTER TABLE ONLY aftercare.import_row
    ADD CONSTRAINT import_row_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES aftercare.import_batch(id);

ALTER TABLE ONLY aftercare.intake
    ADD CONSTRAINT intake_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES aftercare.customer(id);

ALTER TABLE ONLY aftercare.intake
    ADD CONSTRAINT intake_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.payment
    ADD CONSTRAINT payment_corrects_id_fkey FOREIGN KEY (corrects_id) REFERENCES aftercare.payment(id);

ALTER TABLE ONLY aftercare.payment
    ADD CONSTRAINT payment_part_of_fkey FOREIGN KEY (part_of) REFERENCES aftercare.payment(id);

ALTER TABLE ONLY aftercare.payment
    ADD CONSTRAINT payment_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.payment
    ADD CONSTRAINT payment_work_order_id_fkey FOREIGN KEY (work_order_id) REFERENCES aftercare.work_order(id);

ALTER TABLE ONLY aftercare.phone_call
    ADD CONSTRAINT phone_call_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES aftercare.customer(id);

ALTER TABLE ONLY aftercare.phone_call
    ADD CONSTRAINT phone_call_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.phone_call
    ADD CONSTRAINT phone_call_taken_by_id_fkey FOREIGN KEY (taken_by_id) REFERENCES aftercare.staff(id);

ALTER TABLE ONLY aftercare.phone_call
    ADD CONSTRAINT phone_call_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES aftercare.ticket(id);

ALTER TABLE ONLY aftercare.price_item
    ADD CONSTRAINT price_item_category_id_fkey FOREIGN KEY (category_id) REFERENCES aftercare.product_category(id);

ALTER TABLE ONLY aftercare.price_item
    ADD CONSTRAINT price_item_product_model_id_fkey FOREIGN KEY (product_model_id) REFERENCES aftercare.product_model(id);

ALTER TABLE ONLY aftercare.print_route
    ADD CONSTRAINT print_route_workstation_id_fkey FOREIGN KEY (workstation_id) REFERENCES aftercare.workstation(id);

ALTER TABLE ONLY aftercare.product_category
    ADD CONSTRAINT product_category_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES aftercare.product_category(id);

ALTER TABLE ONLY aftercare.product_model
    ADD CONSTRAINT product_model_category_id_fkey FOREIGN KEY (category_id) REFERENCES aftercare.product_category(id);

ALTER TABLE ONLY aftercare.quote
    ADD CONSTRAINT quote_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.quote
    ADD CONSTRAINT quote_work_order_id_fkey FOREIGN KEY (work_order_id) REFERENCES aftercare.work_order(id);

ALTER TABLE ONLY aftercare.receipt_counter
    ADD CONSTRAINT receipt_counter_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.region
    ADD CONSTRAINT region_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES aftercare.region(id);

ALTER TABLE ONLY aftercare.retention_keep
    ADD CONSTRAINT retention_keep_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES aftercare.customer(id);

ALTER TABLE ONLY aftercare.shop_text
    ADD CONSTRAINT shop_text_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.sla_target
    ADD CONSTRAINT sla_target_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES aftercare.working_calendar(id);

ALTER TABLE ONLY aftercare.sla_target
    ADD CONSTRAINT sla_target_service_level_id_fkey FOREIGN KEY (service_level_id) REFERENCES aftercare.service_level(id);

ALTER TABLE ONLY aftercare.sla_target
    ADD CONSTRAINT sla_target_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.staff_absence
    ADD CONSTRAINT staff_absence_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES aftercare.staff(id);

ALTER TABLE ONLY aftercare.staff_area
    ADD CONSTRAINT staff_area_region_id_fkey FOREIGN KEY (region_id) REFERENCES aftercare.region(id);

ALTER TABLE ONLY aftercare.staff_area
    ADD CONSTRAINT staff_area_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES aftercare.staff(id);

ALTER TABLE ONLY aftercare.staff_capacity
    ADD CONSTRAINT staff_capacity_id_fkey FOREIGN KEY (id) REFERENCES aftercare.staff(id);

ALTER TABLE ONLY aftercare.staff_region
    ADD CONSTRAINT staff_region_region_id_fkey FOREIGN KEY (region_id) REFERENCES aftercare.region(id);

ALTER TABLE ONLY aftercare.staff_region
    ADD CONSTRAINT staff_region_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES aftercare.staff(id);

ALTER TABLE ONLY aftercare.staff_skill
    ADD CONSTRAINT staff_skill_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES aftercare.staff(id);

ALTER TABLE ONLY aftercare.staff
    ADD CONSTRAINT staff_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.staff_store
    ADD CONSTRAINT staff_store_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES aftercare.staff(id);

ALTER TABLE ONLY aftercare.staff_store
    ADD CONSTRAINT staff_store_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.store
    ADD CONSTRAINT store_region_id_fkey FOREIGN KEY (region_id) REFERENCES aftercare.region(id);

ALTER TABLE ONLY aftercare.ticket
    ADD CONSTRAINT ticket_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES aftercare.customer(id);

ALTER TABLE ONLY aftercare.ticket
    ADD CONSTRAINT ticket_device_id_fkey FOREIGN KEY (device_id) REFERENCES aftercare.device(id);

ALTER TABLE ONLY aftercare.ticket
    ADD CONSTRAINT ticket_escalated_to_id_fkey FOREIGN KEY (escalated_to_id) REFERENCES aftercare.staff(id);

ALTER TABLE ONLY aftercare.ticket_event
    ADD CONSTRAINT ticket_event_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES aftercare.staff(id);

ALTER TABLE ONLY aftercare.ticket_event
    ADD CONSTRAINT ticket_event_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.ticket_event
    ADD CONSTRAINT ticket_event_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES aftercare.ticket(id);

ALTER TABLE ONLY aftercare.ticket
    ADD CONSTRAINT ticket_first_asked_id_fkey FOREIGN KEY (first_asked_id) REFERENCES aftercare.staff(id);

ALTER TABLE ONLY aftercare.ticket_link
    ADD CONSTRAINT ticket_link_device_id_fkey FOREIGN KEY (device_id) REFERENCES aftercare.device(id);

ALTER TABLE ONLY aftercare.ticket_link
    ADD CONSTRAINT ticket_link_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES aftercare.ticket(id);

ALTER TABLE ONLY aftercare.ticket_link
    ADD CONSTRAINT ticket_link_work_order_id_fkey FOREIGN KEY (work_order_id) REFERENCES aftercare.work_order(id);

ALTER TABLE ONLY aftercare.ticket
    ADD CONSTRAINT ticket_merged_into_id_fkey FOREIGN KEY (merged_into_id) REFERENCES aftercare.ticket(id);

ALTER TABLE ONLY aftercare.ticket
    ADD CONSTRAINT ticket_offered_to_id_fkey FOREIGN KEY (offered_to_id) REFERENCES aftercare.staff(id);

ALTER TABLE ONLY aftercare.ticket
    ADD CONSTRAINT ticket_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES aftercare.staff(id);

ALTER TABLE ONLY aftercare.ticket
    ADD CONSTRAINT ticket_split_from_id_fkey FOREIGN KEY (split_from_id) REFERENCES aftercare.ticket(id);

ALTER TABLE ONLY aftercare.ticket
    ADD CONSTRAINT ticket_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.ticket
    ADD CONSTRAINT ticket_work_order_id_fkey FOREIGN KEY (work_order_id) REFERENCES aftercare.work_order(id);

ALTER TABLE ONLY aftercare.unlock_code
    ADD CONSTRAINT unlock_code_work_order_id_fkey FOREIGN KEY (work_order_id) REFERENCES aftercare.work_order(id);

ALTER TABLE ONLY aftercare.visit
    ADD CONSTRAINT visit_address_id_fkey FOREIGN KEY (address_id) REFERENCES aftercare.customer_address(id);

ALTER TABLE ONLY aftercare.visit_check
    ADD CONSTRAINT visit_check_check_item_id_fkey FOREIGN KEY (check_item_id) REFERENCES aftercare.check_item(id);

ALTER TABLE ONLY aftercare.visit_check
    ADD CONSTRAINT visit_check_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.visit_check
    ADD CONSTRAINT visit_check_visit_id_fkey FOREIGN KEY (visit_id) REFERENCES aftercare.visit(id);

ALTER TABLE ONLY aftercare.visit
    ADD CONSTRAINT visit_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES aftercare.customer(id);

ALTER TABLE ONLY aftercare.visit
    ADD CONSTRAINT visit_device_id_fkey FOREIGN KEY (device_id) REFERENCES aftercare.device(id);

ALTER TABLE ONLY aftercare.visit_event
    ADD CONSTRAINT visit_event_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES aftercare.staff(id);

ALTER TABLE ONLY aftercare.visit_event
    ADD CONSTRAINT visit_event_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.visit_event
    ADD CONSTRAINT visit_event_visit_id_fkey FOREIGN KEY (visit_id) REFERENCES aftercare.visit(id);

ALTER TABLE ONLY aftercare.visit_part
    ADD CONSTRAINT visit_part_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.visit_part
    ADD CONSTRAINT visit_part_visit_id_fkey FOREIGN KEY (visit_id) REFERENCES aftercare.visit(id);

ALTER TABLE ONLY aftercare.visit
    ADD CONSTRAINT visit_previous_id_fkey FOREIGN KEY (previous_id) REFERENCES aftercare.visit(id);

ALTER TABLE ONLY aftercare.visit
    ADD CONSTRAINT visit_region_id_fkey FOREIGN KEY (region_id) REFERENCES aftercare.region(id);

ALTER TABLE ONLY aftercare.visit
    ADD CONSTRAINT visit_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.visit
    ADD CONSTRAINT visit_technician_id_fkey FOREIGN KEY (technician_id) REFERENCES aftercare.staff(id);

ALTER TABLE ONLY aftercare.visit
    ADD CONSTRAINT visit_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES aftercare.ticket(id);

ALTER TABLE ONLY aftercare.visit
    ADD CONSTRAINT visit_work_order_id_fkey FOREIGN KEY (work_order_id) REFERENCES aftercare.work_order(id);

ALTER TABLE ONLY aftercare.work_order
    ADD CONSTRAINT work_order_assigned_to_fkey FOREIGN KEY (assigned_to) REFERENCES aftercare.staff(id);

ALTER TABLE ONLY aftercare.work_order
    ADD CONSTRAINT work_order_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES aftercare.customer(id);

ALTER TABLE ONLY aftercare.work_order
    ADD CONSTRAINT work_order_device_id_fkey FOREIGN KEY (device_id) REFERENCES aftercare.device(id);

ALTER TABLE ONLY aftercare.work_order_event
    ADD CONSTRAINT work_order_event_corrects_id_fkey FOREIGN KEY (corrects_id) REFERENCES aftercare.work_order_event(id);

ALTER TABLE ONLY aftercare.work_order_event
    ADD CONSTRAINT work_order_event_work_order_id_fkey FOREIGN KEY (work_order_id) REFERENCES aftercare.work_order(id);

ALTER TABLE ONLY aftercare.work_order
    ADD CONSTRAINT work_order_handling_store_id_fkey FOREIGN KEY (handling_store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.work_order
    ADD CONSTRAINT work_order_intake_id_fkey FOREIGN KEY (intake_id) REFERENCES aftercare.intake(id);

ALTER TABLE ONLY aftercare.work_order_line
    ADD CONSTRAINT work_order_line_price_item_id_fkey FOREIGN KEY (price_item_id) REFERENCES aftercare.price_item(id);

ALTER TABLE ONLY aftercare.work_order_line
    ADD CONSTRAINT work_order_line_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.work_order_line
    ADD CONSTRAINT work_order_line_work_order_id_fkey FOREIGN KEY (work_order_id) REFERENCES aftercare.work_order(id);

ALTER TABLE ONLY aftercare.work_order
    ADD CONSTRAINT work_order_product_model_id_fkey FOREIGN KEY (product_model_id) REFERENCES aftercare.product_model(id);

ALTER TABLE ONLY aftercare.work_order
    ADD CONSTRAINT work_order_rework_of_fkey FOREIGN KEY (rework_of) REFERENCES aftercare.work_order(id);

ALTER TABLE ONLY aftercare.work_order
    ADD CONSTRAINT work_order_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE ONLY aftercare.workstation
    ADD CONSTRAINT workstation_store_id_fkey FOREIGN KEY (store_id) REFERENCES aftercare.store(id);

ALTER TABLE aftercare.acceptance ENABLE ROW LEVEL SECURITY;

CREATE POLICY admin_begins ON aftercare.import_batch FOR INSERT TO aftercare_admin WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_read ON aftercare.article FOR SELECT TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_read ON aftercare.audit_entry FOR SELECT TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_read ON aftercare.audit_epoch FOR SELECT TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_read ON aftercare.audit_seal FOR SELECT TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_read ON aftercare.complaint FOR SELECT TO aftercare_admin USING (((about_staff_id IS DISTINCT FROM ( SELECT aftercare.my_staff_id() AS my_staff_id)) AND ( SELECT aftercare.i_am_active() AS i_am_active)));

CREATE POLICY admin_read ON aftercare.import_batch FOR SELECT TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_read ON aftercare.retention_keep FOR SELECT TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_read ON aftercare.reveal FOR SELECT TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_read ON aftercare.schema_object FOR SELECT TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_read ON aftercare.staff_absence FOR SELECT TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_read ON aftercare.ticket FOR SELECT TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_read ON aftercare.visit FOR SELECT TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_read ON aftercare.work_order FOR SELECT TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_with_complaint ON aftercare.sla_target FOR SELECT TO aftercare_admin USING (((subject_kind = 'complaint'::text) AND (EXISTS ( SELECT
   FROM aftercare.complaint c
  WHERE (c.id = sla_target.subject_id)
 OFFSET 0))));

CREATE POLICY admin_write ON aftercare.calendar_day TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_write ON aftercare.calendar_use TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_write ON aftercare.check_item TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_write ON aftercare.code_item TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_write ON aftercare.parameter FOR UPDATE TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_write ON aftercare.print_route TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_write ON aftercare.region TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_write ON aftercare.service_level TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_write ON aftercare.shop_text TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_write ON aftercare.store TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_write ON aftercare.working_calendar TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY admin_write ON aftercare.workstation TO aftercare_admin USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY agent_add ON aftercare.attachment FOR INSERT TO aftercare_agent WITH CHECK ((EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE ((o.id = attachment.work_order_id) AND ((o.store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])) OR (o.handling_store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])))))));

CREATE POLICY agent_adds ON aftercare.acceptance FOR INSERT TO aftercare_agent WITH CHECK ((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])));

CREATE POLICY agent_adds ON aftercare.region FOR INSERT TO aftercare_agent WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY agent_adds ON aftercare.ticket FOR INSERT TO aftercare_agent WITH CHECK ((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])));

CREATE POLICY agent_adds ON aftercare.visit FOR INSERT TO aftercare_agent WITH CHECK ((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])));

CREATE POLICY agent_adds ON aftercare.visit_check FOR INSERT TO aftercare_agent WITH CHECK ((EXISTS ( SELECT
   FROM aftercare.visit v
  WHERE ((v.id = visit_check.visit_id) AND (v.state <> ALL (ARRAY['closed'::text, 'cancelled'::text])) AND ((v.store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])) OR (v.technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)))))));

CREATE POLICY agent_adds ON aftercare.visit_part FOR INSERT TO aftercare_agent WITH CHECK ((EXISTS ( SELECT
   FROM aftercare.visit v
  WHERE ((v.id = visit_part.visit_id) AND (v.state <> ALL (ARRAY['closed'::text, 'cancelled'::text])) AND ((v.store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])) OR (v.technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)))))));

CREATE POLICY agent_begins ON aftercare.import_batch FOR INSERT TO aftercare_agent WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY agent_change ON aftercare.attachment FOR UPDATE TO aftercare_agent USING ((EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE ((o.id = attachment.work_order_id) AND ((o.store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])) OR (o.handling_store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])))))));

CREATE POLICY agent_change ON aftercare.intake FOR UPDATE TO aftercare_agent USING ((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])));

CREATE POLICY agent_change ON aftercare.work_order FOR UPDATE TO aftercare_agent USING (((work_state <> 'closed'::text) AND COALESCE(((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])) OR (handling_store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[]))), false)));

CREATE POLICY agent_change ON aftercare.work_order_line FOR UPDATE TO aftercare_agent USING ((EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE ((o.id = work_order_line.work_order_id) AND ((o.store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])) OR (o.handling_store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])))))));

CREATE POLICY agent_changes ON aftercare.acceptance FOR UPDATE TO aftercare_agent USING (((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])) AND (signed_at IS NULL)));

CREATE POLICY agent_changes ON aftercare.article FOR UPDATE TO aftercare_agent USING (((state = ANY (ARRAY['draft'::text, 'review'::text])) AND ( SELECT aftercare.i_am_active() AS i_am_active)));

CREATE POLICY agent_changes ON aftercare.ticket FOR UPDATE TO aftercare_agent USING ((COALESCE(((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])) OR (owner_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)) OR (escalated_to_id = ( SELECT aftercare.my_staff_id() AS my_staff_id))), false) AND (state <> ALL (ARRAY['closed'::text, 'cancelled'::text]))));

CREATE POLICY agent_changes ON aftercare.visit FOR UPDATE TO aftercare_agent USING ((COALESCE(((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])) OR (technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id))), false) AND (state <> ALL (ARRAY['closed'::text, 'cancelled'::text]))));

CREATE POLICY agent_changes ON aftercare.visit_check FOR UPDATE TO aftercare_agent USING ((EXISTS ( SELECT
   FROM aftercare.visit v
  WHERE ((v.id = visit_check.visit_id) AND (v.state <> ALL (ARRAY['closed'::text, 'cancelled'::text])) AND ((v.store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])) OR (v.technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)))))));

CREATE POLICY agent_changes ON aftercare.visit_part FOR UPDATE TO aftercare_agent USING ((EXISTS ( SELECT
   FROM aftercare.visit v
  WHERE ((v.id = visit_part.visit_id) AND (v.state <> ALL (ARRAY['closed'::text, 'cancelled'::text])) AND ((v.store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])) OR (v.technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)))))));

CREATE POLICY agent_corrects ON aftercare.complaint FOR UPDATE TO aftercare_agent USING (((about_staff_id IS DISTINCT FROM ( SELECT aftercare.my_staff_id() AS my_staff_id)) AND (created_by = ( SELECT aftercare.login_name() AS login_name)) AND (state = 'received'::text) AND COALESCE((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])), false))) WITH CHECK (true);

CREATE POLICY agent_read ON aftercare.article FOR SELECT TO aftercare_agent USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY agent_read ON aftercare.payment FOR SELECT TO aftercare_agent USING (((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])) OR (EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE (o.id = payment.work_order_id)))));

CREATE POLICY agent_read ON aftercare.work_order FOR SELECT TO aftercare_agent USING (COALESCE(((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])) OR (handling_store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[]))), false));

CREATE POLICY agent_records ON aftercare.complaint FOR INSERT TO aftercare_agent WITH CHECK ((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])));

CREATE POLICY agent_store ON aftercare.acceptance FOR SELECT TO aftercare_agent USING ((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])));

CREATE POLICY agent_store ON aftercare.complaint FOR SELECT TO aftercare_agent USING (((about_staff_id IS DISTINCT FROM ( SELECT aftercare.my_staff_id() AS my_staff_id)) AND COALESCE((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])), false)));

CREATE POLICY agent_store ON aftercare.ticket FOR SELECT TO aftercare_agent USING (COALESCE((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])), false));

CREATE POLICY agent_store ON aftercare.visit FOR SELECT TO aftercare_agent USING (COALESCE((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])), false));

CREATE POLICY agent_with_complaint ON aftercare.sla_target FOR SELECT TO aftercare_agent USING (((subject_kind = 'complaint'::text) AND (EXISTS ( SELECT
   FROM aftercare.complaint c
  WHERE (c.id = sla_target.subject_id)
 OFFSET 0))));

CREATE POLICY agent_write ON aftercare.work_order_line FOR INSERT TO aftercare_agent WITH CHECK ((EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE ((o.id = work_order_line.work_order_id) AND ((o.store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])) OR (o.handling_store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])))))));

CREATE POLICY agent_writes ON aftercare.article FOR INSERT TO aftercare_agent WITH CHECK (((state = 'draft'::text) AND ( SELECT aftercare.i_am_active() AS i_am_active)));

ALTER TABLE aftercare.article ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.article_event ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.article_miss ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.article_revision ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.article_transition ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.article_vote ENABLE ROW LEVEL SECURITY;

CREATE POLICY asked_own ON aftercare.ticket FOR SELECT TO aftercare_staff USING ((COALESCE((offered_to_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)), false) OR COALESCE((escalated_to_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)), false)));

ALTER TABLE aftercare.attachment ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.attachment_data ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.audit_entry ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.audit_epoch ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.audit_seal ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.audit_value ENABLE ROW LEVEL SECURITY;

CREATE POLICY auditor_read ON aftercare.article FOR SELECT TO aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY auditor_read ON aftercare.audit_entry FOR SELECT TO aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY auditor_read ON aftercare.audit_epoch FOR SELECT TO aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY auditor_read ON aftercare.audit_seal FOR SELECT TO aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY auditor_read ON aftercare.complaint FOR SELECT TO aftercare_auditor USING (((about_staff_id IS DISTINCT FROM ( SELECT aftercare.my_staff_id() AS my_staff_id)) AND ( SELECT aftercare.i_am_active() AS i_am_active)));

CREATE POLICY auditor_read ON aftercare.import_batch FOR SELECT TO aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY auditor_read ON aftercare.reveal FOR SELECT TO aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY auditor_read ON aftercare.staff_absence FOR SELECT TO aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY auditor_read ON aftercare.ticket FOR SELECT TO aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY auditor_read ON aftercare.visit FOR SELECT TO aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY auditor_read ON aftercare.work_order FOR SELECT TO aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY auditor_with_complaint ON aftercare.sla_target FOR SELECT TO aftercare_auditor USING (((subject_kind = 'complaint'::text) AND (EXISTS ( SELECT
   FROM aftercare.complaint c
  WHERE (c.id = sla_target.subject_id)
 OFFSET 0))));

CREATE POLICY author_add ON aftercare.attachment_data FOR INSERT TO aftercare_manager, aftercare_agent, aftercare_technician WITH CHECK ((EXISTS ( SELECT
   FROM aftercare.attachment a
  WHERE ((a.id = attachment_data.attachment_id) AND (a.created_by = ( SELECT aftercare.login_name() AS login_name))))));

ALTER TABLE aftercare.calendar_day ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.calendar_use ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.caller_mark ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.change ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.check_item ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.code_item ENABLE ROW LEVEL SECURITY;

CREATE POLICY company_read ON aftercare.acceptance FOR SELECT TO aftercare_admin, aftercare_finance, aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY company_read ON aftercare.payment FOR SELECT TO aftercare_admin, aftercare_finance, aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY company_read ON aftercare.work_order_event FOR SELECT TO aftercare_admin, aftercare_finance, aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

ALTER TABLE aftercare.complaint ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.complaint_event ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.complaint_remedy ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.complaint_transition ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.consent ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.contact ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.customer ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.customer_address ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.customer_class ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.customer_consent ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.customer_file ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.customer_note ENABLE ROW LEVEL SECURITY;

CREATE POLICY desk_add ON aftercare.contact FOR INSERT TO aftercare_admin, aftercare_manager, aftercare_agent WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_add ON aftercare.customer FOR INSERT TO aftercare_admin, aftercare_manager, aftercare_agent WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_add ON aftercare.customer_address FOR INSERT TO aftercare_admin, aftercare_manager, aftercare_agent WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_add ON aftercare.customer_class FOR INSERT TO aftercare_admin, aftercare_manager, aftercare_agent WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_add ON aftercare.customer_consent FOR INSERT TO aftercare_admin, aftercare_manager, aftercare_agent WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_add ON aftercare.customer_file FOR INSERT TO aftercare_admin, aftercare_manager, aftercare_agent WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_add ON aftercare.customer_note FOR INSERT TO aftercare_admin, aftercare_manager, aftercare_agent WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_add ON aftercare.device FOR INSERT TO aftercare_admin, aftercare_manager, aftercare_agent WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_add ON aftercare.device_number FOR INSERT TO aftercare_admin, aftercare_manager, aftercare_agent WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_add ON aftercare.product_model FOR INSERT TO aftercare_agent, aftercare_parts WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_change ON aftercare.contact FOR UPDATE TO aftercare_admin, aftercare_manager, aftercare_agent USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_change ON aftercare.customer FOR UPDATE TO aftercare_admin, aftercare_manager, aftercare_agent USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_change ON aftercare.customer_address FOR UPDATE TO aftercare_admin, aftercare_manager, aftercare_agent USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_change ON aftercare.customer_class FOR UPDATE TO aftercare_admin, aftercare_manager, aftercare_agent USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_change ON aftercare.customer_file FOR UPDATE TO aftercare_admin, aftercare_manager, aftercare_agent USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_change ON aftercare.customer_note FOR UPDATE TO aftercare_admin, aftercare_manager, aftercare_agent USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_change ON aftercare.device FOR UPDATE TO aftercare_admin, aftercare_manager, aftercare_agent USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_change ON aftercare.device_number FOR UPDATE TO aftercare_admin, aftercare_manager, aftercare_agent USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_read ON aftercare.contact FOR SELECT TO aftercare_admin, aftercare_manager, aftercare_agent, aftercare_parts, aftercare_finance, aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_read ON aftercare.customer FOR SELECT TO aftercare_admin, aftercare_manager, aftercare_agent, aftercare_parts, aftercare_finance, aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_read ON aftercare.customer_address FOR SELECT TO aftercare_admin, aftercare_manager, aftercare_agent, aftercare_parts, aftercare_finance, aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_read ON aftercare.customer_class FOR SELECT TO aftercare_admin, aftercare_manager, aftercare_agent, aftercare_parts, aftercare_finance, aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_read ON aftercare.customer_consent FOR SELECT TO aftercare_admin, aftercare_manager, aftercare_agent, aftercare_parts, aftercare_finance, aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_read ON aftercare.customer_file FOR SELECT TO aftercare_admin, aftercare_manager, aftercare_agent, aftercare_parts, aftercare_finance, aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_read ON aftercare.customer_note FOR SELECT TO aftercare_admin, aftercare_manager, aftercare_agent, aftercare_parts, aftercare_finance, aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_read ON aftercare.device FOR SELECT TO aftercare_admin, aftercare_manager, aftercare_agent, aftercare_parts, aftercare_finance, aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_read ON aftercare.device_number FOR SELECT TO aftercare_admin, aftercare_manager, aftercare_agent, aftercare_parts, aftercare_finance, aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_read ON aftercare.device_owner FOR SELECT TO aftercare_admin, aftercare_manager, aftercare_agent, aftercare_parts, aftercare_finance, aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY desk_read ON aftercare.staff_absence FOR SELECT TO aftercare_agent USING ((staff_id = ANY (( SELECT aftercare.my_colleague_ids() AS my_colleague_ids)::uuid[])));

CREATE POLICY desk_read ON aftercare.work_order_event FOR SELECT TO aftercare_agent, aftercare_parts, aftercare_sales USING (((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])) OR (EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE (o.id = work_order_event.work_order_id)))));

CREATE POLICY desk_write ON aftercare.print_route TO aftercare_manager, aftercare_agent, aftercare_technician, aftercare_parts, aftercare_finance USING ((EXISTS ( SELECT
   FROM aftercare.workstation w
  WHERE ((w.id = print_route.workstation_id) AND (w.store_id = ANY (( SELECT aftercare.my_visible_store_ids() AS my_visible_store_ids)::uuid[])))))) WITH CHECK ((EXISTS ( SELECT
   FROM aftercare.workstation w
  WHERE ((w.id = print_route.workstation_id) AND (w.store_id = ANY (( SELECT aftercare.my_visible_store_ids() AS my_visible_store_ids)::uuid[]))))));

ALTER TABLE aftercare.device ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.device_number ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.device_owner ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.figure_delta ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.figure_week ENABLE ROW LEVEL SECURITY;

CREATE POLICY finance_read ON aftercare.ticket FOR SELECT TO aftercare_finance USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY finance_read ON aftercare.visit FOR SELECT TO aftercare_finance USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY finance_read ON aftercare.work_order FOR SELECT TO aftercare_finance USING (( SELECT aftercare.i_am_active() AS i_am_active));

ALTER TABLE aftercare.finished_order ENABLE ROW LEVEL SECURITY;

CREATE POLICY functions_see_all ON aftercare.acceptance TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.article TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.article_event TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.article_miss TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.article_revision TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.article_transition TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.article_vote TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.attachment TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.attachment_data TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.audit_entry TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.audit_epoch TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.audit_seal TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.audit_value TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.calendar_day TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.calendar_use TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.caller_mark TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.change TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.check_item TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.code_item TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.complaint TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.complaint_event TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.complaint_remedy TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.complaint_transition TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.consent TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.contact TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.customer TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.customer_address TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.customer_class TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.customer_consent TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.customer_file TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.customer_note TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.device TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.device_number TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.device_owner TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.figure_delta TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.figure_week TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.finished_order TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.import_batch TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.import_row TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.intake TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.job_run TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.parameter TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.payment TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.phone_call TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.price_item TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.print_log TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.print_route TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.product_category TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.product_model TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.quote TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.receipt_counter TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.region TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.request TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.retention_keep TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.reveal TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.saved_view TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.schema_object TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.schema_version TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.service_level TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.shop_text TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.sla_target TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.staff TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.staff_absence TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.staff_area TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.staff_capacity TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.staff_region TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.staff_skill TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.staff_store TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.store TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.ticket TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.ticket_event TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.ticket_link TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.ticket_transition TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.unlock_code TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.visit TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.visit_check TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.visit_event TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.visit_part TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.visit_transition TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.work_order TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.work_order_event TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.work_order_line TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.work_order_transition TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.working_calendar TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

CREATE POLICY functions_see_all ON aftercare.workstation TO aftercare_identity, aftercare_history, aftercare_search, aftercare_workflow, aftercare_due, aftercare_transfer, aftercare_accounts USING (true) WITH CHECK (true);

ALTER TABLE aftercare.import_batch ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.import_row ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.intake ENABLE ROW LEVEL SECURITY;

CREATE POLICY job_read ON aftercare.contact FOR SELECT TO aftercare_technician USING ((EXISTS ( SELECT
   FROM aftercare.customer c
  WHERE (c.id = contact.customer_id))));

CREATE POLICY job_read ON aftercare.customer_address FOR SELECT TO aftercare_technician USING ((EXISTS ( SELECT
   FROM aftercare.customer c
  WHERE (c.id = customer_address.customer_id))));

CREATE POLICY job_read ON aftercare.customer_class FOR SELECT TO aftercare_technician USING ((EXISTS ( SELECT
   FROM aftercare.customer c
  WHERE (c.id = customer_class.customer_id))));

CREATE POLICY job_read ON aftercare.customer_consent FOR SELECT TO aftercare_technician USING ((EXISTS ( SELECT
   FROM aftercare.customer c
  WHERE (c.id = customer_consent.customer_id))));

CREATE POLICY job_read ON aftercare.customer_file FOR SELECT TO aftercare_technician USING ((EXISTS ( SELECT
   FROM aftercare.customer c
  WHERE (c.id = customer_file.id))));

CREATE POLICY job_read ON aftercare.customer_note FOR SELECT TO aftercare_technician USING ((EXISTS ( SELECT
   FROM aftercare.customer c
  WHERE (c.id = customer_note.customer_id))));

ALTER TABLE aftercare.job_run ENABLE ROW LEVEL SECURITY;

CREATE POLICY jobs_read ON aftercare.schema_version FOR SELECT TO aftercare_jobs USING (true);

CREATE POLICY keeper_write ON aftercare.price_item TO aftercare_admin, aftercare_manager USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY keeper_write ON aftercare.product_category TO aftercare_admin, aftercare_manager USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY keeper_write ON aftercare.product_model TO aftercare_admin, aftercare_manager USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY kiosk_read ON aftercare.schema_version FOR SELECT TO aftercare_kiosk USING (true);

CREATE POLICY manager_add ON aftercare.attachment FOR INSERT TO aftercare_manager WITH CHECK ((EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE ((o.id = attachment.work_order_id) AND ((o.store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])) OR (o.handling_store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])))))));

CREATE POLICY manager_adds ON aftercare.acceptance FOR INSERT TO aftercare_manager WITH CHECK ((store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])));

CREATE POLICY manager_adds ON aftercare.region FOR INSERT TO aftercare_manager WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY manager_adds ON aftercare.ticket FOR INSERT TO aftercare_manager WITH CHECK ((store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])));

CREATE POLICY manager_adds ON aftercare.visit FOR INSERT TO aftercare_manager WITH CHECK ((store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])));

CREATE POLICY manager_adds ON aftercare.visit_check FOR INSERT TO aftercare_manager WITH CHECK ((EXISTS ( SELECT
   FROM aftercare.visit v
  WHERE ((v.id = visit_check.visit_id) AND (v.state <> ALL (ARRAY['closed'::text, 'cancelled'::text])) AND ((v.store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])) OR (v.technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)))))));

CREATE POLICY manager_adds ON aftercare.visit_part FOR INSERT TO aftercare_manager WITH CHECK ((EXISTS ( SELECT
   FROM aftercare.visit v
  WHERE ((v.id = visit_part.visit_id) AND (v.state <> ALL (ARRAY['closed'::text, 'cancelled'::text])) AND ((v.store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])) OR (v.technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)))))));

CREATE POLICY manager_begins ON aftercare.import_batch FOR INSERT TO aftercare_manager WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY manager_change ON aftercare.attachment FOR UPDATE TO aftercare_manager USING ((EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE ((o.id = attachment.work_order_id) AND ((o.store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])) OR (o.handling_store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])))))));

CREATE POLICY manager_change ON aftercare.intake FOR UPDATE TO aftercare_manager USING ((store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])));

CREATE POLICY manager_change ON aftercare.work_order FOR UPDATE TO aftercare_manager USING (((work_state <> 'closed'::text) AND COALESCE(((store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])) OR (handling_store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[]))), false)));

CREATE POLICY manager_change ON aftercare.work_order_line FOR UPDATE TO aftercare_manager USING ((EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE ((o.id = work_order_line.work_order_id) AND ((o.store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])) OR (o.handling_store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])))))));

CREATE POLICY manager_changes ON aftercare.acceptance FOR UPDATE TO aftercare_manager USING (((store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])) AND (signed_at IS NULL)));

CREATE POLICY manager_changes ON aftercare.article FOR UPDATE TO aftercare_manager USING (((state <> 'archived'::text) AND ( SELECT aftercare.i_am_active() AS i_am_active)));

CREATE POLICY manager_changes ON aftercare.ticket FOR UPDATE TO aftercare_manager USING ((COALESCE(((store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])) OR (owner_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)) OR (escalated_to_id = ( SELECT aftercare.my_staff_id() AS my_staff_id))), false) AND (state <> ALL (ARRAY['closed'::text, 'cancelled'::text]))));

CREATE POLICY manager_changes ON aftercare.visit FOR UPDATE TO aftercare_manager USING ((COALESCE(((store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])) OR (technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id))), false) AND (state <> ALL (ARRAY['closed'::text, 'cancelled'::text]))));

CREATE POLICY manager_changes ON aftercare.visit_check FOR UPDATE TO aftercare_manager USING ((EXISTS ( SELECT
   FROM aftercare.visit v
  WHERE ((v.id = visit_check.visit_id) AND (v.state <> ALL (ARRAY['closed'::text, 'cancelled'::text])) AND ((v.store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])) OR (v.technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)))))));

CREATE POLICY manager_changes ON aftercare.visit_part FOR UPDATE TO aftercare_manager USING ((EXISTS ( SELECT
   FROM aftercare.visit v
  WHERE ((v.id = visit_part.visit_id) AND (v.state <> ALL (ARRAY['closed'::text, 'cancelled'::text])) AND ((v.store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])) OR (v.technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)))))));

CREATE POLICY manager_handles ON aftercare.complaint FOR UPDATE TO aftercare_manager USING (((about_staff_id IS DISTINCT FROM ( SELECT aftercare.my_staff_id() AS my_staff_id)) AND (state <> 'closed'::text) AND COALESCE(((store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])) OR (owner_id = ( SELECT aftercare.my_staff_id() AS my_staff_id))), false))) WITH CHECK (true);

CREATE POLICY manager_read ON aftercare.article FOR SELECT TO aftercare_manager USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY manager_read ON aftercare.payment FOR SELECT TO aftercare_manager USING (((store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])) OR (EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE (o.id = payment.work_order_id)))));

CREATE POLICY manager_read ON aftercare.retention_keep FOR SELECT TO aftercare_manager USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY manager_read ON aftercare.work_order FOR SELECT TO aftercare_manager USING (COALESCE(((store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])) OR (handling_store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[]))), false));

CREATE POLICY manager_read ON aftercare.work_order_event FOR SELECT TO aftercare_manager USING (((store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])) OR (EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE (o.id = work_order_event.work_order_id)))));

CREATE POLICY manager_records ON aftercare.complaint FOR INSERT TO aftercare_manager WITH CHECK ((store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])));

CREATE POLICY manager_region ON aftercare.acceptance FOR SELECT TO aftercare_manager USING ((store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])));

CREATE POLICY manager_region ON aftercare.complaint FOR SELECT TO aftercare_manager USING (((about_staff_id IS DISTINCT FROM ( SELECT aftercare.my_staff_id() AS my_staff_id)) AND COALESCE((store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])), false)));

CREATE POLICY manager_region ON aftercare.ticket FOR SELECT TO aftercare_manager USING (COALESCE((store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])), false));

CREATE POLICY manager_region ON aftercare.visit FOR SELECT TO aftercare_manager USING (COALESCE((store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])), false));

CREATE POLICY manager_with_complaint ON aftercare.sla_target FOR SELECT TO aftercare_manager USING (((subject_kind = 'complaint'::text) AND (EXISTS ( SELECT
   FROM aftercare.complaint c
  WHERE (c.id = sla_target.subject_id)
 OFFSET 0))));

CREATE POLICY manager_write ON aftercare.check_item TO aftercare_manager USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY manager_write ON aftercare.code_item TO aftercare_manager USING (( SELECT aftercare.i_am_active() AS i_am_active)) WITH CHECK (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY manager_write ON aftercare.shop_text TO aftercare_manager USING ((store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[]))) WITH CHECK ((store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])));

CREATE POLICY manager_write ON aftercare.staff_absence TO aftercare_manager USING ((staff_id = ANY (( SELECT aftercare.my_managed_staff_ids() AS my_managed_staff_ids)::uuid[]))) WITH CHECK ((staff_id = ANY (( SELECT aftercare.my_managed_staff_ids() AS my_managed_staff_ids)::uuid[])));

CREATE POLICY manager_write ON aftercare.staff_area TO aftercare_manager USING ((staff_id = ANY (( SELECT aftercare.my_managed_staff_ids() AS my_managed_staff_ids)::uuid[]))) WITH CHECK ((staff_id = ANY (( SELECT aftercare.my_managed_staff_ids() AS my_managed_staff_ids)::uuid[])));

CREATE POLICY manager_write ON aftercare.staff_capacity TO aftercare_manager USING ((id = ANY (( SELECT aftercare.my_managed_staff_ids() AS my_managed_staff_ids)::uuid[]))) WITH CHECK ((id = ANY (( SELECT aftercare.my_managed_staff_ids() AS my_managed_staff_ids)::uuid[])));

CREATE POLICY manager_write ON aftercare.staff_skill TO aftercare_manager USING ((staff_id = ANY (( SELECT aftercare.my_managed_staff_ids() AS my_managed_staff_ids)::uuid[]))) WITH CHECK ((staff_id = ANY (( SELECT aftercare.my_managed_staff_ids() AS my_managed_staff_ids)::uuid[])));

CREATE POLICY manager_write ON aftercare.work_order_line FOR INSERT TO aftercare_manager WITH CHECK ((EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE ((o.id = work_order_line.work_order_id) AND ((o.store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])) OR (o.handling_store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])))))));

CREATE POLICY manager_writes ON aftercare.article FOR INSERT TO aftercare_manager WITH CHECK (((state = 'draft'::text) AND ( SELECT aftercare.i_am_active() AS i_am_active)));

CREATE POLICY not_about_oneself ON aftercare.audit_entry AS RESTRICTIVE FOR SELECT TO aftercare_admin, aftercare_auditor USING (((table_name <> 'complaint'::text) OR (row_id <> ALL (( SELECT aftercare.complaints_about_me() AS complaints_about_me)::uuid[]))));

CREATE POLICY own ON aftercare.request TO aftercare_staff USING ((login = ( SELECT aftercare.login_name() AS login_name))) WITH CHECK ((login = ( SELECT aftercare.login_name() AS login_name)));

CREATE POLICY own ON aftercare.visit FOR SELECT TO aftercare_staff USING (COALESCE((technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)), false));

CREATE POLICY own_add ON aftercare.staff_absence FOR INSERT TO aftercare_technician WITH CHECK ((staff_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)));

CREATE POLICY own_read ON aftercare.device_number FOR SELECT TO aftercare_technician, aftercare_sales USING ((EXISTS ( SELECT
   FROM aftercare.device d
  WHERE (d.id = device_number.device_id))));

CREATE POLICY own_read ON aftercare.device_owner FOR SELECT TO aftercare_technician, aftercare_sales USING ((EXISTS ( SELECT
   FROM aftercare.device d
  WHERE (d.id = device_owner.device_id))));

CREATE POLICY own_read ON aftercare.import_batch FOR SELECT TO aftercare_staff USING ((( SELECT aftercare.i_am_active() AS i_am_active) AND (created_by = ( SELECT aftercare.login_name() AS login_name))));

CREATE POLICY own_read ON aftercare.staff_absence FOR SELECT TO aftercare_staff USING ((staff_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)));

CREATE POLICY own_visit ON aftercare.acceptance FOR SELECT TO aftercare_technician USING ((visit_id IN ( SELECT v.id
   FROM aftercare.visit v
  WHERE (v.technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)))));

CREATE POLICY owner_own ON aftercare.complaint FOR SELECT TO aftercare_staff USING (((about_staff_id IS DISTINCT FROM ( SELECT aftercare.my_staff_id() AS my_staff_id)) AND COALESCE((owner_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)), false)));

CREATE POLICY owner_own ON aftercare.ticket FOR SELECT TO aftercare_staff USING (COALESCE((owner_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)), false));

ALTER TABLE aftercare.parameter ENABLE ROW LEVEL SECURITY;

CREATE POLICY parts_changes ON aftercare.ticket FOR UPDATE TO aftercare_parts USING ((COALESCE(((( SELECT aftercare.my_staff_id() AS my_staff_id) = owner_id) OR (( SELECT aftercare.my_staff_id() AS my_staff_id) = escalated_to_id)), false) AND (state <> ALL (ARRAY['closed'::text, 'cancelled'::text]))));

CREATE POLICY parts_read ON aftercare.work_order FOR SELECT TO aftercare_parts USING (COALESCE(((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])) OR (handling_store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[]))), false));

CREATE POLICY parts_store ON aftercare.acceptance FOR SELECT TO aftercare_parts USING ((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])));

CREATE POLICY parts_store ON aftercare.ticket FOR SELECT TO aftercare_parts USING (COALESCE((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])), false));

CREATE POLICY parts_store ON aftercare.visit FOR SELECT TO aftercare_parts USING (COALESCE((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])), false));

ALTER TABLE aftercare.payment ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.phone_call ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.price_item ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.print_log ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.print_route ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.product_category ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.product_model ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.quote ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.receipt_counter ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.region ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.request ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.retention_keep ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.reveal ENABLE ROW LEVEL SECURITY;

CREATE POLICY sales_changes ON aftercare.ticket FOR UPDATE TO aftercare_sales USING ((COALESCE(((( SELECT aftercare.my_staff_id() AS my_staff_id) = owner_id) OR (( SELECT aftercare.my_staff_id() AS my_staff_id) = escalated_to_id)), false) AND (state <> ALL (ARRAY['closed'::text, 'cancelled'::text]))));

CREATE POLICY sales_own ON aftercare.contact TO aftercare_sales USING ((EXISTS ( SELECT
   FROM aftercare.customer c
  WHERE (c.id = contact.customer_id)))) WITH CHECK ((EXISTS ( SELECT
   FROM aftercare.customer c
  WHERE (c.id = contact.customer_id))));

CREATE POLICY sales_own ON aftercare.customer TO aftercare_sales USING ((sales_rep_id = ( SELECT aftercare.my_staff_id() AS my_staff_id))) WITH CHECK ((sales_rep_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)));

CREATE POLICY sales_own ON aftercare.customer_address TO aftercare_sales USING ((EXISTS ( SELECT
   FROM aftercare.customer c
  WHERE (c.id = customer_address.customer_id)))) WITH CHECK ((EXISTS ( SELECT
   FROM aftercare.customer c
  WHERE (c.id = customer_address.customer_id))));

CREATE POLICY sales_own ON aftercare.customer_class TO aftercare_sales USING ((EXISTS ( SELECT
   FROM aftercare.customer c
  WHERE (c.id = customer_class.customer_id)))) WITH CHECK ((EXISTS ( SELECT
   FROM aftercare.customer c
  WHERE (c.id = customer_class.customer_id))));

CREATE POLICY sales_own ON aftercare.customer_consent TO aftercare_sales USING ((EXISTS ( SELECT
   FROM aftercare.customer c
  WHERE (c.id = customer_consent.customer_id)))) WITH CHECK ((EXISTS ( SELECT
   FROM aftercare.customer c
  WHERE (c.id = customer_consent.customer_id))));

CREATE POLICY sales_own ON aftercare.customer_file TO aftercare_sales USING ((EXISTS ( SELECT
   FROM aftercare.customer c
  WHERE (c.id = customer_file.id)))) WITH CHECK ((EXISTS ( SELECT
   FROM aftercare.customer c
  WHERE (c.id = customer_file.id))));

CREATE POLICY sales_own ON aftercare.customer_note TO aftercare_sales USING ((EXISTS ( SELECT
   FROM aftercare.customer c
  WHERE (c.id = customer_note.customer_id)))) WITH CHECK ((EXISTS ( SELECT
   FROM aftercare.customer c
  WHERE (c.id = customer_note.customer_id))));

CREATE POLICY sales_own ON aftercare.device TO aftercare_sales USING ((customer_id IN ( SELECT c.id
   FROM aftercare.customer c
  WHERE (c.sales_rep_id = ( SELECT aftercare.my_staff_id() AS my_staff_id))))) WITH CHECK ((customer_id IN ( SELECT c.id
   FROM aftercare.customer c
  WHERE (c.sales_rep_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)))));

CREATE POLICY sales_read ON aftercare.work_order FOR SELECT TO aftercare_sales USING (COALESCE((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])), false));

CREATE POLICY sales_store ON aftercare.acceptance FOR SELECT TO aftercare_sales USING ((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])));

CREATE POLICY sales_store ON aftercare.ticket FOR SELECT TO aftercare_sales USING (COALESCE((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])), false));

CREATE POLICY sales_store ON aftercare.visit FOR SELECT TO aftercare_sales USING (COALESCE((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])), false));

ALTER TABLE aftercare.saved_view ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.schema_object ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.schema_version ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.service_level ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.shop_text ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.sla_target ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.staff ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.staff_absence ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.staff_area ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.staff_capacity ENABLE ROW LEVEL SECURITY;

CREATE POLICY staff_own ON aftercare.saved_view TO aftercare_staff USING ((( SELECT aftercare.i_am_active() AS i_am_active) AND (login = ( SELECT aftercare.login_name() AS login_name)))) WITH CHECK ((login = ( SELECT aftercare.login_name() AS login_name)));

CREATE POLICY staff_published ON aftercare.article FOR SELECT TO aftercare_staff USING (((state = 'published'::text) AND ( SELECT aftercare.i_am_active() AS i_am_active)));

CREATE POLICY staff_read ON aftercare.article_transition FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.article_vote FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.attachment FOR SELECT TO aftercare_staff USING ((EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE (o.id = attachment.work_order_id))));

CREATE POLICY staff_read ON aftercare.attachment_data FOR SELECT TO aftercare_staff USING ((EXISTS ( SELECT
   FROM aftercare.attachment a
  WHERE (a.id = attachment_data.attachment_id))));

CREATE POLICY staff_read ON aftercare.calendar_day FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.calendar_use FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.caller_mark FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.check_item FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.code_item FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.complaint_transition FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.consent FOR SELECT TO aftercare_staff USING ((EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE (o.id = consent.work_order_id))));

CREATE POLICY staff_read ON aftercare.intake FOR SELECT TO aftercare_staff USING (((store_id = ANY (( SELECT aftercare.my_visible_store_ids() AS my_visible_store_ids)::uuid[])) OR (EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE (o.intake_id = intake.id)))));

CREATE POLICY staff_read ON aftercare.job_run FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.parameter FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.price_item FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.print_log FOR SELECT TO aftercare_staff USING ((( SELECT aftercare.i_am_active() AS i_am_active) AND ((store_id IS NULL) OR (store_id = ANY (( SELECT aftercare.my_visible_store_ids() AS my_visible_store_ids)::uuid[])))));

CREATE POLICY staff_read ON aftercare.print_route FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.product_category FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.product_model FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.quote FOR SELECT TO aftercare_staff USING ((EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE (o.id = quote.work_order_id))));

CREATE POLICY staff_read ON aftercare.region FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.saved_view FOR SELECT TO aftercare_staff USING ((( SELECT aftercare.i_am_active() AS i_am_active) AND (shared OR (login = ( SELECT aftercare.login_name() AS login_name)))));

CREATE POLICY staff_read ON aftercare.schema_version FOR SELECT TO aftercare_staff USING (true);

CREATE POLICY staff_read ON aftercare.service_level FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.shop_text FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.staff FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.staff_area FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.staff_capacity FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.staff_region FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.staff_skill FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.staff_store FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.store FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.ticket_transition FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.visit_transition FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.work_order_line FOR SELECT TO aftercare_staff USING ((EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE (o.id = work_order_line.work_order_id))));

CREATE POLICY staff_read ON aftercare.work_order_transition FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.working_calendar FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY staff_read ON aftercare.workstation FOR SELECT TO aftercare_staff USING (( SELECT aftercare.i_am_active() AS i_am_active));

ALTER TABLE aftercare.staff_region ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.staff_skill ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.staff_store ENABLE ROW LEVEL SECURITY;

CREATE POLICY staff_votes ON aftercare.article_vote FOR INSERT TO aftercare_staff WITH CHECK ((( SELECT aftercare.i_am_active() AS i_am_active) AND (login = ( SELECT aftercare.login_name() AS login_name)) AND (EXISTS ( SELECT
   FROM aftercare.article a
  WHERE ((a.id = article_vote.article_id) AND (a.state = 'published'::text)))) AND ((ticket_id IS NULL) OR (EXISTS ( SELECT
   FROM aftercare.ticket t
  WHERE (t.id = article_vote.ticket_id))))));

ALTER TABLE aftercare.store ENABLE ROW LEVEL SECURITY;

CREATE POLICY store_read ON aftercare.phone_call FOR SELECT TO aftercare_staff USING (COALESCE((store_id = ANY (( SELECT aftercare.my_visible_store_ids() AS my_visible_store_ids)::uuid[])), false));

CREATE POLICY technician_add ON aftercare.attachment FOR INSERT TO aftercare_technician WITH CHECK ((EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE ((o.id = attachment.work_order_id) AND (o.assigned_to = ( SELECT aftercare.my_staff_id() AS my_staff_id))))));

CREATE POLICY technician_adds ON aftercare.acceptance FOR INSERT TO aftercare_technician WITH CHECK ((visit_id IN ( SELECT v.id
   FROM aftercare.visit v
  WHERE (v.technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)))));

CREATE POLICY technician_adds ON aftercare.visit_check FOR INSERT TO aftercare_technician WITH CHECK ((EXISTS ( SELECT
   FROM aftercare.visit v
  WHERE ((v.id = visit_check.visit_id) AND (v.state <> ALL (ARRAY['closed'::text, 'cancelled'::text])) AND (v.technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id))))));

CREATE POLICY technician_adds ON aftercare.visit_part FOR INSERT TO aftercare_technician WITH CHECK ((EXISTS ( SELECT
   FROM aftercare.visit v
  WHERE ((v.id = visit_part.visit_id) AND (v.state <> ALL (ARRAY['closed'::text, 'cancelled'::text])) AND (v.technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id))))));

CREATE POLICY technician_change ON aftercare.attachment FOR UPDATE TO aftercare_technician USING ((EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE ((o.id = attachment.work_order_id) AND (o.assigned_to = ( SELECT aftercare.my_staff_id() AS my_staff_id))))));

CREATE POLICY technician_change ON aftercare.work_order FOR UPDATE TO aftercare_technician USING ((COALESCE((assigned_to = ( SELECT aftercare.my_staff_id() AS my_staff_id)), false) AND (work_state <> ALL (ARRAY['delivered'::text, 'closed'::text, 'cancelled'::text]))));

CREATE POLICY technician_change ON aftercare.work_order_line FOR UPDATE TO aftercare_technician USING ((EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE ((o.id = work_order_line.work_order_id) AND (o.assigned_to = ( SELECT aftercare.my_staff_id() AS my_staff_id))))));

CREATE POLICY technician_changes ON aftercare.acceptance FOR UPDATE TO aftercare_technician USING (((signed_at IS NULL) AND (visit_id IN ( SELECT v.id
   FROM aftercare.visit v
  WHERE (v.technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id))))));

CREATE POLICY technician_changes ON aftercare.ticket FOR UPDATE TO aftercare_technician USING ((COALESCE(((( SELECT aftercare.my_staff_id() AS my_staff_id) = owner_id) OR (( SELECT aftercare.my_staff_id() AS my_staff_id) = escalated_to_id)), false) AND (state <> ALL (ARRAY['closed'::text, 'cancelled'::text]))));

CREATE POLICY technician_changes ON aftercare.visit FOR UPDATE TO aftercare_technician USING ((COALESCE((technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)), false) AND (state <> ALL (ARRAY['closed'::text, 'cancelled'::text]))));

CREATE POLICY technician_changes ON aftercare.visit_check FOR UPDATE TO aftercare_technician USING ((EXISTS ( SELECT
   FROM aftercare.visit v
  WHERE ((v.id = visit_check.visit_id) AND (v.state <> ALL (ARRAY['closed'::text, 'cancelled'::text])) AND (v.technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id))))));

CREATE POLICY technician_changes ON aftercare.visit_part FOR UPDATE TO aftercare_technician USING ((EXISTS ( SELECT
   FROM aftercare.visit v
  WHERE ((v.id = visit_part.visit_id) AND (v.state <> ALL (ARRAY['closed'::text, 'cancelled'::text])) AND (v.technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id))))));

CREATE POLICY technician_open ON aftercare.visit FOR SELECT TO aftercare_technician USING (COALESCE(((technician_id IS NULL) AND (state = 'open'::text) AND (store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[]))), false));

CREATE POLICY technician_read ON aftercare.work_order FOR SELECT TO aftercare_technician USING (COALESCE(((assigned_to = ( SELECT aftercare.my_staff_id() AS my_staff_id)) OR ((assigned_to IS NULL) AND (work_state = 'received'::text) AND ((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])) OR (handling_store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[]))))), false));

CREATE POLICY technician_read ON aftercare.work_order_event FOR SELECT TO aftercare_technician USING ((EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE (o.id = work_order_event.work_order_id))));

CREATE POLICY technician_read_jobs ON aftercare.customer FOR SELECT TO aftercare_technician USING ((EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE ((o.customer_id = customer.id) AND (((o.assigned_to = ( SELECT aftercare.my_staff_id() AS my_staff_id)) AND (o.opened_at > (now() - '180 days'::interval))) OR ((o.assigned_to IS NULL) AND (o.work_state = 'received'::text) AND ((o.store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])) OR (o.handling_store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])))))))));

CREATE POLICY technician_read_jobs ON aftercare.device FOR SELECT TO aftercare_technician USING ((EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE ((o.device_id = device.id) AND (((o.assigned_to = ( SELECT aftercare.my_staff_id() AS my_staff_id)) AND (o.opened_at > (now() - '180 days'::interval))) OR ((o.assigned_to IS NULL) AND (o.work_state = 'received'::text) AND ((o.store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])) OR (o.handling_store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])))))))));

CREATE POLICY technician_read_visits ON aftercare.customer FOR SELECT TO aftercare_technician USING ((EXISTS ( SELECT
   FROM aftercare.visit v
  WHERE ((v.customer_id = customer.id) AND (((v.technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)) AND (v.opened_at > (now() - '180 days'::interval))) OR ((v.technician_id IS NULL) AND (v.state = 'open'::text) AND (v.store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[]))))))));

CREATE POLICY technician_read_visits ON aftercare.device FOR SELECT TO aftercare_technician USING ((EXISTS ( SELECT
   FROM aftercare.visit v
  WHERE ((v.device_id = device.id) AND (((v.technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)) AND (v.opened_at > (now() - '180 days'::interval))) OR ((v.technician_id IS NULL) AND (v.state = 'open'::text) AND (v.store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[]))))))));

CREATE POLICY technician_store ON aftercare.ticket FOR SELECT TO aftercare_technician USING (COALESCE((store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])), false));

CREATE POLICY technician_write ON aftercare.work_order_line FOR INSERT TO aftercare_technician WITH CHECK ((EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE ((o.id = work_order_line.work_order_id) AND (o.assigned_to = ( SELECT aftercare.my_staff_id() AS my_staff_id))))));

ALTER TABLE aftercare.ticket ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.ticket_event ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.ticket_link ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.ticket_transition ENABLE ROW LEVEL SECURITY;

CREATE POLICY timer_reads ON aftercare.audit_seal FOR SELECT TO aftercare_jobs USING (true);

ALTER TABLE aftercare.unlock_code ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.visit ENABLE ROW LEVEL SECURITY;

CREATE POLICY visit_agent_add ON aftercare.attachment FOR INSERT TO aftercare_agent WITH CHECK ((EXISTS ( SELECT
   FROM aftercare.visit v
  WHERE ((v.id = attachment.visit_id) AND (v.state <> ALL (ARRAY['closed'::text, 'cancelled'::text])) AND ((v.store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])) OR (v.technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)))))));

CREATE POLICY visit_agent_change ON aftercare.attachment FOR UPDATE TO aftercare_agent USING ((EXISTS ( SELECT
   FROM aftercare.visit v
  WHERE ((v.id = attachment.visit_id) AND (v.state <> ALL (ARRAY['closed'::text, 'cancelled'::text])) AND ((v.store_id = ANY (( SELECT aftercare.my_store_ids() AS my_store_ids)::uuid[])) OR (v.technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)))))));

ALTER TABLE aftercare.visit_check ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.visit_event ENABLE ROW LEVEL SECURITY;

CREATE POLICY visit_manager_add ON aftercare.attachment FOR INSERT TO aftercare_manager WITH CHECK ((EXISTS ( SELECT
   FROM aftercare.visit v
  WHERE ((v.id = attachment.visit_id) AND (v.state <> ALL (ARRAY['closed'::text, 'cancelled'::text])) AND ((v.store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])) OR (v.technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)))))));

CREATE POLICY visit_manager_change ON aftercare.attachment FOR UPDATE TO aftercare_manager USING ((EXISTS ( SELECT
   FROM aftercare.visit v
  WHERE ((v.id = attachment.visit_id) AND (v.state <> ALL (ARRAY['closed'::text, 'cancelled'::text])) AND ((v.store_id = ANY (( SELECT aftercare.my_managed_store_ids() AS my_managed_store_ids)::uuid[])) OR (v.technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id)))))));

ALTER TABLE aftercare.visit_part ENABLE ROW LEVEL SECURITY;

CREATE POLICY visit_read ON aftercare.attachment FOR SELECT TO aftercare_staff USING (((visit_id IS NOT NULL) AND (EXISTS ( SELECT
   FROM aftercare.visit v
  WHERE (v.id = attachment.visit_id)))));

CREATE POLICY visit_technician_add ON aftercare.attachment FOR INSERT TO aftercare_technician WITH CHECK ((EXISTS ( SELECT
   FROM aftercare.visit v
  WHERE ((v.id = attachment.visit_id) AND (v.state <> ALL (ARRAY['closed'::text, 'cancelled'::text])) AND (v.technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id))))));

CREATE POLICY visit_technician_change ON aftercare.attachment FOR UPDATE TO aftercare_technician USING ((EXISTS ( SELECT
   FROM aftercare.visit v
  WHERE ((v.id = attachment.visit_id) AND (v.state <> ALL (ARRAY['closed'::text, 'cancelled'::text])) AND (v.technician_id = ( SELECT aftercare.my_staff_id() AS my_staff_id))))));

ALTER TABLE aftercare.visit_transition ENABLE ROW LEVEL SECURITY;

CREATE POLICY with_article ON aftercare.article_event FOR SELECT TO aftercare_staff USING ((EXISTS ( SELECT
   FROM aftercare.article a
  WHERE (a.id = article_event.article_id))));

CREATE POLICY with_batch ON aftercare.import_row FOR SELECT TO aftercare_staff USING ((EXISTS ( SELECT
   FROM aftercare.import_batch b
  WHERE (b.id = import_row.batch_id))));

CREATE POLICY with_complaint ON aftercare.complaint_event FOR SELECT TO aftercare_staff USING ((EXISTS ( SELECT
   FROM aftercare.complaint c
  WHERE (c.id = complaint_event.complaint_id))));

CREATE POLICY with_complaint ON aftercare.complaint_remedy FOR SELECT TO aftercare_admin, aftercare_manager, aftercare_agent, aftercare_auditor USING ((EXISTS ( SELECT
   FROM aftercare.complaint c
  WHERE (c.id = complaint_remedy.complaint_id))));

CREATE POLICY with_order ON aftercare.sla_target FOR SELECT TO aftercare_staff USING (((subject_kind = 'work_order'::text) AND (EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE (o.id = sla_target.subject_id)
 OFFSET 0))));

CREATE POLICY with_ticket ON aftercare.sla_target FOR SELECT TO aftercare_staff USING (((subject_kind = 'ticket'::text) AND (EXISTS ( SELECT
   FROM aftercare.ticket t
  WHERE (t.id = sla_target.subject_id)
 OFFSET 0))));

CREATE POLICY with_ticket ON aftercare.ticket_event FOR SELECT TO aftercare_staff USING ((EXISTS ( SELECT
   FROM aftercare.ticket t
  WHERE (t.id = ticket_event.ticket_id))));

CREATE POLICY with_ticket ON aftercare.ticket_link FOR SELECT TO aftercare_staff USING ((EXISTS ( SELECT
   FROM aftercare.ticket t
  WHERE (t.id = ticket_link.ticket_id))));

CREATE POLICY with_visit ON aftercare.sla_target FOR SELECT TO aftercare_staff USING (((subject_kind = 'visit'::text) AND (EXISTS ( SELECT
   FROM aftercare.visit v
  WHERE (v.id = sla_target.subject_id)
 OFFSET 0))));

CREATE POLICY with_visit ON aftercare.visit_check FOR SELECT TO aftercare_staff USING ((EXISTS ( SELECT
   FROM aftercare.visit v
  WHERE (v.id = visit_check.visit_id))));

CREATE POLICY with_visit ON aftercare.visit_event FOR SELECT TO aftercare_staff USING ((EXISTS ( SELECT
   FROM aftercare.visit v
  WHERE (v.id = visit_event.visit_id))));

CREATE POLICY with_visit ON aftercare.visit_part FOR SELECT TO aftercare_staff USING ((EXISTS ( SELECT
   FROM aftercare.visit v
  WHERE (v.id = visit_part.visit_id))));

ALTER TABLE aftercare.work_order ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.work_order_event ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.work_order_line ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.work_order_transition ENABLE ROW LEVEL SECURITY;

CREATE POLICY worker_adds ON aftercare.ticket_link FOR INSERT TO aftercare_staff WITH CHECK ((aftercare.may_change_ticket(ticket_id) AND ((device_id IS NULL) OR (EXISTS ( SELECT
   FROM aftercare.device d
  WHERE (d.id = ticket_link.device_id)))) AND ((work_order_id IS NULL) OR (EXISTS ( SELECT
   FROM aftercare.work_order o
  WHERE (o.id = ticket_link.work_order_id))))));

CREATE POLICY worker_takes_away ON aftercare.ticket_link FOR UPDATE TO aftercare_staff USING (((until IS NULL) AND aftercare.may_change_ticket(ticket_id))) WITH CHECK ((until IS NOT NULL));

ALTER TABLE aftercare.working_calendar ENABLE ROW LEVEL SECURITY;

ALTER TABLE aftercare.workstation ENABLE ROW LEVEL SECURITY;

CREATE POLICY writers_read ON aftercare.article_miss FOR SELECT TO aftercare_admin, aftercare_manager, aftercare_agent, aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

CREATE POLICY writers_read ON aftercare.article_revision FOR SELECT TO aftercare_admin, aftercare_manager, aftercare_agent, aftercare_auditor USING (( SELECT aftercare.i_am_active() AS i_am_active));

GRANT USAGE ON SCHEMA aftercare TO aftercare_staff;
GRANT USAGE ON SCHEMA aftercare TO aftercare_customer;
GRANT USAGE ON SCHEMA aftercare TO aftercare_kiosk;
GRANT USAGE ON SCHEMA aftercare TO aftercare_jobs;
GRANT ALL ON SCHEMA aftercare TO aftercare_identity;
GRANT ALL ON SCHEMA aftercare TO aftercare_history;
GRANT ALL ON SCHEMA aftercare TO aftercare_search;
GRANT ALL ON SCHEMA aftercare TO aftercare_workflow;
GRANT ALL ON SCHEMA aftercare TO aftercare_due;
GRANT ALL ON SCHEMA aftercare TO aftercare_accounts;
GRANT ALL ON SCHEMA aftercare TO aftercare_transfer;

REVOKE ALL ON LANGUAGE plpgsql FROM PUBLIC;
GRANT ALL ON LANGUAGE plpgsql TO aftercare_owner;
GRANT ALL ON LANGUAGE plpgsql TO aftercare_identity;
GRANT ALL ON LANGUAGE plpgsql TO aftercare_history;
GRANT ALL ON LANGUAGE plpgsql TO aftercare_search;
GRANT ALL ON LANGUAGE plpgsql TO aftercare_workflow;
GRANT ALL ON LANGUAGE plpgsql TO aftercare_due;
GRANT ALL ON LANGUAGE plpgsql TO aftercare_accounts;
GRANT ALL ON LANGUAGE plpgsql TO aftercare_transfer;

REVOKE ALL ON FUNCTION aftercare.acceptance_begin() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.acceptance_begin() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.acceptance_sign(acceptance_id uuid, seen_version integer, request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.acceptance_sign(acceptance_id uuid, seen_version integer, request_id uuid) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.active_admins() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.add_working(calendar uuid, from_at timestamp with time zone, seconds numeric, zone text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.add_working(calendar uuid, from_at timestamp with time zone, seconds numeric, zone text) TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.add_working(calendar uuid, from_at timestamp with time zone, seconds numeric, zone text) TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.add_working(calendar uuid, from_at timestamp with time zone, seconds numeric, zone text) TO aftercare_search;

GRANT SELECT,INSERT,UPDATE ON TABLE aftercare.work_order TO aftercare_workflow;
GRANT INSERT,DELETE ON TABLE aftercare.work_order TO aftercare_transfer;
GRANT SELECT ON TABLE aftercare.work_order TO aftercare_search;
GRANT SELECT ON TABLE aftercare.work_order TO aftercare_due;

GRANT SELECT(number) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT SELECT(number) ON TABLE aftercare.work_order TO aftercare_transfer;

GRANT SELECT(kind) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(sale_stage) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(wish) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT UPDATE(wish) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT UPDATE(wish) ON TABLE aftercare.work_order TO aftercare_manager;

GRANT SELECT(priority) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT UPDATE(priority) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT UPDATE(priority) ON TABLE aftercare.work_order TO aftercare_manager;

GRANT SELECT(source) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(work_state) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(money_state) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(custody_state) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(outcome) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(barrier_code) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(customer_id) ON TABLE aftercare.work_order TO aftercare_transfer;
GRANT SELECT(customer_id) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(device_id) ON TABLE aftercare.work_order TO aftercare_transfer;
GRANT SELECT(device_id) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(product_model_id) ON TABLE aftercare.work_order TO aftercare_transfer;
GRANT SELECT(product_model_id) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(intake_id) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(store_id) ON TABLE aftercare.work_order TO aftercare_transfer;
GRANT SELECT(store_id) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(handling_store_id) ON TABLE aftercare.work_order TO aftercare_transfer;
GRANT SELECT(handling_store_id) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(assigned_to) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(rework_of) ON TABLE aftercare.work_order TO aftercare_transfer;
GRANT SELECT(rework_of) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(opened_at) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(opened_on) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(promised_at) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(state_since) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(ready_at) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(told_at) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(delivered_at) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(delivered_on) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(closed_at) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(event_count) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(shelf) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(problem) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT UPDATE(problem) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT UPDATE(problem) ON TABLE aftercare.work_order TO aftercare_manager;

GRANT SELECT(symptoms) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT UPDATE(symptoms) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT UPDATE(symptoms) ON TABLE aftercare.work_order TO aftercare_manager;

GRANT SELECT(accessories) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT UPDATE(accessories) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT UPDATE(accessories) ON TABLE aftercare.work_order TO aftercare_manager;

GRANT SELECT(accessories_note) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT UPDATE(accessories_note) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT UPDATE(accessories_note) ON TABLE aftercare.work_order TO aftercare_manager;

GRANT SELECT(condition_note) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT UPDATE(condition_note) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT UPDATE(condition_note) ON TABLE aftercare.work_order TO aftercare_manager;
GRANT UPDATE(condition_note) ON TABLE aftercare.work_order TO aftercare_technician;

GRANT SELECT(sketch) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT UPDATE(sketch) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT UPDATE(sketch) ON TABLE aftercare.work_order TO aftercare_manager;
GRANT UPDATE(sketch) ON TABLE aftercare.work_order TO aftercare_technician;

GRANT SELECT(marks) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT UPDATE(marks) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT UPDATE(marks) ON TABLE aftercare.work_order TO aftercare_manager;
GRANT UPDATE(marks) ON TABLE aftercare.work_order TO aftercare_technician;

GRANT SELECT(answers) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT UPDATE(answers) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT UPDATE(answers) ON TABLE aftercare.work_order TO aftercare_manager;

GRANT SELECT(backup_choice) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT UPDATE(backup_choice) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT UPDATE(backup_choice) ON TABLE aftercare.work_order TO aftercare_manager;

GRANT SELECT(erase_allowed) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT UPDATE(erase_allowed) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT UPDATE(erase_allowed) ON TABLE aftercare.work_order TO aftercare_manager;

GRANT SELECT(old_parts) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT UPDATE(old_parts) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT UPDATE(old_parts) ON TABLE aftercare.work_order TO aftercare_manager;

GRANT SELECT(notify_by) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT UPDATE(notify_by) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT UPDATE(notify_by) ON TABLE aftercare.work_order TO aftercare_manager;

GRANT SELECT(loan_unit) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT UPDATE(loan_unit) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT UPDATE(loan_unit) ON TABLE aftercare.work_order TO aftercare_manager;

GRANT SELECT(instructions) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT UPDATE(instructions) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT UPDATE(instructions) ON TABLE aftercare.work_order TO aftercare_manager;

GRANT SELECT(warranty_verdict) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(warranty_reason) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(warranty_values) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(fault_code) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT UPDATE(fault_code) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT UPDATE(fault_code) ON TABLE aftercare.work_order TO aftercare_manager;
GRANT UPDATE(fault_code) ON TABLE aftercare.work_order TO aftercare_technician;

GRANT SELECT(cause_code) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT UPDATE(cause_code) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT UPDATE(cause_code) ON TABLE aftercare.work_order TO aftercare_manager;
GRANT UPDATE(cause_code) ON TABLE aftercare.work_order TO aftercare_technician;

GRANT SELECT(remedy_code) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT UPDATE(remedy_code) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT UPDATE(remedy_code) ON TABLE aftercare.work_order TO aftercare_manager;
GRANT UPDATE(remedy_code) ON TABLE aftercare.work_order TO aftercare_technician;

GRANT SELECT(findings) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT UPDATE(findings) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT UPDATE(findings) ON TABLE aftercare.work_order TO aftercare_manager;
GRANT UPDATE(findings) ON TABLE aftercare.work_order TO aftercare_technician;

GRANT SELECT(work_done) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT UPDATE(work_done) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT UPDATE(work_done) ON TABLE aftercare.work_order TO aftercare_manager;
GRANT UPDATE(work_done) ON TABLE aftercare.work_order TO aftercare_technician;

GRANT SELECT(advice) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT UPDATE(advice) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT UPDATE(advice) ON TABLE aftercare.work_order TO aftercare_manager;
GRANT UPDATE(advice) ON TABLE aftercare.work_order TO aftercare_technician;

GRANT SELECT(labour_minutes) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT UPDATE(labour_minutes) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT UPDATE(labour_minutes) ON TABLE aftercare.work_order TO aftercare_manager;
GRANT UPDATE(labour_minutes) ON TABLE aftercare.work_order TO aftercare_technician;

GRANT SELECT(test_record) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT UPDATE(test_record) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT UPDATE(test_record) ON TABLE aftercare.work_order TO aftercare_manager;
GRANT UPDATE(test_record) ON TABLE aftercare.work_order TO aftercare_technician;

GRANT SELECT(test_passed) ON TABLE aftercare.work_order TO aftercare_staff;
GRANT UPDATE(test_passed) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT UPDATE(test_passed) ON TABLE aftercare.work_order TO aftercare_manager;
GRANT UPDATE(test_passed) ON TABLE aftercare.work_order TO aftercare_technician;

GRANT SELECT(pickup_code) ON TABLE aftercare.work_order TO aftercare_agent;
GRANT SELECT(pickup_code) ON TABLE aftercare.work_order TO aftercare_manager;

GRANT SELECT(collected_by) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(collected_how) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(id_note) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(hand_over) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(estimate) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(inspection_fee) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(due) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(paid) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(written_off) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT UPDATE(search) ON TABLE aftercare.work_order TO aftercare_search;

GRANT SELECT(id) ON TABLE aftercare.work_order TO aftercare_transfer;
GRANT SELECT(id) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(version) ON TABLE aftercare.work_order TO aftercare_transfer;
GRANT SELECT(version) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(created_at) ON TABLE aftercare.work_order TO aftercare_transfer;
GRANT SELECT(created_at) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(created_by) ON TABLE aftercare.work_order TO aftercare_transfer;
GRANT SELECT(created_by) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(updated_at) ON TABLE aftercare.work_order TO aftercare_staff;

GRANT SELECT(updated_by) ON TABLE aftercare.work_order TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.agreed_amount(o aftercare.work_order) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.append_only() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.areas_of(person uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.article_began() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.article_began() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.article_begin() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.article_begin() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.article_check() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.article_check() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.article_miss_settle(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.article_miss_settle(wanted uuid) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.article_miss_settle(wanted uuid) TO aftercare_manager;

REVOKE ALL ON FUNCTION aftercare.article_missed(typed text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.article_missed(typed text) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.article_move(article_id uuid, seen_version integer, action text, payload jsonb, request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.article_move(article_id uuid, seen_version integer, action text, payload jsonb, request_id uuid) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.article_move(article_id uuid, seen_version integer, action text, payload jsonb, request_id uuid) TO aftercare_manager;

GRANT SELECT ON TABLE aftercare.article TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.article TO aftercare_workflow;
GRANT SELECT ON TABLE aftercare.article TO aftercare_search;
GRANT DELETE ON TABLE aftercare.article TO aftercare_transfer;

GRANT UPDATE(state) ON TABLE aftercare.article TO aftercare_workflow;

GRANT INSERT(question),UPDATE(question) ON TABLE aftercare.article TO aftercare_agent;
GRANT INSERT(question),UPDATE(question) ON TABLE aftercare.article TO aftercare_manager;

GRANT INSERT(answer),UPDATE(answer) ON TABLE aftercare.article TO aftercare_agent;
GRANT INSERT(answer),UPDATE(answer) ON TABLE aftercare.article TO aftercare_manager;

GRANT INSERT(question_en),UPDATE(question_en) ON TABLE aftercare.article TO aftercare_agent;
GRANT INSERT(question_en),UPDATE(question_en) ON TABLE aftercare.article TO aftercare_manager;

GRANT INSERT(answer_en),UPDATE(answer_en) ON TABLE aftercare.article TO aftercare_agent;
GRANT INSERT(answer_en),UPDATE(answer_en) ON TABLE aftercare.article TO aftercare_manager;

GRANT INSERT(category),UPDATE(category) ON TABLE aftercare.article TO aftercare_agent;
GRANT INSERT(category),UPDATE(category) ON TABLE aftercare.article TO aftercare_manager;

GRANT INSERT(keywords),UPDATE(keywords) ON TABLE aftercare.article TO aftercare_agent;
GRANT INSERT(keywords),UPDATE(keywords) ON TABLE aftercare.article TO aftercare_manager;

GRANT INSERT(ticket_id) ON TABLE aftercare.article TO aftercare_agent;
GRANT INSERT(ticket_id) ON TABLE aftercare.article TO aftercare_manager;

GRANT UPDATE(published_at) ON TABLE aftercare.article TO aftercare_workflow;

GRANT UPDATE(published_by) ON TABLE aftercare.article TO aftercare_workflow;

GRANT SELECT(id) ON TABLE aftercare.article TO aftercare_transfer;
GRANT INSERT(id) ON TABLE aftercare.article TO aftercare_agent;
GRANT INSERT(id) ON TABLE aftercare.article TO aftercare_manager;

GRANT SELECT(version) ON TABLE aftercare.article TO aftercare_transfer;

GRANT SELECT(created_at) ON TABLE aftercare.article TO aftercare_transfer;

GRANT SELECT(created_by) ON TABLE aftercare.article TO aftercare_transfer;

GRANT INSERT(customer_answer),UPDATE(customer_answer) ON TABLE aftercare.article TO aftercare_agent;
GRANT INSERT(customer_answer),UPDATE(customer_answer) ON TABLE aftercare.article TO aftercare_manager;

GRANT INSERT(customer_answer_en),UPDATE(customer_answer_en) ON TABLE aftercare.article TO aftercare_agent;
GRANT INSERT(customer_answer_en),UPDATE(customer_answer_en) ON TABLE aftercare.article TO aftercare_manager;

GRANT INSERT(model_ids),UPDATE(model_ids) ON TABLE aftercare.article TO aftercare_agent;
GRANT INSERT(model_ids),UPDATE(model_ids) ON TABLE aftercare.article TO aftercare_manager;

GRANT INSERT(symptoms),UPDATE(symptoms) ON TABLE aftercare.article TO aftercare_agent;
GRANT INSERT(symptoms),UPDATE(symptoms) ON TABLE aftercare.article TO aftercare_manager;

GRANT SELECT(work_order_id) ON TABLE aftercare.article TO aftercare_transfer;
GRANT INSERT(work_order_id) ON TABLE aftercare.article TO aftercare_agent;
GRANT INSERT(work_order_id) ON TABLE aftercare.article TO aftercare_manager;

GRANT INSERT(owner_id),UPDATE(owner_id) ON TABLE aftercare.article TO aftercare_agent;
GRANT INSERT(owner_id),UPDATE(owner_id) ON TABLE aftercare.article TO aftercare_manager;

GRANT INSERT(review_on),UPDATE(review_on) ON TABLE aftercare.article TO aftercare_agent;
GRANT INSERT(review_on),UPDATE(review_on) ON TABLE aftercare.article TO aftercare_manager;
GRANT UPDATE(review_on) ON TABLE aftercare.article TO aftercare_workflow;

GRANT UPDATE(zh_at) ON TABLE aftercare.article TO aftercare_workflow;

GRANT UPDATE(en_at) ON TABLE aftercare.article TO aftercare_workflow;

REVOKE ALL ON FUNCTION aftercare.article_record(a aftercare.article, action text, from_state text, to_state text, comment text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.article_revise() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.article_revise() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.article_steps(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.article_steps(wanted uuid) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.article_steps(wanted uuid) TO aftercare_manager;

REVOKE ALL ON FUNCTION aftercare.article_translation_fits(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.article_translation_fits(wanted uuid) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.article_translation_fits(wanted uuid) TO aftercare_manager;

REVOKE ALL ON FUNCTION aftercare.article_words() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.article_words() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.audit() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.audit() TO aftercare_owner;

GRANT SELECT ON TABLE aftercare.audit_entry TO aftercare_admin;
GRANT SELECT ON TABLE aftercare.audit_entry TO aftercare_auditor;
GRANT SELECT,INSERT ON TABLE aftercare.audit_entry TO aftercare_history;
GRANT SELECT ON TABLE aftercare.audit_entry TO aftercare_due;

GRANT SELECT(id) ON TABLE aftercare.audit_entry TO aftercare_workflow;

GRANT SELECT(at) ON TABLE aftercare.audit_entry TO aftercare_workflow;

REVOKE ALL ON FUNCTION aftercare.audit_entry_text(e aftercare.audit_entry) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.before_intake(of_device uuid, of_customer uuid, at_store uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.before_intake(of_device uuid, of_customer uuid, at_store uuid) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.before_intake(of_device uuid, of_customer uuid, at_store uuid) TO aftercare_manager;

REVOKE ALL ON FUNCTION aftercare.calendar_changed() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.calendar_changed() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.calendar_of(store uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.calendar_of(store uuid) TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.calendar_of(store uuid) TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.calendar_of(store uuid) TO aftercare_search;

REVOKE ALL ON FUNCTION aftercare.call_came(typed text, store uuid, request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.call_came(typed text, store uuid, request_id uuid) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.call_came(typed text, store uuid, request_id uuid) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.call_came(typed text, store uuid, request_id uuid) TO aftercare_technician;
GRANT ALL ON FUNCTION aftercare.call_came(typed text, store uuid, request_id uuid) TO aftercare_parts;
GRANT ALL ON FUNCTION aftercare.call_came(typed text, store uuid, request_id uuid) TO aftercare_sales;

REVOKE ALL ON FUNCTION aftercare.call_mark(wanted uuid, new_state text, ticket uuid, note text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.call_mark(wanted uuid, new_state text, ticket uuid, note text) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.call_mark(wanted uuid, new_state text, ticket uuid, note text) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.call_mark(wanted uuid, new_state text, ticket uuid, note text) TO aftercare_technician;
GRANT ALL ON FUNCTION aftercare.call_mark(wanted uuid, new_state text, ticket uuid, note text) TO aftercare_parts;
GRANT ALL ON FUNCTION aftercare.call_mark(wanted uuid, new_state text, ticket uuid, note text) TO aftercare_sales;

REVOKE ALL ON FUNCTION aftercare.caller_mark_lift(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.caller_mark_lift(wanted uuid) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.caller_mark_lift(wanted uuid) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.caller_mark_lift(wanted uuid) TO aftercare_technician;
GRANT ALL ON FUNCTION aftercare.caller_mark_lift(wanted uuid) TO aftercare_parts;
GRANT ALL ON FUNCTION aftercare.caller_mark_lift(wanted uuid) TO aftercare_sales;

REVOKE ALL ON FUNCTION aftercare.caller_mark_set(of_call uuid, of_customer uuid, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.caller_mark_set(of_call uuid, of_customer uuid, reason text) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.caller_mark_set(of_call uuid, of_customer uuid, reason text) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.caller_mark_set(of_call uuid, of_customer uuid, reason text) TO aftercare_technician;
GRANT ALL ON FUNCTION aftercare.caller_mark_set(of_call uuid, of_customer uuid, reason text) TO aftercare_parts;
GRANT ALL ON FUNCTION aftercare.caller_mark_set(of_call uuid, of_customer uuid, reason text) TO aftercare_sales;

REVOKE ALL ON FUNCTION aftercare.caller_of(of_call uuid, of_customer uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.caller_of(of_call uuid, of_customer uuid) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.caller_of(of_call uuid, of_customer uuid) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.caller_of(of_call uuid, of_customer uuid) TO aftercare_technician;
GRANT ALL ON FUNCTION aftercare.caller_of(of_call uuid, of_customer uuid) TO aftercare_parts;
GRANT ALL ON FUNCTION aftercare.caller_of(of_call uuid, of_customer uuid) TO aftercare_sales;

REVOKE ALL ON FUNCTION aftercare.change_own_password(verifier text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.change_own_password(verifier text) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.change_person(who uuid, seen_version integer, name text, roles text[], store_ids uuid[], region_ids uuid[], home_store uuid, initials text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.change_person(who uuid, seen_version integer, name text, roles text[], store_ids uuid[], region_ids uuid[], home_store uuid, initials text) TO aftercare_admin;

REVOKE ALL ON FUNCTION aftercare.changes_since(horizon xid8) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.changes_since(horizon xid8) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.check_calendar() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.check_calendar_day() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.check_customer_class() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.check_customer_class() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.check_may_administer() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.check_may_erase(of_kind text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.check_may_keep_customers() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.check_note(comment text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.check_owner(person uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.check_parameter() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.check_region() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.check_store() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.check_verifier(verifier text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.clean_payload(payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.close_delivered() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.close_delivered() TO aftercare_due;

REVOKE ALL ON FUNCTION aftercare.complaint_began() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.complaint_began() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.complaint_begin() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.complaint_begin() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.complaint_clock() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.complaint_clock() TO aftercare_owner;

GRANT SELECT ON TABLE aftercare.complaint TO aftercare_agent;
GRANT SELECT ON TABLE aftercare.complaint TO aftercare_manager;
GRANT SELECT ON TABLE aftercare.complaint TO aftercare_admin;
GRANT SELECT ON TABLE aftercare.complaint TO aftercare_auditor;
GRANT SELECT ON TABLE aftercare.complaint TO aftercare_workflow;
GRANT SELECT ON TABLE aftercare.complaint TO aftercare_search;

GRANT UPDATE(state) ON TABLE aftercare.complaint TO aftercare_workflow;

GRANT UPDATE(escalated_at) ON TABLE aftercare.complaint TO aftercare_workflow;

GRANT INSERT(channel),UPDATE(channel) ON TABLE aftercare.complaint TO aftercare_agent;
GRANT INSERT(channel),UPDATE(channel) ON TABLE aftercare.complaint TO aftercare_manager;

GRANT SELECT(store_id) ON TABLE aftercare.complaint TO aftercare_transfer;
GRANT INSERT(store_id) ON TABLE aftercare.complaint TO aftercare_agent;
GRANT INSERT(store_id) ON TABLE aftercare.complaint TO aftercare_manager;

GRANT INSERT(ticket_id),UPDATE(ticket_id) ON TABLE aftercare.complaint TO aftercare_agent;
GRANT INSERT(ticket_id),UPDATE(ticket_id) ON TABLE aftercare.complaint TO aftercare_manager;

GRANT SELECT(work_order_id) ON TABLE aftercare.complaint TO aftercare_transfer;
GRANT INSERT(work_order_id),UPDATE(work_order_id) ON TABLE aftercare.complaint TO aftercare_agent;
GRANT INSERT(work_order_id),UPDATE(work_order_id) ON TABLE aftercare.complaint TO aftercare_manager;

GRANT SELECT(customer_id) ON TABLE aftercare.complaint TO aftercare_transfer;
GRANT INSERT(customer_id),UPDATE(customer_id) ON TABLE aftercare.complaint TO aftercare_agent;
GRANT INSERT(customer_id),UPDATE(customer_id) ON TABLE aftercare.complaint TO aftercare_manager;
GRANT UPDATE(customer_id) ON TABLE aftercare.complaint TO aftercare_workflow;

GRANT INSERT(complainant),UPDATE(complainant) ON TABLE aftercare.complaint TO aftercare_agent;
GRANT INSERT(complainant),UPDATE(complainant) ON TABLE aftercare.complaint TO aftercare_manager;
GRANT UPDATE(complainant) ON TABLE aftercare.complaint TO aftercare_workflow;

GRANT INSERT(severity),UPDATE(severity) ON TABLE aftercare.complaint TO aftercare_agent;
GRANT INSERT(severity),UPDATE(severity) ON TABLE aftercare.complaint TO aftercare_manager;
GRANT UPDATE(severity) ON TABLE aftercare.complaint TO aftercare_workflow;

GRANT INSERT(category),UPDATE(category) ON TABLE aftercare.complaint TO aftercare_agent;
GRANT INSERT(category),UPDATE(category) ON TABLE aftercare.complaint TO aftercare_manager;
GRANT UPDATE(category) ON TABLE aftercare.complaint TO aftercare_workflow;

GRANT INSERT(demand),UPDATE(demand) ON TABLE aftercare.complaint TO aftercare_agent;
GRANT INSERT(demand),UPDATE(demand) ON TABLE aftercare.complaint TO aftercare_manager;

GRANT INSERT(subject),UPDATE(subject) ON TABLE aftercare.complaint TO aftercare_agent;
GRANT INSERT(subject),UPDATE(subject) ON TABLE aftercare.complaint TO aftercare_manager;

GRANT INSERT(description),UPDATE(description) ON TABLE aftercare.complaint TO aftercare_agent;
GRANT INSERT(description),UPDATE(description) ON TABLE aftercare.complaint TO aftercare_manager;

GRANT UPDATE(owner_id) ON TABLE aftercare.complaint TO aftercare_workflow;

GRANT INSERT(about_staff_id),UPDATE(about_staff_id) ON TABLE aftercare.complaint TO aftercare_agent;
GRANT INSERT(about_staff_id),UPDATE(about_staff_id) ON TABLE aftercare.complaint TO aftercare_manager;

GRANT UPDATE(answer_due_at) ON TABLE aftercare.complaint TO aftercare_manager;

GRANT UPDATE(proposal) ON TABLE aftercare.complaint TO aftercare_manager;
GRANT UPDATE(proposal) ON TABLE aftercare.complaint TO aftercare_workflow;

GRANT UPDATE(answer) ON TABLE aftercare.complaint TO aftercare_manager;
GRANT UPDATE(answer) ON TABLE aftercare.complaint TO aftercare_workflow;

GRANT UPDATE(answered_at) ON TABLE aftercare.complaint TO aftercare_workflow;

GRANT UPDATE(root_cause) ON TABLE aftercare.complaint TO aftercare_manager;
GRANT UPDATE(root_cause) ON TABLE aftercare.complaint TO aftercare_workflow;

GRANT UPDATE(cause_note) ON TABLE aftercare.complaint TO aftercare_manager;

GRANT INSERT(id) ON TABLE aftercare.complaint TO aftercare_agent;
GRANT INSERT(id) ON TABLE aftercare.complaint TO aftercare_manager;

GRANT INSERT(harm),UPDATE(harm) ON TABLE aftercare.complaint TO aftercare_agent;
GRANT INSERT(harm),UPDATE(harm) ON TABLE aftercare.complaint TO aftercare_manager;

GRANT INSERT(repeated),UPDATE(repeated) ON TABLE aftercare.complaint TO aftercare_agent;
GRANT INSERT(repeated),UPDATE(repeated) ON TABLE aftercare.complaint TO aftercare_manager;

GRANT INSERT(exposed),UPDATE(exposed) ON TABLE aftercare.complaint TO aftercare_agent;
GRANT INSERT(exposed),UPDATE(exposed) ON TABLE aftercare.complaint TO aftercare_manager;

GRANT INSERT(regulator_no),UPDATE(regulator_no) ON TABLE aftercare.complaint TO aftercare_agent;
GRANT INSERT(regulator_no),UPDATE(regulator_no) ON TABLE aftercare.complaint TO aftercare_manager;

GRANT INSERT(regulator_due_on),UPDATE(regulator_due_on) ON TABLE aftercare.complaint TO aftercare_agent;
GRANT INSERT(regulator_due_on),UPDATE(regulator_due_on) ON TABLE aftercare.complaint TO aftercare_manager;

REVOKE ALL ON FUNCTION aftercare.complaint_lacks(c aftercare.complaint, needs text[], payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.complaint_move(complaint_id uuid, seen_version integer, action text, payload jsonb, request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.complaint_move(complaint_id uuid, seen_version integer, action text, payload jsonb, request_id uuid) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.complaint_move(complaint_id uuid, seen_version integer, action text, payload jsonb, request_id uuid) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.complaint_move(complaint_id uuid, seen_version integer, action text, payload jsonb, request_id uuid) TO aftercare_admin;

REVOKE ALL ON FUNCTION aftercare.complaint_note(wanted uuid, comment text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.complaint_note(wanted uuid, comment text) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.complaint_note(wanted uuid, comment text) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.complaint_note(wanted uuid, comment text) TO aftercare_admin;

REVOKE ALL ON FUNCTION aftercare.complaint_number(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.complaint_number(wanted uuid) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.complaint_number(wanted uuid) TO aftercare_manager;

REVOKE ALL ON FUNCTION aftercare.complaint_record(c aftercare.complaint, action text, from_state text, to_state text, comment text, details jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.complaint_roles(c aftercare.complaint) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.complaint_severity(harm text, repeated boolean, exposed boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.complaint_severity(harm text, repeated boolean, exposed boolean) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.complaint_steps(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.complaint_steps(wanted uuid) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.complaint_steps(wanted uuid) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.complaint_steps(wanted uuid) TO aftercare_admin;

REVOKE ALL ON FUNCTION aftercare.complaint_weigh() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.complaint_weigh() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.complaint_words() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.complaint_words() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.complaints_about_me() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.complaints_about_me() TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.complaints_about_me() TO aftercare_auditor;

GRANT SELECT ON TABLE aftercare.visit TO aftercare_staff;
GRANT SELECT,INSERT,UPDATE ON TABLE aftercare.visit TO aftercare_workflow;
GRANT SELECT ON TABLE aftercare.visit TO aftercare_search;
GRANT SELECT ON TABLE aftercare.visit TO aftercare_due;

GRANT INSERT(kind),UPDATE(kind) ON TABLE aftercare.visit TO aftercare_agent;
GRANT INSERT(kind),UPDATE(kind) ON TABLE aftercare.visit TO aftercare_manager;

GRANT INSERT(priority),UPDATE(priority) ON TABLE aftercare.visit TO aftercare_agent;
GRANT INSERT(priority),UPDATE(priority) ON TABLE aftercare.visit TO aftercare_manager;

GRANT SELECT(store_id) ON TABLE aftercare.visit TO aftercare_transfer;
GRANT INSERT(store_id) ON TABLE aftercare.visit TO aftercare_agent;
GRANT INSERT(store_id) ON TABLE aftercare.visit TO aftercare_manager;

GRANT SELECT(work_order_id) ON TABLE aftercare.visit TO aftercare_transfer;
GRANT INSERT(work_order_id) ON TABLE aftercare.visit TO aftercare_agent;
GRANT INSERT(work_order_id) ON TABLE aftercare.visit TO aftercare_manager;

GRANT INSERT(ticket_id) ON TABLE aftercare.visit TO aftercare_agent;
GRANT INSERT(ticket_id) ON TABLE aftercare.visit TO aftercare_manager;

GRANT SELECT(customer_id) ON TABLE aftercare.visit TO aftercare_transfer;
GRANT INSERT(customer_id) ON TABLE aftercare.visit TO aftercare_agent;
GRANT INSERT(customer_id) ON TABLE aftercare.visit TO aftercare_manager;

GRANT INSERT(address_id),UPDATE(address_id) ON TABLE aftercare.visit TO aftercare_agent;
GRANT INSERT(address_id),UPDATE(address_id) ON TABLE aftercare.visit TO aftercare_manager;

GRANT SELECT(device_id) ON TABLE aftercare.visit TO aftercare_transfer;
GRANT INSERT(device_id),UPDATE(device_id) ON TABLE aftercare.visit TO aftercare_agent;
GRANT INSERT(device_id),UPDATE(device_id) ON TABLE aftercare.visit TO aftercare_manager;
GRANT UPDATE(device_id) ON TABLE aftercare.visit TO aftercare_technician;

GRANT INSERT(region_id),UPDATE(region_id) ON TABLE aftercare.visit TO aftercare_agent;
GRANT INSERT(region_id),UPDATE(region_id) ON TABLE aftercare.visit TO aftercare_manager;

GRANT INSERT(skill),UPDATE(skill) ON TABLE aftercare.visit TO aftercare_agent;
GRANT INSERT(skill),UPDATE(skill) ON TABLE aftercare.visit TO aftercare_manager;

GRANT INSERT(subject),UPDATE(subject) ON TABLE aftercare.visit TO aftercare_agent;
GRANT INSERT(subject),UPDATE(subject) ON TABLE aftercare.visit TO aftercare_manager;

GRANT INSERT(instructions),UPDATE(instructions) ON TABLE aftercare.visit TO aftercare_agent;
GRANT INSERT(instructions),UPDATE(instructions) ON TABLE aftercare.visit TO aftercare_manager;

GRANT INSERT(contact_name),UPDATE(contact_name) ON TABLE aftercare.visit TO aftercare_agent;
GRANT INSERT(contact_name),UPDATE(contact_name) ON TABLE aftercare.visit TO aftercare_manager;

GRANT INSERT(wish),UPDATE(wish) ON TABLE aftercare.visit TO aftercare_agent;
GRANT INSERT(wish),UPDATE(wish) ON TABLE aftercare.visit TO aftercare_manager;

GRANT INSERT(minutes),UPDATE(minutes) ON TABLE aftercare.visit TO aftercare_agent;
GRANT INSERT(minutes),UPDATE(minutes) ON TABLE aftercare.visit TO aftercare_manager;

GRANT INSERT(due_at),UPDATE(due_at) ON TABLE aftercare.visit TO aftercare_agent;
GRANT INSERT(due_at),UPDATE(due_at) ON TABLE aftercare.visit TO aftercare_manager;

GRANT UPDATE(findings) ON TABLE aftercare.visit TO aftercare_agent;
GRANT UPDATE(findings) ON TABLE aftercare.visit TO aftercare_manager;
GRANT UPDATE(findings) ON TABLE aftercare.visit TO aftercare_technician;

GRANT UPDATE(work_done) ON TABLE aftercare.visit TO aftercare_agent;
GRANT UPDATE(work_done) ON TABLE aftercare.visit TO aftercare_manager;
GRANT UPDATE(work_done) ON TABLE aftercare.visit TO aftercare_technician;

GRANT UPDATE(advice) ON TABLE aftercare.visit TO aftercare_agent;
GRANT UPDATE(advice) ON TABLE aftercare.visit TO aftercare_manager;
GRANT UPDATE(advice) ON TABLE aftercare.visit TO aftercare_technician;

GRANT UPDATE(vehicle) ON TABLE aftercare.visit TO aftercare_agent;
GRANT UPDATE(vehicle) ON TABLE aftercare.visit TO aftercare_manager;
GRANT UPDATE(vehicle) ON TABLE aftercare.visit TO aftercare_technician;

GRANT UPDATE(driver) ON TABLE aftercare.visit TO aftercare_agent;
GRANT UPDATE(driver) ON TABLE aftercare.visit TO aftercare_manager;
GRANT UPDATE(driver) ON TABLE aftercare.visit TO aftercare_technician;

GRANT UPDATE(odometer_out) ON TABLE aftercare.visit TO aftercare_agent;
GRANT UPDATE(odometer_out) ON TABLE aftercare.visit TO aftercare_manager;
GRANT UPDATE(odometer_out) ON TABLE aftercare.visit TO aftercare_technician;

GRANT UPDATE(odometer_back) ON TABLE aftercare.visit TO aftercare_agent;
GRANT UPDATE(odometer_back) ON TABLE aftercare.visit TO aftercare_manager;
GRANT UPDATE(odometer_back) ON TABLE aftercare.visit TO aftercare_technician;

GRANT INSERT(id) ON TABLE aftercare.visit TO aftercare_agent;
GRANT INSERT(id) ON TABLE aftercare.visit TO aftercare_manager;

REVOKE ALL ON FUNCTION aftercare.conflicts_of(v aftercare.visit, person uuid, begins timestamp with time zone, ends timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.consent_record(consent_id uuid, order_id uuid, quote_id uuid, answer text, who text, how text, amount numeric, contact_masked text, comment text, workstation text, request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.consent_record(consent_id uuid, order_id uuid, quote_id uuid, answer text, who text, how text, amount numeric, contact_masked text, comment text, workstation text, request_id uuid) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.consent_record(consent_id uuid, order_id uuid, quote_id uuid, answer text, who text, how text, amount numeric, contact_masked text, comment text, workstation text, request_id uuid) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.consent_record(consent_id uuid, order_id uuid, quote_id uuid, answer text, who text, how text, amount numeric, contact_masked text, comment text, workstation text, request_id uuid) TO aftercare_technician;

REVOKE ALL ON FUNCTION aftercare.count_alone() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.count_alone() TO aftercare_search;

REVOKE ALL ON FUNCTION aftercare.count_event() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.count_event() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.count_lines(order_id uuid, unused jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.count_looks(of_kind text, parameter text, otherwise integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.create_person(staff_id uuid, login text, name text, verifier text, roles text[], store_ids uuid[], region_ids uuid[], home_store uuid, must_change boolean, initials text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.create_person(staff_id uuid, login text, name text, verifier text, roles text[], store_ids uuid[], region_ids uuid[], home_store uuid, must_change boolean, initials text) TO aftercare_admin;

REVOKE ALL ON FUNCTION aftercare.custody_action(state text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.custody_after(o aftercare.work_order, wanted text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.customer_family(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.customer_family(wanted uuid) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.customers_alike(of_name text, of_phone text, but uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.customers_alike(of_name text, of_phone text, but uuid) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.customers_by_phone(typed text, cap integer) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.customers_by_phone(typed text, cap integer) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.desk_number(prefix text, day date, n bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.disable_person(who uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.disable_person(who uuid) TO aftercare_admin;

REVOKE ALL ON FUNCTION aftercare.due_close_orders() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.due_end_idle_transactions() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.due_fold_figures() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.due_forget_callers() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.due_forget_refused_rows() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.due_jobs() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.due_jobs() TO aftercare_jobs;

REVOKE ALL ON FUNCTION aftercare.due_missed_calls() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.due_propose_retention() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.due_prune_changes() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.due_prune_requests() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.due_seal_audit() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.due_service_clock() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.enable_person(who uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.enable_person(who uuid) TO aftercare_admin;

REVOKE ALL ON FUNCTION aftercare.erase_customer(wanted uuid, seen_version integer, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.erase_customer(wanted uuid, seen_version integer, why text) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.erase_customer(wanted uuid, seen_version integer, why text) TO aftercare_manager;

REVOKE ALL ON FUNCTION aftercare.event_correct(event_id uuid, effective_at timestamp with time zone, comment text, workstation text, request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.event_correct(event_id uuid, effective_at timestamp with time zone, comment text, workstation text, request_id uuid) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.export_room() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.export_room() TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.export_room() TO aftercare_manager;

REVOKE ALL ON FUNCTION aftercare.figure_scopes(stores uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.fill_attachment() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.fill_attachment() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.fill_contact() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.fill_contact() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.fill_customer() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.fill_customer() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.fill_customer_address() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.fill_customer_address() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.fill_device() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.fill_device() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.fill_device_number() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.fill_device_number() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.fill_order_line() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.fill_order_line() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.fill_order_store() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.fill_order_store() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.fill_phone_call() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.fill_phone_call() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.fill_product_model() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.fill_product_model() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.fill_visit_check() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.fill_visit_check() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.fill_visit_store() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.fill_visit_store() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.first_result(request_id uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.follow_device_owner() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.follow_device_owner() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.guard_agreed(o aftercare.work_order, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.guard_balance(o aftercare.work_order, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.guard_barrier(o aftercare.work_order, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.guard_cancel_reason(o aftercare.work_order, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.guard_collector(o aftercare.work_order, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.guard_consent(o aftercare.work_order, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.guard_depot(o aftercare.work_order, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.guard_device_here(o aftercare.work_order, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.guard_diagnosis(o aftercare.work_order, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.guard_outcome(o aftercare.work_order, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.guard_own_store(o aftercare.work_order, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.guard_paid(o aftercare.work_order, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.guard_parts_known(o aftercare.work_order, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.guard_parts_settled(o aftercare.work_order, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.guard_priced(o aftercare.work_order, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.guard_quote_approved(o aftercare.work_order, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.guard_quote_open(o aftercare.work_order, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.guard_reason(o aftercare.work_order, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.guard_refusal(o aftercare.work_order, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.guard_shelf(o aftercare.work_order, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.guard_technician(o aftercare.work_order, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.guard_tested(o aftercare.work_order, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.guard_unclaimed(o aftercare.work_order, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.has_work_under_way(of_customer uuid, of_device uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.i_am(VARIADIC roles text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.i_am(VARIADIC roles text[]) TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.i_am(VARIADIC roles text[]) TO aftercare_history;
GRANT ALL ON FUNCTION aftercare.i_am(VARIADIC roles text[]) TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.i_am(VARIADIC roles text[]) TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.i_am(VARIADIC roles text[]) TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.i_am(VARIADIC roles text[]) TO aftercare_accounts;
GRANT ALL ON FUNCTION aftercare.i_am(VARIADIC roles text[]) TO aftercare_transfer;
GRANT ALL ON FUNCTION aftercare.i_am(VARIADIC roles text[]) TO aftercare_owner;
GRANT ALL ON FUNCTION aftercare.i_am(VARIADIC roles text[]) TO aftercare_jobs;

REVOKE ALL ON FUNCTION aftercare.i_am_active() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.i_am_active() TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.i_am_active() TO aftercare_history;
GRANT ALL ON FUNCTION aftercare.i_am_active() TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.i_am_active() TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.i_am_active() TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.i_am_active() TO aftercare_accounts;
GRANT ALL ON FUNCTION aftercare.i_am_active() TO aftercare_transfer;
GRANT ALL ON FUNCTION aftercare.i_am_active() TO aftercare_owner;
GRANT ALL ON FUNCTION aftercare.i_am_active() TO aftercare_jobs;

REVOKE ALL ON FUNCTION aftercare.i_may_export_personal() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.i_see_all_customers() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.i_see_all_customers() TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.i_see_all_customers() TO aftercare_workflow;

REVOKE ALL ON FUNCTION aftercare.i_see_customer(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.i_see_customer(wanted uuid) TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.i_see_customer(wanted uuid) TO aftercare_workflow;

REVOKE ALL ON FUNCTION aftercare.import_finish(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.import_finish(wanted uuid) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.import_finish(wanted uuid) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.import_finish(wanted uuid) TO aftercare_agent;

REVOKE ALL ON FUNCTION aftercare.import_first_rows() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.import_history(rows jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.import_history(rows jsonb) TO aftercare_admin;

GRANT SELECT ON TABLE aftercare.import_batch TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.import_batch TO aftercare_transfer;
GRANT SELECT ON TABLE aftercare.import_batch TO aftercare_due;

GRANT INSERT(kind) ON TABLE aftercare.import_batch TO aftercare_admin;
GRANT INSERT(kind) ON TABLE aftercare.import_batch TO aftercare_manager;
GRANT INSERT(kind) ON TABLE aftercare.import_batch TO aftercare_agent;

GRANT UPDATE(state) ON TABLE aftercare.import_batch TO aftercare_transfer;

GRANT INSERT(file_name) ON TABLE aftercare.import_batch TO aftercare_admin;
GRANT INSERT(file_name) ON TABLE aftercare.import_batch TO aftercare_manager;
GRANT INSERT(file_name) ON TABLE aftercare.import_batch TO aftercare_agent;

GRANT INSERT(file_sha256) ON TABLE aftercare.import_batch TO aftercare_admin;
GRANT INSERT(file_sha256) ON TABLE aftercare.import_batch TO aftercare_manager;
GRANT INSERT(file_sha256) ON TABLE aftercare.import_batch TO aftercare_agent;

GRANT INSERT(mapping) ON TABLE aftercare.import_batch TO aftercare_admin;
GRANT INSERT(mapping) ON TABLE aftercare.import_batch TO aftercare_manager;
GRANT INSERT(mapping) ON TABLE aftercare.import_batch TO aftercare_agent;

GRANT UPDATE(rows_added) ON TABLE aftercare.import_batch TO aftercare_transfer;

GRANT UPDATE(rows_kept) ON TABLE aftercare.import_batch TO aftercare_transfer;

GRANT UPDATE(rows_failed) ON TABLE aftercare.import_batch TO aftercare_transfer;

GRANT UPDATE(last_line) ON TABLE aftercare.import_batch TO aftercare_transfer;

GRANT UPDATE(finished_at) ON TABLE aftercare.import_batch TO aftercare_transfer;

GRANT UPDATE(undone_at) ON TABLE aftercare.import_batch TO aftercare_transfer;

GRANT UPDATE(undone_by) ON TABLE aftercare.import_batch TO aftercare_transfer;

GRANT INSERT(id) ON TABLE aftercare.import_batch TO aftercare_admin;
GRANT INSERT(id) ON TABLE aftercare.import_batch TO aftercare_manager;
GRANT INSERT(id) ON TABLE aftercare.import_batch TO aftercare_agent;

REVOKE ALL ON FUNCTION aftercare.import_locked(wanted uuid, own_only boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.import_note(wanted uuid, through integer, entries jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.import_note(wanted uuid, through integer, entries jsonb) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.import_note(wanted uuid, through integer, entries jsonb) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.import_note(wanted uuid, through integer, entries jsonb) TO aftercare_agent;

REVOKE ALL ON FUNCTION aftercare.import_open_rejected(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.import_open_rejected(wanted uuid) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.import_open_rejected(wanted uuid) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.import_open_rejected(wanted uuid) TO aftercare_agent;

REVOKE ALL ON FUNCTION aftercare.import_rejected(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.import_rejected(wanted uuid) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.import_rejected(wanted uuid) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.import_rejected(wanted uuid) TO aftercare_agent;

REVOKE ALL ON FUNCTION aftercare.import_remove(batch uuid, t text, ids uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.import_tables() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.import_touched(wanted uuid, after integer, through integer, most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.import_touched(wanted uuid, after integer, through integer, most integer) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.import_touched(wanted uuid, after integer, through integer, most integer) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.import_touched(wanted uuid, after integer, through integer, most integer) TO aftercare_agent;

REVOKE ALL ON FUNCTION aftercare.import_undo(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.import_undo(wanted uuid) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.import_undo(wanted uuid) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.import_undo(wanted uuid) TO aftercare_agent;

REVOKE ALL ON FUNCTION aftercare.import_undo_step(wanted uuid, most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.import_undo_step(wanted uuid, most integer) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.import_undo_step(wanted uuid, most integer) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.import_undo_step(wanted uuid, most integer) TO aftercare_agent;

REVOKE ALL ON FUNCTION aftercare.in_code_list(list_name text, wanted text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.in_stores(asked tsquery, stores uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.intake_lacks(wanted jsonb, index integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.intake_open(intake jsonb, orders jsonb, request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.intake_open(intake jsonb, orders jsonb, request_id uuid) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.intake_open(intake jsonb, orders jsonb, request_id uuid) TO aftercare_manager;

REVOKE ALL ON FUNCTION aftercare.is_blank(typed text) FROM PUBLIC;

GRANT SELECT ON TABLE aftercare.staff TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.staff TO aftercare_identity;
GRANT SELECT ON TABLE aftercare.staff TO aftercare_workflow;
GRANT SELECT ON TABLE aftercare.staff TO aftercare_due;
GRANT SELECT ON TABLE aftercare.staff TO aftercare_accounts;

GRANT INSERT(login) ON TABLE aftercare.staff TO aftercare_accounts;

GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.staff TO aftercare_accounts;

GRANT SELECT(store_id) ON TABLE aftercare.staff TO aftercare_transfer;
GRANT INSERT(store_id),UPDATE(store_id) ON TABLE aftercare.staff TO aftercare_accounts;

GRANT UPDATE(active) ON TABLE aftercare.staff TO aftercare_accounts;

GRANT INSERT(must_change_password),UPDATE(must_change_password) ON TABLE aftercare.staff TO aftercare_accounts;

GRANT INSERT(initials),UPDATE(initials) ON TABLE aftercare.staff TO aftercare_accounts;

GRANT INSERT(roles),UPDATE(roles) ON TABLE aftercare.staff TO aftercare_accounts;

GRANT INSERT(password_at),UPDATE(password_at) ON TABLE aftercare.staff TO aftercare_accounts;

GRANT INSERT(id) ON TABLE aftercare.staff TO aftercare_accounts;

REVOKE ALL ON FUNCTION aftercare.keep_an_admin(p aftercare.staff, stays boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.keep_result(request_id uuid, result jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.lack(code text, field text, vals jsonb, asked boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.lacking(o aftercare.work_order, guards text[], payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.line_settles() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.line_settles() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.lock_order(order_id uuid, seen integer, VARIADIC roles text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.lock_visit(visit_id uuid, seen integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.login_name() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.login_name() TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.login_name() TO aftercare_customer;
GRANT ALL ON FUNCTION aftercare.login_name() TO aftercare_identity;
GRANT ALL ON FUNCTION aftercare.login_name() TO aftercare_history;
GRANT ALL ON FUNCTION aftercare.login_name() TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.login_name() TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.login_name() TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.login_name() TO aftercare_accounts;
GRANT ALL ON FUNCTION aftercare.login_name() TO aftercare_transfer;
GRANT ALL ON FUNCTION aftercare.login_name() TO aftercare_jobs;

REVOKE ALL ON FUNCTION aftercare.look_volume(hours integer) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.look_volume(hours integer) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.look_volume(hours integer) TO aftercare_auditor;

REVOKE ALL ON FUNCTION aftercare.lookup_is_open(wanted text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.lookup_is_open(wanted text) TO aftercare_workflow;

REVOKE ALL ON FUNCTION aftercare.mask_address(address text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.mask_address(address text) TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.mask_address(address text) TO aftercare_identity;
GRANT ALL ON FUNCTION aftercare.mask_address(address text) TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.mask_address(address text) TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.mask_address(address text) TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.mask_address(address text) TO aftercare_transfer;

REVOKE ALL ON FUNCTION aftercare.mask_email(email text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.mask_email(email text) TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.mask_email(email text) TO aftercare_identity;
GRANT ALL ON FUNCTION aftercare.mask_email(email text) TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.mask_email(email text) TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.mask_email(email text) TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.mask_email(email text) TO aftercare_transfer;

REVOKE ALL ON FUNCTION aftercare.mask_phone(key text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.mask_phone(key text) TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.mask_phone(key text) TO aftercare_identity;
GRANT ALL ON FUNCTION aftercare.mask_phone(key text) TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.mask_phone(key text) TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.mask_phone(key text) TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.mask_phone(key text) TO aftercare_transfer;

REVOKE ALL ON FUNCTION aftercare.may_act_on(o aftercare.work_order, wanted text, action text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.may_be_sent(person uuid, kind text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.may_change_ticket(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.may_change_ticket(wanted uuid) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.may_change_ticket(wanted uuid) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.may_change_ticket(wanted uuid) TO aftercare_technician;
GRANT ALL ON FUNCTION aftercare.may_change_ticket(wanted uuid) TO aftercare_parts;
GRANT ALL ON FUNCTION aftercare.may_change_ticket(wanted uuid) TO aftercare_sales;

REVOKE ALL ON FUNCTION aftercare.may_work_on(o aftercare.work_order, VARIADIC roles text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.merge_customers(kept uuid, gone uuid, kept_version integer, gone_version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.merge_customers(kept uuid, gone uuid, kept_version integer, gone_version integer) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.merge_customers(kept uuid, gone uuid, kept_version integer, gone_version integer) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.merge_customers(kept uuid, gone uuid, kept_version integer, gone_version integer) TO aftercare_agent;

REVOKE ALL ON FUNCTION aftercare.merge_product_models(kept uuid, gone uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.merge_product_models(kept uuid, gone uuid) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.merge_product_models(kept uuid, gone uuid) TO aftercare_manager;

REVOKE ALL ON FUNCTION aftercare.merkle_root(leaves bytea[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.minutes_a_day(person uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.model_title(brand text, name text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.model_title(brand text, name text) TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.model_title(brand text, name text) TO aftercare_identity;
GRANT ALL ON FUNCTION aftercare.model_title(brand text, name text) TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.model_title(brand text, name text) TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.model_title(brand text, name text) TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.model_title(brand text, name text) TO aftercare_transfer;

REVOKE ALL ON FUNCTION aftercare.money_of(n aftercare.work_order, OUT due numeric, OUT paid numeric, OUT state text) FROM PUBLIC;

GRANT SELECT,INSERT,UPDATE ON TABLE aftercare.phone_call TO aftercare_workflow;
GRANT SELECT ON TABLE aftercare.phone_call TO aftercare_search;

GRANT SELECT(store_id) ON TABLE aftercare.phone_call TO aftercare_transfer;
GRANT SELECT(store_id) ON TABLE aftercare.phone_call TO aftercare_staff;

GRANT SELECT(came_at) ON TABLE aftercare.phone_call TO aftercare_staff;
GRANT SELECT(came_at) ON TABLE aftercare.phone_call TO aftercare_due;

GRANT SELECT(phone),UPDATE(phone) ON TABLE aftercare.phone_call TO aftercare_due;

GRANT SELECT(phone_masked) ON TABLE aftercare.phone_call TO aftercare_staff;

GRANT SELECT(phone_last4) ON TABLE aftercare.phone_call TO aftercare_staff;

GRANT SELECT(customer_id) ON TABLE aftercare.phone_call TO aftercare_transfer;
GRANT SELECT(customer_id) ON TABLE aftercare.phone_call TO aftercare_staff;

GRANT SELECT(contact_name) ON TABLE aftercare.phone_call TO aftercare_staff;
GRANT UPDATE(contact_name) ON TABLE aftercare.phone_call TO aftercare_due;

GRANT SELECT(state) ON TABLE aftercare.phone_call TO aftercare_staff;
GRANT SELECT(state),UPDATE(state) ON TABLE aftercare.phone_call TO aftercare_due;

GRANT SELECT(taken_by_id) ON TABLE aftercare.phone_call TO aftercare_staff;

GRANT SELECT(handled_at) ON TABLE aftercare.phone_call TO aftercare_staff;

GRANT SELECT(missed_at) ON TABLE aftercare.phone_call TO aftercare_staff;
GRANT UPDATE(missed_at) ON TABLE aftercare.phone_call TO aftercare_due;

GRANT SELECT(ticket_id) ON TABLE aftercare.phone_call TO aftercare_staff;

GRANT SELECT(note) ON TABLE aftercare.phone_call TO aftercare_staff;
GRANT UPDATE(note) ON TABLE aftercare.phone_call TO aftercare_due;

GRANT SELECT(id) ON TABLE aftercare.phone_call TO aftercare_staff;
GRANT SELECT(id) ON TABLE aftercare.phone_call TO aftercare_due;

GRANT SELECT(version) ON TABLE aftercare.phone_call TO aftercare_staff;

GRANT SELECT(created_at) ON TABLE aftercare.phone_call TO aftercare_staff;

GRANT SELECT(created_by) ON TABLE aftercare.phone_call TO aftercare_staff;

GRANT SELECT(updated_at) ON TABLE aftercare.phone_call TO aftercare_staff;

GRANT SELECT(updated_by) ON TABLE aftercare.phone_call TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.my_call(wanted uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.my_colleague_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.my_colleague_ids() TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.my_complaint_store_ids() FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.my_job_customer_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.my_job_customer_ids() TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.my_job_customer_ids() TO aftercare_workflow;

REVOKE ALL ON FUNCTION aftercare.my_job_device_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.my_job_device_ids() TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.my_job_device_ids() TO aftercare_workflow;

REVOKE ALL ON FUNCTION aftercare.my_managed_staff_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.my_managed_staff_ids() TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.my_managed_store_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.my_managed_store_ids() TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.my_managed_store_ids() TO aftercare_history;
GRANT ALL ON FUNCTION aftercare.my_managed_store_ids() TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.my_managed_store_ids() TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.my_managed_store_ids() TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.my_managed_store_ids() TO aftercare_accounts;
GRANT ALL ON FUNCTION aftercare.my_managed_store_ids() TO aftercare_transfer;
GRANT ALL ON FUNCTION aftercare.my_managed_store_ids() TO aftercare_owner;
GRANT ALL ON FUNCTION aftercare.my_managed_store_ids() TO aftercare_jobs;

REVOKE ALL ON FUNCTION aftercare.my_staff_id() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.my_staff_id() TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.my_staff_id() TO aftercare_history;
GRANT ALL ON FUNCTION aftercare.my_staff_id() TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.my_staff_id() TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.my_staff_id() TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.my_staff_id() TO aftercare_accounts;
GRANT ALL ON FUNCTION aftercare.my_staff_id() TO aftercare_transfer;
GRANT ALL ON FUNCTION aftercare.my_staff_id() TO aftercare_owner;
GRANT ALL ON FUNCTION aftercare.my_staff_id() TO aftercare_jobs;

REVOKE ALL ON FUNCTION aftercare.my_store_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.my_store_ids() TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.my_store_ids() TO aftercare_history;
GRANT ALL ON FUNCTION aftercare.my_store_ids() TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.my_store_ids() TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.my_store_ids() TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.my_store_ids() TO aftercare_accounts;
GRANT ALL ON FUNCTION aftercare.my_store_ids() TO aftercare_transfer;
GRANT ALL ON FUNCTION aftercare.my_store_ids() TO aftercare_owner;
GRANT ALL ON FUNCTION aftercare.my_store_ids() TO aftercare_jobs;

REVOKE ALL ON FUNCTION aftercare.my_visible_store_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.my_visible_store_ids() TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.my_visible_store_ids() TO aftercare_history;
GRANT ALL ON FUNCTION aftercare.my_visible_store_ids() TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.my_visible_store_ids() TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.my_visible_store_ids() TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.my_visible_store_ids() TO aftercare_accounts;
GRANT ALL ON FUNCTION aftercare.my_visible_store_ids() TO aftercare_transfer;
GRANT ALL ON FUNCTION aftercare.my_visible_store_ids() TO aftercare_owner;
GRANT ALL ON FUNCTION aftercare.my_visible_store_ids() TO aftercare_jobs;

REVOKE ALL ON FUNCTION aftercare.next_number(prefix text, sequence regclass, day date) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.next_receipt(store uuid, day date) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.note_backup(began timestamp with time zone, of_rows bigint, fault text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.note_backup(began timestamp with time zone, of_rows bigint, fault text) TO aftercare_backup;

REVOKE ALL ON FUNCTION aftercare.note_change() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.note_change() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.open_export(wanted uuid[], why text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.open_export(wanted uuid[], why text) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.open_export(wanted uuid[], why text) TO aftercare_manager;

REVOKE ALL ON FUNCTION aftercare.open_lookup(typed text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.open_lookup(typed text) TO aftercare_staff;

GRANT SELECT ON TABLE aftercare.intake TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.intake TO aftercare_search;
GRANT SELECT ON TABLE aftercare.intake TO aftercare_due;
GRANT SELECT,INSERT,UPDATE ON TABLE aftercare.intake TO aftercare_workflow;

GRANT SELECT(customer_id) ON TABLE aftercare.intake TO aftercare_transfer;

GRANT SELECT(store_id) ON TABLE aftercare.intake TO aftercare_transfer;

GRANT UPDATE(brought_by) ON TABLE aftercare.intake TO aftercare_agent;
GRANT UPDATE(brought_by) ON TABLE aftercare.intake TO aftercare_manager;

GRANT UPDATE(note) ON TABLE aftercare.intake TO aftercare_agent;
GRANT UPDATE(note) ON TABLE aftercare.intake TO aftercare_manager;

REVOKE ALL ON FUNCTION aftercare.open_order(wanted jsonb, i aftercare.intake) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.open_orders(today date, stores uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.open_orders(today date, stores uuid[]) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.open_orders(today date, stores uuid[]) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.open_orders(today date, stores uuid[]) TO aftercare_auditor;
GRANT ALL ON FUNCTION aftercare.open_orders(today date, stores uuid[]) TO aftercare_finance;

REVOKE ALL ON FUNCTION aftercare.open_person_export(wanted uuid, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.open_person_export(wanted uuid, why text) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.open_person_export(wanted uuid, why text) TO aftercare_manager;

REVOKE ALL ON FUNCTION aftercare.open_reveal(of_table text, wanted uuid, of_column text, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.open_reveal(of_table text, wanted uuid, of_column text, why text) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.order_clock() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.order_clock() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.order_correct(order_id uuid, seen_version integer, vals jsonb, comment text, workstation text, request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.order_correct(order_id uuid, seen_version integer, vals jsonb, comment text, workstation text, request_id uuid) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.order_cover(verdict text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.order_cover(order_id uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.order_figures(since date, until date, stores uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.order_figures(since date, until date, stores uuid[]) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.order_figures(since date, until date, stores uuid[]) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.order_figures(since date, until date, stores uuid[]) TO aftercare_auditor;
GRANT ALL ON FUNCTION aftercare.order_figures(since date, until date, stores uuid[]) TO aftercare_finance;

REVOKE ALL ON FUNCTION aftercare.order_hand_over(order_id uuid, seen_version integer, action text, money jsonb, payload jsonb, request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.order_hand_over(order_id uuid, seen_version integer, action text, money jsonb, payload jsonb, request_id uuid) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.order_hidden(order_id uuid, OUT pickup_code text, OUT unlock_code_kept boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.order_hidden(order_id uuid, OUT pickup_code text, OUT unlock_code_kept boolean) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.order_note(order_id uuid, comment text, public boolean, method text, workstation text, request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.order_note(order_id uuid, comment text, public boolean, method text, workstation text, request_id uuid) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.order_promise(order_id uuid, seen_version integer, promised_at timestamp with time zone, comment text, workstation text, request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.order_promise(order_id uuid, seen_version integer, promised_at timestamp with time zone, comment text, workstation text, request_id uuid) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.order_result(n aftercare.work_order) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.order_tokens(o aftercare.work_order) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.order_told(order_id uuid, reached boolean, method text, about text, comment text, workstation text, request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.order_told(order_id uuid, reached boolean, method text, about text, comment text, workstation text, request_id uuid) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.order_turn(work_state text, custody_state text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.order_words() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.order_words() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.overdue_records(kind text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.overdue_records(kind text) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.parameter_value(wanted text, otherwise text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.parameter_value(wanted text, otherwise text) TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.parameter_value(wanted text, otherwise text) TO aftercare_history;
GRANT ALL ON FUNCTION aftercare.parameter_value(wanted text, otherwise text) TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.parameter_value(wanted text, otherwise text) TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.parameter_value(wanted text, otherwise text) TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.parameter_value(wanted text, otherwise text) TO aftercare_accounts;
GRANT ALL ON FUNCTION aftercare.parameter_value(wanted text, otherwise text) TO aftercare_transfer;
GRANT ALL ON FUNCTION aftercare.parameter_value(wanted text, otherwise text) TO aftercare_owner;
GRANT ALL ON FUNCTION aftercare.parameter_value(wanted text, otherwise text) TO aftercare_jobs;

REVOKE ALL ON FUNCTION aftercare.payment_reverse(reversal_id uuid, payment_id uuid, comment text, workstation text, request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.payment_reverse(reversal_id uuid, payment_id uuid, comment text, workstation text, request_id uuid) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.payment_reverse(reversal_id uuid, payment_id uuid, comment text, workstation text, request_id uuid) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.payment_reverse(reversal_id uuid, payment_id uuid, comment text, workstation text, request_id uuid) TO aftercare_finance;

REVOKE ALL ON FUNCTION aftercare.payment_settles() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.payment_settles() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.payment_take(payment_id uuid, order_id uuid, kind text, method text, amount numeric, reference text, comment text, workstation text, request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.payment_take(payment_id uuid, order_id uuid, kind text, method text, amount numeric, reference text, comment text, workstation text, request_id uuid) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.payment_take(payment_id uuid, order_id uuid, kind text, method text, amount numeric, reference text, comment text, workstation text, request_id uuid) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.payment_take(payment_id uuid, order_id uuid, kind text, method text, amount numeric, reference text, comment text, workstation text, request_id uuid) TO aftercare_finance;

REVOKE ALL ON FUNCTION aftercare.payments_take(order_id uuid, parts jsonb, total numeric, comment text, workstation text, request_id uuid, kind text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.payments_take(order_id uuid, parts jsonb, total numeric, comment text, workstation text, request_id uuid, kind text) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.payments_take(order_id uuid, parts jsonb, total numeric, comment text, workstation text, request_id uuid, kind text) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.payments_take(order_id uuid, parts jsonb, total numeric, comment text, workstation text, request_id uuid, kind text) TO aftercare_finance;

REVOKE ALL ON FUNCTION aftercare.person_record(members uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.person_record(members uuid[]) TO aftercare_search;

REVOKE ALL ON FUNCTION aftercare.phone_key(typed text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.phone_key(typed text) TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.phone_key(typed text) TO aftercare_identity;
GRANT ALL ON FUNCTION aftercare.phone_key(typed text) TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.phone_key(typed text) TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.phone_key(typed text) TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.phone_key(typed text) TO aftercare_transfer;

REVOKE ALL ON FUNCTION aftercare.planned_minutes(person uuid, day date, but uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.prefix_end(prefix text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.prefix_end(prefix text) TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.prefix_end(prefix text) TO aftercare_identity;
GRANT ALL ON FUNCTION aftercare.prefix_end(prefix text) TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.prefix_end(prefix text) TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.prefix_end(prefix text) TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.prefix_end(prefix text) TO aftercare_transfer;

REVOKE ALL ON FUNCTION aftercare.print_add(print_id uuid, record_id uuid, store uuid, number text, document text, media text, lang text, printer text, copies integer, workstation text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.print_add(print_id uuid, record_id uuid, store uuid, number text, document text, media text, lang text, printer text, copies integer, workstation text) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.probes(words text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.quote_approve(quote_id uuid, request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.quote_approve(quote_id uuid, request_id uuid) TO aftercare_manager;

REVOKE ALL ON FUNCTION aftercare.quote_offer(quote_id uuid, order_id uuid, lines uuid[], valid_until date, note text, workstation text, request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.quote_offer(quote_id uuid, order_id uuid, lines uuid[], valid_until date, note text, workstation text, request_id uuid) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.quote_offer(quote_id uuid, order_id uuid, lines uuid[], valid_until date, note text, workstation text, request_id uuid) TO aftercare_manager;

REVOKE ALL ON FUNCTION aftercare.read_export(wanted uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.read_export(wanted uuid[]) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.read_export(wanted uuid[]) TO aftercare_manager;

REVOKE ALL ON FUNCTION aftercare.read_person_export(entry bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.read_person_export(entry bigint) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.read_person_export(entry bigint) TO aftercare_manager;

REVOKE ALL ON FUNCTION aftercare.read_reveal(entry bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.read_reveal(entry bigint) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.record_event(n aftercare.work_order, axis text, action text, from_state text, to_state text, payload jsonb, public boolean, undo jsonb, effective timestamp with time zone, by_login text, corrects uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.records_due_today(kind text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.records_due_today(kind text) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.refuse(code text, field text, vals jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.refuse(code text, field text, vals jsonb) TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.refuse(code text, field text, vals jsonb) TO aftercare_customer;
GRANT ALL ON FUNCTION aftercare.refuse(code text, field text, vals jsonb) TO aftercare_identity;
GRANT ALL ON FUNCTION aftercare.refuse(code text, field text, vals jsonb) TO aftercare_history;
GRANT ALL ON FUNCTION aftercare.refuse(code text, field text, vals jsonb) TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.refuse(code text, field text, vals jsonb) TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.refuse(code text, field text, vals jsonb) TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.refuse(code text, field text, vals jsonb) TO aftercare_accounts;
GRANT ALL ON FUNCTION aftercare.refuse(code text, field text, vals jsonb) TO aftercare_transfer;
GRANT ALL ON FUNCTION aftercare.refuse(code text, field text, vals jsonb) TO aftercare_jobs;

REVOKE ALL ON FUNCTION aftercare.refuse_problems(troubles jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.region_distance(person uuid, region uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.region_path(region uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.remedy_complaint(wanted uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.remedy_decide(remedy_id uuid, seen_version integer, approve boolean, note text, request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.remedy_decide(remedy_id uuid, seen_version integer, approve boolean, note text, request_id uuid) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.remedy_decide(remedy_id uuid, seen_version integer, approve boolean, note text, request_id uuid) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.remedy_decide(remedy_id uuid, seen_version integer, approve boolean, note text, request_id uuid) TO aftercare_admin;

REVOKE ALL ON FUNCTION aftercare.remedy_documents(remedy_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.remedy_documents(remedy_id uuid) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.remedy_documents(remedy_id uuid) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.remedy_documents(remedy_id uuid) TO aftercare_admin;

REVOKE ALL ON FUNCTION aftercare.remedy_finish(remedy_id uuid, seen_version integer, document uuid, note text, request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.remedy_finish(remedy_id uuid, seen_version integer, document uuid, note text, request_id uuid) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.remedy_finish(remedy_id uuid, seen_version integer, document uuid, note text, request_id uuid) TO aftercare_manager;

REVOKE ALL ON FUNCTION aftercare.remedy_limit(roles text[]) FROM PUBLIC;

GRANT SELECT ON TABLE aftercare.complaint_remedy TO aftercare_agent;
GRANT SELECT ON TABLE aftercare.complaint_remedy TO aftercare_manager;
GRANT SELECT ON TABLE aftercare.complaint_remedy TO aftercare_admin;
GRANT SELECT ON TABLE aftercare.complaint_remedy TO aftercare_auditor;
GRANT SELECT,INSERT ON TABLE aftercare.complaint_remedy TO aftercare_workflow;

GRANT UPDATE(state) ON TABLE aftercare.complaint_remedy TO aftercare_workflow;

GRANT UPDATE(decided_by) ON TABLE aftercare.complaint_remedy TO aftercare_workflow;

GRANT UPDATE(decided_at) ON TABLE aftercare.complaint_remedy TO aftercare_workflow;

GRANT UPDATE(decision_note) ON TABLE aftercare.complaint_remedy TO aftercare_workflow;

GRANT UPDATE(done_at) ON TABLE aftercare.complaint_remedy TO aftercare_workflow;

GRANT SELECT(work_order_id) ON TABLE aftercare.complaint_remedy TO aftercare_transfer;
GRANT UPDATE(work_order_id) ON TABLE aftercare.complaint_remedy TO aftercare_workflow;

GRANT UPDATE(payment_id) ON TABLE aftercare.complaint_remedy TO aftercare_workflow;

REVOKE ALL ON FUNCTION aftercare.remedy_locked(wanted uuid, seen_version integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.remedy_papers(r aftercare.complaint_remedy, c aftercare.complaint) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.remedy_propose(remedy_id uuid, complaint_id uuid, kind text, amount numeric, note text, request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.remedy_propose(remedy_id uuid, complaint_id uuid, kind text, amount numeric, note text, request_id uuid) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.remedy_propose(remedy_id uuid, complaint_id uuid, kind text, amount numeric, note text, request_id uuid) TO aftercare_manager;

REVOKE ALL ON FUNCTION aftercare.remedy_told(c aftercare.complaint, r aftercare.complaint_remedy, comment text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.remedy_withdraw(remedy_id uuid, seen_version integer, note text, request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.remedy_withdraw(remedy_id uuid, seen_version integer, note text, request_id uuid) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.remedy_withdraw(remedy_id uuid, seen_version integer, note text, request_id uuid) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.remedy_withdraw(remedy_id uuid, seen_version integer, note text, request_id uuid) TO aftercare_admin;

REVOKE ALL ON FUNCTION aftercare.remove_customer(wanted uuid, seen_version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.remove_customer(wanted uuid, seen_version integer) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.remove_customer(wanted uuid, seen_version integer) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.remove_customer(wanted uuid, seen_version integer) TO aftercare_agent;

REVOKE ALL ON FUNCTION aftercare.remove_device(wanted uuid, seen_version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.remove_device(wanted uuid, seen_version integer) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.remove_device(wanted uuid, seen_version integer) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.remove_device(wanted uuid, seen_version integer) TO aftercare_agent;

REVOKE ALL ON FUNCTION aftercare.remove_product_model(wanted uuid, seen_version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.remove_product_model(wanted uuid, seen_version integer) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.remove_product_model(wanted uuid, seen_version integer) TO aftercare_manager;

REVOKE ALL ON FUNCTION aftercare.remove_region(wanted uuid, seen_version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.remove_region(wanted uuid, seen_version integer) TO aftercare_admin;

REVOKE ALL ON FUNCTION aftercare.reset_password(who uuid, verifier text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.reset_password(who uuid, verifier text) TO aftercare_admin;

REVOKE ALL ON FUNCTION aftercare.restore_customer(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.restore_customer(wanted uuid) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.restore_customer(wanted uuid) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.restore_customer(wanted uuid) TO aftercare_agent;

REVOKE ALL ON FUNCTION aftercare.restore_device(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.restore_device(wanted uuid) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.restore_device(wanted uuid) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.restore_device(wanted uuid) TO aftercare_agent;

REVOKE ALL ON FUNCTION aftercare.retention_before(of_kind text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.retention_due(of_kind text, cap integer) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.retention_due(of_kind text, cap integer) TO aftercare_due;

REVOKE ALL ON FUNCTION aftercare.retention_erase(of_kind text, wanted uuid[], why text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.retention_erase(of_kind text, wanted uuid[], why text) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.retention_erase(of_kind text, wanted uuid[], why text) TO aftercare_manager;

REVOKE ALL ON FUNCTION aftercare.retention_keep_until(of_kind text, wanted uuid[], until date, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.retention_keep_until(of_kind text, wanted uuid[], until date, why text) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.retention_keep_until(of_kind text, wanted uuid[], until date, why text) TO aftercare_manager;

REVOKE ALL ON FUNCTION aftercare.retention_proposals(of_kind text, cap integer) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.retention_proposals(of_kind text, cap integer) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.retention_proposals(of_kind text, cap integer) TO aftercare_manager;

REVOKE ALL ON FUNCTION aftercare.reword_orders() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.reword_orders() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.roles_of(login text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.roles_of(login text) TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.roles_of(login text) TO aftercare_history;
GRANT ALL ON FUNCTION aftercare.roles_of(login text) TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.roles_of(login text) TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.roles_of(login text) TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.roles_of(login text) TO aftercare_accounts;
GRANT ALL ON FUNCTION aftercare.roles_of(login text) TO aftercare_transfer;
GRANT ALL ON FUNCTION aftercare.roles_of(login text) TO aftercare_owner;
GRANT ALL ON FUNCTION aftercare.roles_of(login text) TO aftercare_jobs;

REVOKE ALL ON FUNCTION aftercare.run_due(only_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.run_due(only_name text) TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.run_due(only_name text) TO aftercare_jobs;

REVOKE ALL ON FUNCTION aftercare.says(payload jsonb, field text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.search_articles(typed text, words tsquery, cap integer) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.search_articles(typed text, words tsquery, cap integer) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.search_complaints(typed text, words tsquery, cap integer) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.search_complaints(typed text, words tsquery, cap integer) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.search_customers(typed text, words tsquery, cap integer) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.search_customers(typed text, words tsquery, cap integer) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.search_devices(typed text, words tsquery, cap integer) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.search_devices(typed text, words tsquery, cap integer) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.search_products(typed text, words tsquery, cap integer) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.search_products(typed text, words tsquery, cap integer) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.search_tickets(typed text, words tsquery, cap integer) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.search_tickets(typed text, words tsquery, cap integer) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.search_tokens(content text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.search_tokens(content text) TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.search_tokens(content text) TO aftercare_identity;
GRANT ALL ON FUNCTION aftercare.search_tokens(content text) TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.search_tokens(content text) TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.search_tokens(content text) TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.search_tokens(content text) TO aftercare_transfer;

REVOKE ALL ON FUNCTION aftercare.search_visits(typed text, words tsquery, cap integer) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.search_visits(typed text, words tsquery, cap integer) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.search_work_orders(typed text, words tsquery, cap integer) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.search_work_orders(typed text, words tsquery, cap integer) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.sees_order(o aftercare.work_order) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.sees_visit(v aftercare.visit) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.serial_key(typed text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.serial_key(typed text) TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.serial_key(typed text) TO aftercare_identity;
GRANT ALL ON FUNCTION aftercare.serial_key(typed text) TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.serial_key(typed text) TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.serial_key(typed text) TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.serial_key(typed text) TO aftercare_transfer;

REVOKE ALL ON FUNCTION aftercare.service_figures(since date, until date, stores uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.service_figures(since date, until date, stores uuid[]) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.service_figures(since date, until date, stores uuid[]) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.service_figures(since date, until date, stores uuid[]) TO aftercare_auditor;
GRANT ALL ON FUNCTION aftercare.service_figures(since date, until date, stores uuid[]) TO aftercare_finance;

GRANT SELECT ON TABLE aftercare.service_level TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.service_level TO aftercare_workflow;

GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.service_level TO aftercare_admin;

GRANT INSERT(name_en),UPDATE(name_en) ON TABLE aftercare.service_level TO aftercare_admin;

GRANT INSERT(subject_kind) ON TABLE aftercare.service_level TO aftercare_admin;

GRANT INSERT(target) ON TABLE aftercare.service_level TO aftercare_admin;

GRANT INSERT(record_kind),UPDATE(record_kind) ON TABLE aftercare.service_level TO aftercare_admin;

GRANT INSERT(urgency),UPDATE(urgency) ON TABLE aftercare.service_level TO aftercare_admin;

GRANT INSERT(cover),UPDATE(cover) ON TABLE aftercare.service_level TO aftercare_admin;

GRANT INSERT(minutes),UPDATE(minutes) ON TABLE aftercare.service_level TO aftercare_admin;

GRANT INSERT(clock),UPDATE(clock) ON TABLE aftercare.service_level TO aftercare_admin;

GRANT INSERT(warn_percent),UPDATE(warn_percent) ON TABLE aftercare.service_level TO aftercare_admin;

GRANT INSERT(escalate_to),UPDATE(escalate_to) ON TABLE aftercare.service_level TO aftercare_admin;

GRANT UPDATE(archived_at) ON TABLE aftercare.service_level TO aftercare_admin;

GRANT INSERT(id) ON TABLE aftercare.service_level TO aftercare_admin;

REVOKE ALL ON FUNCTION aftercare.service_level_for(subject_kind text, target text, record_kind text, urgency text, cover text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.set_desks(who uuid, store_ids uuid[], region_ids uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.set_groups(person text, wanted text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.settle_money(order_id uuid, action text, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.sla_breach(until timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.sla_breach(until timestamp with time zone) TO aftercare_due;

REVOKE ALL ON FUNCTION aftercare.sla_open(subject_kind text, subject_id uuid, store uuid, target text, record_kind text, urgency text, cover text, started timestamp with time zone, named timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.sla_pause(subject_kind text, subject_id uuid, turn text, at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.sla_reckon(until timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.sla_reckon(until timestamp with time zone) TO aftercare_due;

GRANT SELECT ON TABLE aftercare.sla_target TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.sla_target TO aftercare_search;
GRANT SELECT,INSERT,UPDATE ON TABLE aftercare.sla_target TO aftercare_workflow;

GRANT SELECT(store_id) ON TABLE aftercare.sla_target TO aftercare_transfer;

REVOKE ALL ON FUNCTION aftercare.sla_reckoned(t aftercare.sla_target) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.sla_resume(subject_kind text, subject_id uuid, at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.sla_review(subject_kind text, subject_id uuid, target text, record_kind text, urgency text, cover text, named timestamp with time zone, follow boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.sla_stop(subject_kind text, subject_id uuid, target text, how text, at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.sla_unmeet(subject_kind text, subject_id uuid, target text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.sla_warn(until timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.sla_warn(until timestamp with time zone) TO aftercare_due;

REVOKE ALL ON FUNCTION aftercare.stamp() FROM PUBLIC;

GRANT SELECT ON TABLE aftercare.work_order_event TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.work_order_event TO aftercare_due;
GRANT SELECT ON TABLE aftercare.work_order_event TO aftercare_search;
GRANT SELECT,INSERT ON TABLE aftercare.work_order_event TO aftercare_workflow;
GRANT INSERT,DELETE ON TABLE aftercare.work_order_event TO aftercare_transfer;

GRANT SELECT(work_order_id) ON TABLE aftercare.work_order_event TO aftercare_transfer;

GRANT SELECT(action) ON TABLE aftercare.work_order_event TO aftercare_transfer;

GRANT UPDATE(details) ON TABLE aftercare.work_order_event TO aftercare_workflow;

GRANT UPDATE(undo) ON TABLE aftercare.work_order_event TO aftercare_workflow;

REVOKE ALL ON FUNCTION aftercare.step_to_undo(o aftercare.work_order) FROM PUBLIC;

GRANT SELECT ON TABLE aftercare.work_order_transition TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.work_order_transition TO aftercare_workflow;
GRANT SELECT ON TABLE aftercare.work_order_transition TO aftercare_due;

REVOKE ALL ON FUNCTION aftercare.steps_of(o aftercare.work_order, wanted_axis text, wanted_action text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.store_clock(store uuid, at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.store_date(store uuid, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.store_date(store uuid, at timestamp with time zone) TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.store_date(store uuid, at timestamp with time zone) TO aftercare_history;
GRANT ALL ON FUNCTION aftercare.store_date(store uuid, at timestamp with time zone) TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.store_date(store uuid, at timestamp with time zone) TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.store_date(store uuid, at timestamp with time zone) TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.store_date(store uuid, at timestamp with time zone) TO aftercare_accounts;
GRANT ALL ON FUNCTION aftercare.store_date(store uuid, at timestamp with time zone) TO aftercare_transfer;
GRANT ALL ON FUNCTION aftercare.store_date(store uuid, at timestamp with time zone) TO aftercare_owner;
GRANT ALL ON FUNCTION aftercare.store_date(store uuid, at timestamp with time zone) TO aftercare_jobs;

REVOKE ALL ON FUNCTION aftercare.store_is_closed(store uuid, day date) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.suggest(typed text, cap integer, leave_out uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.suggest(typed text, cap integer, leave_out uuid) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.take_step(o aftercare.work_order, t aftercare.work_order_transition, payload jsonb, by_login text, effective timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.telling_words(typed text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.ticket_began() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.ticket_began() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.ticket_begin() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.ticket_begin() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.ticket_clock() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.ticket_clock() TO aftercare_owner;

GRANT SELECT ON TABLE aftercare.ticket TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.ticket TO aftercare_workflow;
GRANT SELECT ON TABLE aftercare.ticket TO aftercare_search;

GRANT INSERT(kind),UPDATE(kind) ON TABLE aftercare.ticket TO aftercare_agent;
GRANT INSERT(kind),UPDATE(kind) ON TABLE aftercare.ticket TO aftercare_manager;
GRANT INSERT(kind) ON TABLE aftercare.ticket TO aftercare_workflow;

GRANT UPDATE(state) ON TABLE aftercare.ticket TO aftercare_workflow;

GRANT INSERT(channel),UPDATE(channel) ON TABLE aftercare.ticket TO aftercare_agent;
GRANT INSERT(channel),UPDATE(channel) ON TABLE aftercare.ticket TO aftercare_manager;
GRANT INSERT(channel) ON TABLE aftercare.ticket TO aftercare_workflow;

GRANT SELECT(store_id) ON TABLE aftercare.ticket TO aftercare_transfer;
GRANT INSERT(store_id) ON TABLE aftercare.ticket TO aftercare_agent;
GRANT INSERT(store_id) ON TABLE aftercare.ticket TO aftercare_manager;
GRANT INSERT(store_id) ON TABLE aftercare.ticket TO aftercare_workflow;

GRANT SELECT(customer_id) ON TABLE aftercare.ticket TO aftercare_transfer;
GRANT INSERT(customer_id),UPDATE(customer_id) ON TABLE aftercare.ticket TO aftercare_agent;
GRANT INSERT(customer_id),UPDATE(customer_id) ON TABLE aftercare.ticket TO aftercare_manager;
GRANT INSERT(customer_id),UPDATE(customer_id) ON TABLE aftercare.ticket TO aftercare_workflow;

GRANT SELECT(device_id) ON TABLE aftercare.ticket TO aftercare_transfer;
GRANT INSERT(device_id),UPDATE(device_id) ON TABLE aftercare.ticket TO aftercare_agent;
GRANT INSERT(device_id),UPDATE(device_id) ON TABLE aftercare.ticket TO aftercare_manager;
GRANT INSERT(device_id),UPDATE(device_id) ON TABLE aftercare.ticket TO aftercare_workflow;

GRANT SELECT(work_order_id) ON TABLE aftercare.ticket TO aftercare_transfer;
GRANT INSERT(work_order_id),UPDATE(work_order_id) ON TABLE aftercare.ticket TO aftercare_agent;
GRANT INSERT(work_order_id),UPDATE(work_order_id) ON TABLE aftercare.ticket TO aftercare_manager;
GRANT INSERT(work_order_id),UPDATE(work_order_id) ON TABLE aftercare.ticket TO aftercare_workflow;

GRANT INSERT(reporter),UPDATE(reporter) ON TABLE aftercare.ticket TO aftercare_agent;
GRANT INSERT(reporter),UPDATE(reporter) ON TABLE aftercare.ticket TO aftercare_manager;
GRANT INSERT(reporter),UPDATE(reporter) ON TABLE aftercare.ticket TO aftercare_workflow;

GRANT INSERT(owner_id),UPDATE(owner_id) ON TABLE aftercare.ticket TO aftercare_workflow;

GRANT INSERT(first_asked_id) ON TABLE aftercare.ticket TO aftercare_workflow;

GRANT INSERT(category),UPDATE(category) ON TABLE aftercare.ticket TO aftercare_agent;
GRANT INSERT(category),UPDATE(category) ON TABLE aftercare.ticket TO aftercare_manager;
GRANT UPDATE(category) ON TABLE aftercare.ticket TO aftercare_technician;
GRANT UPDATE(category) ON TABLE aftercare.ticket TO aftercare_parts;
GRANT UPDATE(category) ON TABLE aftercare.ticket TO aftercare_sales;

GRANT INSERT(urgency),UPDATE(urgency) ON TABLE aftercare.ticket TO aftercare_agent;
GRANT INSERT(urgency),UPDATE(urgency) ON TABLE aftercare.ticket TO aftercare_manager;
GRANT INSERT(urgency) ON TABLE aftercare.ticket TO aftercare_workflow;

GRANT INSERT(subject),UPDATE(subject) ON TABLE aftercare.ticket TO aftercare_agent;
GRANT INSERT(subject),UPDATE(subject) ON TABLE aftercare.ticket TO aftercare_manager;
GRANT INSERT(subject) ON TABLE aftercare.ticket TO aftercare_workflow;

GRANT INSERT(description),UPDATE(description) ON TABLE aftercare.ticket TO aftercare_agent;
GRANT INSERT(description),UPDATE(description) ON TABLE aftercare.ticket TO aftercare_manager;
GRANT INSERT(description) ON TABLE aftercare.ticket TO aftercare_workflow;

GRANT INSERT(solution),UPDATE(solution) ON TABLE aftercare.ticket TO aftercare_agent;
GRANT INSERT(solution),UPDATE(solution) ON TABLE aftercare.ticket TO aftercare_manager;
GRANT UPDATE(solution) ON TABLE aftercare.ticket TO aftercare_technician;
GRANT UPDATE(solution) ON TABLE aftercare.ticket TO aftercare_parts;
GRANT UPDATE(solution) ON TABLE aftercare.ticket TO aftercare_sales;
GRANT UPDATE(solution) ON TABLE aftercare.ticket TO aftercare_workflow;

GRANT INSERT(into_knowledge),UPDATE(into_knowledge) ON TABLE aftercare.ticket TO aftercare_agent;
GRANT INSERT(into_knowledge),UPDATE(into_knowledge) ON TABLE aftercare.ticket TO aftercare_manager;
GRANT UPDATE(into_knowledge) ON TABLE aftercare.ticket TO aftercare_technician;
GRANT UPDATE(into_knowledge) ON TABLE aftercare.ticket TO aftercare_parts;
GRANT UPDATE(into_knowledge) ON TABLE aftercare.ticket TO aftercare_sales;

GRANT UPDATE(promised_at) ON TABLE aftercare.ticket TO aftercare_workflow;

GRANT INSERT(due_on),UPDATE(due_on) ON TABLE aftercare.ticket TO aftercare_agent;
GRANT INSERT(due_on),UPDATE(due_on) ON TABLE aftercare.ticket TO aftercare_manager;

GRANT UPDATE(resolved_at) ON TABLE aftercare.ticket TO aftercare_workflow;

GRANT INSERT(id) ON TABLE aftercare.ticket TO aftercare_agent;
GRANT INSERT(id) ON TABLE aftercare.ticket TO aftercare_manager;
GRANT INSERT(id) ON TABLE aftercare.ticket TO aftercare_workflow;

GRANT UPDATE(offered_to_id) ON TABLE aftercare.ticket TO aftercare_workflow;

GRANT UPDATE(escalated_to_id) ON TABLE aftercare.ticket TO aftercare_workflow;

GRANT UPDATE(merged_into_id) ON TABLE aftercare.ticket TO aftercare_workflow;

GRANT INSERT(split_from_id) ON TABLE aftercare.ticket TO aftercare_workflow;

GRANT UPDATE(offered_at) ON TABLE aftercare.ticket TO aftercare_workflow;

GRANT UPDATE(escalated_at) ON TABLE aftercare.ticket TO aftercare_workflow;

GRANT UPDATE(snoozed_until) ON TABLE aftercare.ticket TO aftercare_workflow;

GRANT INSERT(mood),UPDATE(mood) ON TABLE aftercare.ticket TO aftercare_agent;
GRANT INSERT(mood),UPDATE(mood) ON TABLE aftercare.ticket TO aftercare_manager;
GRANT UPDATE(mood) ON TABLE aftercare.ticket TO aftercare_technician;
GRANT UPDATE(mood) ON TABLE aftercare.ticket TO aftercare_parts;
GRANT UPDATE(mood) ON TABLE aftercare.ticket TO aftercare_sales;
GRANT INSERT(mood) ON TABLE aftercare.ticket TO aftercare_workflow;

REVOKE ALL ON FUNCTION aftercare.ticket_lacks(t aftercare.ticket, needs text[], payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.ticket_let_go(t aftercare.ticket, comment text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.ticket_linked() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.ticket_linked() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.ticket_move(ticket_id uuid, seen_version integer, action text, payload jsonb, request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.ticket_move(ticket_id uuid, seen_version integer, action text, payload jsonb, request_id uuid) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.ticket_move(ticket_id uuid, seen_version integer, action text, payload jsonb, request_id uuid) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.ticket_move(ticket_id uuid, seen_version integer, action text, payload jsonb, request_id uuid) TO aftercare_technician;
GRANT ALL ON FUNCTION aftercare.ticket_move(ticket_id uuid, seen_version integer, action text, payload jsonb, request_id uuid) TO aftercare_parts;
GRANT ALL ON FUNCTION aftercare.ticket_move(ticket_id uuid, seen_version integer, action text, payload jsonb, request_id uuid) TO aftercare_sales;

REVOKE ALL ON FUNCTION aftercare.ticket_note(wanted uuid, comment text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.ticket_note(wanted uuid, comment text) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.ticket_note(wanted uuid, comment text) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.ticket_note(wanted uuid, comment text) TO aftercare_technician;
GRANT ALL ON FUNCTION aftercare.ticket_note(wanted uuid, comment text) TO aftercare_parts;
GRANT ALL ON FUNCTION aftercare.ticket_note(wanted uuid, comment text) TO aftercare_sales;

REVOKE ALL ON FUNCTION aftercare.ticket_problems(t aftercare.ticket, action text, needs text[], payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.ticket_record(t aftercare.ticket, action text, from_state text, to_state text, comment text, details jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.ticket_roles(t aftercare.ticket) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.ticket_roles_for(t aftercare.ticket, action text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.ticket_snooze(wanted uuid, until timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.ticket_snooze(wanted uuid, until timestamp with time zone) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.ticket_snooze(wanted uuid, until timestamp with time zone) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.ticket_snooze(wanted uuid, until timestamp with time zone) TO aftercare_technician;
GRANT ALL ON FUNCTION aftercare.ticket_snooze(wanted uuid, until timestamp with time zone) TO aftercare_parts;
GRANT ALL ON FUNCTION aftercare.ticket_snooze(wanted uuid, until timestamp with time zone) TO aftercare_sales;

REVOKE ALL ON FUNCTION aftercare.ticket_split(t aftercare.ticket, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.ticket_step_fits(t aftercare.ticket, action text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.ticket_steps(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.ticket_steps(wanted uuid) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.ticket_steps(wanted uuid) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.ticket_steps(wanted uuid) TO aftercare_technician;
GRANT ALL ON FUNCTION aftercare.ticket_steps(wanted uuid) TO aftercare_parts;
GRANT ALL ON FUNCTION aftercare.ticket_steps(wanted uuid) TO aftercare_sales;

REVOKE ALL ON FUNCTION aftercare.ticket_take_in(t aftercare.ticket, comment text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.ticket_use_article(wanted uuid, article uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.ticket_use_article(wanted uuid, article uuid) TO aftercare_agent;
GRANT ALL ON FUNCTION aftercare.ticket_use_article(wanted uuid, article uuid) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.ticket_use_article(wanted uuid, article uuid) TO aftercare_technician;
GRANT ALL ON FUNCTION aftercare.ticket_use_article(wanted uuid, article uuid) TO aftercare_parts;
GRANT ALL ON FUNCTION aftercare.ticket_use_article(wanted uuid, article uuid) TO aftercare_sales;

REVOKE ALL ON FUNCTION aftercare.ticket_words() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.ticket_words() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.tidy_hours(hours jsonb, field text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.tidy_hours(hours jsonb, field text) TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.tidy_hours(hours jsonb, field text) TO aftercare_workflow;

REVOKE ALL ON FUNCTION aftercare.title_tokens(title text, body text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.uncollected_orders(days integer, stores uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.uncollected_orders(days integer, stores uuid[]) TO aftercare_manager;
GRANT ALL ON FUNCTION aftercare.uncollected_orders(days integer, stores uuid[]) TO aftercare_admin;
GRANT ALL ON FUNCTION aftercare.uncollected_orders(days integer, stores uuid[]) TO aftercare_auditor;
GRANT ALL ON FUNCTION aftercare.uncollected_orders(days integer, stores uuid[]) TO aftercare_finance;

REVOKE ALL ON FUNCTION aftercare.unlock_code_open(order_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.unlock_code_open(order_id uuid) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.unlock_code_read(entry bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.unlock_code_read(entry bigint) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.unlock_code_set(order_id uuid, kind text, code text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.unlock_code_set(order_id uuid, kind text, code text) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.visit_accept(visit_id uuid, seen_version integer, accepted boolean, who text, how text, note text, request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.visit_accept(visit_id uuid, seen_version integer, accepted boolean, who text, how text, note text, request_id uuid) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.visit_again(v aftercare.visit) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.visit_began() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.visit_began() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.visit_begin() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.visit_begin() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.visit_clock() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.visit_clock() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.visit_conflicts(wanted uuid, person uuid, from_at timestamp with time zone, until_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.visit_conflicts(wanted uuid, person uuid, from_at timestamp with time zone, until_at timestamp with time zone) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.visit_keep() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.visit_keep() TO aftercare_owner;

GRANT SELECT ON TABLE aftercare.visit_transition TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.visit_transition TO aftercare_workflow;

REVOKE ALL ON FUNCTION aftercare.visit_lacks(v aftercare.visit, step aftercare.visit_transition, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.visit_move(visit_id uuid, seen_version integer, action text, payload jsonb, request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.visit_move(visit_id uuid, seen_version integer, action text, payload jsonb, request_id uuid) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.visit_moves_order(v aftercare.visit, action text, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.visit_note(wanted uuid, comment text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.visit_note(wanted uuid, comment text) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.visit_planned(v aftercare.visit, payload jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.visit_record(v aftercare.visit, action text, from_state text, to_state text, comment text, details jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.visit_roles(v aftercare.visit) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.visit_steps(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.visit_steps(wanted uuid) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.visit_suggestions(wanted uuid, from_day date, cap integer) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.visit_suggestions(wanted uuid, from_day date, cap integer) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.visit_words() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.visit_words() TO aftercare_owner;

REVOKE ALL ON FUNCTION aftercare.wall_instant(wall timestamp without time zone, zone text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.warranty_by_purchase(device_id uuid, on_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.warranty_by_purchase(device_id uuid, on_day date) TO aftercare_search;

REVOKE ALL ON FUNCTION aftercare.week_of(day date) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.week_of(day date) TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.week_of(day date) TO aftercare_search;

REVOKE ALL ON FUNCTION aftercare.who_am_i() FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.who_am_i() TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.who_am_i() TO aftercare_history;
GRANT ALL ON FUNCTION aftercare.who_am_i() TO aftercare_search;
GRANT ALL ON FUNCTION aftercare.who_am_i() TO aftercare_workflow;
GRANT ALL ON FUNCTION aftercare.who_am_i() TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.who_am_i() TO aftercare_accounts;
GRANT ALL ON FUNCTION aftercare.who_am_i() TO aftercare_transfer;
GRANT ALL ON FUNCTION aftercare.who_am_i() TO aftercare_owner;
GRANT ALL ON FUNCTION aftercare.who_am_i() TO aftercare_jobs;

REVOKE ALL ON FUNCTION aftercare.work_order_may_undo(order_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.work_order_may_undo(order_id uuid) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.work_order_missing(order_id uuid, action text, axis text, payload jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.work_order_missing(order_id uuid, action text, axis text, payload jsonb) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.work_order_move(order_id uuid, seen_version integer, axis text, action text, payload jsonb, request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.work_order_move(order_id uuid, seen_version integer, axis text, action text, payload jsonb, request_id uuid) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.work_order_next_steps(order_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.work_order_next_steps(order_id uuid) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.work_order_undo(order_id uuid, seen_version integer, payload jsonb, request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.work_order_undo(order_id uuid, seen_version integer, payload jsonb, request_id uuid) TO aftercare_staff;

REVOKE ALL ON FUNCTION aftercare.working_seconds(calendar uuid, from_at timestamp with time zone, to_at timestamp with time zone, zone text) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.working_seconds(calendar uuid, from_at timestamp with time zone, to_at timestamp with time zone, zone text) TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.working_seconds(calendar uuid, from_at timestamp with time zone, to_at timestamp with time zone, zone text) TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.working_seconds(calendar uuid, from_at timestamp with time zone, to_at timestamp with time zone, zone text) TO aftercare_search;

REVOKE ALL ON FUNCTION aftercare.working_spans(calendar uuid, first date, last date, zone text) FROM PUBLIC;

REVOKE ALL ON FUNCTION aftercare.zone_of(store uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION aftercare.zone_of(store uuid) TO aftercare_staff;
GRANT ALL ON FUNCTION aftercare.zone_of(store uuid) TO aftercare_due;
GRANT ALL ON FUNCTION aftercare.zone_of(store uuid) TO aftercare_search;

GRANT SELECT ON TABLE aftercare.acceptance TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.acceptance TO aftercare_workflow;

GRANT INSERT(kind),UPDATE(kind) ON TABLE aftercare.acceptance TO aftercare_agent;
GRANT INSERT(kind),UPDATE(kind) ON TABLE aftercare.acceptance TO aftercare_manager;
GRANT INSERT(kind),UPDATE(kind) ON TABLE aftercare.acceptance TO aftercare_technician;

GRANT SELECT(store_id) ON TABLE aftercare.acceptance TO aftercare_transfer;
GRANT INSERT(store_id) ON TABLE aftercare.acceptance TO aftercare_agent;
GRANT INSERT(store_id) ON TABLE aftercare.acceptance TO aftercare_manager;
GRANT INSERT(store_id) ON TABLE aftercare.acceptance TO aftercare_technician;

GRANT INSERT(visit_id) ON TABLE aftercare.acceptance TO aftercare_agent;
GRANT INSERT(visit_id) ON TABLE aftercare.acceptance TO aftercare_manager;
GRANT INSERT(visit_id) ON TABLE aftercare.acceptance TO aftercare_technician;

GRANT SELECT(work_order_id) ON TABLE aftercare.acceptance TO aftercare_transfer;

GRANT SELECT(customer_id) ON TABLE aftercare.acceptance TO aftercare_transfer;
GRANT INSERT(customer_id) ON TABLE aftercare.acceptance TO aftercare_agent;
GRANT INSERT(customer_id) ON TABLE aftercare.acceptance TO aftercare_manager;
GRANT INSERT(customer_id) ON TABLE aftercare.acceptance TO aftercare_technician;
GRANT UPDATE(customer_id) ON TABLE aftercare.acceptance TO aftercare_workflow;

GRANT INSERT(title),UPDATE(title) ON TABLE aftercare.acceptance TO aftercare_agent;
GRANT INSERT(title),UPDATE(title) ON TABLE aftercare.acceptance TO aftercare_manager;
GRANT INSERT(title),UPDATE(title) ON TABLE aftercare.acceptance TO aftercare_technician;

GRANT INSERT(project),UPDATE(project) ON TABLE aftercare.acceptance TO aftercare_agent;
GRANT INSERT(project),UPDATE(project) ON TABLE aftercare.acceptance TO aftercare_manager;
GRANT INSERT(project),UPDATE(project) ON TABLE aftercare.acceptance TO aftercare_technician;

GRANT INSERT(place),UPDATE(place) ON TABLE aftercare.acceptance TO aftercare_agent;
GRANT INSERT(place),UPDATE(place) ON TABLE aftercare.acceptance TO aftercare_manager;
GRANT INSERT(place),UPDATE(place) ON TABLE aftercare.acceptance TO aftercare_technician;

GRANT INSERT(part),UPDATE(part) ON TABLE aftercare.acceptance TO aftercare_agent;
GRANT INSERT(part),UPDATE(part) ON TABLE aftercare.acceptance TO aftercare_manager;
GRANT INSERT(part),UPDATE(part) ON TABLE aftercare.acceptance TO aftercare_technician;

GRANT INSERT(held_at),UPDATE(held_at) ON TABLE aftercare.acceptance TO aftercare_agent;
GRANT INSERT(held_at),UPDATE(held_at) ON TABLE aftercare.acceptance TO aftercare_manager;
GRANT INSERT(held_at),UPDATE(held_at) ON TABLE aftercare.acceptance TO aftercare_technician;

GRANT INSERT(people),UPDATE(people) ON TABLE aftercare.acceptance TO aftercare_agent;
GRANT INSERT(people),UPDATE(people) ON TABLE aftercare.acceptance TO aftercare_manager;
GRANT INSERT(people),UPDATE(people) ON TABLE aftercare.acceptance TO aftercare_technician;
GRANT UPDATE(people) ON TABLE aftercare.acceptance TO aftercare_workflow;

GRANT INSERT(record),UPDATE(record) ON TABLE aftercare.acceptance TO aftercare_agent;
GRANT INSERT(record),UPDATE(record) ON TABLE aftercare.acceptance TO aftercare_manager;
GRANT INSERT(record),UPDATE(record) ON TABLE aftercare.acceptance TO aftercare_technician;

GRANT INSERT(conclusion),UPDATE(conclusion) ON TABLE aftercare.acceptance TO aftercare_agent;
GRANT INSERT(conclusion),UPDATE(conclusion) ON TABLE aftercare.acceptance TO aftercare_manager;
GRANT INSERT(conclusion),UPDATE(conclusion) ON TABLE aftercare.acceptance TO aftercare_technician;

GRANT INSERT(open_points),UPDATE(open_points) ON TABLE aftercare.acceptance TO aftercare_agent;
GRANT INSERT(open_points),UPDATE(open_points) ON TABLE aftercare.acceptance TO aftercare_manager;
GRANT INSERT(open_points),UPDATE(open_points) ON TABLE aftercare.acceptance TO aftercare_technician;

GRANT INSERT(result),UPDATE(result) ON TABLE aftercare.acceptance TO aftercare_agent;
GRANT INSERT(result),UPDATE(result) ON TABLE aftercare.acceptance TO aftercare_manager;
GRANT INSERT(result),UPDATE(result) ON TABLE aftercare.acceptance TO aftercare_technician;

GRANT UPDATE(signed_at) ON TABLE aftercare.acceptance TO aftercare_workflow;

GRANT INSERT(id) ON TABLE aftercare.acceptance TO aftercare_agent;
GRANT INSERT(id) ON TABLE aftercare.acceptance TO aftercare_manager;
GRANT INSERT(id) ON TABLE aftercare.acceptance TO aftercare_technician;

GRANT USAGE ON SEQUENCE aftercare.acceptance_number_seq TO aftercare_workflow;

GRANT SELECT ON TABLE aftercare.article_event TO aftercare_staff;
GRANT SELECT,INSERT ON TABLE aftercare.article_event TO aftercare_workflow;
GRANT DELETE ON TABLE aftercare.article_event TO aftercare_transfer;

GRANT SELECT(article_id) ON TABLE aftercare.article_event TO aftercare_transfer;

GRANT SELECT(from_state) ON TABLE aftercare.article_event TO aftercare_transfer;

GRANT SELECT ON TABLE aftercare.article_miss TO aftercare_agent;
GRANT SELECT ON TABLE aftercare.article_miss TO aftercare_manager;
GRANT SELECT ON TABLE aftercare.article_miss TO aftercare_admin;
GRANT SELECT ON TABLE aftercare.article_miss TO aftercare_auditor;
GRANT SELECT,INSERT ON TABLE aftercare.article_miss TO aftercare_workflow;

GRANT UPDATE(times) ON TABLE aftercare.article_miss TO aftercare_workflow;

GRANT UPDATE(last_at) ON TABLE aftercare.article_miss TO aftercare_workflow;

GRANT UPDATE(settled_at) ON TABLE aftercare.article_miss TO aftercare_workflow;

GRANT UPDATE(settled_by) ON TABLE aftercare.article_miss TO aftercare_workflow;

GRANT USAGE ON SEQUENCE aftercare.article_number_seq TO aftercare_workflow;

GRANT SELECT ON TABLE aftercare.article_revision TO aftercare_agent;
GRANT SELECT ON TABLE aftercare.article_revision TO aftercare_manager;
GRANT SELECT ON TABLE aftercare.article_revision TO aftercare_admin;
GRANT SELECT ON TABLE aftercare.article_revision TO aftercare_auditor;
GRANT SELECT,INSERT ON TABLE aftercare.article_revision TO aftercare_workflow;
GRANT DELETE ON TABLE aftercare.article_revision TO aftercare_transfer;

GRANT SELECT(article_id) ON TABLE aftercare.article_revision TO aftercare_transfer;

GRANT SELECT(number) ON TABLE aftercare.article_revision TO aftercare_transfer;

GRANT SELECT ON TABLE aftercare.article_transition TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.article_transition TO aftercare_workflow;

GRANT SELECT ON TABLE aftercare.article_vote TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.article_vote TO aftercare_search;

GRANT INSERT(id) ON TABLE aftercare.article_vote TO aftercare_staff;

GRANT SELECT(article_id) ON TABLE aftercare.article_vote TO aftercare_transfer;
GRANT INSERT(article_id) ON TABLE aftercare.article_vote TO aftercare_staff;

GRANT INSERT(ticket_id) ON TABLE aftercare.article_vote TO aftercare_staff;

GRANT INSERT(worked) ON TABLE aftercare.article_vote TO aftercare_staff;

GRANT INSERT(login) ON TABLE aftercare.article_vote TO aftercare_staff;

GRANT SELECT ON TABLE aftercare.attachment TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.attachment TO aftercare_workflow;
GRANT SELECT ON TABLE aftercare.attachment TO aftercare_due;

GRANT SELECT(work_order_id) ON TABLE aftercare.attachment TO aftercare_transfer;
GRANT INSERT(work_order_id) ON TABLE aftercare.attachment TO aftercare_agent;
GRANT INSERT(work_order_id) ON TABLE aftercare.attachment TO aftercare_manager;
GRANT INSERT(work_order_id) ON TABLE aftercare.attachment TO aftercare_technician;

GRANT SELECT(store_id) ON TABLE aftercare.attachment TO aftercare_transfer;

GRANT INSERT(kind) ON TABLE aftercare.attachment TO aftercare_agent;
GRANT INSERT(kind) ON TABLE aftercare.attachment TO aftercare_manager;
GRANT INSERT(kind) ON TABLE aftercare.attachment TO aftercare_technician;

GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.attachment TO aftercare_agent;
GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.attachment TO aftercare_manager;
GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.attachment TO aftercare_technician;
GRANT UPDATE(name) ON TABLE aftercare.attachment TO aftercare_workflow;

GRANT INSERT(media_type) ON TABLE aftercare.attachment TO aftercare_agent;
GRANT INSERT(media_type) ON TABLE aftercare.attachment TO aftercare_manager;
GRANT INSERT(media_type) ON TABLE aftercare.attachment TO aftercare_technician;

GRANT INSERT(size) ON TABLE aftercare.attachment TO aftercare_agent;
GRANT INSERT(size) ON TABLE aftercare.attachment TO aftercare_manager;
GRANT INSERT(size) ON TABLE aftercare.attachment TO aftercare_technician;

GRANT INSERT(sha256) ON TABLE aftercare.attachment TO aftercare_agent;
GRANT INSERT(sha256) ON TABLE aftercare.attachment TO aftercare_manager;
GRANT INSERT(sha256) ON TABLE aftercare.attachment TO aftercare_technician;

GRANT INSERT(thumbnail) ON TABLE aftercare.attachment TO aftercare_agent;
GRANT INSERT(thumbnail) ON TABLE aftercare.attachment TO aftercare_manager;
GRANT INSERT(thumbnail) ON TABLE aftercare.attachment TO aftercare_technician;
GRANT UPDATE(thumbnail) ON TABLE aftercare.attachment TO aftercare_workflow;

GRANT INSERT(note),UPDATE(note) ON TABLE aftercare.attachment TO aftercare_agent;
GRANT INSERT(note),UPDATE(note) ON TABLE aftercare.attachment TO aftercare_manager;
GRANT INSERT(note),UPDATE(note) ON TABLE aftercare.attachment TO aftercare_technician;
GRANT UPDATE(note) ON TABLE aftercare.attachment TO aftercare_workflow;

GRANT UPDATE(withdrawn_at) ON TABLE aftercare.attachment TO aftercare_agent;
GRANT UPDATE(withdrawn_at) ON TABLE aftercare.attachment TO aftercare_manager;
GRANT UPDATE(withdrawn_at) ON TABLE aftercare.attachment TO aftercare_technician;
GRANT UPDATE(withdrawn_at) ON TABLE aftercare.attachment TO aftercare_workflow;

GRANT INSERT(id) ON TABLE aftercare.attachment TO aftercare_agent;
GRANT INSERT(id) ON TABLE aftercare.attachment TO aftercare_manager;
GRANT INSERT(id) ON TABLE aftercare.attachment TO aftercare_technician;

GRANT INSERT(visit_id) ON TABLE aftercare.attachment TO aftercare_agent;
GRANT INSERT(visit_id) ON TABLE aftercare.attachment TO aftercare_manager;
GRANT INSERT(visit_id) ON TABLE aftercare.attachment TO aftercare_technician;

GRANT SELECT ON TABLE aftercare.attachment_data TO aftercare_staff;
GRANT DELETE ON TABLE aftercare.attachment_data TO aftercare_workflow;

GRANT INSERT(attachment_id) ON TABLE aftercare.attachment_data TO aftercare_agent;
GRANT INSERT(attachment_id) ON TABLE aftercare.attachment_data TO aftercare_manager;
GRANT INSERT(attachment_id) ON TABLE aftercare.attachment_data TO aftercare_technician;
GRANT SELECT(attachment_id) ON TABLE aftercare.attachment_data TO aftercare_workflow;

GRANT INSERT(data) ON TABLE aftercare.attachment_data TO aftercare_agent;
GRANT INSERT(data) ON TABLE aftercare.attachment_data TO aftercare_manager;
GRANT INSERT(data) ON TABLE aftercare.attachment_data TO aftercare_technician;

GRANT SELECT ON TABLE aftercare.audit_epoch TO aftercare_admin;
GRANT SELECT ON TABLE aftercare.audit_epoch TO aftercare_auditor;
GRANT SELECT ON TABLE aftercare.audit_epoch TO aftercare_history;
GRANT SELECT ON TABLE aftercare.audit_epoch TO aftercare_due;

GRANT SELECT ON TABLE aftercare.audit_seal TO aftercare_admin;
GRANT SELECT ON TABLE aftercare.audit_seal TO aftercare_auditor;
GRANT SELECT ON TABLE aftercare.audit_seal TO aftercare_jobs;
GRANT SELECT,INSERT ON TABLE aftercare.audit_seal TO aftercare_due;

GRANT INSERT ON TABLE aftercare.audit_value TO aftercare_history;
GRANT SELECT,DELETE ON TABLE aftercare.audit_value TO aftercare_due;
GRANT SELECT,DELETE ON TABLE aftercare.audit_value TO aftercare_workflow;

GRANT SELECT ON TABLE aftercare.calendar_day TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.calendar_day TO aftercare_workflow;

GRANT INSERT(calendar_id) ON TABLE aftercare.calendar_day TO aftercare_admin;

GRANT INSERT(day),UPDATE(day) ON TABLE aftercare.calendar_day TO aftercare_admin;

GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.calendar_day TO aftercare_admin;

GRANT INSERT(name_en),UPDATE(name_en) ON TABLE aftercare.calendar_day TO aftercare_admin;

GRANT INSERT(weekday),UPDATE(weekday) ON TABLE aftercare.calendar_day TO aftercare_admin;

GRANT INSERT(hours),UPDATE(hours) ON TABLE aftercare.calendar_day TO aftercare_admin;

GRANT INSERT(origin) ON TABLE aftercare.calendar_day TO aftercare_admin;

GRANT UPDATE(archived_at) ON TABLE aftercare.calendar_day TO aftercare_admin;

GRANT INSERT(id) ON TABLE aftercare.calendar_day TO aftercare_admin;

GRANT SELECT ON TABLE aftercare.calendar_use TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.calendar_use TO aftercare_workflow;

GRANT INSERT(calendar_id),UPDATE(calendar_id) ON TABLE aftercare.calendar_use TO aftercare_admin;

GRANT SELECT(store_id) ON TABLE aftercare.calendar_use TO aftercare_transfer;
GRANT INSERT(store_id) ON TABLE aftercare.calendar_use TO aftercare_admin;

GRANT INSERT(region_id) ON TABLE aftercare.calendar_use TO aftercare_admin;

GRANT UPDATE(archived_at) ON TABLE aftercare.calendar_use TO aftercare_admin;

GRANT INSERT(id) ON TABLE aftercare.calendar_use TO aftercare_admin;

GRANT SELECT,INSERT,UPDATE ON TABLE aftercare.caller_mark TO aftercare_workflow;

GRANT SELECT(phone_masked) ON TABLE aftercare.caller_mark TO aftercare_staff;

GRANT SELECT(reason) ON TABLE aftercare.caller_mark TO aftercare_staff;

GRANT SELECT(lifted_at) ON TABLE aftercare.caller_mark TO aftercare_staff;

GRANT SELECT(lifted_by) ON TABLE aftercare.caller_mark TO aftercare_staff;

GRANT SELECT(id) ON TABLE aftercare.caller_mark TO aftercare_staff;

GRANT SELECT(version) ON TABLE aftercare.caller_mark TO aftercare_staff;

GRANT SELECT(created_at) ON TABLE aftercare.caller_mark TO aftercare_staff;

GRANT SELECT(created_by) ON TABLE aftercare.caller_mark TO aftercare_staff;

GRANT SELECT(updated_at) ON TABLE aftercare.caller_mark TO aftercare_staff;

GRANT SELECT(updated_by) ON TABLE aftercare.caller_mark TO aftercare_staff;

GRANT SELECT,INSERT ON TABLE aftercare.change TO aftercare_history;
GRANT SELECT,DELETE ON TABLE aftercare.change TO aftercare_due;

GRANT SELECT ON TABLE aftercare.check_item TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.check_item TO aftercare_workflow;

GRANT INSERT(code) ON TABLE aftercare.check_item TO aftercare_manager;
GRANT INSERT(code) ON TABLE aftercare.check_item TO aftercare_admin;

GRANT INSERT(topic),UPDATE(topic) ON TABLE aftercare.check_item TO aftercare_manager;
GRANT INSERT(topic),UPDATE(topic) ON TABLE aftercare.check_item TO aftercare_admin;

GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.check_item TO aftercare_manager;
GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.check_item TO aftercare_admin;

GRANT INSERT(name_en),UPDATE(name_en) ON TABLE aftercare.check_item TO aftercare_manager;
GRANT INSERT(name_en),UPDATE(name_en) ON TABLE aftercare.check_item TO aftercare_admin;

GRANT INSERT(unit),UPDATE(unit) ON TABLE aftercare.check_item TO aftercare_manager;
GRANT INSERT(unit),UPDATE(unit) ON TABLE aftercare.check_item TO aftercare_admin;

GRANT INSERT(low),UPDATE(low) ON TABLE aftercare.check_item TO aftercare_manager;
GRANT INSERT(low),UPDATE(low) ON TABLE aftercare.check_item TO aftercare_admin;

GRANT INSERT(high),UPDATE(high) ON TABLE aftercare.check_item TO aftercare_manager;
GRANT INSERT(high),UPDATE(high) ON TABLE aftercare.check_item TO aftercare_admin;

GRANT INSERT(yes_no) ON TABLE aftercare.check_item TO aftercare_manager;
GRANT INSERT(yes_no) ON TABLE aftercare.check_item TO aftercare_admin;

GRANT INSERT("position"),UPDATE("position") ON TABLE aftercare.check_item TO aftercare_manager;
GRANT INSERT("position"),UPDATE("position") ON TABLE aftercare.check_item TO aftercare_admin;

GRANT UPDATE(active) ON TABLE aftercare.check_item TO aftercare_manager;
GRANT UPDATE(active) ON TABLE aftercare.check_item TO aftercare_admin;

GRANT INSERT(id) ON TABLE aftercare.check_item TO aftercare_manager;
GRANT INSERT(id) ON TABLE aftercare.check_item TO aftercare_admin;

GRANT SELECT ON TABLE aftercare.code_item TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.code_item TO aftercare_workflow;

GRANT INSERT(list) ON TABLE aftercare.code_item TO aftercare_admin;
GRANT INSERT(list) ON TABLE aftercare.code_item TO aftercare_manager;

GRANT INSERT(code) ON TABLE aftercare.code_item TO aftercare_admin;
GRANT INSERT(code) ON TABLE aftercare.code_item TO aftercare_manager;

GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.code_item TO aftercare_admin;
GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.code_item TO aftercare_manager;

GRANT INSERT(name_en),UPDATE(name_en) ON TABLE aftercare.code_item TO aftercare_admin;
GRANT INSERT(name_en),UPDATE(name_en) ON TABLE aftercare.code_item TO aftercare_manager;

GRANT INSERT(parent_code),UPDATE(parent_code) ON TABLE aftercare.code_item TO aftercare_admin;
GRANT INSERT(parent_code),UPDATE(parent_code) ON TABLE aftercare.code_item TO aftercare_manager;

GRANT INSERT("position"),UPDATE("position") ON TABLE aftercare.code_item TO aftercare_admin;
GRANT INSERT("position"),UPDATE("position") ON TABLE aftercare.code_item TO aftercare_manager;

GRANT UPDATE(active) ON TABLE aftercare.code_item TO aftercare_admin;
GRANT UPDATE(active) ON TABLE aftercare.code_item TO aftercare_manager;

GRANT INSERT(id) ON TABLE aftercare.code_item TO aftercare_admin;
GRANT INSERT(id) ON TABLE aftercare.code_item TO aftercare_manager;

GRANT SELECT ON TABLE aftercare.complaint_event TO aftercare_agent;
GRANT SELECT ON TABLE aftercare.complaint_event TO aftercare_manager;
GRANT SELECT ON TABLE aftercare.complaint_event TO aftercare_admin;
GRANT SELECT ON TABLE aftercare.complaint_event TO aftercare_auditor;
GRANT SELECT,INSERT ON TABLE aftercare.complaint_event TO aftercare_workflow;

GRANT SELECT(store_id) ON TABLE aftercare.complaint_event TO aftercare_transfer;

GRANT USAGE ON SEQUENCE aftercare.complaint_number_seq TO aftercare_workflow;

GRANT SELECT ON TABLE aftercare.complaint_transition TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.complaint_transition TO aftercare_workflow;

GRANT SELECT ON TABLE aftercare.consent TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.consent TO aftercare_due;
GRANT SELECT,INSERT ON TABLE aftercare.consent TO aftercare_workflow;

GRANT SELECT(work_order_id) ON TABLE aftercare.consent TO aftercare_transfer;

GRANT SELECT(store_id) ON TABLE aftercare.consent TO aftercare_transfer;

GRANT UPDATE(who) ON TABLE aftercare.consent TO aftercare_workflow;

GRANT SELECT ON TABLE aftercare.contact TO aftercare_search;
GRANT SELECT ON TABLE aftercare.contact TO aftercare_due;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE aftercare.contact TO aftercare_workflow;

GRANT SELECT(customer_id) ON TABLE aftercare.contact TO aftercare_transfer;
GRANT SELECT(customer_id) ON TABLE aftercare.contact TO aftercare_staff;
GRANT INSERT(customer_id) ON TABLE aftercare.contact TO aftercare_admin;
GRANT INSERT(customer_id) ON TABLE aftercare.contact TO aftercare_manager;
GRANT INSERT(customer_id) ON TABLE aftercare.contact TO aftercare_agent;
GRANT INSERT(customer_id) ON TABLE aftercare.contact TO aftercare_sales;

GRANT SELECT(role) ON TABLE aftercare.contact TO aftercare_staff;
GRANT INSERT(role),UPDATE(role) ON TABLE aftercare.contact TO aftercare_admin;
GRANT INSERT(role),UPDATE(role) ON TABLE aftercare.contact TO aftercare_manager;
GRANT INSERT(role),UPDATE(role) ON TABLE aftercare.contact TO aftercare_agent;
GRANT INSERT(role),UPDATE(role) ON TABLE aftercare.contact TO aftercare_sales;

GRANT SELECT(name) ON TABLE aftercare.contact TO aftercare_staff;
GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.contact TO aftercare_admin;
GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.contact TO aftercare_manager;
GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.contact TO aftercare_agent;
GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.contact TO aftercare_sales;

GRANT SELECT(salutation) ON TABLE aftercare.contact TO aftercare_staff;
GRANT INSERT(salutation),UPDATE(salutation) ON TABLE aftercare.contact TO aftercare_admin;
GRANT INSERT(salutation),UPDATE(salutation) ON TABLE aftercare.contact TO aftercare_manager;
GRANT INSERT(salutation),UPDATE(salutation) ON TABLE aftercare.contact TO aftercare_agent;
GRANT INSERT(salutation),UPDATE(salutation) ON TABLE aftercare.contact TO aftercare_sales;

GRANT SELECT(title) ON TABLE aftercare.contact TO aftercare_staff;
GRANT INSERT(title),UPDATE(title) ON TABLE aftercare.contact TO aftercare_admin;
GRANT INSERT(title),UPDATE(title) ON TABLE aftercare.contact TO aftercare_manager;
GRANT INSERT(title),UPDATE(title) ON TABLE aftercare.contact TO aftercare_agent;
GRANT INSERT(title),UPDATE(title) ON TABLE aftercare.contact TO aftercare_sales;

GRANT INSERT(phone),UPDATE(phone) ON TABLE aftercare.contact TO aftercare_admin;
GRANT INSERT(phone),UPDATE(phone) ON TABLE aftercare.contact TO aftercare_manager;
GRANT INSERT(phone),UPDATE(phone) ON TABLE aftercare.contact TO aftercare_agent;
GRANT INSERT(phone),UPDATE(phone) ON TABLE aftercare.contact TO aftercare_sales;

GRANT SELECT(phone_masked) ON TABLE aftercare.contact TO aftercare_staff;

GRANT SELECT(phone_last4) ON TABLE aftercare.contact TO aftercare_staff;

GRANT INSERT(email),UPDATE(email) ON TABLE aftercare.contact TO aftercare_admin;
GRANT INSERT(email),UPDATE(email) ON TABLE aftercare.contact TO aftercare_manager;
GRANT INSERT(email),UPDATE(email) ON TABLE aftercare.contact TO aftercare_agent;
GRANT INSERT(email),UPDATE(email) ON TABLE aftercare.contact TO aftercare_sales;

GRANT SELECT(email_masked) ON TABLE aftercare.contact TO aftercare_staff;

GRANT SELECT(birthday) ON TABLE aftercare.contact TO aftercare_staff;
GRANT INSERT(birthday),UPDATE(birthday) ON TABLE aftercare.contact TO aftercare_admin;
GRANT INSERT(birthday),UPDATE(birthday) ON TABLE aftercare.contact TO aftercare_manager;
GRANT INSERT(birthday),UPDATE(birthday) ON TABLE aftercare.contact TO aftercare_agent;
GRANT INSERT(birthday),UPDATE(birthday) ON TABLE aftercare.contact TO aftercare_sales;

GRANT SELECT(birth_year) ON TABLE aftercare.contact TO aftercare_staff;
GRANT INSERT(birth_year),UPDATE(birth_year) ON TABLE aftercare.contact TO aftercare_admin;
GRANT INSERT(birth_year),UPDATE(birth_year) ON TABLE aftercare.contact TO aftercare_manager;
GRANT INSERT(birth_year),UPDATE(birth_year) ON TABLE aftercare.contact TO aftercare_agent;
GRANT INSERT(birth_year),UPDATE(birth_year) ON TABLE aftercare.contact TO aftercare_sales;

GRANT SELECT("character") ON TABLE aftercare.contact TO aftercare_staff;
GRANT INSERT("character"),UPDATE("character") ON TABLE aftercare.contact TO aftercare_admin;
GRANT INSERT("character"),UPDATE("character") ON TABLE aftercare.contact TO aftercare_manager;
GRANT INSERT("character"),UPDATE("character") ON TABLE aftercare.contact TO aftercare_agent;
GRANT INSERT("character"),UPDATE("character") ON TABLE aftercare.contact TO aftercare_sales;

GRANT SELECT(hobbies) ON TABLE aftercare.contact TO aftercare_staff;
GRANT INSERT(hobbies),UPDATE(hobbies) ON TABLE aftercare.contact TO aftercare_admin;
GRANT INSERT(hobbies),UPDATE(hobbies) ON TABLE aftercare.contact TO aftercare_manager;
GRANT INSERT(hobbies),UPDATE(hobbies) ON TABLE aftercare.contact TO aftercare_agent;
GRANT INSERT(hobbies),UPDATE(hobbies) ON TABLE aftercare.contact TO aftercare_sales;

GRANT SELECT(family) ON TABLE aftercare.contact TO aftercare_staff;
GRANT INSERT(family),UPDATE(family) ON TABLE aftercare.contact TO aftercare_admin;
GRANT INSERT(family),UPDATE(family) ON TABLE aftercare.contact TO aftercare_manager;
GRANT INSERT(family),UPDATE(family) ON TABLE aftercare.contact TO aftercare_agent;
GRANT INSERT(family),UPDATE(family) ON TABLE aftercare.contact TO aftercare_sales;

GRANT SELECT(education) ON TABLE aftercare.contact TO aftercare_staff;
GRANT INSERT(education),UPDATE(education) ON TABLE aftercare.contact TO aftercare_admin;
GRANT INSERT(education),UPDATE(education) ON TABLE aftercare.contact TO aftercare_manager;
GRANT INSERT(education),UPDATE(education) ON TABLE aftercare.contact TO aftercare_agent;
GRANT INSERT(education),UPDATE(education) ON TABLE aftercare.contact TO aftercare_sales;

GRANT SELECT(note) ON TABLE aftercare.contact TO aftercare_staff;
GRANT INSERT(note),UPDATE(note) ON TABLE aftercare.contact TO aftercare_admin;
GRANT INSERT(note),UPDATE(note) ON TABLE aftercare.contact TO aftercare_manager;
GRANT INSERT(note),UPDATE(note) ON TABLE aftercare.contact TO aftercare_agent;
GRANT INSERT(note),UPDATE(note) ON TABLE aftercare.contact TO aftercare_sales;

GRANT SELECT(initials) ON TABLE aftercare.contact TO aftercare_staff;
GRANT INSERT(initials),UPDATE(initials) ON TABLE aftercare.contact TO aftercare_admin;
GRANT INSERT(initials),UPDATE(initials) ON TABLE aftercare.contact TO aftercare_manager;
GRANT INSERT(initials),UPDATE(initials) ON TABLE aftercare.contact TO aftercare_agent;
GRANT INSERT(initials),UPDATE(initials) ON TABLE aftercare.contact TO aftercare_sales;

GRANT SELECT(archived_at) ON TABLE aftercare.contact TO aftercare_staff;
GRANT UPDATE(archived_at) ON TABLE aftercare.contact TO aftercare_admin;
GRANT UPDATE(archived_at) ON TABLE aftercare.contact TO aftercare_manager;
GRANT UPDATE(archived_at) ON TABLE aftercare.contact TO aftercare_agent;
GRANT UPDATE(archived_at) ON TABLE aftercare.contact TO aftercare_sales;

GRANT SELECT(id) ON TABLE aftercare.contact TO aftercare_staff;
GRANT INSERT(id) ON TABLE aftercare.contact TO aftercare_admin;
GRANT INSERT(id) ON TABLE aftercare.contact TO aftercare_manager;
GRANT INSERT(id) ON TABLE aftercare.contact TO aftercare_agent;
GRANT INSERT(id) ON TABLE aftercare.contact TO aftercare_sales;

GRANT SELECT(version) ON TABLE aftercare.contact TO aftercare_staff;

GRANT SELECT(created_at) ON TABLE aftercare.contact TO aftercare_staff;

GRANT SELECT(created_by) ON TABLE aftercare.contact TO aftercare_staff;

GRANT SELECT(updated_at) ON TABLE aftercare.contact TO aftercare_staff;

GRANT SELECT(updated_by) ON TABLE aftercare.contact TO aftercare_staff;

GRANT USAGE ON SEQUENCE aftercare.customer_number_seq TO aftercare_admin;
GRANT USAGE ON SEQUENCE aftercare.customer_number_seq TO aftercare_manager;
GRANT USAGE ON SEQUENCE aftercare.customer_number_seq TO aftercare_agent;
GRANT USAGE ON SEQUENCE aftercare.customer_number_seq TO aftercare_sales;

GRANT SELECT ON TABLE aftercare.customer TO aftercare_search;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE aftercare.customer TO aftercare_workflow;
GRANT SELECT ON TABLE aftercare.customer TO aftercare_due;
GRANT DELETE ON TABLE aftercare.customer TO aftercare_transfer;

GRANT SELECT(number) ON TABLE aftercare.customer TO aftercare_staff;
GRANT INSERT(number) ON TABLE aftercare.customer TO aftercare_admin;
GRANT INSERT(number) ON TABLE aftercare.customer TO aftercare_manager;
GRANT INSERT(number) ON TABLE aftercare.customer TO aftercare_agent;
GRANT INSERT(number) ON TABLE aftercare.customer TO aftercare_sales;

GRANT SELECT(kind) ON TABLE aftercare.customer TO aftercare_staff;
GRANT INSERT(kind),UPDATE(kind) ON TABLE aftercare.customer TO aftercare_admin;
GRANT INSERT(kind),UPDATE(kind) ON TABLE aftercare.customer TO aftercare_manager;
GRANT INSERT(kind),UPDATE(kind) ON TABLE aftercare.customer TO aftercare_agent;
GRANT INSERT(kind),UPDATE(kind) ON TABLE aftercare.customer TO aftercare_sales;

GRANT SELECT(stage) ON TABLE aftercare.customer TO aftercare_staff;
GRANT INSERT(stage),UPDATE(stage) ON TABLE aftercare.customer TO aftercare_admin;
GRANT INSERT(stage),UPDATE(stage) ON TABLE aftercare.customer TO aftercare_manager;
GRANT INSERT(stage),UPDATE(stage) ON TABLE aftercare.customer TO aftercare_agent;
GRANT INSERT(stage),UPDATE(stage) ON TABLE aftercare.customer TO aftercare_sales;

GRANT SELECT(name) ON TABLE aftercare.customer TO aftercare_staff;
GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.customer TO aftercare_admin;
GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.customer TO aftercare_manager;
GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.customer TO aftercare_agent;
GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.customer TO aftercare_sales;

GRANT SELECT(salutation) ON TABLE aftercare.customer TO aftercare_staff;
GRANT INSERT(salutation),UPDATE(salutation) ON TABLE aftercare.customer TO aftercare_admin;
GRANT INSERT(salutation),UPDATE(salutation) ON TABLE aftercare.customer TO aftercare_manager;
GRANT INSERT(salutation),UPDATE(salutation) ON TABLE aftercare.customer TO aftercare_agent;
GRANT INSERT(salutation),UPDATE(salutation) ON TABLE aftercare.customer TO aftercare_sales;

GRANT INSERT(phone),UPDATE(phone) ON TABLE aftercare.customer TO aftercare_admin;
GRANT INSERT(phone),UPDATE(phone) ON TABLE aftercare.customer TO aftercare_manager;
GRANT INSERT(phone),UPDATE(phone) ON TABLE aftercare.customer TO aftercare_agent;
GRANT INSERT(phone),UPDATE(phone) ON TABLE aftercare.customer TO aftercare_sales;

GRANT SELECT(phone_masked) ON TABLE aftercare.customer TO aftercare_staff;

GRANT SELECT(phone_last4) ON TABLE aftercare.customer TO aftercare_staff;

GRANT SELECT(no_phone_reason) ON TABLE aftercare.customer TO aftercare_staff;
GRANT INSERT(no_phone_reason),UPDATE(no_phone_reason) ON TABLE aftercare.customer TO aftercare_admin;
GRANT INSERT(no_phone_reason),UPDATE(no_phone_reason) ON TABLE aftercare.customer TO aftercare_manager;
GRANT INSERT(no_phone_reason),UPDATE(no_phone_reason) ON TABLE aftercare.customer TO aftercare_agent;
GRANT INSERT(no_phone_reason),UPDATE(no_phone_reason) ON TABLE aftercare.customer TO aftercare_sales;

GRANT INSERT(email),UPDATE(email) ON TABLE aftercare.customer TO aftercare_admin;
GRANT INSERT(email),UPDATE(email) ON TABLE aftercare.customer TO aftercare_manager;
GRANT INSERT(email),UPDATE(email) ON TABLE aftercare.customer TO aftercare_agent;
GRANT INSERT(email),UPDATE(email) ON TABLE aftercare.customer TO aftercare_sales;

GRANT SELECT(email_masked) ON TABLE aftercare.customer TO aftercare_staff;

GRANT INSERT(address),UPDATE(address) ON TABLE aftercare.customer TO aftercare_admin;
GRANT INSERT(address),UPDATE(address) ON TABLE aftercare.customer TO aftercare_manager;
GRANT INSERT(address),UPDATE(address) ON TABLE aftercare.customer TO aftercare_agent;
GRANT INSERT(address),UPDATE(address) ON TABLE aftercare.customer TO aftercare_sales;

GRANT SELECT(address_masked) ON TABLE aftercare.customer TO aftercare_staff;

GRANT INSERT(wechat),UPDATE(wechat) ON TABLE aftercare.customer TO aftercare_admin;
GRANT INSERT(wechat),UPDATE(wechat) ON TABLE aftercare.customer TO aftercare_manager;
GRANT INSERT(wechat),UPDATE(wechat) ON TABLE aftercare.customer TO aftercare_agent;
GRANT INSERT(wechat),UPDATE(wechat) ON TABLE aftercare.customer TO aftercare_sales;

GRANT SELECT(wechat_masked) ON TABLE aftercare.customer TO aftercare_staff;

GRANT SELECT(notify_by) ON TABLE aftercare.customer TO aftercare_staff;
GRANT INSERT(notify_by),UPDATE(notify_by) ON TABLE aftercare.customer TO aftercare_admin;
GRANT INSERT(notify_by),UPDATE(notify_by) ON TABLE aftercare.customer TO aftercare_manager;
GRANT INSERT(notify_by),UPDATE(notify_by) ON TABLE aftercare.customer TO aftercare_agent;
GRANT INSERT(notify_by),UPDATE(notify_by) ON TABLE aftercare.customer TO aftercare_sales;

GRANT SELECT(language) ON TABLE aftercare.customer TO aftercare_staff;
GRANT INSERT(language),UPDATE(language) ON TABLE aftercare.customer TO aftercare_admin;
GRANT INSERT(language),UPDATE(language) ON TABLE aftercare.customer TO aftercare_manager;
GRANT INSERT(language),UPDATE(language) ON TABLE aftercare.customer TO aftercare_agent;
GRANT INSERT(language),UPDATE(language) ON TABLE aftercare.customer TO aftercare_sales;

GRANT SELECT(region_id) ON TABLE aftercare.customer TO aftercare_staff;
GRANT INSERT(region_id),UPDATE(region_id) ON TABLE aftercare.customer TO aftercare_admin;
GRANT INSERT(region_id),UPDATE(region_id) ON TABLE aftercare.customer TO aftercare_manager;
GRANT INSERT(region_id),UPDATE(region_id) ON TABLE aftercare.customer TO aftercare_agent;
GRANT INSERT(region_id),UPDATE(region_id) ON TABLE aftercare.customer TO aftercare_sales;

GRANT SELECT(sales_rep_id) ON TABLE aftercare.customer TO aftercare_staff;
GRANT INSERT(sales_rep_id),UPDATE(sales_rep_id) ON TABLE aftercare.customer TO aftercare_admin;
GRANT INSERT(sales_rep_id),UPDATE(sales_rep_id) ON TABLE aftercare.customer TO aftercare_manager;
GRANT INSERT(sales_rep_id),UPDATE(sales_rep_id) ON TABLE aftercare.customer TO aftercare_agent;
GRANT INSERT(sales_rep_id),UPDATE(sales_rep_id) ON TABLE aftercare.customer TO aftercare_sales;

GRANT SELECT(birthday) ON TABLE aftercare.customer TO aftercare_staff;
GRANT INSERT(birthday),UPDATE(birthday) ON TABLE aftercare.customer TO aftercare_admin;
GRANT INSERT(birthday),UPDATE(birthday) ON TABLE aftercare.customer TO aftercare_manager;
GRANT INSERT(birthday),UPDATE(birthday) ON TABLE aftercare.customer TO aftercare_agent;
GRANT INSERT(birthday),UPDATE(birthday) ON TABLE aftercare.customer TO aftercare_sales;

GRANT SELECT(anniversary) ON TABLE aftercare.customer TO aftercare_staff;
GRANT INSERT(anniversary),UPDATE(anniversary) ON TABLE aftercare.customer TO aftercare_admin;
GRANT INSERT(anniversary),UPDATE(anniversary) ON TABLE aftercare.customer TO aftercare_manager;
GRANT INSERT(anniversary),UPDATE(anniversary) ON TABLE aftercare.customer TO aftercare_agent;
GRANT INSERT(anniversary),UPDATE(anniversary) ON TABLE aftercare.customer TO aftercare_sales;

GRANT SELECT(tax_no) ON TABLE aftercare.customer TO aftercare_staff;
GRANT INSERT(tax_no),UPDATE(tax_no) ON TABLE aftercare.customer TO aftercare_admin;
GRANT INSERT(tax_no),UPDATE(tax_no) ON TABLE aftercare.customer TO aftercare_manager;
GRANT INSERT(tax_no),UPDATE(tax_no) ON TABLE aftercare.customer TO aftercare_agent;
GRANT INSERT(tax_no),UPDATE(tax_no) ON TABLE aftercare.customer TO aftercare_sales;

GRANT SELECT(source) ON TABLE aftercare.customer TO aftercare_staff;
GRANT INSERT(source),UPDATE(source) ON TABLE aftercare.customer TO aftercare_admin;
GRANT INSERT(source),UPDATE(source) ON TABLE aftercare.customer TO aftercare_manager;
GRANT INSERT(source),UPDATE(source) ON TABLE aftercare.customer TO aftercare_agent;
GRANT INSERT(source),UPDATE(source) ON TABLE aftercare.customer TO aftercare_sales;

GRANT SELECT(initials) ON TABLE aftercare.customer TO aftercare_staff;
GRANT INSERT(initials),UPDATE(initials) ON TABLE aftercare.customer TO aftercare_admin;
GRANT INSERT(initials),UPDATE(initials) ON TABLE aftercare.customer TO aftercare_manager;
GRANT INSERT(initials),UPDATE(initials) ON TABLE aftercare.customer TO aftercare_agent;
GRANT INSERT(initials),UPDATE(initials) ON TABLE aftercare.customer TO aftercare_sales;

GRANT SELECT(pinyin) ON TABLE aftercare.customer TO aftercare_staff;
GRANT INSERT(pinyin),UPDATE(pinyin) ON TABLE aftercare.customer TO aftercare_admin;
GRANT INSERT(pinyin),UPDATE(pinyin) ON TABLE aftercare.customer TO aftercare_manager;
GRANT INSERT(pinyin),UPDATE(pinyin) ON TABLE aftercare.customer TO aftercare_agent;
GRANT INSERT(pinyin),UPDATE(pinyin) ON TABLE aftercare.customer TO aftercare_sales;

GRANT SELECT(merged_into) ON TABLE aftercare.customer TO aftercare_transfer;
GRANT SELECT(merged_into) ON TABLE aftercare.customer TO aftercare_staff;

GRANT SELECT(archived_at) ON TABLE aftercare.customer TO aftercare_staff;

GRANT SELECT(id) ON TABLE aftercare.customer TO aftercare_transfer;
GRANT SELECT(id) ON TABLE aftercare.customer TO aftercare_staff;
GRANT INSERT(id) ON TABLE aftercare.customer TO aftercare_admin;
GRANT INSERT(id) ON TABLE aftercare.customer TO aftercare_manager;
GRANT INSERT(id) ON TABLE aftercare.customer TO aftercare_agent;
GRANT INSERT(id) ON TABLE aftercare.customer TO aftercare_sales;

GRANT SELECT(version) ON TABLE aftercare.customer TO aftercare_transfer;
GRANT SELECT(version) ON TABLE aftercare.customer TO aftercare_staff;

GRANT SELECT(created_at) ON TABLE aftercare.customer TO aftercare_transfer;
GRANT SELECT(created_at) ON TABLE aftercare.customer TO aftercare_staff;

GRANT SELECT(created_by) ON TABLE aftercare.customer TO aftercare_transfer;
GRANT SELECT(created_by) ON TABLE aftercare.customer TO aftercare_staff;

GRANT SELECT(updated_at) ON TABLE aftercare.customer TO aftercare_staff;

GRANT SELECT(updated_by) ON TABLE aftercare.customer TO aftercare_staff;

GRANT SELECT ON TABLE aftercare.customer_address TO aftercare_search;
GRANT SELECT ON TABLE aftercare.customer_address TO aftercare_due;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE aftercare.customer_address TO aftercare_workflow;

GRANT SELECT(customer_id) ON TABLE aftercare.customer_address TO aftercare_transfer;
GRANT SELECT(customer_id) ON TABLE aftercare.customer_address TO aftercare_staff;
GRANT INSERT(customer_id) ON TABLE aftercare.customer_address TO aftercare_admin;
GRANT INSERT(customer_id) ON TABLE aftercare.customer_address TO aftercare_manager;
GRANT INSERT(customer_id) ON TABLE aftercare.customer_address TO aftercare_agent;
GRANT INSERT(customer_id) ON TABLE aftercare.customer_address TO aftercare_sales;

GRANT SELECT(kind) ON TABLE aftercare.customer_address TO aftercare_staff;
GRANT INSERT(kind),UPDATE(kind) ON TABLE aftercare.customer_address TO aftercare_admin;
GRANT INSERT(kind),UPDATE(kind) ON TABLE aftercare.customer_address TO aftercare_manager;
GRANT INSERT(kind),UPDATE(kind) ON TABLE aftercare.customer_address TO aftercare_agent;
GRANT INSERT(kind),UPDATE(kind) ON TABLE aftercare.customer_address TO aftercare_sales;

GRANT SELECT(label) ON TABLE aftercare.customer_address TO aftercare_staff;
GRANT INSERT(label),UPDATE(label) ON TABLE aftercare.customer_address TO aftercare_admin;
GRANT INSERT(label),UPDATE(label) ON TABLE aftercare.customer_address TO aftercare_manager;
GRANT INSERT(label),UPDATE(label) ON TABLE aftercare.customer_address TO aftercare_agent;
GRANT INSERT(label),UPDATE(label) ON TABLE aftercare.customer_address TO aftercare_sales;

GRANT SELECT(recipient) ON TABLE aftercare.customer_address TO aftercare_staff;
GRANT INSERT(recipient),UPDATE(recipient) ON TABLE aftercare.customer_address TO aftercare_admin;
GRANT INSERT(recipient),UPDATE(recipient) ON TABLE aftercare.customer_address TO aftercare_manager;
GRANT INSERT(recipient),UPDATE(recipient) ON TABLE aftercare.customer_address TO aftercare_agent;
GRANT INSERT(recipient),UPDATE(recipient) ON TABLE aftercare.customer_address TO aftercare_sales;

GRANT INSERT(address),UPDATE(address) ON TABLE aftercare.customer_address TO aftercare_admin;
GRANT INSERT(address),UPDATE(address) ON TABLE aftercare.customer_address TO aftercare_manager;
GRANT INSERT(address),UPDATE(address) ON TABLE aftercare.customer_address TO aftercare_agent;
GRANT INSERT(address),UPDATE(address) ON TABLE aftercare.customer_address TO aftercare_sales;

GRANT SELECT(address_masked) ON TABLE aftercare.customer_address TO aftercare_staff;

GRANT SELECT(region_id) ON TABLE aftercare.customer_address TO aftercare_staff;
GRANT INSERT(region_id),UPDATE(region_id) ON TABLE aftercare.customer_address TO aftercare_admin;
GRANT INSERT(region_id),UPDATE(region_id) ON TABLE aftercare.customer_address TO aftercare_manager;
GRANT INSERT(region_id),UPDATE(region_id) ON TABLE aftercare.customer_address TO aftercare_agent;
GRANT INSERT(region_id),UPDATE(region_id) ON TABLE aftercare.customer_address TO aftercare_sales;

GRANT SELECT(archived_at) ON TABLE aftercare.customer_address TO aftercare_staff;
GRANT UPDATE(archived_at) ON TABLE aftercare.customer_address TO aftercare_admin;
GRANT UPDATE(archived_at) ON TABLE aftercare.customer_address TO aftercare_manager;
GRANT UPDATE(archived_at) ON TABLE aftercare.customer_address TO aftercare_agent;
GRANT UPDATE(archived_at) ON TABLE aftercare.customer_address TO aftercare_sales;

GRANT SELECT(id) ON TABLE aftercare.customer_address TO aftercare_staff;
GRANT INSERT(id) ON TABLE aftercare.customer_address TO aftercare_admin;
GRANT INSERT(id) ON TABLE aftercare.customer_address TO aftercare_manager;
GRANT INSERT(id) ON TABLE aftercare.customer_address TO aftercare_agent;
GRANT INSERT(id) ON TABLE aftercare.customer_address TO aftercare_sales;

GRANT SELECT(version) ON TABLE aftercare.customer_address TO aftercare_staff;

GRANT SELECT(created_at) ON TABLE aftercare.customer_address TO aftercare_staff;

GRANT SELECT(created_by) ON TABLE aftercare.customer_address TO aftercare_staff;

GRANT SELECT(updated_at) ON TABLE aftercare.customer_address TO aftercare_staff;

GRANT SELECT(updated_by) ON TABLE aftercare.customer_address TO aftercare_staff;

GRANT SELECT ON TABLE aftercare.customer_class TO aftercare_staff;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE aftercare.customer_class TO aftercare_workflow;

GRANT SELECT(customer_id) ON TABLE aftercare.customer_class TO aftercare_transfer;
GRANT INSERT(customer_id) ON TABLE aftercare.customer_class TO aftercare_admin;
GRANT INSERT(customer_id) ON TABLE aftercare.customer_class TO aftercare_manager;
GRANT INSERT(customer_id) ON TABLE aftercare.customer_class TO aftercare_agent;
GRANT INSERT(customer_id) ON TABLE aftercare.customer_class TO aftercare_sales;

GRANT INSERT(dimension) ON TABLE aftercare.customer_class TO aftercare_admin;
GRANT INSERT(dimension) ON TABLE aftercare.customer_class TO aftercare_manager;
GRANT INSERT(dimension) ON TABLE aftercare.customer_class TO aftercare_agent;
GRANT INSERT(dimension) ON TABLE aftercare.customer_class TO aftercare_sales;

GRANT INSERT(code) ON TABLE aftercare.customer_class TO aftercare_admin;
GRANT INSERT(code) ON TABLE aftercare.customer_class TO aftercare_manager;
GRANT INSERT(code) ON TABLE aftercare.customer_class TO aftercare_agent;
GRANT INSERT(code) ON TABLE aftercare.customer_class TO aftercare_sales;

GRANT UPDATE(until) ON TABLE aftercare.customer_class TO aftercare_admin;
GRANT UPDATE(until) ON TABLE aftercare.customer_class TO aftercare_manager;
GRANT UPDATE(until) ON TABLE aftercare.customer_class TO aftercare_agent;
GRANT UPDATE(until) ON TABLE aftercare.customer_class TO aftercare_sales;

GRANT INSERT(id) ON TABLE aftercare.customer_class TO aftercare_admin;
GRANT INSERT(id) ON TABLE aftercare.customer_class TO aftercare_manager;
GRANT INSERT(id) ON TABLE aftercare.customer_class TO aftercare_agent;
GRANT INSERT(id) ON TABLE aftercare.customer_class TO aftercare_sales;

GRANT SELECT ON TABLE aftercare.customer_consent TO aftercare_staff;
GRANT SELECT,DELETE ON TABLE aftercare.customer_consent TO aftercare_workflow;

GRANT SELECT(customer_id) ON TABLE aftercare.customer_consent TO aftercare_transfer;
GRANT INSERT(customer_id) ON TABLE aftercare.customer_consent TO aftercare_admin;
GRANT INSERT(customer_id) ON TABLE aftercare.customer_consent TO aftercare_manager;
GRANT INSERT(customer_id) ON TABLE aftercare.customer_consent TO aftercare_agent;
GRANT INSERT(customer_id) ON TABLE aftercare.customer_consent TO aftercare_sales;

GRANT INSERT(purpose) ON TABLE aftercare.customer_consent TO aftercare_admin;
GRANT INSERT(purpose) ON TABLE aftercare.customer_consent TO aftercare_manager;
GRANT INSERT(purpose) ON TABLE aftercare.customer_consent TO aftercare_agent;
GRANT INSERT(purpose) ON TABLE aftercare.customer_consent TO aftercare_sales;

GRANT INSERT(given) ON TABLE aftercare.customer_consent TO aftercare_admin;
GRANT INSERT(given) ON TABLE aftercare.customer_consent TO aftercare_manager;
GRANT INSERT(given) ON TABLE aftercare.customer_consent TO aftercare_agent;
GRANT INSERT(given) ON TABLE aftercare.customer_consent TO aftercare_sales;

GRANT INSERT(channel) ON TABLE aftercare.customer_consent TO aftercare_admin;
GRANT INSERT(channel) ON TABLE aftercare.customer_consent TO aftercare_manager;
GRANT INSERT(channel) ON TABLE aftercare.customer_consent TO aftercare_agent;
GRANT INSERT(channel) ON TABLE aftercare.customer_consent TO aftercare_sales;

GRANT INSERT(wording) ON TABLE aftercare.customer_consent TO aftercare_admin;
GRANT INSERT(wording) ON TABLE aftercare.customer_consent TO aftercare_manager;
GRANT INSERT(wording) ON TABLE aftercare.customer_consent TO aftercare_agent;
GRANT INSERT(wording) ON TABLE aftercare.customer_consent TO aftercare_sales;

GRANT INSERT(id) ON TABLE aftercare.customer_consent TO aftercare_admin;
GRANT INSERT(id) ON TABLE aftercare.customer_consent TO aftercare_manager;
GRANT INSERT(id) ON TABLE aftercare.customer_consent TO aftercare_agent;
GRANT INSERT(id) ON TABLE aftercare.customer_consent TO aftercare_sales;

GRANT SELECT ON TABLE aftercare.customer_file TO aftercare_staff;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE aftercare.customer_file TO aftercare_workflow;

GRANT SELECT(id) ON TABLE aftercare.customer_file TO aftercare_transfer;
GRANT INSERT(id) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(id) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(id) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(id) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(founded),UPDATE(founded) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(founded),UPDATE(founded) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(founded),UPDATE(founded) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(founded),UPDATE(founded) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(customer_since),UPDATE(customer_since) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(customer_since),UPDATE(customer_since) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(customer_since),UPDATE(customer_since) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(customer_since),UPDATE(customer_since) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(legal_form),UPDATE(legal_form) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(legal_form),UPDATE(legal_form) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(legal_form),UPDATE(legal_form) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(legal_form),UPDATE(legal_form) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(industry),UPDATE(industry) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(industry),UPDATE(industry) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(industry),UPDATE(industry) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(industry),UPDATE(industry) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(assets),UPDATE(assets) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(assets),UPDATE(assets) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(assets),UPDATE(assets) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(assets),UPDATE(assets) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(business_content),UPDATE(business_content) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(business_content),UPDATE(business_content) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(business_content),UPDATE(business_content) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(business_content),UPDATE(business_content) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(service_territory),UPDATE(service_territory) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(service_territory),UPDATE(service_territory) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(service_territory),UPDATE(service_territory) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(service_territory),UPDATE(service_territory) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(sales_capability),UPDATE(sales_capability) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(sales_capability),UPDATE(sales_capability) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(sales_capability),UPDATE(sales_capability) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(sales_capability),UPDATE(sales_capability) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(growth_potential),UPDATE(growth_potential) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(growth_potential),UPDATE(growth_potential) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(growth_potential),UPDATE(growth_potential) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(growth_potential),UPDATE(growth_potential) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(business_philosophy),UPDATE(business_philosophy) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(business_philosophy),UPDATE(business_philosophy) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(business_philosophy),UPDATE(business_philosophy) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(business_philosophy),UPDATE(business_philosophy) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(business_direction),UPDATE(business_direction) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(business_direction),UPDATE(business_direction) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(business_direction),UPDATE(business_direction) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(business_direction),UPDATE(business_direction) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(business_policy),UPDATE(business_policy) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(business_policy),UPDATE(business_policy) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(business_policy),UPDATE(business_policy) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(business_policy),UPDATE(business_policy) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(company_size),UPDATE(company_size) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(company_size),UPDATE(company_size) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(company_size),UPDATE(company_size) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(company_size),UPDATE(company_size) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(business_traits),UPDATE(business_traits) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(business_traits),UPDATE(business_traits) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(business_traits),UPDATE(business_traits) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(business_traits),UPDATE(business_traits) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(market_potential),UPDATE(market_potential) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(market_potential),UPDATE(market_potential) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(market_potential),UPDATE(market_potential) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(market_potential),UPDATE(market_potential) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(product_competitiveness),UPDATE(product_competitiveness) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(product_competitiveness),UPDATE(product_competitiveness) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(product_competitiveness),UPDATE(product_competitiveness) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(product_competitiveness),UPDATE(product_competitiveness) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(sales_record),UPDATE(sales_record) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(sales_record),UPDATE(sales_record) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(sales_record),UPDATE(sales_record) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(sales_record),UPDATE(sales_record) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(staff_quality),UPDATE(staff_quality) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(staff_quality),UPDATE(staff_quality) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(staff_quality),UPDATE(staff_quality) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(staff_quality),UPDATE(staff_quality) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(competitor_relations),UPDATE(competitor_relations) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(competitor_relations),UPDATE(competitor_relations) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(competitor_relations),UPDATE(competitor_relations) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(competitor_relations),UPDATE(competitor_relations) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(relation_with_us),UPDATE(relation_with_us) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(relation_with_us),UPDATE(relation_with_us) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(relation_with_us),UPDATE(relation_with_us) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(relation_with_us),UPDATE(relation_with_us) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(cooperation_attitude),UPDATE(cooperation_attitude) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(cooperation_attitude),UPDATE(cooperation_attitude) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(cooperation_attitude),UPDATE(cooperation_attitude) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(cooperation_attitude),UPDATE(cooperation_attitude) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(sales_activity),UPDATE(sales_activity) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(sales_activity),UPDATE(sales_activity) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(sales_activity),UPDATE(sales_activity) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(sales_activity),UPDATE(sales_activity) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(problems),UPDATE(problems) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(problems),UPDATE(problems) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(problems),UPDATE(problems) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(problems),UPDATE(problems) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(strengths),UPDATE(strengths) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(strengths),UPDATE(strengths) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(strengths),UPDATE(strengths) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(strengths),UPDATE(strengths) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(future_measures),UPDATE(future_measures) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(future_measures),UPDATE(future_measures) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(future_measures),UPDATE(future_measures) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(future_measures),UPDATE(future_measures) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(public_image),UPDATE(public_image) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(public_image),UPDATE(public_image) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(public_image),UPDATE(public_image) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(public_image),UPDATE(public_image) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(reputation),UPDATE(reputation) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(reputation),UPDATE(reputation) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(reputation),UPDATE(reputation) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(reputation),UPDATE(reputation) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(credit_standing),UPDATE(credit_standing) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(credit_standing),UPDATE(credit_standing) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(credit_standing),UPDATE(credit_standing) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(credit_standing),UPDATE(credit_standing) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(financial_credit),UPDATE(financial_credit) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(financial_credit),UPDATE(financial_credit) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(financial_credit),UPDATE(financial_credit) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(financial_credit),UPDATE(financial_credit) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(trading_terms),UPDATE(trading_terms) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(trading_terms),UPDATE(trading_terms) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(trading_terms),UPDATE(trading_terms) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(trading_terms),UPDATE(trading_terms) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(credit_issues),UPDATE(credit_issues) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(credit_issues),UPDATE(credit_issues) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(credit_issues),UPDATE(credit_issues) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(credit_issues),UPDATE(credit_issues) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(memorable_contact),UPDATE(memorable_contact) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(memorable_contact),UPDATE(memorable_contact) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(memorable_contact),UPDATE(memorable_contact) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(memorable_contact),UPDATE(memorable_contact) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(shared_experience),UPDATE(shared_experience) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(shared_experience),UPDATE(shared_experience) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(shared_experience),UPDATE(shared_experience) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(shared_experience),UPDATE(shared_experience) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(social_standing),UPDATE(social_standing) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(social_standing),UPDATE(social_standing) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(social_standing),UPDATE(social_standing) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(social_standing),UPDATE(social_standing) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(hobbies),UPDATE(hobbies) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(hobbies),UPDATE(hobbies) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(hobbies),UPDATE(hobbies) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(hobbies),UPDATE(hobbies) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT INSERT(customs),UPDATE(customs) ON TABLE aftercare.customer_file TO aftercare_admin;
GRANT INSERT(customs),UPDATE(customs) ON TABLE aftercare.customer_file TO aftercare_manager;
GRANT INSERT(customs),UPDATE(customs) ON TABLE aftercare.customer_file TO aftercare_agent;
GRANT INSERT(customs),UPDATE(customs) ON TABLE aftercare.customer_file TO aftercare_sales;

GRANT SELECT ON TABLE aftercare.customer_note TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.customer_note TO aftercare_search;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE aftercare.customer_note TO aftercare_workflow;
GRANT DELETE ON TABLE aftercare.customer_note TO aftercare_transfer;

GRANT SELECT(customer_id) ON TABLE aftercare.customer_note TO aftercare_transfer;
GRANT INSERT(customer_id) ON TABLE aftercare.customer_note TO aftercare_admin;
GRANT INSERT(customer_id) ON TABLE aftercare.customer_note TO aftercare_manager;
GRANT INSERT(customer_id) ON TABLE aftercare.customer_note TO aftercare_agent;
GRANT INSERT(customer_id) ON TABLE aftercare.customer_note TO aftercare_sales;

GRANT INSERT(level),UPDATE(level) ON TABLE aftercare.customer_note TO aftercare_admin;
GRANT INSERT(level),UPDATE(level) ON TABLE aftercare.customer_note TO aftercare_manager;
GRANT INSERT(level),UPDATE(level) ON TABLE aftercare.customer_note TO aftercare_agent;
GRANT INSERT(level),UPDATE(level) ON TABLE aftercare.customer_note TO aftercare_sales;

GRANT INSERT(body),UPDATE(body) ON TABLE aftercare.customer_note TO aftercare_admin;
GRANT INSERT(body),UPDATE(body) ON TABLE aftercare.customer_note TO aftercare_manager;
GRANT INSERT(body),UPDATE(body) ON TABLE aftercare.customer_note TO aftercare_agent;
GRANT INSERT(body),UPDATE(body) ON TABLE aftercare.customer_note TO aftercare_sales;

GRANT INSERT(at_intake),UPDATE(at_intake) ON TABLE aftercare.customer_note TO aftercare_admin;
GRANT INSERT(at_intake),UPDATE(at_intake) ON TABLE aftercare.customer_note TO aftercare_manager;
GRANT INSERT(at_intake),UPDATE(at_intake) ON TABLE aftercare.customer_note TO aftercare_agent;
GRANT INSERT(at_intake),UPDATE(at_intake) ON TABLE aftercare.customer_note TO aftercare_sales;

GRANT UPDATE(archived_at) ON TABLE aftercare.customer_note TO aftercare_admin;
GRANT UPDATE(archived_at) ON TABLE aftercare.customer_note TO aftercare_manager;
GRANT UPDATE(archived_at) ON TABLE aftercare.customer_note TO aftercare_agent;
GRANT UPDATE(archived_at) ON TABLE aftercare.customer_note TO aftercare_sales;

GRANT SELECT(id) ON TABLE aftercare.customer_note TO aftercare_transfer;
GRANT INSERT(id) ON TABLE aftercare.customer_note TO aftercare_admin;
GRANT INSERT(id) ON TABLE aftercare.customer_note TO aftercare_manager;
GRANT INSERT(id) ON TABLE aftercare.customer_note TO aftercare_agent;
GRANT INSERT(id) ON TABLE aftercare.customer_note TO aftercare_sales;

GRANT SELECT(version) ON TABLE aftercare.customer_note TO aftercare_transfer;

GRANT SELECT(created_at) ON TABLE aftercare.customer_note TO aftercare_transfer;

GRANT SELECT(created_by) ON TABLE aftercare.customer_note TO aftercare_transfer;

GRANT SELECT ON TABLE aftercare.device TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.device TO aftercare_search;
GRANT SELECT ON TABLE aftercare.device TO aftercare_due;
GRANT SELECT,DELETE,UPDATE ON TABLE aftercare.device TO aftercare_workflow;
GRANT DELETE ON TABLE aftercare.device TO aftercare_transfer;

GRANT SELECT(product_model_id) ON TABLE aftercare.device TO aftercare_transfer;
GRANT INSERT(product_model_id),UPDATE(product_model_id) ON TABLE aftercare.device TO aftercare_admin;
GRANT INSERT(product_model_id),UPDATE(product_model_id) ON TABLE aftercare.device TO aftercare_manager;
GRANT INSERT(product_model_id),UPDATE(product_model_id) ON TABLE aftercare.device TO aftercare_agent;
GRANT INSERT(product_model_id),UPDATE(product_model_id) ON TABLE aftercare.device TO aftercare_sales;

GRANT SELECT(customer_id) ON TABLE aftercare.device TO aftercare_transfer;
GRANT INSERT(customer_id),UPDATE(customer_id) ON TABLE aftercare.device TO aftercare_admin;
GRANT INSERT(customer_id),UPDATE(customer_id) ON TABLE aftercare.device TO aftercare_manager;
GRANT INSERT(customer_id),UPDATE(customer_id) ON TABLE aftercare.device TO aftercare_agent;
GRANT INSERT(customer_id),UPDATE(customer_id) ON TABLE aftercare.device TO aftercare_sales;

GRANT INSERT(serial_no),UPDATE(serial_no) ON TABLE aftercare.device TO aftercare_admin;
GRANT INSERT(serial_no),UPDATE(serial_no) ON TABLE aftercare.device TO aftercare_manager;
GRANT INSERT(serial_no),UPDATE(serial_no) ON TABLE aftercare.device TO aftercare_agent;
GRANT INSERT(serial_no),UPDATE(serial_no) ON TABLE aftercare.device TO aftercare_sales;

GRANT INSERT(serial_kind),UPDATE(serial_kind) ON TABLE aftercare.device TO aftercare_admin;
GRANT INSERT(serial_kind),UPDATE(serial_kind) ON TABLE aftercare.device TO aftercare_manager;
GRANT INSERT(serial_kind),UPDATE(serial_kind) ON TABLE aftercare.device TO aftercare_agent;
GRANT INSERT(serial_kind),UPDATE(serial_kind) ON TABLE aftercare.device TO aftercare_sales;

GRANT INSERT(no_serial_reason),UPDATE(no_serial_reason) ON TABLE aftercare.device TO aftercare_admin;
GRANT INSERT(no_serial_reason),UPDATE(no_serial_reason) ON TABLE aftercare.device TO aftercare_manager;
GRANT INSERT(no_serial_reason),UPDATE(no_serial_reason) ON TABLE aftercare.device TO aftercare_agent;
GRANT INSERT(no_serial_reason),UPDATE(no_serial_reason) ON TABLE aftercare.device TO aftercare_sales;

GRANT INSERT(colour),UPDATE(colour) ON TABLE aftercare.device TO aftercare_admin;
GRANT INSERT(colour),UPDATE(colour) ON TABLE aftercare.device TO aftercare_manager;
GRANT INSERT(colour),UPDATE(colour) ON TABLE aftercare.device TO aftercare_agent;
GRANT INSERT(colour),UPDATE(colour) ON TABLE aftercare.device TO aftercare_sales;

GRANT INSERT(configuration),UPDATE(configuration) ON TABLE aftercare.device TO aftercare_admin;
GRANT INSERT(configuration),UPDATE(configuration) ON TABLE aftercare.device TO aftercare_manager;
GRANT INSERT(configuration),UPDATE(configuration) ON TABLE aftercare.device TO aftercare_agent;
GRANT INSERT(configuration),UPDATE(configuration) ON TABLE aftercare.device TO aftercare_sales;

GRANT INSERT(made_on),UPDATE(made_on) ON TABLE aftercare.device TO aftercare_admin;
GRANT INSERT(made_on),UPDATE(made_on) ON TABLE aftercare.device TO aftercare_manager;
GRANT INSERT(made_on),UPDATE(made_on) ON TABLE aftercare.device TO aftercare_agent;
GRANT INSERT(made_on),UPDATE(made_on) ON TABLE aftercare.device TO aftercare_sales;

GRANT INSERT(sold_on),UPDATE(sold_on) ON TABLE aftercare.device TO aftercare_admin;
GRANT INSERT(sold_on),UPDATE(sold_on) ON TABLE aftercare.device TO aftercare_manager;
GRANT INSERT(sold_on),UPDATE(sold_on) ON TABLE aftercare.device TO aftercare_agent;
GRANT INSERT(sold_on),UPDATE(sold_on) ON TABLE aftercare.device TO aftercare_sales;

GRANT INSERT(sold_by),UPDATE(sold_by) ON TABLE aftercare.device TO aftercare_admin;
GRANT INSERT(sold_by),UPDATE(sold_by) ON TABLE aftercare.device TO aftercare_manager;
GRANT INSERT(sold_by),UPDATE(sold_by) ON TABLE aftercare.device TO aftercare_agent;
GRANT INSERT(sold_by),UPDATE(sold_by) ON TABLE aftercare.device TO aftercare_sales;

GRANT INSERT(warranty_from),UPDATE(warranty_from) ON TABLE aftercare.device TO aftercare_admin;
GRANT INSERT(warranty_from),UPDATE(warranty_from) ON TABLE aftercare.device TO aftercare_manager;
GRANT INSERT(warranty_from),UPDATE(warranty_from) ON TABLE aftercare.device TO aftercare_agent;
GRANT INSERT(warranty_from),UPDATE(warranty_from) ON TABLE aftercare.device TO aftercare_sales;

GRANT INSERT(proof),UPDATE(proof) ON TABLE aftercare.device TO aftercare_admin;
GRANT INSERT(proof),UPDATE(proof) ON TABLE aftercare.device TO aftercare_manager;
GRANT INSERT(proof),UPDATE(proof) ON TABLE aftercare.device TO aftercare_agent;
GRANT INSERT(proof),UPDATE(proof) ON TABLE aftercare.device TO aftercare_sales;

GRANT INSERT(proof_no),UPDATE(proof_no) ON TABLE aftercare.device TO aftercare_admin;
GRANT INSERT(proof_no),UPDATE(proof_no) ON TABLE aftercare.device TO aftercare_manager;
GRANT INSERT(proof_no),UPDATE(proof_no) ON TABLE aftercare.device TO aftercare_agent;
GRANT INSERT(proof_no),UPDATE(proof_no) ON TABLE aftercare.device TO aftercare_sales;

GRANT INSERT(counter),UPDATE(counter) ON TABLE aftercare.device TO aftercare_admin;
GRANT INSERT(counter),UPDATE(counter) ON TABLE aftercare.device TO aftercare_manager;
GRANT INSERT(counter),UPDATE(counter) ON TABLE aftercare.device TO aftercare_agent;
GRANT INSERT(counter),UPDATE(counter) ON TABLE aftercare.device TO aftercare_sales;

GRANT INSERT(counter_unit),UPDATE(counter_unit) ON TABLE aftercare.device TO aftercare_admin;
GRANT INSERT(counter_unit),UPDATE(counter_unit) ON TABLE aftercare.device TO aftercare_manager;
GRANT INSERT(counter_unit),UPDATE(counter_unit) ON TABLE aftercare.device TO aftercare_agent;
GRANT INSERT(counter_unit),UPDATE(counter_unit) ON TABLE aftercare.device TO aftercare_sales;

GRANT INSERT(place),UPDATE(place) ON TABLE aftercare.device TO aftercare_admin;
GRANT INSERT(place),UPDATE(place) ON TABLE aftercare.device TO aftercare_manager;
GRANT INSERT(place),UPDATE(place) ON TABLE aftercare.device TO aftercare_agent;
GRANT INSERT(place),UPDATE(place) ON TABLE aftercare.device TO aftercare_sales;

GRANT INSERT(address_id),UPDATE(address_id) ON TABLE aftercare.device TO aftercare_admin;
GRANT INSERT(address_id),UPDATE(address_id) ON TABLE aftercare.device TO aftercare_manager;
GRANT INSERT(address_id),UPDATE(address_id) ON TABLE aftercare.device TO aftercare_agent;
GRANT INSERT(address_id),UPDATE(address_id) ON TABLE aftercare.device TO aftercare_sales;

GRANT SELECT(parent_device_id) ON TABLE aftercare.device TO aftercare_transfer;
GRANT INSERT(parent_device_id),UPDATE(parent_device_id) ON TABLE aftercare.device TO aftercare_admin;
GRANT INSERT(parent_device_id),UPDATE(parent_device_id) ON TABLE aftercare.device TO aftercare_manager;
GRANT INSERT(parent_device_id),UPDATE(parent_device_id) ON TABLE aftercare.device TO aftercare_agent;
GRANT INSERT(parent_device_id),UPDATE(parent_device_id) ON TABLE aftercare.device TO aftercare_sales;

GRANT INSERT(note),UPDATE(note) ON TABLE aftercare.device TO aftercare_admin;
GRANT INSERT(note),UPDATE(note) ON TABLE aftercare.device TO aftercare_manager;
GRANT INSERT(note),UPDATE(note) ON TABLE aftercare.device TO aftercare_agent;
GRANT INSERT(note),UPDATE(note) ON TABLE aftercare.device TO aftercare_sales;

GRANT SELECT(id) ON TABLE aftercare.device TO aftercare_transfer;
GRANT INSERT(id) ON TABLE aftercare.device TO aftercare_admin;
GRANT INSERT(id) ON TABLE aftercare.device TO aftercare_manager;
GRANT INSERT(id) ON TABLE aftercare.device TO aftercare_agent;
GRANT INSERT(id) ON TABLE aftercare.device TO aftercare_sales;

GRANT SELECT(version) ON TABLE aftercare.device TO aftercare_transfer;

GRANT SELECT(created_at) ON TABLE aftercare.device TO aftercare_transfer;

GRANT SELECT(created_by) ON TABLE aftercare.device TO aftercare_transfer;

GRANT SELECT ON TABLE aftercare.device_number TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.device_number TO aftercare_search;
GRANT SELECT,DELETE ON TABLE aftercare.device_number TO aftercare_workflow;

GRANT SELECT(device_id) ON TABLE aftercare.device_number TO aftercare_transfer;
GRANT INSERT(device_id) ON TABLE aftercare.device_number TO aftercare_admin;
GRANT INSERT(device_id) ON TABLE aftercare.device_number TO aftercare_manager;
GRANT INSERT(device_id) ON TABLE aftercare.device_number TO aftercare_agent;

GRANT INSERT(kind),UPDATE(kind) ON TABLE aftercare.device_number TO aftercare_admin;
GRANT INSERT(kind),UPDATE(kind) ON TABLE aftercare.device_number TO aftercare_manager;
GRANT INSERT(kind),UPDATE(kind) ON TABLE aftercare.device_number TO aftercare_agent;

GRANT INSERT(value),UPDATE(value) ON TABLE aftercare.device_number TO aftercare_admin;
GRANT INSERT(value),UPDATE(value) ON TABLE aftercare.device_number TO aftercare_manager;
GRANT INSERT(value),UPDATE(value) ON TABLE aftercare.device_number TO aftercare_agent;

GRANT UPDATE(archived_at) ON TABLE aftercare.device_number TO aftercare_admin;
GRANT UPDATE(archived_at) ON TABLE aftercare.device_number TO aftercare_manager;
GRANT UPDATE(archived_at) ON TABLE aftercare.device_number TO aftercare_agent;

GRANT INSERT(id) ON TABLE aftercare.device_number TO aftercare_admin;
GRANT INSERT(id) ON TABLE aftercare.device_number TO aftercare_manager;
GRANT INSERT(id) ON TABLE aftercare.device_number TO aftercare_agent;

GRANT SELECT ON TABLE aftercare.device_owner TO aftercare_staff;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE aftercare.device_owner TO aftercare_workflow;
GRANT DELETE ON TABLE aftercare.device_owner TO aftercare_transfer;

GRANT SELECT(device_id) ON TABLE aftercare.device_owner TO aftercare_transfer;

GRANT SELECT(customer_id) ON TABLE aftercare.device_owner TO aftercare_transfer;

GRANT SELECT(until) ON TABLE aftercare.device_owner TO aftercare_transfer;

GRANT SELECT,INSERT ON TABLE aftercare.figure_delta TO aftercare_workflow;
GRANT SELECT,DELETE ON TABLE aftercare.figure_delta TO aftercare_due;
GRANT SELECT ON TABLE aftercare.figure_delta TO aftercare_search;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE aftercare.figure_week TO aftercare_due;
GRANT SELECT ON TABLE aftercare.figure_week TO aftercare_search;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE aftercare.finished_order TO aftercare_workflow;

GRANT SELECT ON TABLE aftercare.import_row TO aftercare_transfer;
GRANT SELECT ON TABLE aftercare.import_row TO aftercare_due;

GRANT SELECT(id) ON TABLE aftercare.import_row TO aftercare_staff;

GRANT SELECT(batch_id) ON TABLE aftercare.import_row TO aftercare_staff;
GRANT INSERT(batch_id) ON TABLE aftercare.import_row TO aftercare_transfer;

GRANT SELECT(line) ON TABLE aftercare.import_row TO aftercare_staff;
GRANT INSERT(line) ON TABLE aftercare.import_row TO aftercare_transfer;

GRANT SELECT(outcome) ON TABLE aftercare.import_row TO aftercare_staff;
GRANT INSERT(outcome) ON TABLE aftercare.import_row TO aftercare_transfer;

GRANT SELECT(table_name) ON TABLE aftercare.import_row TO aftercare_staff;
GRANT INSERT(table_name) ON TABLE aftercare.import_row TO aftercare_transfer;

GRANT SELECT(row_id) ON TABLE aftercare.import_row TO aftercare_staff;
GRANT INSERT(row_id),UPDATE(row_id) ON TABLE aftercare.import_row TO aftercare_transfer;

GRANT SELECT(seen_version) ON TABLE aftercare.import_row TO aftercare_staff;
GRANT INSERT(seen_version),UPDATE(seen_version) ON TABLE aftercare.import_row TO aftercare_transfer;

GRANT SELECT(code) ON TABLE aftercare.import_row TO aftercare_staff;
GRANT INSERT(code),UPDATE(code) ON TABLE aftercare.import_row TO aftercare_transfer;

GRANT SELECT(field) ON TABLE aftercare.import_row TO aftercare_staff;
GRANT INSERT(field) ON TABLE aftercare.import_row TO aftercare_transfer;

GRANT SELECT(details) ON TABLE aftercare.import_row TO aftercare_staff;
GRANT INSERT(details) ON TABLE aftercare.import_row TO aftercare_transfer;

GRANT INSERT(cells),UPDATE(cells) ON TABLE aftercare.import_row TO aftercare_transfer;
GRANT UPDATE(cells) ON TABLE aftercare.import_row TO aftercare_due;

GRANT USAGE ON SEQUENCE aftercare.intake_number TO aftercare_workflow;

GRANT SELECT ON TABLE aftercare.job_run TO aftercare_staff;
GRANT SELECT,INSERT,UPDATE ON TABLE aftercare.job_run TO aftercare_due;

GRANT SELECT ON TABLE aftercare.parameter TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.parameter TO aftercare_identity;

GRANT UPDATE(value) ON TABLE aftercare.parameter TO aftercare_admin;

GRANT SELECT ON TABLE aftercare.payment TO aftercare_agent;
GRANT SELECT ON TABLE aftercare.payment TO aftercare_manager;
GRANT SELECT ON TABLE aftercare.payment TO aftercare_admin;
GRANT SELECT ON TABLE aftercare.payment TO aftercare_finance;
GRANT SELECT ON TABLE aftercare.payment TO aftercare_auditor;
GRANT SELECT ON TABLE aftercare.payment TO aftercare_due;
GRANT SELECT,INSERT ON TABLE aftercare.payment TO aftercare_workflow;

GRANT SELECT(work_order_id) ON TABLE aftercare.payment TO aftercare_transfer;

GRANT SELECT(store_id) ON TABLE aftercare.payment TO aftercare_transfer;

GRANT SELECT ON TABLE aftercare.price_item TO aftercare_staff;
GRANT SELECT,UPDATE ON TABLE aftercare.price_item TO aftercare_workflow;

GRANT INSERT(code),UPDATE(code) ON TABLE aftercare.price_item TO aftercare_admin;
GRANT INSERT(code),UPDATE(code) ON TABLE aftercare.price_item TO aftercare_manager;

GRANT INSERT(kind),UPDATE(kind) ON TABLE aftercare.price_item TO aftercare_admin;
GRANT INSERT(kind),UPDATE(kind) ON TABLE aftercare.price_item TO aftercare_manager;

GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.price_item TO aftercare_admin;
GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.price_item TO aftercare_manager;

GRANT INSERT(name_en),UPDATE(name_en) ON TABLE aftercare.price_item TO aftercare_admin;
GRANT INSERT(name_en),UPDATE(name_en) ON TABLE aftercare.price_item TO aftercare_manager;

GRANT SELECT(category_id) ON TABLE aftercare.price_item TO aftercare_transfer;
GRANT INSERT(category_id),UPDATE(category_id) ON TABLE aftercare.price_item TO aftercare_admin;
GRANT INSERT(category_id),UPDATE(category_id) ON TABLE aftercare.price_item TO aftercare_manager;

GRANT SELECT(product_model_id) ON TABLE aftercare.price_item TO aftercare_transfer;
GRANT INSERT(product_model_id),UPDATE(product_model_id) ON TABLE aftercare.price_item TO aftercare_admin;
GRANT INSERT(product_model_id),UPDATE(product_model_id) ON TABLE aftercare.price_item TO aftercare_manager;

GRANT INSERT(unit),UPDATE(unit) ON TABLE aftercare.price_item TO aftercare_admin;
GRANT INSERT(unit),UPDATE(unit) ON TABLE aftercare.price_item TO aftercare_manager;

GRANT INSERT(unit_price),UPDATE(unit_price) ON TABLE aftercare.price_item TO aftercare_admin;
GRANT INSERT(unit_price),UPDATE(unit_price) ON TABLE aftercare.price_item TO aftercare_manager;

GRANT INSERT(tax_rate),UPDATE(tax_rate) ON TABLE aftercare.price_item TO aftercare_admin;
GRANT INSERT(tax_rate),UPDATE(tax_rate) ON TABLE aftercare.price_item TO aftercare_manager;

GRANT INSERT(labour_minutes),UPDATE(labour_minutes) ON TABLE aftercare.price_item TO aftercare_admin;
GRANT INSERT(labour_minutes),UPDATE(labour_minutes) ON TABLE aftercare.price_item TO aftercare_manager;

GRANT INSERT(part_no),UPDATE(part_no) ON TABLE aftercare.price_item TO aftercare_admin;
GRANT INSERT(part_no),UPDATE(part_no) ON TABLE aftercare.price_item TO aftercare_manager;

GRANT INSERT(initials),UPDATE(initials) ON TABLE aftercare.price_item TO aftercare_admin;
GRANT INSERT(initials),UPDATE(initials) ON TABLE aftercare.price_item TO aftercare_manager;

GRANT UPDATE(archived_at) ON TABLE aftercare.price_item TO aftercare_admin;
GRANT UPDATE(archived_at) ON TABLE aftercare.price_item TO aftercare_manager;

GRANT INSERT(id) ON TABLE aftercare.price_item TO aftercare_admin;
GRANT INSERT(id) ON TABLE aftercare.price_item TO aftercare_manager;

GRANT SELECT ON TABLE aftercare.print_log TO aftercare_staff;
GRANT SELECT,INSERT ON TABLE aftercare.print_log TO aftercare_workflow;

GRANT SELECT ON TABLE aftercare.print_route TO aftercare_staff;

GRANT INSERT(workstation_id) ON TABLE aftercare.print_route TO aftercare_admin;
GRANT INSERT(workstation_id) ON TABLE aftercare.print_route TO aftercare_agent;
GRANT INSERT(workstation_id) ON TABLE aftercare.print_route TO aftercare_manager;
GRANT INSERT(workstation_id) ON TABLE aftercare.print_route TO aftercare_technician;
GRANT INSERT(workstation_id) ON TABLE aftercare.print_route TO aftercare_parts;
GRANT INSERT(workstation_id) ON TABLE aftercare.print_route TO aftercare_finance;

GRANT INSERT(document) ON TABLE aftercare.print_route TO aftercare_admin;
GRANT INSERT(document) ON TABLE aftercare.print_route TO aftercare_agent;
GRANT INSERT(document) ON TABLE aftercare.print_route TO aftercare_manager;
GRANT INSERT(document) ON TABLE aftercare.print_route TO aftercare_technician;
GRANT INSERT(document) ON TABLE aftercare.print_route TO aftercare_parts;
GRANT INSERT(document) ON TABLE aftercare.print_route TO aftercare_finance;

GRANT INSERT(printer),UPDATE(printer) ON TABLE aftercare.print_route TO aftercare_admin;
GRANT INSERT(printer),UPDATE(printer) ON TABLE aftercare.print_route TO aftercare_agent;
GRANT INSERT(printer),UPDATE(printer) ON TABLE aftercare.print_route TO aftercare_manager;
GRANT INSERT(printer),UPDATE(printer) ON TABLE aftercare.print_route TO aftercare_technician;
GRANT INSERT(printer),UPDATE(printer) ON TABLE aftercare.print_route TO aftercare_parts;
GRANT INSERT(printer),UPDATE(printer) ON TABLE aftercare.print_route TO aftercare_finance;

GRANT INSERT(media),UPDATE(media) ON TABLE aftercare.print_route TO aftercare_admin;
GRANT INSERT(media),UPDATE(media) ON TABLE aftercare.print_route TO aftercare_agent;
GRANT INSERT(media),UPDATE(media) ON TABLE aftercare.print_route TO aftercare_manager;
GRANT INSERT(media),UPDATE(media) ON TABLE aftercare.print_route TO aftercare_technician;
GRANT INSERT(media),UPDATE(media) ON TABLE aftercare.print_route TO aftercare_parts;
GRANT INSERT(media),UPDATE(media) ON TABLE aftercare.print_route TO aftercare_finance;

GRANT INSERT(lang),UPDATE(lang) ON TABLE aftercare.print_route TO aftercare_admin;
GRANT INSERT(lang),UPDATE(lang) ON TABLE aftercare.print_route TO aftercare_agent;
GRANT INSERT(lang),UPDATE(lang) ON TABLE aftercare.print_route TO aftercare_manager;
GRANT INSERT(lang),UPDATE(lang) ON TABLE aftercare.print_route TO aftercare_technician;
GRANT INSERT(lang),UPDATE(lang) ON TABLE aftercare.print_route TO aftercare_parts;
GRANT INSERT(lang),UPDATE(lang) ON TABLE aftercare.print_route TO aftercare_finance;

GRANT INSERT(copies),UPDATE(copies) ON TABLE aftercare.print_route TO aftercare_admin;
GRANT INSERT(copies),UPDATE(copies) ON TABLE aftercare.print_route TO aftercare_agent;
GRANT INSERT(copies),UPDATE(copies) ON TABLE aftercare.print_route TO aftercare_manager;
GRANT INSERT(copies),UPDATE(copies) ON TABLE aftercare.print_route TO aftercare_technician;
GRANT INSERT(copies),UPDATE(copies) ON TABLE aftercare.print_route TO aftercare_parts;
GRANT INSERT(copies),UPDATE(copies) ON TABLE aftercare.print_route TO aftercare_finance;

GRANT INSERT(silent),UPDATE(silent) ON TABLE aftercare.print_route TO aftercare_admin;
GRANT INSERT(silent),UPDATE(silent) ON TABLE aftercare.print_route TO aftercare_agent;
GRANT INSERT(silent),UPDATE(silent) ON TABLE aftercare.print_route TO aftercare_manager;
GRANT INSERT(silent),UPDATE(silent) ON TABLE aftercare.print_route TO aftercare_technician;
GRANT INSERT(silent),UPDATE(silent) ON TABLE aftercare.print_route TO aftercare_parts;
GRANT INSERT(silent),UPDATE(silent) ON TABLE aftercare.print_route TO aftercare_finance;

GRANT INSERT(id) ON TABLE aftercare.print_route TO aftercare_admin;
GRANT INSERT(id) ON TABLE aftercare.print_route TO aftercare_agent;
GRANT INSERT(id) ON TABLE aftercare.print_route TO aftercare_manager;
GRANT INSERT(id) ON TABLE aftercare.print_route TO aftercare_technician;
GRANT INSERT(id) ON TABLE aftercare.print_route TO aftercare_parts;
GRANT INSERT(id) ON TABLE aftercare.print_route TO aftercare_finance;

GRANT SELECT ON TABLE aftercare.product_category TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.product_category TO aftercare_search;
GRANT SELECT ON TABLE aftercare.product_category TO aftercare_workflow;
GRANT SELECT ON TABLE aftercare.product_category TO aftercare_due;
GRANT INSERT,DELETE ON TABLE aftercare.product_category TO aftercare_transfer;

GRANT INSERT(code) ON TABLE aftercare.product_category TO aftercare_admin;
GRANT INSERT(code) ON TABLE aftercare.product_category TO aftercare_manager;
GRANT SELECT(code) ON TABLE aftercare.product_category TO aftercare_transfer;

GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.product_category TO aftercare_admin;
GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.product_category TO aftercare_manager;
GRANT SELECT(name) ON TABLE aftercare.product_category TO aftercare_transfer;

GRANT INSERT(name_en),UPDATE(name_en) ON TABLE aftercare.product_category TO aftercare_admin;
GRANT INSERT(name_en),UPDATE(name_en) ON TABLE aftercare.product_category TO aftercare_manager;

GRANT SELECT(parent_id) ON TABLE aftercare.product_category TO aftercare_transfer;
GRANT INSERT(parent_id),UPDATE(parent_id) ON TABLE aftercare.product_category TO aftercare_admin;
GRANT INSERT(parent_id),UPDATE(parent_id) ON TABLE aftercare.product_category TO aftercare_manager;

GRANT INSERT(serial_kind),UPDATE(serial_kind) ON TABLE aftercare.product_category TO aftercare_admin;
GRANT INSERT(serial_kind),UPDATE(serial_kind) ON TABLE aftercare.product_category TO aftercare_manager;

GRANT INSERT(icon),UPDATE(icon) ON TABLE aftercare.product_category TO aftercare_admin;
GRANT INSERT(icon),UPDATE(icon) ON TABLE aftercare.product_category TO aftercare_manager;

GRANT INSERT("position"),UPDATE("position") ON TABLE aftercare.product_category TO aftercare_admin;
GRANT INSERT("position"),UPDATE("position") ON TABLE aftercare.product_category TO aftercare_manager;

GRANT UPDATE(archived_at) ON TABLE aftercare.product_category TO aftercare_admin;
GRANT UPDATE(archived_at) ON TABLE aftercare.product_category TO aftercare_manager;

GRANT SELECT(id) ON TABLE aftercare.product_category TO aftercare_transfer;
GRANT INSERT(id) ON TABLE aftercare.product_category TO aftercare_admin;
GRANT INSERT(id) ON TABLE aftercare.product_category TO aftercare_manager;

GRANT SELECT(version) ON TABLE aftercare.product_category TO aftercare_transfer;

GRANT SELECT(created_at) ON TABLE aftercare.product_category TO aftercare_transfer;

GRANT SELECT(created_by) ON TABLE aftercare.product_category TO aftercare_transfer;

GRANT SELECT ON TABLE aftercare.product_model TO aftercare_search;
GRANT SELECT ON TABLE aftercare.product_model TO aftercare_due;
GRANT SELECT,DELETE,UPDATE ON TABLE aftercare.product_model TO aftercare_workflow;
GRANT INSERT,DELETE ON TABLE aftercare.product_model TO aftercare_transfer;

GRANT SELECT(brand) ON TABLE aftercare.product_model TO aftercare_staff;
GRANT INSERT(brand),UPDATE(brand) ON TABLE aftercare.product_model TO aftercare_admin;
GRANT INSERT(brand),UPDATE(brand) ON TABLE aftercare.product_model TO aftercare_manager;
GRANT INSERT(brand) ON TABLE aftercare.product_model TO aftercare_agent;
GRANT INSERT(brand) ON TABLE aftercare.product_model TO aftercare_parts;
GRANT SELECT(brand) ON TABLE aftercare.product_model TO aftercare_transfer;

GRANT SELECT(model_no) ON TABLE aftercare.product_model TO aftercare_staff;
GRANT INSERT(model_no),UPDATE(model_no) ON TABLE aftercare.product_model TO aftercare_admin;
GRANT INSERT(model_no),UPDATE(model_no) ON TABLE aftercare.product_model TO aftercare_manager;
GRANT INSERT(model_no) ON TABLE aftercare.product_model TO aftercare_agent;
GRANT INSERT(model_no) ON TABLE aftercare.product_model TO aftercare_parts;
GRANT SELECT(model_no) ON TABLE aftercare.product_model TO aftercare_transfer;

GRANT SELECT(name) ON TABLE aftercare.product_model TO aftercare_staff;
GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.product_model TO aftercare_admin;
GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.product_model TO aftercare_manager;
GRANT INSERT(name) ON TABLE aftercare.product_model TO aftercare_agent;
GRANT INSERT(name) ON TABLE aftercare.product_model TO aftercare_parts;

GRANT SELECT(name_en) ON TABLE aftercare.product_model TO aftercare_staff;
GRANT INSERT(name_en),UPDATE(name_en) ON TABLE aftercare.product_model TO aftercare_admin;
GRANT INSERT(name_en),UPDATE(name_en) ON TABLE aftercare.product_model TO aftercare_manager;
GRANT INSERT(name_en) ON TABLE aftercare.product_model TO aftercare_agent;
GRANT INSERT(name_en) ON TABLE aftercare.product_model TO aftercare_parts;

GRANT SELECT(category_id) ON TABLE aftercare.product_model TO aftercare_transfer;
GRANT SELECT(category_id) ON TABLE aftercare.product_model TO aftercare_staff;
GRANT INSERT(category_id),UPDATE(category_id) ON TABLE aftercare.product_model TO aftercare_admin;
GRANT INSERT(category_id),UPDATE(category_id) ON TABLE aftercare.product_model TO aftercare_manager;
GRANT INSERT(category_id) ON TABLE aftercare.product_model TO aftercare_agent;
GRANT INSERT(category_id) ON TABLE aftercare.product_model TO aftercare_parts;

GRANT SELECT(serial_kind) ON TABLE aftercare.product_model TO aftercare_staff;
GRANT INSERT(serial_kind),UPDATE(serial_kind) ON TABLE aftercare.product_model TO aftercare_admin;
GRANT INSERT(serial_kind),UPDATE(serial_kind) ON TABLE aftercare.product_model TO aftercare_manager;
GRANT INSERT(serial_kind) ON TABLE aftercare.product_model TO aftercare_agent;
GRANT INSERT(serial_kind) ON TABLE aftercare.product_model TO aftercare_parts;

GRANT SELECT(warranty_months) ON TABLE aftercare.product_model TO aftercare_staff;
GRANT INSERT(warranty_months),UPDATE(warranty_months) ON TABLE aftercare.product_model TO aftercare_admin;
GRANT INSERT(warranty_months),UPDATE(warranty_months) ON TABLE aftercare.product_model TO aftercare_manager;
GRANT INSERT(warranty_months) ON TABLE aftercare.product_model TO aftercare_agent;
GRANT INSERT(warranty_months) ON TABLE aftercare.product_model TO aftercare_parts;

GRANT SELECT(note) ON TABLE aftercare.product_model TO aftercare_staff;
GRANT INSERT(note),UPDATE(note) ON TABLE aftercare.product_model TO aftercare_admin;
GRANT INSERT(note),UPDATE(note) ON TABLE aftercare.product_model TO aftercare_manager;
GRANT INSERT(note) ON TABLE aftercare.product_model TO aftercare_agent;
GRANT INSERT(note) ON TABLE aftercare.product_model TO aftercare_parts;

GRANT SELECT(needs_review) ON TABLE aftercare.product_model TO aftercare_staff;
GRANT UPDATE(needs_review) ON TABLE aftercare.product_model TO aftercare_admin;
GRANT UPDATE(needs_review) ON TABLE aftercare.product_model TO aftercare_manager;

GRANT SELECT(initials) ON TABLE aftercare.product_model TO aftercare_staff;
GRANT INSERT(initials),UPDATE(initials) ON TABLE aftercare.product_model TO aftercare_admin;
GRANT INSERT(initials),UPDATE(initials) ON TABLE aftercare.product_model TO aftercare_manager;
GRANT INSERT(initials) ON TABLE aftercare.product_model TO aftercare_agent;
GRANT INSERT(initials) ON TABLE aftercare.product_model TO aftercare_parts;

GRANT SELECT(archived_at) ON TABLE aftercare.product_model TO aftercare_staff;
GRANT UPDATE(archived_at) ON TABLE aftercare.product_model TO aftercare_admin;
GRANT UPDATE(archived_at) ON TABLE aftercare.product_model TO aftercare_manager;

GRANT SELECT(id) ON TABLE aftercare.product_model TO aftercare_transfer;
GRANT SELECT(id) ON TABLE aftercare.product_model TO aftercare_staff;
GRANT INSERT(id) ON TABLE aftercare.product_model TO aftercare_admin;
GRANT INSERT(id) ON TABLE aftercare.product_model TO aftercare_manager;
GRANT INSERT(id) ON TABLE aftercare.product_model TO aftercare_agent;
GRANT INSERT(id) ON TABLE aftercare.product_model TO aftercare_parts;

GRANT SELECT(version) ON TABLE aftercare.product_model TO aftercare_transfer;
GRANT SELECT(version) ON TABLE aftercare.product_model TO aftercare_staff;

GRANT SELECT(created_at) ON TABLE aftercare.product_model TO aftercare_transfer;
GRANT SELECT(created_at) ON TABLE aftercare.product_model TO aftercare_staff;

GRANT SELECT(created_by) ON TABLE aftercare.product_model TO aftercare_transfer;
GRANT SELECT(created_by) ON TABLE aftercare.product_model TO aftercare_staff;

GRANT SELECT(updated_at) ON TABLE aftercare.product_model TO aftercare_staff;

GRANT SELECT(updated_by) ON TABLE aftercare.product_model TO aftercare_staff;

GRANT SELECT ON TABLE aftercare.quote TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.quote TO aftercare_due;
GRANT SELECT,INSERT,UPDATE ON TABLE aftercare.quote TO aftercare_workflow;

GRANT SELECT(work_order_id) ON TABLE aftercare.quote TO aftercare_transfer;

GRANT SELECT(store_id) ON TABLE aftercare.quote TO aftercare_transfer;

GRANT SELECT,INSERT,UPDATE ON TABLE aftercare.receipt_counter TO aftercare_workflow;

GRANT SELECT(store_id) ON TABLE aftercare.receipt_counter TO aftercare_transfer;

GRANT SELECT ON TABLE aftercare.region TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.region TO aftercare_identity;
GRANT SELECT ON TABLE aftercare.region TO aftercare_accounts;
GRANT SELECT ON TABLE aftercare.region TO aftercare_search;
GRANT SELECT,DELETE ON TABLE aftercare.region TO aftercare_workflow;

GRANT INSERT(code),UPDATE(code) ON TABLE aftercare.region TO aftercare_admin;
GRANT INSERT(code) ON TABLE aftercare.region TO aftercare_agent;
GRANT INSERT(code) ON TABLE aftercare.region TO aftercare_manager;

GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.region TO aftercare_admin;
GRANT INSERT(name) ON TABLE aftercare.region TO aftercare_agent;
GRANT INSERT(name) ON TABLE aftercare.region TO aftercare_manager;

GRANT INSERT(name_en),UPDATE(name_en) ON TABLE aftercare.region TO aftercare_admin;
GRANT INSERT(name_en) ON TABLE aftercare.region TO aftercare_agent;
GRANT INSERT(name_en) ON TABLE aftercare.region TO aftercare_manager;

GRANT INSERT(parent_id),UPDATE(parent_id) ON TABLE aftercare.region TO aftercare_admin;
GRANT INSERT(parent_id) ON TABLE aftercare.region TO aftercare_agent;
GRANT INSERT(parent_id) ON TABLE aftercare.region TO aftercare_manager;

GRANT UPDATE(archived_at) ON TABLE aftercare.region TO aftercare_admin;
GRANT UPDATE(archived_at) ON TABLE aftercare.region TO aftercare_workflow;

GRANT INSERT(id) ON TABLE aftercare.region TO aftercare_admin;
GRANT INSERT(id) ON TABLE aftercare.region TO aftercare_agent;
GRANT INSERT(id) ON TABLE aftercare.region TO aftercare_manager;

GRANT SELECT ON TABLE aftercare.request TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.request TO aftercare_workflow;
GRANT SELECT,DELETE ON TABLE aftercare.request TO aftercare_due;

GRANT INSERT(id) ON TABLE aftercare.request TO aftercare_staff;
GRANT INSERT(id) ON TABLE aftercare.request TO aftercare_workflow;

GRANT INSERT(login) ON TABLE aftercare.request TO aftercare_staff;
GRANT INSERT(login) ON TABLE aftercare.request TO aftercare_workflow;

GRANT INSERT(result) ON TABLE aftercare.request TO aftercare_staff;
GRANT INSERT(result) ON TABLE aftercare.request TO aftercare_workflow;

GRANT SELECT ON TABLE aftercare.retention_keep TO aftercare_admin;
GRANT SELECT ON TABLE aftercare.retention_keep TO aftercare_manager;
GRANT SELECT,INSERT ON TABLE aftercare.retention_keep TO aftercare_workflow;

GRANT SELECT(customer_id) ON TABLE aftercare.retention_keep TO aftercare_transfer;
GRANT UPDATE(customer_id) ON TABLE aftercare.retention_keep TO aftercare_workflow;

GRANT UPDATE(reason) ON TABLE aftercare.retention_keep TO aftercare_workflow;

GRANT SELECT,INSERT ON TABLE aftercare.reveal TO aftercare_search;
GRANT SELECT,INSERT,DELETE ON TABLE aftercare.reveal TO aftercare_workflow;

GRANT SELECT(id) ON TABLE aftercare.reveal TO aftercare_admin;
GRANT SELECT(id) ON TABLE aftercare.reveal TO aftercare_auditor;

GRANT SELECT(at) ON TABLE aftercare.reveal TO aftercare_admin;
GRANT SELECT(at) ON TABLE aftercare.reveal TO aftercare_auditor;
GRANT SELECT(at) ON TABLE aftercare.reveal TO aftercare_transfer;

GRANT SELECT(login) ON TABLE aftercare.reveal TO aftercare_admin;
GRANT SELECT(login) ON TABLE aftercare.reveal TO aftercare_auditor;
GRANT SELECT(login),INSERT(login) ON TABLE aftercare.reveal TO aftercare_transfer;

GRANT SELECT(kind) ON TABLE aftercare.reveal TO aftercare_admin;
GRANT SELECT(kind) ON TABLE aftercare.reveal TO aftercare_auditor;
GRANT INSERT(kind) ON TABLE aftercare.reveal TO aftercare_transfer;

GRANT SELECT(table_name) ON TABLE aftercare.reveal TO aftercare_admin;
GRANT SELECT(table_name) ON TABLE aftercare.reveal TO aftercare_auditor;
GRANT SELECT(table_name),INSERT(table_name) ON TABLE aftercare.reveal TO aftercare_transfer;

GRANT SELECT(row_id) ON TABLE aftercare.reveal TO aftercare_admin;
GRANT SELECT(row_id) ON TABLE aftercare.reveal TO aftercare_auditor;
GRANT SELECT(row_id),INSERT(row_id) ON TABLE aftercare.reveal TO aftercare_transfer;

GRANT SELECT(store_id) ON TABLE aftercare.reveal TO aftercare_admin;
GRANT SELECT(store_id) ON TABLE aftercare.reveal TO aftercare_auditor;

GRANT SELECT(count) ON TABLE aftercare.reveal TO aftercare_admin;
GRANT SELECT(count) ON TABLE aftercare.reveal TO aftercare_auditor;
GRANT INSERT(count) ON TABLE aftercare.reveal TO aftercare_transfer;

GRANT SELECT(reason) ON TABLE aftercare.reveal TO aftercare_admin;
GRANT SELECT(reason) ON TABLE aftercare.reveal TO aftercare_auditor;
GRANT INSERT(reason) ON TABLE aftercare.reveal TO aftercare_transfer;

GRANT SELECT(xid) ON TABLE aftercare.reveal TO aftercare_transfer;

GRANT SELECT(column_name) ON TABLE aftercare.reveal TO aftercare_admin;
GRANT SELECT(column_name) ON TABLE aftercare.reveal TO aftercare_auditor;

GRANT UPDATE(asked) ON TABLE aftercare.reveal TO aftercare_search;

GRANT SELECT ON TABLE aftercare.saved_view TO aftercare_staff;

GRANT INSERT(login) ON TABLE aftercare.saved_view TO aftercare_staff;

GRANT INSERT(page) ON TABLE aftercare.saved_view TO aftercare_staff;

GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.saved_view TO aftercare_staff;

GRANT INSERT(shared),UPDATE(shared) ON TABLE aftercare.saved_view TO aftercare_staff;

GRANT INSERT(definition),UPDATE(definition) ON TABLE aftercare.saved_view TO aftercare_staff;

GRANT UPDATE(archived_at) ON TABLE aftercare.saved_view TO aftercare_staff;

GRANT INSERT(id) ON TABLE aftercare.saved_view TO aftercare_staff;

GRANT INSERT("position"),UPDATE("position") ON TABLE aftercare.saved_view TO aftercare_staff;

GRANT SELECT ON TABLE aftercare.schema_object TO aftercare_admin;

GRANT SELECT ON TABLE aftercare.schema_version TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.schema_version TO aftercare_jobs;
GRANT SELECT ON TABLE aftercare.schema_version TO aftercare_kiosk;

GRANT SELECT ON TABLE aftercare.shop_text TO aftercare_staff;

GRANT SELECT(store_id) ON TABLE aftercare.shop_text TO aftercare_transfer;
GRANT INSERT(store_id) ON TABLE aftercare.shop_text TO aftercare_admin;
GRANT INSERT(store_id) ON TABLE aftercare.shop_text TO aftercare_manager;

GRANT INSERT(terms_zh),UPDATE(terms_zh) ON TABLE aftercare.shop_text TO aftercare_admin;
GRANT INSERT(terms_zh),UPDATE(terms_zh) ON TABLE aftercare.shop_text TO aftercare_manager;

GRANT INSERT(terms_en),UPDATE(terms_en) ON TABLE aftercare.shop_text TO aftercare_admin;
GRANT INSERT(terms_en),UPDATE(terms_en) ON TABLE aftercare.shop_text TO aftercare_manager;

GRANT INSERT(privacy_zh),UPDATE(privacy_zh) ON TABLE aftercare.shop_text TO aftercare_admin;
GRANT INSERT(privacy_zh),UPDATE(privacy_zh) ON TABLE aftercare.shop_text TO aftercare_manager;

GRANT INSERT(privacy_en),UPDATE(privacy_en) ON TABLE aftercare.shop_text TO aftercare_admin;
GRANT INSERT(privacy_en),UPDATE(privacy_en) ON TABLE aftercare.shop_text TO aftercare_manager;

GRANT INSERT(status_url),UPDATE(status_url) ON TABLE aftercare.shop_text TO aftercare_admin;
GRANT INSERT(status_url),UPDATE(status_url) ON TABLE aftercare.shop_text TO aftercare_manager;

GRANT INSERT(logo),UPDATE(logo) ON TABLE aftercare.shop_text TO aftercare_admin;
GRANT INSERT(logo),UPDATE(logo) ON TABLE aftercare.shop_text TO aftercare_manager;

GRANT INSERT(flagged_reason),UPDATE(flagged_reason) ON TABLE aftercare.shop_text TO aftercare_admin;
GRANT INSERT(flagged_reason),UPDATE(flagged_reason) ON TABLE aftercare.shop_text TO aftercare_manager;

GRANT INSERT(id) ON TABLE aftercare.shop_text TO aftercare_admin;
GRANT INSERT(id) ON TABLE aftercare.shop_text TO aftercare_manager;

GRANT SELECT ON TABLE aftercare.staff_absence TO aftercare_workflow;

GRANT SELECT(staff_id) ON TABLE aftercare.staff_absence TO aftercare_staff;
GRANT INSERT(staff_id) ON TABLE aftercare.staff_absence TO aftercare_manager;
GRANT INSERT(staff_id) ON TABLE aftercare.staff_absence TO aftercare_technician;

GRANT SELECT(kind),INSERT(kind),UPDATE(kind) ON TABLE aftercare.staff_absence TO aftercare_manager;
GRANT SELECT(kind) ON TABLE aftercare.staff_absence TO aftercare_admin;
GRANT SELECT(kind),INSERT(kind) ON TABLE aftercare.staff_absence TO aftercare_technician;

GRANT SELECT(from_at) ON TABLE aftercare.staff_absence TO aftercare_staff;
GRANT INSERT(from_at),UPDATE(from_at) ON TABLE aftercare.staff_absence TO aftercare_manager;
GRANT INSERT(from_at) ON TABLE aftercare.staff_absence TO aftercare_technician;

GRANT SELECT(until_at) ON TABLE aftercare.staff_absence TO aftercare_staff;
GRANT INSERT(until_at),UPDATE(until_at) ON TABLE aftercare.staff_absence TO aftercare_manager;
GRANT INSERT(until_at) ON TABLE aftercare.staff_absence TO aftercare_technician;

GRANT SELECT(note),INSERT(note),UPDATE(note) ON TABLE aftercare.staff_absence TO aftercare_manager;
GRANT SELECT(note) ON TABLE aftercare.staff_absence TO aftercare_admin;
GRANT SELECT(note),INSERT(note) ON TABLE aftercare.staff_absence TO aftercare_technician;

GRANT SELECT(withdrawn_at) ON TABLE aftercare.staff_absence TO aftercare_staff;
GRANT UPDATE(withdrawn_at) ON TABLE aftercare.staff_absence TO aftercare_manager;

GRANT SELECT(id) ON TABLE aftercare.staff_absence TO aftercare_staff;
GRANT INSERT(id) ON TABLE aftercare.staff_absence TO aftercare_manager;
GRANT INSERT(id) ON TABLE aftercare.staff_absence TO aftercare_technician;

GRANT SELECT(version) ON TABLE aftercare.staff_absence TO aftercare_staff;

GRANT SELECT(created_at) ON TABLE aftercare.staff_absence TO aftercare_staff;

GRANT SELECT(created_by) ON TABLE aftercare.staff_absence TO aftercare_staff;

GRANT SELECT(updated_at) ON TABLE aftercare.staff_absence TO aftercare_staff;

GRANT SELECT(updated_by) ON TABLE aftercare.staff_absence TO aftercare_staff;

GRANT SELECT ON TABLE aftercare.staff_area TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.staff_area TO aftercare_workflow;

GRANT INSERT(staff_id) ON TABLE aftercare.staff_area TO aftercare_manager;

GRANT INSERT(region_id) ON TABLE aftercare.staff_area TO aftercare_manager;

GRANT UPDATE(until) ON TABLE aftercare.staff_area TO aftercare_manager;

GRANT INSERT(id) ON TABLE aftercare.staff_area TO aftercare_manager;

GRANT SELECT ON TABLE aftercare.staff_capacity TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.staff_capacity TO aftercare_workflow;

GRANT INSERT(id) ON TABLE aftercare.staff_capacity TO aftercare_manager;
GRANT INSERT(id) ON TABLE aftercare.staff_capacity TO aftercare_workflow;

GRANT INSERT(minutes_a_day),UPDATE(minutes_a_day) ON TABLE aftercare.staff_capacity TO aftercare_manager;
GRANT UPDATE(minutes_a_day) ON TABLE aftercare.staff_capacity TO aftercare_workflow;

GRANT SELECT ON TABLE aftercare.staff_region TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.staff_region TO aftercare_identity;
GRANT SELECT ON TABLE aftercare.staff_region TO aftercare_accounts;

GRANT INSERT(staff_id) ON TABLE aftercare.staff_region TO aftercare_accounts;

GRANT INSERT(region_id) ON TABLE aftercare.staff_region TO aftercare_accounts;

GRANT UPDATE(until) ON TABLE aftercare.staff_region TO aftercare_accounts;

GRANT INSERT(id) ON TABLE aftercare.staff_region TO aftercare_accounts;

GRANT SELECT ON TABLE aftercare.staff_skill TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.staff_skill TO aftercare_workflow;

GRANT INSERT(staff_id) ON TABLE aftercare.staff_skill TO aftercare_manager;

GRANT INSERT(skill) ON TABLE aftercare.staff_skill TO aftercare_manager;

GRANT UPDATE(until) ON TABLE aftercare.staff_skill TO aftercare_manager;

GRANT INSERT(id) ON TABLE aftercare.staff_skill TO aftercare_manager;

GRANT SELECT ON TABLE aftercare.staff_store TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.staff_store TO aftercare_identity;
GRANT SELECT ON TABLE aftercare.staff_store TO aftercare_workflow;
GRANT SELECT ON TABLE aftercare.staff_store TO aftercare_accounts;

GRANT INSERT(staff_id) ON TABLE aftercare.staff_store TO aftercare_accounts;

GRANT SELECT(store_id) ON TABLE aftercare.staff_store TO aftercare_transfer;
GRANT INSERT(store_id) ON TABLE aftercare.staff_store TO aftercare_accounts;

GRANT UPDATE(until) ON TABLE aftercare.staff_store TO aftercare_accounts;

GRANT INSERT(id) ON TABLE aftercare.staff_store TO aftercare_accounts;

GRANT SELECT ON TABLE aftercare.store TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.store TO aftercare_identity;
GRANT SELECT ON TABLE aftercare.store TO aftercare_accounts;
GRANT SELECT ON TABLE aftercare.store TO aftercare_due;
GRANT SELECT ON TABLE aftercare.store TO aftercare_workflow;
GRANT SELECT ON TABLE aftercare.store TO aftercare_search;
GRANT INSERT,DELETE ON TABLE aftercare.store TO aftercare_transfer;

GRANT INSERT(code),UPDATE(code) ON TABLE aftercare.store TO aftercare_admin;
GRANT SELECT(code) ON TABLE aftercare.store TO aftercare_transfer;

GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.store TO aftercare_admin;

GRANT INSERT(name_en),UPDATE(name_en) ON TABLE aftercare.store TO aftercare_admin;

GRANT INSERT(kind),UPDATE(kind) ON TABLE aftercare.store TO aftercare_admin;

GRANT INSERT(region_id),UPDATE(region_id) ON TABLE aftercare.store TO aftercare_admin;
GRANT SELECT(region_id) ON TABLE aftercare.store TO aftercare_transfer;

GRANT INSERT(time_zone),UPDATE(time_zone) ON TABLE aftercare.store TO aftercare_admin;
GRANT SELECT(time_zone) ON TABLE aftercare.store TO aftercare_transfer;

GRANT INSERT(legal_name),UPDATE(legal_name) ON TABLE aftercare.store TO aftercare_admin;

GRANT INSERT(tax_no),UPDATE(tax_no) ON TABLE aftercare.store TO aftercare_admin;

GRANT INSERT(street),UPDATE(street) ON TABLE aftercare.store TO aftercare_admin;

GRANT INSERT(telephone),UPDATE(telephone) ON TABLE aftercare.store TO aftercare_admin;

GRANT INSERT(complaint_telephone),UPDATE(complaint_telephone) ON TABLE aftercare.store TO aftercare_admin;

GRANT INSERT(hours),UPDATE(hours) ON TABLE aftercare.store TO aftercare_admin;

GRANT UPDATE(archived_at) ON TABLE aftercare.store TO aftercare_admin;
GRANT SELECT(archived_at) ON TABLE aftercare.store TO aftercare_transfer;

GRANT SELECT(id) ON TABLE aftercare.store TO aftercare_transfer;
GRANT INSERT(id) ON TABLE aftercare.store TO aftercare_admin;

GRANT SELECT(version) ON TABLE aftercare.store TO aftercare_transfer;

GRANT SELECT(created_at) ON TABLE aftercare.store TO aftercare_transfer;

GRANT SELECT(created_by) ON TABLE aftercare.store TO aftercare_transfer;

GRANT SELECT ON TABLE aftercare.ticket_event TO aftercare_staff;
GRANT SELECT,INSERT ON TABLE aftercare.ticket_event TO aftercare_workflow;

GRANT SELECT(store_id) ON TABLE aftercare.ticket_event TO aftercare_transfer;

GRANT SELECT ON TABLE aftercare.ticket_link TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.ticket_link TO aftercare_workflow;

GRANT INSERT(ticket_id) ON TABLE aftercare.ticket_link TO aftercare_agent;
GRANT INSERT(ticket_id) ON TABLE aftercare.ticket_link TO aftercare_manager;
GRANT INSERT(ticket_id) ON TABLE aftercare.ticket_link TO aftercare_technician;
GRANT INSERT(ticket_id) ON TABLE aftercare.ticket_link TO aftercare_parts;
GRANT INSERT(ticket_id) ON TABLE aftercare.ticket_link TO aftercare_sales;
GRANT INSERT(ticket_id) ON TABLE aftercare.ticket_link TO aftercare_workflow;

GRANT SELECT(device_id) ON TABLE aftercare.ticket_link TO aftercare_transfer;
GRANT INSERT(device_id) ON TABLE aftercare.ticket_link TO aftercare_agent;
GRANT INSERT(device_id) ON TABLE aftercare.ticket_link TO aftercare_manager;
GRANT INSERT(device_id) ON TABLE aftercare.ticket_link TO aftercare_technician;
GRANT INSERT(device_id) ON TABLE aftercare.ticket_link TO aftercare_parts;
GRANT INSERT(device_id) ON TABLE aftercare.ticket_link TO aftercare_sales;
GRANT INSERT(device_id) ON TABLE aftercare.ticket_link TO aftercare_workflow;

GRANT SELECT(work_order_id) ON TABLE aftercare.ticket_link TO aftercare_transfer;
GRANT INSERT(work_order_id) ON TABLE aftercare.ticket_link TO aftercare_agent;
GRANT INSERT(work_order_id) ON TABLE aftercare.ticket_link TO aftercare_manager;
GRANT INSERT(work_order_id) ON TABLE aftercare.ticket_link TO aftercare_technician;
GRANT INSERT(work_order_id) ON TABLE aftercare.ticket_link TO aftercare_parts;
GRANT INSERT(work_order_id) ON TABLE aftercare.ticket_link TO aftercare_sales;
GRANT INSERT(work_order_id) ON TABLE aftercare.ticket_link TO aftercare_workflow;

GRANT UPDATE(until) ON TABLE aftercare.ticket_link TO aftercare_agent;
GRANT UPDATE(until) ON TABLE aftercare.ticket_link TO aftercare_manager;
GRANT UPDATE(until) ON TABLE aftercare.ticket_link TO aftercare_technician;
GRANT UPDATE(until) ON TABLE aftercare.ticket_link TO aftercare_parts;
GRANT UPDATE(until) ON TABLE aftercare.ticket_link TO aftercare_sales;

GRANT INSERT(id) ON TABLE aftercare.ticket_link TO aftercare_agent;
GRANT INSERT(id) ON TABLE aftercare.ticket_link TO aftercare_manager;
GRANT INSERT(id) ON TABLE aftercare.ticket_link TO aftercare_technician;
GRANT INSERT(id) ON TABLE aftercare.ticket_link TO aftercare_parts;
GRANT INSERT(id) ON TABLE aftercare.ticket_link TO aftercare_sales;
GRANT INSERT(id) ON TABLE aftercare.ticket_link TO aftercare_workflow;

GRANT USAGE ON SEQUENCE aftercare.ticket_number_seq TO aftercare_workflow;

GRANT SELECT ON TABLE aftercare.ticket_transition TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.ticket_transition TO aftercare_workflow;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE aftercare.unlock_code TO aftercare_workflow;

GRANT SELECT(work_order_id) ON TABLE aftercare.unlock_code TO aftercare_transfer;

GRANT SELECT ON TABLE aftercare.visit_check TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.visit_check TO aftercare_workflow;

GRANT INSERT(visit_id) ON TABLE aftercare.visit_check TO aftercare_agent;
GRANT INSERT(visit_id) ON TABLE aftercare.visit_check TO aftercare_manager;
GRANT INSERT(visit_id) ON TABLE aftercare.visit_check TO aftercare_technician;

GRANT SELECT(store_id) ON TABLE aftercare.visit_check TO aftercare_transfer;

GRANT INSERT(check_item_id) ON TABLE aftercare.visit_check TO aftercare_agent;
GRANT INSERT(check_item_id) ON TABLE aftercare.visit_check TO aftercare_manager;
GRANT INSERT(check_item_id) ON TABLE aftercare.visit_check TO aftercare_technician;

GRANT INSERT(name) ON TABLE aftercare.visit_check TO aftercare_agent;
GRANT INSERT(name) ON TABLE aftercare.visit_check TO aftercare_manager;
GRANT INSERT(name) ON TABLE aftercare.visit_check TO aftercare_technician;

GRANT INSERT(name_en) ON TABLE aftercare.visit_check TO aftercare_agent;
GRANT INSERT(name_en) ON TABLE aftercare.visit_check TO aftercare_manager;
GRANT INSERT(name_en) ON TABLE aftercare.visit_check TO aftercare_technician;

GRANT INSERT(unit) ON TABLE aftercare.visit_check TO aftercare_agent;
GRANT INSERT(unit) ON TABLE aftercare.visit_check TO aftercare_manager;
GRANT INSERT(unit) ON TABLE aftercare.visit_check TO aftercare_technician;

GRANT INSERT(low) ON TABLE aftercare.visit_check TO aftercare_agent;
GRANT INSERT(low) ON TABLE aftercare.visit_check TO aftercare_manager;
GRANT INSERT(low) ON TABLE aftercare.visit_check TO aftercare_technician;

GRANT INSERT(high) ON TABLE aftercare.visit_check TO aftercare_agent;
GRANT INSERT(high) ON TABLE aftercare.visit_check TO aftercare_manager;
GRANT INSERT(high) ON TABLE aftercare.visit_check TO aftercare_technician;

GRANT INSERT(yes_no) ON TABLE aftercare.visit_check TO aftercare_agent;
GRANT INSERT(yes_no) ON TABLE aftercare.visit_check TO aftercare_manager;
GRANT INSERT(yes_no) ON TABLE aftercare.visit_check TO aftercare_technician;

GRANT INSERT(value),UPDATE(value) ON TABLE aftercare.visit_check TO aftercare_agent;
GRANT INSERT(value),UPDATE(value) ON TABLE aftercare.visit_check TO aftercare_manager;
GRANT INSERT(value),UPDATE(value) ON TABLE aftercare.visit_check TO aftercare_technician;

GRANT INSERT(note),UPDATE(note) ON TABLE aftercare.visit_check TO aftercare_agent;
GRANT INSERT(note),UPDATE(note) ON TABLE aftercare.visit_check TO aftercare_manager;
GRANT INSERT(note),UPDATE(note) ON TABLE aftercare.visit_check TO aftercare_technician;

GRANT INSERT("position") ON TABLE aftercare.visit_check TO aftercare_agent;
GRANT INSERT("position") ON TABLE aftercare.visit_check TO aftercare_manager;
GRANT INSERT("position") ON TABLE aftercare.visit_check TO aftercare_technician;

GRANT UPDATE(withdrawn_at) ON TABLE aftercare.visit_check TO aftercare_agent;
GRANT UPDATE(withdrawn_at) ON TABLE aftercare.visit_check TO aftercare_manager;
GRANT UPDATE(withdrawn_at) ON TABLE aftercare.visit_check TO aftercare_technician;

GRANT INSERT(id) ON TABLE aftercare.visit_check TO aftercare_agent;
GRANT INSERT(id) ON TABLE aftercare.visit_check TO aftercare_manager;
GRANT INSERT(id) ON TABLE aftercare.visit_check TO aftercare_technician;

GRANT SELECT ON TABLE aftercare.visit_event TO aftercare_staff;
GRANT SELECT,INSERT ON TABLE aftercare.visit_event TO aftercare_workflow;

GRANT SELECT(store_id) ON TABLE aftercare.visit_event TO aftercare_transfer;

GRANT UPDATE(details) ON TABLE aftercare.visit_event TO aftercare_workflow;

GRANT USAGE ON SEQUENCE aftercare.visit_number_seq TO aftercare_workflow;

GRANT SELECT ON TABLE aftercare.visit_part TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.visit_part TO aftercare_workflow;

GRANT INSERT(visit_id) ON TABLE aftercare.visit_part TO aftercare_agent;
GRANT INSERT(visit_id) ON TABLE aftercare.visit_part TO aftercare_manager;
GRANT INSERT(visit_id) ON TABLE aftercare.visit_part TO aftercare_technician;

GRANT SELECT(store_id) ON TABLE aftercare.visit_part TO aftercare_transfer;

GRANT INSERT(part_no),UPDATE(part_no) ON TABLE aftercare.visit_part TO aftercare_agent;
GRANT INSERT(part_no),UPDATE(part_no) ON TABLE aftercare.visit_part TO aftercare_manager;
GRANT INSERT(part_no),UPDATE(part_no) ON TABLE aftercare.visit_part TO aftercare_technician;

GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.visit_part TO aftercare_agent;
GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.visit_part TO aftercare_manager;
GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.visit_part TO aftercare_technician;

GRANT INSERT(quantity),UPDATE(quantity) ON TABLE aftercare.visit_part TO aftercare_agent;
GRANT INSERT(quantity),UPDATE(quantity) ON TABLE aftercare.visit_part TO aftercare_manager;
GRANT INSERT(quantity),UPDATE(quantity) ON TABLE aftercare.visit_part TO aftercare_technician;

GRANT INSERT(unit),UPDATE(unit) ON TABLE aftercare.visit_part TO aftercare_agent;
GRANT INSERT(unit),UPDATE(unit) ON TABLE aftercare.visit_part TO aftercare_manager;
GRANT INSERT(unit),UPDATE(unit) ON TABLE aftercare.visit_part TO aftercare_technician;

GRANT INSERT(serial_in),UPDATE(serial_in) ON TABLE aftercare.visit_part TO aftercare_agent;
GRANT INSERT(serial_in),UPDATE(serial_in) ON TABLE aftercare.visit_part TO aftercare_manager;
GRANT INSERT(serial_in),UPDATE(serial_in) ON TABLE aftercare.visit_part TO aftercare_technician;

GRANT INSERT(serial_out),UPDATE(serial_out) ON TABLE aftercare.visit_part TO aftercare_agent;
GRANT INSERT(serial_out),UPDATE(serial_out) ON TABLE aftercare.visit_part TO aftercare_manager;
GRANT INSERT(serial_out),UPDATE(serial_out) ON TABLE aftercare.visit_part TO aftercare_technician;

GRANT INSERT(old_part),UPDATE(old_part) ON TABLE aftercare.visit_part TO aftercare_agent;
GRANT INSERT(old_part),UPDATE(old_part) ON TABLE aftercare.visit_part TO aftercare_manager;
GRANT INSERT(old_part),UPDATE(old_part) ON TABLE aftercare.visit_part TO aftercare_technician;

GRANT INSERT(note),UPDATE(note) ON TABLE aftercare.visit_part TO aftercare_agent;
GRANT INSERT(note),UPDATE(note) ON TABLE aftercare.visit_part TO aftercare_manager;
GRANT INSERT(note),UPDATE(note) ON TABLE aftercare.visit_part TO aftercare_technician;

GRANT UPDATE(withdrawn_at) ON TABLE aftercare.visit_part TO aftercare_agent;
GRANT UPDATE(withdrawn_at) ON TABLE aftercare.visit_part TO aftercare_manager;
GRANT UPDATE(withdrawn_at) ON TABLE aftercare.visit_part TO aftercare_technician;

GRANT INSERT(id) ON TABLE aftercare.visit_part TO aftercare_agent;
GRANT INSERT(id) ON TABLE aftercare.visit_part TO aftercare_manager;
GRANT INSERT(id) ON TABLE aftercare.visit_part TO aftercare_technician;

GRANT SELECT ON TABLE aftercare.work_order_line TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.work_order_line TO aftercare_due;
GRANT SELECT ON TABLE aftercare.work_order_line TO aftercare_search;
GRANT SELECT,INSERT,UPDATE ON TABLE aftercare.work_order_line TO aftercare_workflow;

GRANT SELECT(work_order_id) ON TABLE aftercare.work_order_line TO aftercare_transfer;
GRANT INSERT(work_order_id) ON TABLE aftercare.work_order_line TO aftercare_agent;
GRANT INSERT(work_order_id) ON TABLE aftercare.work_order_line TO aftercare_manager;
GRANT INSERT(work_order_id) ON TABLE aftercare.work_order_line TO aftercare_technician;

GRANT SELECT(store_id) ON TABLE aftercare.work_order_line TO aftercare_transfer;

GRANT INSERT("position"),UPDATE("position") ON TABLE aftercare.work_order_line TO aftercare_agent;
GRANT INSERT("position"),UPDATE("position") ON TABLE aftercare.work_order_line TO aftercare_manager;
GRANT INSERT("position"),UPDATE("position") ON TABLE aftercare.work_order_line TO aftercare_technician;

GRANT INSERT(kind),UPDATE(kind) ON TABLE aftercare.work_order_line TO aftercare_agent;
GRANT INSERT(kind),UPDATE(kind) ON TABLE aftercare.work_order_line TO aftercare_manager;
GRANT INSERT(kind) ON TABLE aftercare.work_order_line TO aftercare_technician;

GRANT INSERT(state),UPDATE(state) ON TABLE aftercare.work_order_line TO aftercare_agent;
GRANT INSERT(state),UPDATE(state) ON TABLE aftercare.work_order_line TO aftercare_manager;
GRANT UPDATE(state) ON TABLE aftercare.work_order_line TO aftercare_technician;

GRANT INSERT(payer),UPDATE(payer) ON TABLE aftercare.work_order_line TO aftercare_agent;
GRANT INSERT(payer),UPDATE(payer) ON TABLE aftercare.work_order_line TO aftercare_manager;

GRANT INSERT(price_item_id) ON TABLE aftercare.work_order_line TO aftercare_agent;
GRANT INSERT(price_item_id) ON TABLE aftercare.work_order_line TO aftercare_manager;
GRANT INSERT(price_item_id) ON TABLE aftercare.work_order_line TO aftercare_technician;

GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.work_order_line TO aftercare_agent;
GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.work_order_line TO aftercare_manager;
GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.work_order_line TO aftercare_technician;

GRANT INSERT(name_en),UPDATE(name_en) ON TABLE aftercare.work_order_line TO aftercare_agent;
GRANT INSERT(name_en),UPDATE(name_en) ON TABLE aftercare.work_order_line TO aftercare_manager;
GRANT INSERT(name_en),UPDATE(name_en) ON TABLE aftercare.work_order_line TO aftercare_technician;

GRANT INSERT(part_no),UPDATE(part_no) ON TABLE aftercare.work_order_line TO aftercare_agent;
GRANT INSERT(part_no),UPDATE(part_no) ON TABLE aftercare.work_order_line TO aftercare_manager;
GRANT INSERT(part_no),UPDATE(part_no) ON TABLE aftercare.work_order_line TO aftercare_technician;

GRANT INSERT(part_state),UPDATE(part_state) ON TABLE aftercare.work_order_line TO aftercare_agent;
GRANT INSERT(part_state),UPDATE(part_state) ON TABLE aftercare.work_order_line TO aftercare_manager;
GRANT INSERT(part_state),UPDATE(part_state) ON TABLE aftercare.work_order_line TO aftercare_technician;

GRANT INSERT(serial_in),UPDATE(serial_in) ON TABLE aftercare.work_order_line TO aftercare_agent;
GRANT INSERT(serial_in),UPDATE(serial_in) ON TABLE aftercare.work_order_line TO aftercare_manager;
GRANT INSERT(serial_in),UPDATE(serial_in) ON TABLE aftercare.work_order_line TO aftercare_technician;

GRANT INSERT(serial_out),UPDATE(serial_out) ON TABLE aftercare.work_order_line TO aftercare_agent;
GRANT INSERT(serial_out),UPDATE(serial_out) ON TABLE aftercare.work_order_line TO aftercare_manager;
GRANT INSERT(serial_out),UPDATE(serial_out) ON TABLE aftercare.work_order_line TO aftercare_technician;

GRANT INSERT(labour_minutes),UPDATE(labour_minutes) ON TABLE aftercare.work_order_line TO aftercare_agent;
GRANT INSERT(labour_minutes),UPDATE(labour_minutes) ON TABLE aftercare.work_order_line TO aftercare_manager;
GRANT INSERT(labour_minutes),UPDATE(labour_minutes) ON TABLE aftercare.work_order_line TO aftercare_technician;

GRANT INSERT(quantity),UPDATE(quantity) ON TABLE aftercare.work_order_line TO aftercare_agent;
GRANT INSERT(quantity),UPDATE(quantity) ON TABLE aftercare.work_order_line TO aftercare_manager;
GRANT INSERT(quantity),UPDATE(quantity) ON TABLE aftercare.work_order_line TO aftercare_technician;

GRANT INSERT(unit),UPDATE(unit) ON TABLE aftercare.work_order_line TO aftercare_agent;
GRANT INSERT(unit),UPDATE(unit) ON TABLE aftercare.work_order_line TO aftercare_manager;
GRANT INSERT(unit),UPDATE(unit) ON TABLE aftercare.work_order_line TO aftercare_technician;

GRANT INSERT(unit_price),UPDATE(unit_price) ON TABLE aftercare.work_order_line TO aftercare_agent;
GRANT INSERT(unit_price),UPDATE(unit_price) ON TABLE aftercare.work_order_line TO aftercare_manager;

GRANT INSERT(tax_rate),UPDATE(tax_rate) ON TABLE aftercare.work_order_line TO aftercare_agent;
GRANT INSERT(tax_rate),UPDATE(tax_rate) ON TABLE aftercare.work_order_line TO aftercare_manager;

GRANT INSERT(optional),UPDATE(optional) ON TABLE aftercare.work_order_line TO aftercare_agent;
GRANT INSERT(optional),UPDATE(optional) ON TABLE aftercare.work_order_line TO aftercare_manager;

GRANT INSERT(note),UPDATE(note) ON TABLE aftercare.work_order_line TO aftercare_agent;
GRANT INSERT(note),UPDATE(note) ON TABLE aftercare.work_order_line TO aftercare_manager;
GRANT INSERT(note),UPDATE(note) ON TABLE aftercare.work_order_line TO aftercare_technician;

GRANT INSERT(id) ON TABLE aftercare.work_order_line TO aftercare_agent;
GRANT INSERT(id) ON TABLE aftercare.work_order_line TO aftercare_manager;
GRANT INSERT(id) ON TABLE aftercare.work_order_line TO aftercare_technician;

GRANT USAGE ON SEQUENCE aftercare.work_order_number TO aftercare_workflow;

GRANT SELECT ON TABLE aftercare.working_calendar TO aftercare_staff;
GRANT SELECT ON TABLE aftercare.working_calendar TO aftercare_workflow;
GRANT SELECT ON TABLE aftercare.working_calendar TO aftercare_search;

GRANT INSERT(code),UPDATE(code) ON TABLE aftercare.working_calendar TO aftercare_admin;

GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.working_calendar TO aftercare_admin;

GRANT INSERT(name_en),UPDATE(name_en) ON TABLE aftercare.working_calendar TO aftercare_admin;

GRANT INSERT(week),UPDATE(week) ON TABLE aftercare.working_calendar TO aftercare_admin;

GRANT UPDATE(changed_at) ON TABLE aftercare.working_calendar TO aftercare_workflow;

GRANT UPDATE(archived_at) ON TABLE aftercare.working_calendar TO aftercare_admin;

GRANT INSERT(id) ON TABLE aftercare.working_calendar TO aftercare_admin;

GRANT SELECT ON TABLE aftercare.workstation TO aftercare_staff;

GRANT INSERT(name),UPDATE(name) ON TABLE aftercare.workstation TO aftercare_admin;

GRANT SELECT(store_id) ON TABLE aftercare.workstation TO aftercare_transfer;
GRANT INSERT(store_id),UPDATE(store_id) ON TABLE aftercare.workstation TO aftercare_admin;

GRANT INSERT(place),UPDATE(place) ON TABLE aftercare.workstation TO aftercare_admin;

GRANT UPDATE(archived_at) ON TABLE aftercare.workstation TO aftercare_admin;

GRANT INSERT(id) ON TABLE aftercare.workstation TO aftercare_admin;

