create policy admin_read on aftercare.schema_object for select to aftercare_admin
  using ((select aftercare.i_am_active()));
grant select on aftercare.schema_object to aftercare_admin;
