-- The program reads its settings; only their values are changed, by the administrator.
create policy staff_read on aftercare.parameter for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy admin_write on aftercare.parameter for update to aftercare_admin
  using ((select aftercare.i_am_active()));
grant select on aftercare.parameter to aftercare_staff, aftercare_identity;
grant update (value) on aftercare.parameter to aftercare_admin;
