-- Who answers for which region is no secret; the accounts functions write it.
create policy staff_read on aftercare.staff_region for select to aftercare_staff
  using ((select aftercare.i_am_active()));
grant select on aftercare.staff_region to aftercare_staff, aftercare_identity, aftercare_workflow;
grant select, insert (id, staff_id, region_id), update (until) on aftercare.staff_region to aftercare_accounts;
