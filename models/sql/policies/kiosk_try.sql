-- What was typed at kiosks is looked at by those who look after safety; the codes stay hashes that nobody reads.
create policy admin_read on aftercare.kiosk_try for select to aftercare_admin
  using ((select aftercare.i_am_active()));
create policy auditor_read on aftercare.kiosk_try for select to aftercare_auditor
  using ((select aftercare.i_am_active()));
grant select (id, at, login, store_id, number, fits, work_order_id)
  on aftercare.kiosk_try to aftercare_admin, aftercare_auditor;
grant select, insert (id, login, store_id, number, secret), update (fits, work_order_id)
  on aftercare.kiosk_try to aftercare_guests;
grant select (at), delete on aftercare.kiosk_try to aftercare_due;
