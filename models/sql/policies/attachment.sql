-- Photos and signatures belong to their order, visit or ticket.
create policy staff_read on aftercare.attachment for select to aftercare_staff
  using (exists (select from aftercare.work_order o where o.id = work_order_id));
-- The desk adds and withdraws; a technician on his own jobs.
create policy agent_add on aftercare.attachment for insert to aftercare_agent
  with check (exists (select from aftercare.work_order o where o.id = work_order_id and (
    o.store_id = any ((select aftercare.my_store_ids())::uuid[])
    or o.handling_store_id = any ((select aftercare.my_store_ids())::uuid[]))));
create policy agent_change on aftercare.attachment for update to aftercare_agent
  using (exists (select from aftercare.work_order o where o.id = work_order_id and (
    o.store_id = any ((select aftercare.my_store_ids())::uuid[])
    or o.handling_store_id = any ((select aftercare.my_store_ids())::uuid[]))));
create policy manager_add on aftercare.attachment for insert to aftercare_manager
  with check (exists (select from aftercare.work_order o where o.id = work_order_id and (
    o.store_id = any ((select aftercare.my_managed_store_ids())::uuid[])
    or o.handling_store_id = any ((select aftercare.my_managed_store_ids())::uuid[]))));
create policy manager_change on aftercare.attachment for update to aftercare_manager
  using (exists (select from aftercare.work_order o where o.id = work_order_id and (
    o.store_id = any ((select aftercare.my_managed_store_ids())::uuid[])
    or o.handling_store_id = any ((select aftercare.my_managed_store_ids())::uuid[]))));
create policy technician_add on aftercare.attachment for insert to aftercare_technician
  with check (exists (select from aftercare.work_order o
                      where o.id = work_order_id and o.assigned_to = (select aftercare.my_staff_id())));
create policy technician_change on aftercare.attachment for update to aftercare_technician
  using (exists (select from aftercare.work_order o
                 where o.id = work_order_id and o.assigned_to = (select aftercare.my_staff_id())));
create policy visit_read on aftercare.attachment for select to aftercare_staff
  using (visit_id is not null and exists (select from aftercare.visit v where v.id = visit_id));
-- Whoever is sent, the desk of the visit and its managers, until the visit is filed.
create policy visit_agent_add on aftercare.attachment for insert to aftercare_agent
  with check (exists (select from aftercare.visit v where v.id = visit_id and v.state not in ('closed', 'cancelled')
    and (v.store_id = any ((select aftercare.my_store_ids())::uuid[])
         or v.technician_id = (select aftercare.my_staff_id()))));
create policy visit_agent_change on aftercare.attachment for update to aftercare_agent
  using (exists (select from aftercare.visit v where v.id = visit_id and v.state not in ('closed', 'cancelled')
    and (v.store_id = any ((select aftercare.my_store_ids())::uuid[])
         or v.technician_id = (select aftercare.my_staff_id()))));
create policy visit_manager_add on aftercare.attachment for insert to aftercare_manager
  with check (exists (select from aftercare.visit v where v.id = visit_id and v.state not in ('closed', 'cancelled')
    and (v.store_id = any ((select aftercare.my_managed_store_ids())::uuid[])
         or v.technician_id = (select aftercare.my_staff_id()))));
create policy visit_manager_change on aftercare.attachment for update to aftercare_manager
  using (exists (select from aftercare.visit v where v.id = visit_id and v.state not in ('closed', 'cancelled')
    and (v.store_id = any ((select aftercare.my_managed_store_ids())::uuid[])
         or v.technician_id = (select aftercare.my_staff_id()))));
create policy visit_technician_add on aftercare.attachment for insert to aftercare_technician
  with check (exists (select from aftercare.visit v where v.id = visit_id and v.state not in ('closed', 'cancelled')
    and v.technician_id = (select aftercare.my_staff_id())));
create policy visit_technician_change on aftercare.attachment for update to aftercare_technician
  using (exists (select from aftercare.visit v where v.id = visit_id and v.state not in ('closed', 'cancelled')
    and v.technician_id = (select aftercare.my_staff_id())));
create policy ticket_read on aftercare.attachment for select to aftercare_staff
  using (ticket_id is not null and exists (select from aftercare.ticket t where t.id = ticket_id));
-- Whoever may change a ticket adds to it and withdraws.
create policy ticket_add on aftercare.attachment for insert to aftercare_agent, aftercare_manager, aftercare_technician
  with check (ticket_id is not null and aftercare.may_change_ticket(ticket_id));
create policy ticket_change on aftercare.attachment for update
  to aftercare_agent, aftercare_manager, aftercare_technician
  using (ticket_id is not null and aftercare.may_change_ticket(ticket_id));
-- Everybody learns from the material of courses; the desk and the managers of the store that keeps a course add to it.
create policy course_read on aftercare.attachment for select to aftercare_staff
  using (course_id is not null and (select aftercare.i_am_active()));
create policy course_agent_add on aftercare.attachment for insert to aftercare_agent
  with check (exists (select from aftercare.course c
                      where c.id = course_id and c.store_id = any ((select aftercare.my_store_ids())::uuid[])));
create policy course_agent_change on aftercare.attachment for update to aftercare_agent
  using (exists (select from aftercare.course c
                 where c.id = course_id and c.store_id = any ((select aftercare.my_store_ids())::uuid[])));
create policy course_manager_add on aftercare.attachment for insert to aftercare_manager
  with check (exists (select from aftercare.course c
                      where c.id = course_id and c.store_id = any ((select aftercare.my_managed_store_ids())::uuid[])));
create policy course_manager_change on aftercare.attachment for update to aftercare_manager
  using (exists (select from aftercare.course c
                 where c.id = course_id and c.store_id = any ((select aftercare.my_managed_store_ids())::uuid[])));
-- Pictures of a model are the catalogue's: read everywhere, kept by its keepers.
create policy product_read on aftercare.attachment for select to aftercare_staff
  using (product_model_id is not null and (select aftercare.i_am_active()));
create policy product_add on aftercare.attachment for insert to aftercare_admin, aftercare_manager
  with check (product_model_id is not null and (select aftercare.i_am_active()));
create policy product_change on aftercare.attachment for update to aftercare_admin, aftercare_manager
  using (product_model_id is not null and (select aftercare.i_am_active()));
grant select on aftercare.attachment to aftercare_staff, aftercare_workflow, aftercare_due;
grant insert (product_model_id) on aftercare.attachment to aftercare_manager;
grant insert (id, product_model_id, kind, name, media_type, size, sha256, thumbnail, note), update (name, note, withdrawn_at)
  on aftercare.attachment to aftercare_admin;
-- what a kiosk and a customer's own pages show of a model
grant select (id, created_at, product_model_id, thumbnail, withdrawn_at) on aftercare.attachment to aftercare_guests;
-- two entries for one model become one
grant update (product_model_id) on aftercare.attachment to aftercare_workflow;
grant insert (id, work_order_id, visit_id, ticket_id, course_id, kind, name, media_type, size, sha256, thumbnail, note),
  update (name, note, withdrawn_at)
  on aftercare.attachment to aftercare_agent, aftercare_manager, aftercare_technician;
-- erasing a person
grant update (name, note, thumbnail, withdrawn_at) on aftercare.attachment to aftercare_workflow;
