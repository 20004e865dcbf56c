-- Every desk reads regions; counters may add one while entering a customer; the administrator edits them.
create policy staff_read on aftercare.region for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy admin_write on aftercare.region for all to aftercare_admin
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
create policy agent_adds on aftercare.region for insert to aftercare_agent
  with check ((select aftercare.i_am_active()));
create policy manager_adds on aftercare.region for insert to aftercare_manager
  with check ((select aftercare.i_am_active()));
grant select on aftercare.region to aftercare_staff, aftercare_identity, aftercare_accounts, aftercare_search,
  aftercare_workflow;
grant insert (id, code, name, name_en, parent_id) on aftercare.region
  to aftercare_admin, aftercare_agent, aftercare_manager;
grant update (code, name, name_en, parent_id, archived_at) on aftercare.region to aftercare_admin;
-- removing, by a function that refuses where customers are
grant select, update (archived_at), delete on aftercare.region to aftercare_workflow;
-- what a kiosk and a customer's own pages show of it
grant select (id, name, name_en)
  on aftercare.region to aftercare_guests;
