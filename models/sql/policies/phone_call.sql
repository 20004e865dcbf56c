-- A store's calls are seen at the store, and by those who see all stores; the number itself by nobody (open_reveal).
-- coalesce() keeps the planner from reading by the policy; lists state their own scope.
create policy store_read on aftercare.phone_call for select to aftercare_staff
  using (coalesce(store_id = any ((select aftercare.my_visible_store_ids())::uuid[]), false));
grant select (id, version, created_at, created_by, updated_at, updated_by, store_id, came_at, phone_masked, phone_last4,
    customer_id, contact_name, state, taken_by_id, handled_at, missed_at, ticket_id, note)
  on aftercare.phone_call to aftercare_staff;
-- call_came, call_mark; merging and erasing customers
grant select, insert, update on aftercare.phone_call to aftercare_workflow;
grant select on aftercare.phone_call to aftercare_search;
grant select (id, state, came_at, phone), update (state, missed_at, phone, contact_name, note)
  on aftercare.phone_call to aftercare_due;
