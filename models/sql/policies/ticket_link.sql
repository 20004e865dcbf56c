-- Whoever sees a ticket sees what it is linked to; the names of devices and orders follow their own policies.
create policy with_ticket on aftercare.ticket_link for select to aftercare_staff
  using (exists (select from aftercare.ticket t where t.id = ticket_id));
grant select on aftercare.ticket_link to aftercare_staff;

-- Linked by those who may change the ticket, to what they may see themselves.
create policy worker_adds on aftercare.ticket_link for insert to aftercare_staff
  with check (aftercare.may_change_ticket(ticket_id)
    and (device_id is null or exists (select from aftercare.device d where d.id = device_id))
    and (work_order_id is null or exists (select from aftercare.work_order o where o.id = work_order_id)));
grant insert (id, ticket_id, device_id, work_order_id) on aftercare.ticket_link
  to aftercare_agent, aftercare_manager, aftercare_technician, aftercare_parts, aftercare_sales;

-- Taken away once, with the date.
create policy worker_takes_away on aftercare.ticket_link for update to aftercare_staff
  using (until is null and aftercare.may_change_ticket(ticket_id))
  with check (until is not null);
grant update (until) on aftercare.ticket_link
  to aftercare_agent, aftercare_manager, aftercare_technician, aftercare_parts, aftercare_sales;

-- merging
grant select, insert (id, ticket_id, device_id, work_order_id) on aftercare.ticket_link to aftercare_workflow;
