-- Desks and managers see the visits of their stores, technicians their own and those nobody has yet.
-- coalesce() keeps the planner from reading by the policy: every list states its own scope on an index.
create policy agent_store on aftercare.visit for select to aftercare_agent
  using (coalesce(store_id = any ((select aftercare.my_store_ids())::uuid[]), false));
create policy parts_store on aftercare.visit for select to aftercare_parts
  using (coalesce(store_id = any ((select aftercare.my_store_ids())::uuid[]), false));
create policy sales_store on aftercare.visit for select to aftercare_sales
  using (coalesce(store_id = any ((select aftercare.my_store_ids())::uuid[]), false));
create policy manager_region on aftercare.visit for select to aftercare_manager
  using (coalesce(store_id = any ((select aftercare.my_managed_store_ids())::uuid[]), false));
create policy technician_open on aftercare.visit for select to aftercare_technician
  using (coalesce(technician_id is null and state = 'open'
                  and store_id = any ((select aftercare.my_store_ids())::uuid[]), false));
-- Whoever is sent sees his visit wherever it was opened; named so that it is asked last (see ticket.sql).
create policy about_me on aftercare.visit for select to aftercare_staff
  using (coalesce(technician_id = (select aftercare.my_staff_id()), false));
create policy admin_read on aftercare.visit for select to aftercare_admin
  using ((select aftercare.i_am_active()));
create policy finance_read on aftercare.visit for select to aftercare_finance
  using ((select aftercare.i_am_active()));
create policy auditor_read on aftercare.visit for select to aftercare_auditor
  using ((select aftercare.i_am_active()));
grant select on aftercare.visit to aftercare_staff;

-- Desks and managers write down what is to be done, for their own stores; number, region and term come from the trigger.
create policy agent_adds on aftercare.visit for insert to aftercare_agent
  with check (store_id = any ((select aftercare.my_store_ids())::uuid[]));
create policy manager_adds on aftercare.visit for insert to aftercare_manager
  with check (store_id = any ((select aftercare.my_managed_store_ids())::uuid[]));
grant insert (id, kind, priority, store_id, work_order_id, ticket_id, customer_id, address_id, device_id, region_id,
              skill, subject, instructions, contact_name, wish, minutes, due_at)
  on aftercare.visit to aftercare_agent, aftercare_manager;

-- State, time, technician, outcome and acceptance go through functions; what is filed stays as it is.
create policy agent_changes on aftercare.visit for update to aftercare_agent
  using (coalesce(store_id = any ((select aftercare.my_store_ids())::uuid[])
                  or technician_id = (select aftercare.my_staff_id()), false)
         and state not in ('closed', 'cancelled'));
create policy manager_changes on aftercare.visit for update to aftercare_manager
  using (coalesce(store_id = any ((select aftercare.my_managed_store_ids())::uuid[])
                  or technician_id = (select aftercare.my_staff_id()), false)
         and state not in ('closed', 'cancelled'));
create policy technician_changes on aftercare.visit for update to aftercare_technician
  using (coalesce(technician_id = (select aftercare.my_staff_id()), false) and state not in ('closed', 'cancelled'));
grant update (kind, priority, address_id, device_id, region_id, skill, subject, instructions, contact_name, wish,
              minutes, due_at, agreed_price, findings, work_done, advice, vehicle, driver, odometer_out, odometer_back)
  on aftercare.visit to aftercare_agent, aftercare_manager;
-- Whoever drives there writes the report.
grant update (device_id, findings, work_done, advice, vehicle, driver, odometer_out, odometer_back)
  on aftercare.visit to aftercare_technician;

grant select, insert, update on aftercare.visit to aftercare_workflow;
grant select on aftercare.visit to aftercare_search, aftercare_due;
grant usage on sequence aftercare.visit_number_seq to aftercare_workflow;
