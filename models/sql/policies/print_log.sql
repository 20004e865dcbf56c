-- What left the printers of one's stores; written by print_add.
create policy staff_read on aftercare.print_log for select to aftercare_staff
  using ((select aftercare.i_am_active())
         and (store_id is null or store_id = any ((select aftercare.my_visible_store_ids())::uuid[])));
grant select on aftercare.print_log to aftercare_staff;
grant select, insert on aftercare.print_log to aftercare_workflow;
