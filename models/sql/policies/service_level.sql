-- What is promised is read everywhere and written by the administrator.
create policy staff_read on aftercare.service_level for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy admin_write on aftercare.service_level for all to aftercare_admin
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
grant select on aftercare.service_level to aftercare_staff, aftercare_workflow;
grant insert (id, name, name_en, subject_kind, target, record_kind, urgency, cover, minutes, clock, warn_percent,
              warn_minutes, escalate_to),
  update (name, name_en, record_kind, urgency, cover, minutes, clock, warn_percent, warn_minutes, escalate_to, archived_at)
  on aftercare.service_level to aftercare_admin;
