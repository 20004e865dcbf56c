-- Every desk reads when its store works; the administrator says so.
create policy staff_read on aftercare.working_calendar for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy admin_write on aftercare.working_calendar for all to aftercare_admin
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
grant select on aftercare.working_calendar to aftercare_staff, aftercare_workflow, aftercare_search;
grant insert (id, code, name, name_en, week), update (code, name, name_en, week, archived_at)
  on aftercare.working_calendar to aftercare_admin;
-- a day of it changed
grant update (changed_at) on aftercare.working_calendar to aftercare_workflow;
