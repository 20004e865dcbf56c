-- Who may erase a person reads why one is kept; decided through a function, forgotten with the person.
create policy admin_read on aftercare.retention_keep for select to aftercare_admin
  using ((select aftercare.i_am_active()));
create policy manager_read on aftercare.retention_keep for select to aftercare_manager
  using ((select aftercare.i_am_active()));
grant select on aftercare.retention_keep to aftercare_admin, aftercare_manager;
grant select, insert, update (customer_id, reason) on aftercare.retention_keep to aftercare_workflow;
