-- Who lets in whom: administrators know all sign-ins, managers those of customers. Written by functions only.
create policy admin_read on aftercare.guest_login for select to aftercare_admin
  using ((select aftercare.i_am_active()));
create policy auditor_read on aftercare.guest_login for select to aftercare_auditor
  using ((select aftercare.i_am_active()));
create policy manager_read_customers on aftercare.guest_login for select to aftercare_manager
  using (kind = 'customer' and (select aftercare.i_am_active()));
grant select on aftercare.guest_login to aftercare_admin, aftercare_auditor, aftercare_manager;
grant select on aftercare.guest_login to aftercare_guests;
grant select, insert (id, login, kind, store_id, customer_id, must_change_password, password_at),
  update (active, must_change_password, password_at)
  on aftercare.guest_login to aftercare_accounts;
