-- Measured values belong to their visit: whoever sees it sees them.
create policy with_visit on aftercare.visit_check for select to aftercare_staff
  using (exists (select from aftercare.visit v where v.id = visit_id));
-- Written by whoever is sent, by the desk and its managers, until the visit is filed.
create policy agent_adds on aftercare.visit_check for insert to aftercare_agent
  with check (exists (select from aftercare.visit v where v.id = visit_id and v.state not in ('closed', 'cancelled')
    and (v.store_id = any ((select aftercare.my_store_ids())::uuid[])
         or v.technician_id = (select aftercare.my_staff_id()))));
create policy agent_changes on aftercare.visit_check for update to aftercare_agent
  using (exists (select from aftercare.visit v where v.id = visit_id and v.state not in ('closed', 'cancelled')
    and (v.store_id = any ((select aftercare.my_store_ids())::uuid[])
         or v.technician_id = (select aftercare.my_staff_id()))));
create policy manager_adds on aftercare.visit_check for insert to aftercare_manager
  with check (exists (select from aftercare.visit v where v.id = visit_id and v.state not in ('closed', 'cancelled')
    and (v.store_id = any ((select aftercare.my_managed_store_ids())::uuid[])
         or v.technician_id = (select aftercare.my_staff_id()))));
create policy manager_changes on aftercare.visit_check for update to aftercare_manager
  using (exists (select from aftercare.visit v where v.id = visit_id and v.state not in ('closed', 'cancelled')
    and (v.store_id = any ((select aftercare.my_managed_store_ids())::uuid[])
         or v.technician_id = (select aftercare.my_staff_id()))));
create policy technician_adds on aftercare.visit_check for insert to aftercare_technician
  with check (exists (select from aftercare.visit v where v.id = visit_id and v.state not in ('closed', 'cancelled')
    and v.technician_id = (select aftercare.my_staff_id())));
create policy technician_changes on aftercare.visit_check for update to aftercare_technician
  using (exists (select from aftercare.visit v where v.id = visit_id and v.state not in ('closed', 'cancelled')
    and v.technician_id = (select aftercare.my_staff_id())));
grant select on aftercare.visit_check to aftercare_staff, aftercare_workflow;
grant insert (id, visit_id, check_item_id, name, name_en, unit, low, high, yes_no, value, note, position),
  update (value, note, withdrawn_at)
  on aftercare.visit_check to aftercare_agent, aftercare_manager, aftercare_technician;
