-- Whoever tells customers chooses among the texts; managers and the administrator write them, in the audit trail.
create policy staff_read on aftercare.message_template for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy admin_write on aftercare.message_template for all to aftercare_admin
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
create policy manager_write on aftercare.message_template for all to aftercare_manager
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
grant select on aftercare.message_template to aftercare_staff;
grant insert (id, name, name_en, occasion, channel, purpose, automatic, subject_zh, subject_en, body_zh, body_en),
  update (name, name_en, purpose, automatic, subject_zh, subject_en, body_zh, body_en, archived_at)
  on aftercare.message_template to aftercare_admin, aftercare_manager;
grant select on aftercare.message_template to aftercare_workflow;
