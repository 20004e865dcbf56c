-- Lines belong to their order: whoever sees it sees them.
create policy staff_read on aftercare.work_order_line for select to aftercare_staff
  using (exists (select from aftercare.work_order o where o.id = work_order_id));
-- The desk prices them; a technician proposes work and hours on his own jobs, without prices.
create policy agent_write on aftercare.work_order_line for insert to aftercare_agent
  with check (exists (select from aftercare.work_order o where o.id = work_order_id and (
    o.store_id = any ((select aftercare.my_store_ids())::uuid[])
    or o.handling_store_id = any ((select aftercare.my_store_ids())::uuid[]))));
create policy agent_change on aftercare.work_order_line for update to aftercare_agent
  using (exists (select from aftercare.work_order o where o.id = work_order_id and (
    o.store_id = any ((select aftercare.my_store_ids())::uuid[])
    or o.handling_store_id = any ((select aftercare.my_store_ids())::uuid[]))));
create policy manager_write on aftercare.work_order_line for insert to aftercare_manager
  with check (exists (select from aftercare.work_order o where o.id = work_order_id and (
    o.store_id = any ((select aftercare.my_managed_store_ids())::uuid[])
    or o.handling_store_id = any ((select aftercare.my_managed_store_ids())::uuid[]))));
create policy manager_change on aftercare.work_order_line for update to aftercare_manager
  using (exists (select from aftercare.work_order o where o.id = work_order_id and (
    o.store_id = any ((select aftercare.my_managed_store_ids())::uuid[])
    or o.handling_store_id = any ((select aftercare.my_managed_store_ids())::uuid[]))));
create policy technician_write on aftercare.work_order_line for insert to aftercare_technician
  with check (exists (select from aftercare.work_order o
                      where o.id = work_order_id and o.assigned_to = (select aftercare.my_staff_id())));
create policy technician_change on aftercare.work_order_line for update to aftercare_technician
  using (exists (select from aftercare.work_order o
                 where o.id = work_order_id and o.assigned_to = (select aftercare.my_staff_id())));
grant select on aftercare.work_order_line to aftercare_staff, aftercare_due, aftercare_search;
grant insert (id, work_order_id, kind, price_item_id, name, name_en, part_no, part_state, serial_in, serial_out,
    labour_minutes, quantity, unit, note, position),
  update (state, name, name_en, part_no, part_state, serial_in, serial_out, labour_minutes, quantity, unit, note,
    position)
  on aftercare.work_order_line to aftercare_agent, aftercare_manager, aftercare_technician;
grant insert (state, payer, unit_price, tax_rate, optional), update (kind, payer, unit_price, tax_rate, optional)
  on aftercare.work_order_line to aftercare_agent, aftercare_manager;
grant select, insert, update on aftercare.work_order_line to aftercare_workflow;
