-- Colleagues are known to everybody by name; people are changed through the accounts functions only.
create policy staff_read on aftercare.staff for select to aftercare_staff
  using ((select aftercare.i_am_active()));
grant select on aftercare.staff to aftercare_staff, aftercare_identity, aftercare_workflow, aftercare_due;
grant select, insert (id, login, name, store_id, must_change_password, initials, roles, password_at),
  update (name, store_id, active, must_change_password, initials, roles, password_at)
  on aftercare.staff to aftercare_accounts;
grant update (hired_on) on aftercare.staff to aftercare_workflow;
