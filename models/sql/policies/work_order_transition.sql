-- The rules of the workflow are no secret; they come with the program.
create policy staff_read on aftercare.work_order_transition for select to aftercare_staff
  using ((select aftercare.i_am_active()));
grant select on aftercare.work_order_transition to aftercare_staff, aftercare_workflow, aftercare_due;
