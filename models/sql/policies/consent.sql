-- Read with the order; recorded through a function, never changed.
create policy staff_read on aftercare.consent for select to aftercare_staff
  using (exists (select from aftercare.work_order o where o.id = work_order_id));
grant select on aftercare.consent to aftercare_staff, aftercare_due;
grant select, insert on aftercare.consent to aftercare_workflow;
-- erasing a person
grant update (who) on aftercare.consent to aftercare_workflow;
