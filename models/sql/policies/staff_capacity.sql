-- How much of a day may be planned for somebody: read by whoever dispatches, kept by the managers of his stores.
create policy staff_read on aftercare.staff_capacity for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy manager_write on aftercare.staff_capacity for all to aftercare_manager
  using (id = any ((select aftercare.my_managed_staff_ids())::uuid[]))
  with check (id = any ((select aftercare.my_managed_staff_ids())::uuid[]));
grant select on aftercare.staff_capacity to aftercare_staff;
grant insert (id, minutes_a_day), update (minutes_a_day) on aftercare.staff_capacity to aftercare_manager;
-- planning locks the row
grant select, insert (id), update (minutes_a_day) on aftercare.staff_capacity to aftercare_workflow;
