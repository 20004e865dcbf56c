-- Further numbers belong to the device.
create policy desk_read on aftercare.device_number for select
  to aftercare_admin, aftercare_manager, aftercare_agent, aftercare_parts, aftercare_finance, aftercare_auditor
  using ((select aftercare.i_am_active()));
create policy own_read on aftercare.device_number for select to aftercare_technician, aftercare_sales
  using (exists (select from aftercare.device d where d.id = device_id));
create policy desk_add on aftercare.device_number for insert
  to aftercare_admin, aftercare_manager, aftercare_agent
  with check ((select aftercare.i_am_active()));
create policy desk_change on aftercare.device_number for update
  to aftercare_admin, aftercare_manager, aftercare_agent
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
grant select on aftercare.device_number to aftercare_staff, aftercare_search;
grant insert (id, device_id, kind, value), update (kind, value, archived_at) on aftercare.device_number
  to aftercare_admin, aftercare_manager, aftercare_agent;
grant select, delete on aftercare.device_number to aftercare_workflow;
