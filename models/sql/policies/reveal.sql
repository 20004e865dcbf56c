-- Written by the functions that reveal or export; read by the administrator and the auditor.
create policy admin_read on aftercare.reveal for select to aftercare_admin
  using ((select aftercare.i_am_active()));
create policy auditor_read on aftercare.reveal for select to aftercare_auditor
  using ((select aftercare.i_am_active()));
grant select on aftercare.reveal to aftercare_admin, aftercare_auditor;
grant select, insert on aftercare.reveal to aftercare_search;
