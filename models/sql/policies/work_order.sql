-- coalesce() keeps the planner from reading by the policy: it took 'store_id = X and (one of two store columns among
-- mine)' for a few rows and sorted all of a store's orders for a page of them (22 ms instead of 1 among 2,500).
-- Every list states its own scope on an index; the policy only checks.
-- A desk sees what its store took in and what it handles for another; both change it until it is closed.
create policy agent_read on aftercare.work_order for select to aftercare_agent
  using (coalesce(store_id = any ((select aftercare.my_store_ids())::uuid[])
                  or handling_store_id = any ((select aftercare.my_store_ids())::uuid[]), false));
create policy agent_change on aftercare.work_order for update to aftercare_agent
  using (work_state <> 'closed' and (coalesce(store_id = any ((select aftercare.my_store_ids())::uuid[])
                  or handling_store_id = any ((select aftercare.my_store_ids())::uuid[]), false)));
-- Managers see and change what happens in their regions.
create policy manager_read on aftercare.work_order for select to aftercare_manager
  using (coalesce(store_id = any ((select aftercare.my_managed_store_ids())::uuid[])
                  or handling_store_id = any ((select aftercare.my_managed_store_ids())::uuid[]), false));
create policy manager_change on aftercare.work_order for update to aftercare_manager
  using (work_state <> 'closed' and (coalesce(store_id = any ((select aftercare.my_managed_store_ids())::uuid[])
                  or handling_store_id = any ((select aftercare.my_managed_store_ids())::uuid[]), false)));
-- Technicians work on what is assigned to them, and see what waits unassigned in their stores.
create policy technician_read on aftercare.work_order for select to aftercare_technician
  using (coalesce(assigned_to = (select aftercare.my_staff_id())
                  or assigned_to is null and work_state = 'received'
                     and (store_id = any ((select aftercare.my_store_ids())::uuid[])
                          or handling_store_id = any ((select aftercare.my_store_ids())::uuid[])), false));
create policy technician_change on aftercare.work_order for update to aftercare_technician
  using (coalesce(assigned_to = (select aftercare.my_staff_id()), false)
         and work_state not in ('delivered', 'closed', 'cancelled'));
-- Parts clerks and sales representatives read the orders of their stores.
create policy parts_read on aftercare.work_order for select to aftercare_parts
  using (coalesce(store_id = any ((select aftercare.my_store_ids())::uuid[])
                  or handling_store_id = any ((select aftercare.my_store_ids())::uuid[]), false));
create policy sales_read on aftercare.work_order for select to aftercare_sales
  using (coalesce(store_id = any ((select aftercare.my_store_ids())::uuid[]), false));
-- Finance, administrators and auditors read the whole company.
create policy finance_read on aftercare.work_order for select to aftercare_finance
  using ((select aftercare.i_am_active()));
create policy admin_read on aftercare.work_order for select to aftercare_admin
  using ((select aftercare.i_am_active()));
create policy auditor_read on aftercare.work_order for select to aftercare_auditor
  using ((select aftercare.i_am_active()));

grant select (id, version, created_at, created_by, updated_at, updated_by, number, kind, sale_stage, wish, priority,
    source, work_state, money_state, custody_state, outcome, barrier_code, customer_id, device_id, product_model_id,
    intake_id, store_id, handling_store_id, assigned_to, rework_of, opened_at, opened_on, promised_at, state_since,
    ready_at, told_at, delivered_at, delivered_on, closed_at, event_count, shelf, problem, symptoms, accessories,
    accessories_note, condition_note, sketch, marks, answers, backup_choice, erase_allowed, old_parts, notify_by,
    loan_unit, instructions, warranty_verdict, warranty_reason, warranty_values, fault_code, cause_code, remedy_code,
    repair_level, findings, work_done, advice, labour_minutes, test_record, test_passed, collected_by, collected_how, id_note,
    hand_over, estimate, inspection_fee, due, paid, written_off)
  on aftercare.work_order to aftercare_staff;
-- The slip carries the pick-up code, which also opens the order at the store's kiosk: read by functions only.
-- Plain columns. States, owner, money, shelf and times go through functions; the estimate is what was agreed.
grant update (wish, priority, problem, symptoms, accessories, accessories_note, condition_note, sketch, marks, answers,
    backup_choice, erase_allowed, old_parts, notify_by, loan_unit, instructions, fault_code, cause_code, remedy_code,
    repair_level, findings, work_done, advice, labour_minutes, test_record, test_passed)
  on aftercare.work_order to aftercare_agent, aftercare_manager;
grant update (condition_note, sketch, marks, fault_code, cause_code, remedy_code, repair_level,
    findings, work_done, advice,
    labour_minutes, test_record, test_passed)
  on aftercare.work_order to aftercare_technician;
grant select, insert, update on aftercare.work_order to aftercare_workflow;
-- history that comes as a file, and the undoing of an import
grant insert, delete on aftercare.work_order to aftercare_transfer;
grant select on aftercare.work_order to aftercare_search, aftercare_due;
-- names that changed
grant update (search) on aftercare.work_order to aftercare_search;
grant usage on sequence aftercare.work_order_number to aftercare_workflow;
grant select (number) on aftercare.work_order to aftercare_transfer;
-- what a kiosk and a customer's own pages show of it
grant select (id, number, kind, work_state, custody_state, outcome, customer_id, device_id, product_model_id, intake_id, store_id,
    handling_store_id, opened_at, promised_at, ready_at, delivered_at, problem, pickup_code, estimate, due, paid, written_off)
  on aftercare.work_order to aftercare_guests;
