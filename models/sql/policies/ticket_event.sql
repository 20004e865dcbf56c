-- Whoever sees a ticket sees its trace; the workflow functions write it, nobody changes it.
create policy with_ticket on aftercare.ticket_event for select to aftercare_staff
  using (exists (select from aftercare.ticket t where t.id = ticket_id));
grant select on aftercare.ticket_event to aftercare_staff;
grant select, insert on aftercare.ticket_event to aftercare_workflow;
-- the undoing of an import
grant delete on aftercare.ticket_event to aftercare_transfer;
grant select (action) on aftercare.ticket_event to aftercare_transfer;
