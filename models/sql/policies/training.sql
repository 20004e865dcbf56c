-- Whoever works at a store sees what is taught there; whoever is invited or teaches sees it wherever it is held.
create policy staff_store on aftercare.training for select to aftercare_staff
  using (coalesce(store_id = any ((select aftercare.my_visible_store_ids())::uuid[]), false)
         or coalesce(store_id = any ((select aftercare.my_store_ids())::uuid[]), false));
create policy about_me on aftercare.training for select to aftercare_staff
  using (coalesce(id = any ((select aftercare.my_training_ids())::uuid[]), false));
-- Planned by the desk and the managers of the store, changed until it is held.
create policy agent_plans on aftercare.training for insert to aftercare_agent
  with check (store_id = any ((select aftercare.my_store_ids())::uuid[]));
create policy manager_plans on aftercare.training for insert to aftercare_manager
  with check (store_id = any ((select aftercare.my_managed_store_ids())::uuid[]));
create policy agent_changes on aftercare.training for update to aftercare_agent
  using (state = 'planned' and store_id = any ((select aftercare.my_store_ids())::uuid[]));
create policy manager_changes on aftercare.training for update to aftercare_manager
  using (state in ('planned', 'held') and store_id = any ((select aftercare.my_managed_store_ids())::uuid[]));
grant select on aftercare.training to aftercare_staff;
grant insert (id, course_id, store_id, subject, starts_at, ends_at, hours, place, trainer_id, trainer_name, work_order_id,
    visit_id, project_id, note),
  update (subject, starts_at, ends_at, hours, place, trainer_id, trainer_name, note, summary)
  on aftercare.training to aftercare_agent, aftercare_manager;
grant select, update (state, scheme, summary) on aftercare.training to aftercare_workflow;
grant usage on sequence aftercare.training_number_seq to aftercare_workflow;
