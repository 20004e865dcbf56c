-- Which store works by which calendar. A use is ended and another begun; running clocks keep their calendar.
create policy staff_read on aftercare.calendar_use for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy admin_write on aftercare.calendar_use for all to aftercare_admin
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
grant select on aftercare.calendar_use to aftercare_staff, aftercare_workflow;
grant insert (id, calendar_id, store_id, region_id), update (calendar_id, archived_at)
  on aftercare.calendar_use to aftercare_admin;
