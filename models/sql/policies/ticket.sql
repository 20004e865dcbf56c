-- Store membership bounds what people see; whoever owns a ticket sees it wherever it was opened. PostgreSQL asks policies
-- in the order of their names, backwards: those about oneself come last, since most rows are decided by their store.
-- coalesce() keeps the planner from reading by the policy: it then sorted all of a store's rows for a page of them
-- (12 ms instead of 1 among 5,000). Every list states its own scope on an index; the policy only checks.
create policy agent_store on aftercare.ticket for select to aftercare_agent
  using (coalesce(store_id = any ((select aftercare.my_store_ids())::uuid[]), false));
create policy technician_store on aftercare.ticket for select to aftercare_technician
  using (coalesce(store_id = any ((select aftercare.my_store_ids())::uuid[]), false));
create policy parts_store on aftercare.ticket for select to aftercare_parts
  using (coalesce(store_id = any ((select aftercare.my_store_ids())::uuid[]), false));
create policy sales_store on aftercare.ticket for select to aftercare_sales
  using (coalesce(store_id = any ((select aftercare.my_store_ids())::uuid[]), false));
create policy manager_region on aftercare.ticket for select to aftercare_manager
  using (coalesce(store_id = any ((select aftercare.my_managed_store_ids())::uuid[]), false));
create policy about_owner on aftercare.ticket for select to aftercare_staff
  using (coalesce(owner_id = (select aftercare.my_staff_id()), false));
-- Whoever is asked to take a ticket over, or to decide, reads it first.
create policy about_asked on aftercare.ticket for select to aftercare_staff
  using (coalesce(offered_to_id = (select aftercare.my_staff_id()), false)
         or coalesce(escalated_to_id = (select aftercare.my_staff_id()), false));
create policy admin_read on aftercare.ticket for select to aftercare_admin
  using ((select aftercare.i_am_active()));
create policy finance_read on aftercare.ticket for select to aftercare_finance
  using ((select aftercare.i_am_active()));
create policy auditor_read on aftercare.ticket for select to aftercare_auditor
  using ((select aftercare.i_am_active()));
-- All but the caller's number (open_reveal) and what is only searched in.
grant select (id, version, created_at, created_by, updated_at, updated_by, number, kind, state, channel, store_id,
    customer_id, device_id, work_order_id, reporter, phone_masked, phone_last4, owner_id, first_asked_id, offered_to_id,
    offered_at, escalated_to_id, escalated_at, merged_into_id, split_from_id, category, mood, satisfaction, urgency, subject,
    description, solution, into_knowledge, promised_at, snoozed_until, wake_at, due_on, photos_state,
    photos_checked_at, photos_checked_by_id, photos_note, source, reported_at, opened_at, opened_on, resolved_at)
  on aftercare.ticket to aftercare_staff;

-- Desks write what the customer says, for their own stores; number, owner and dates come from the trigger.
create policy agent_adds on aftercare.ticket for insert to aftercare_agent
  with check (store_id = any ((select aftercare.my_store_ids())::uuid[]));
create policy manager_adds on aftercare.ticket for insert to aftercare_manager
  with check (store_id = any ((select aftercare.my_managed_store_ids())::uuid[]));
grant insert (id, kind, channel, store_id, customer_id, device_id, work_order_id, reporter, phone, category, mood,
              satisfaction, urgency, subject, description, solution, into_knowledge, due_on, reported_at)
  on aftercare.ticket to aftercare_agent, aftercare_manager;

-- What is filed stays as it was filed until somebody reopens it.
create policy agent_changes on aftercare.ticket for update to aftercare_agent
  using (coalesce(store_id = any ((select aftercare.my_store_ids())::uuid[])
                  or owner_id = (select aftercare.my_staff_id())
                  or escalated_to_id = (select aftercare.my_staff_id()), false)
         and state not in ('closed', 'cancelled'));
create policy manager_changes on aftercare.ticket for update to aftercare_manager
  using (coalesce(store_id = any ((select aftercare.my_managed_store_ids())::uuid[])
                  or owner_id = (select aftercare.my_staff_id())
                  or escalated_to_id = (select aftercare.my_staff_id()), false)
         and state not in ('closed', 'cancelled'));
-- Whoever works on a ticket elsewhere writes what he found.
create policy technician_changes on aftercare.ticket for update to aftercare_technician
  using (coalesce((select aftercare.my_staff_id()) in (owner_id, escalated_to_id), false)
         and state not in ('closed', 'cancelled'));
create policy parts_changes on aftercare.ticket for update to aftercare_parts
  using (coalesce((select aftercare.my_staff_id()) in (owner_id, escalated_to_id), false)
         and state not in ('closed', 'cancelled'));
create policy sales_changes on aftercare.ticket for update to aftercare_sales
  using (coalesce((select aftercare.my_staff_id()) in (owner_id, escalated_to_id), false)
         and state not in ('closed', 'cancelled'));
grant update (kind, channel, customer_id, device_id, work_order_id, reporter, phone, category, mood, satisfaction, urgency, subject,
              description, solution, into_knowledge, due_on)
  on aftercare.ticket to aftercare_agent, aftercare_manager;
grant update (category, mood, satisfaction, solution, into_knowledge) on aftercare.ticket
  to aftercare_technician, aftercare_parts, aftercare_sales;

grant select, update (state, owner_id, promised_at, snoozed_until, wake_at, solution, resolved_at, customer_id, device_id,
    work_order_id, offered_to_id, offered_at, escalated_to_id, escalated_at, merged_into_id),
  insert (id, kind, channel, store_id, customer_id, device_id, work_order_id, reporter, phone, owner_id, first_asked_id,
    urgency, mood, subject, description, split_from_id, due_on)
  on aftercare.ticket to aftercare_workflow;
grant select on aftercare.ticket to aftercare_search;
grant usage on sequence aftercare.ticket_number_seq to aftercare_workflow;
-- looking photos through
grant update (photos_state, photos_checked_at, photos_checked_by_id, photos_note) on aftercare.ticket
  to aftercare_workflow;
-- merging tickets, a call that became one, erasing a person
grant update (reporter, phone) on aftercare.ticket to aftercare_workflow;
-- an import, and its undoing
grant insert (number, source, category, satisfaction, solution, into_knowledge, state, promised_at, reported_at, opened_at,
    resolved_at)
  on aftercare.ticket to aftercare_workflow;
grant delete on aftercare.ticket to aftercare_transfer;
