-- Whoever sees the order sees its parcels; written by functions only.
create policy with_order on aftercare.shipment for select to aftercare_staff
  using (exists (select from aftercare.work_order o where o.id = work_order_id));
grant select on aftercare.shipment to aftercare_staff;
grant select, insert, update (state, ask_on, expected_on, ended_on) on aftercare.shipment to aftercare_workflow;
