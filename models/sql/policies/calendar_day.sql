create policy staff_read on aftercare.calendar_day for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy admin_write on aftercare.calendar_day for all to aftercare_admin
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
grant select on aftercare.calendar_day to aftercare_staff, aftercare_workflow;
grant insert (id, calendar_id, day, name, name_en, weekday, hours, origin),
  update (day, name, name_en, weekday, hours, archived_at)
  on aftercare.calendar_day to aftercare_admin;
