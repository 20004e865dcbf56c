-- Code lists are read everywhere; managers and administrators add entries and switch them off.
create policy staff_read on aftercare.code_item for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy admin_write on aftercare.code_item for all to aftercare_admin
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
create policy manager_write on aftercare.code_item for all to aftercare_manager
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
grant select on aftercare.code_item to aftercare_staff, aftercare_workflow, aftercare_search;
grant insert (id, list, code, name, name_en, parent_code, position) on aftercare.code_item
  to aftercare_admin, aftercare_manager;
grant update (name, name_en, parent_code, position, active) on aftercare.code_item
  to aftercare_admin, aftercare_manager;
-- the names of topics and faults at a kiosk
grant select (list, code, name, name_en, position) on aftercare.code_item to aftercare_guests;
