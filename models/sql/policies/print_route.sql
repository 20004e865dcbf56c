-- Which printer serves a workstation is set at the workstation's own store.
create policy staff_read on aftercare.print_route for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy admin_write on aftercare.print_route for all to aftercare_admin
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
create policy desk_write on aftercare.print_route for all
  to aftercare_agent, aftercare_manager, aftercare_technician, aftercare_parts, aftercare_finance
  using (exists (select from aftercare.workstation w
                 where w.id = workstation_id and w.store_id = any ((select aftercare.my_visible_store_ids())::uuid[])))
  with check (exists (select from aftercare.workstation w
                 where w.id = workstation_id and w.store_id = any ((select aftercare.my_visible_store_ids())::uuid[])));
grant select on aftercare.print_route to aftercare_staff;
grant insert (id, workstation_id, document, printer, media, lang, copies, silent),
  update (printer, media, lang, copies, silent)
  on aftercare.print_route
  to aftercare_admin, aftercare_agent, aftercare_manager, aftercare_technician, aftercare_parts, aftercare_finance;
