-- Everybody remembers his own saves.
create policy own on aftercare.request for all to aftercare_staff
  using (login = (select aftercare.login_name())) with check (login = (select aftercare.login_name()));
grant select, insert (id, login, result) on aftercare.request to aftercare_staff;
grant select, insert (id, login, result) on aftercare.request to aftercare_workflow;
grant select, delete on aftercare.request to aftercare_due;
