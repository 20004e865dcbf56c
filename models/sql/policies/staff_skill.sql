-- What somebody knows is no secret in the company: whoever dispatches has to know it. Managers keep it for their people.
create policy staff_read on aftercare.staff_skill for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy manager_write on aftercare.staff_skill for all to aftercare_manager
  using (staff_id = any ((select aftercare.my_managed_staff_ids())::uuid[]))
  with check (staff_id = any ((select aftercare.my_managed_staff_ids())::uuid[]));
grant select on aftercare.staff_skill to aftercare_staff, aftercare_workflow;
grant insert (id, staff_id, skill), update (until) on aftercare.staff_skill to aftercare_manager;
