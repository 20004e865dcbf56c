-- When a colleague is away is known at his desks; why, only to his managers and himself.
create policy desk_read on aftercare.staff_absence for select to aftercare_agent
  using (staff_id = any ((select aftercare.my_colleague_ids())::uuid[]));
create policy own_read on aftercare.staff_absence for select to aftercare_staff
  using (staff_id = (select aftercare.my_staff_id()));
create policy manager_write on aftercare.staff_absence for all to aftercare_manager
  using (staff_id = any ((select aftercare.my_managed_staff_ids())::uuid[]))
  with check (staff_id = any ((select aftercare.my_managed_staff_ids())::uuid[]));
create policy admin_read on aftercare.staff_absence for select to aftercare_admin
  using ((select aftercare.i_am_active()));
create policy auditor_read on aftercare.staff_absence for select to aftercare_auditor
  using ((select aftercare.i_am_active()));
-- Somebody who falls ill says so himself.
create policy own_add on aftercare.staff_absence for insert to aftercare_technician
  with check (staff_id = (select aftercare.my_staff_id()));
grant select (id, version, created_at, created_by, updated_at, updated_by, staff_id, from_at, until_at, withdrawn_at)
  on aftercare.staff_absence to aftercare_staff;
grant select (kind, note) on aftercare.staff_absence to aftercare_manager, aftercare_admin, aftercare_technician;
grant insert (id, staff_id, kind, from_at, until_at, note) on aftercare.staff_absence
  to aftercare_manager, aftercare_technician;
grant update (kind, from_at, until_at, note, withdrawn_at) on aftercare.staff_absence to aftercare_manager;
grant select on aftercare.staff_absence to aftercare_workflow;
