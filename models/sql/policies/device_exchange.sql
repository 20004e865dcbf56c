-- What became of a device belongs to what is known of it; what was complained about stands in the complaint.
create policy desk_read on aftercare.device_exchange for select
  to aftercare_admin, aftercare_manager, aftercare_agent, aftercare_parts, aftercare_finance, aftercare_auditor
  using ((select aftercare.i_am_active()));
create policy own_read on aftercare.device_exchange for select to aftercare_technician, aftercare_sales
  using (exists (select from aftercare.device d where d.id in (old_device_id, new_device_id)));
grant select on aftercare.device_exchange to aftercare_staff;
grant select, insert, update (customer_id) on aftercare.device_exchange to aftercare_workflow;
grant usage on sequence aftercare.exchange_number_seq to aftercare_workflow;
