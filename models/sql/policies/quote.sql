-- Read with the order; offered, answered and approved through functions.
create policy staff_read on aftercare.quote for select to aftercare_staff
  using (exists (select from aftercare.work_order o where o.id = work_order_id));
grant select on aftercare.quote to aftercare_staff, aftercare_due;
grant select, insert, update on aftercare.quote to aftercare_workflow;
-- what a kiosk and a customer's own pages show of it
grant select (work_order_id, state, amount)
  on aftercare.quote to aftercare_guests;
