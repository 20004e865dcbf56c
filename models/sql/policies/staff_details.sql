-- Everybody keeps his own telephone and e-mail, and nobody else's; his managers and administrators read them.
create policy own_read on aftercare.staff_details for select to aftercare_staff
  using (id = (select aftercare.my_staff_id()));
create policy own_add on aftercare.staff_details for insert to aftercare_staff
  with check (id = (select aftercare.my_staff_id()));
create policy own_change on aftercare.staff_details for update to aftercare_staff
  using (id = (select aftercare.my_staff_id())) with check (id = (select aftercare.my_staff_id()));
create policy manager_read on aftercare.staff_details for select to aftercare_manager
  using (id = any ((select aftercare.my_managed_staff_ids())::uuid[]));
create policy admin_read on aftercare.staff_details for select to aftercare_admin
  using ((select aftercare.i_am_active()));
grant select on aftercare.staff_details to aftercare_staff;
grant insert (id, phone, email), update (phone, email) on aftercare.staff_details to aftercare_staff;
-- forgotten with whoever works here no more
grant select, update (phone, email) on aftercare.staff_details to aftercare_workflow;
