-- Who disturbs is known to every desk; the number itself to nobody. Written by caller_mark_set and _lift.
create policy staff_read on aftercare.caller_mark for select to aftercare_staff
  using ((select aftercare.i_am_active()));
grant select (id, version, created_at, created_by, updated_at, updated_by, phone_masked, reason, lifted_at, lifted_by)
  on aftercare.caller_mark to aftercare_staff;
grant select, insert, update on aftercare.caller_mark to aftercare_workflow;
