-- What is asked is read by every desk and kept by managers and administrators.
create policy staff_read on aftercare.questionnaire for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy manager_write on aftercare.questionnaire for all to aftercare_manager
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
create policy admin_write on aftercare.questionnaire for all to aftercare_admin
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
grant select on aftercare.questionnaire to aftercare_staff, aftercare_workflow;
grant insert (id, name, name_en), update (name, name_en, archived_at)
  on aftercare.questionnaire to aftercare_manager, aftercare_admin;
grant update (revision) on aftercare.questionnaire to aftercare_workflow;
-- what a kiosk and a customer's own pages show of it
grant select (id, name, name_en)
  on aftercare.questionnaire to aftercare_guests;
