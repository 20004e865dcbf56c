-- What is published is everybody's; drafts are read by those who write, publish and check.
create policy staff_published on aftercare.article for select to aftercare_staff
  using (state = 'published' and (select aftercare.i_am_active()));
create policy agent_read on aftercare.article for select to aftercare_agent
  using ((select aftercare.i_am_active()));
create policy manager_read on aftercare.article for select to aftercare_manager
  using ((select aftercare.i_am_active()));
create policy admin_read on aftercare.article for select to aftercare_admin
  using ((select aftercare.i_am_active()));
create policy auditor_read on aftercare.article for select to aftercare_auditor
  using ((select aftercare.i_am_active()));
grant select on aftercare.article to aftercare_staff;

-- Agents write and mend what is not published yet; what customers hear already only a manager changes.
create policy agent_writes on aftercare.article for insert to aftercare_agent
  with check (state = 'draft' and (select aftercare.i_am_active()));
create policy manager_writes on aftercare.article for insert to aftercare_manager
  with check (state = 'draft' and (select aftercare.i_am_active()));
create policy agent_changes on aftercare.article for update to aftercare_agent
  using (state in ('draft', 'review') and (select aftercare.i_am_active()));
create policy manager_changes on aftercare.article for update to aftercare_manager
  using (state <> 'archived' and (select aftercare.i_am_active()));
grant insert (id, kind, question, answer, question_en, answer_en, customer_answer, customer_answer_en, category, keywords,
              model_ids, symptoms, ticket_id, work_order_id, owner_id, review_on),
  update (kind, question, answer, question_en, answer_en, customer_answer, customer_answer_en, category, keywords,
          model_ids, symptoms, owner_id, review_on)
  on aftercare.article to aftercare_agent, aftercare_manager;

grant select,
  update (state, published_at, published_by, reviewed_at, reviewed_by, review_on, zh_at, en_at)
  on aftercare.article to aftercare_workflow;
grant select on aftercare.article to aftercare_search;
grant usage on sequence aftercare.article_number_seq to aftercare_workflow;
-- the undoing of an import
grant delete on aftercare.article to aftercare_transfer;
-- what a kiosk and a customer's own pages show of it
grant select (id, number, state, question, question_en, customer_answer, customer_answer_en, category, symptoms,
    model_ids, updated_at, search)
  on aftercare.article to aftercare_guests;
