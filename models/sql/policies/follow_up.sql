-- Who was complained about does not read what the customer says of it, in whatever role.
-- coalesce() keeps the planner from reading by the policy; every list states its own scope on an index.
create policy agent_store on aftercare.follow_up for select to aftercare_agent
  using (about_id is distinct from (select aftercare.my_staff_id())
         and coalesce(store_id = any ((select aftercare.my_store_ids())::uuid[]), false));
create policy agent_own on aftercare.follow_up for select to aftercare_agent
  using (about_id is distinct from (select aftercare.my_staff_id())
         and coalesce(owner_id = (select aftercare.my_staff_id()), false));
create policy manager_region on aftercare.follow_up for select to aftercare_manager
  using (about_id is distinct from (select aftercare.my_staff_id())
         and coalesce(store_id = any ((select aftercare.my_managed_store_ids())::uuid[]), false));
create policy manager_own on aftercare.follow_up for select to aftercare_manager
  using (about_id is distinct from (select aftercare.my_staff_id())
         and coalesce(owner_id = (select aftercare.my_staff_id()), false));
create policy admin_read on aftercare.follow_up for select to aftercare_admin
  using (about_id is distinct from (select aftercare.my_staff_id()) and (select aftercare.i_am_active()));
create policy auditor_read on aftercare.follow_up for select to aftercare_auditor
  using (about_id is distinct from (select aftercare.my_staff_id()) and (select aftercare.i_am_active()));
grant select on aftercare.follow_up to aftercare_agent, aftercare_manager, aftercare_admin, aftercare_auditor;

-- Written by functions only: nobody invents an answer or changes what is over.
grant select, insert, update on aftercare.follow_up to aftercare_workflow;
grant select on aftercare.follow_up to aftercare_search;
grant usage on sequence aftercare.follow_up_number_seq to aftercare_workflow;
-- what a kiosk and a customer's own pages show of it
grant select (id, state, occasion, store_id, customer_id, work_order_id, questionnaire_id, revision, due_at, finished_on, score)
  on aftercare.follow_up to aftercare_guests;
