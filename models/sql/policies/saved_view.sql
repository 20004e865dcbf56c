-- Views are a person's own; shared ones are read by all and changed by their owner.
create policy staff_read on aftercare.saved_view for select to aftercare_staff
  using ((select aftercare.i_am_active()) and (shared or login = (select aftercare.login_name())));
create policy staff_own on aftercare.saved_view for all to aftercare_staff
  using ((select aftercare.i_am_active()) and login = (select aftercare.login_name()))
  with check (login = (select aftercare.login_name()));
grant select, insert (id, login, page, name, shared, position, definition),
  update (name, shared, position, definition, archived_at) on aftercare.saved_view to aftercare_staff;
