-- Whose the device was; written by the trigger on device alone.
create policy desk_read on aftercare.device_owner for select
  to aftercare_admin, aftercare_manager, aftercare_agent, aftercare_parts, aftercare_finance, aftercare_auditor
  using ((select aftercare.i_am_active()));
create policy own_read on aftercare.device_owner for select to aftercare_technician, aftercare_sales
  using (exists (select from aftercare.device d where d.id = device_id));
grant select on aftercare.device_owner to aftercare_staff;
grant select, insert, update, delete on aftercare.device_owner to aftercare_workflow;
-- the undoing of an import
grant delete on aftercare.device_owner to aftercare_transfer;
grant select (until) on aftercare.device_owner to aftercare_transfer;
