-- The lamp shows every person when due work last ran.
create policy staff_read on aftercare.job_run for select to aftercare_staff
  using ((select aftercare.i_am_active()));
grant select on aftercare.job_run to aftercare_staff;
grant select, insert, update on aftercare.job_run to aftercare_due;
