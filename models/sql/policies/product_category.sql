-- Everybody reads the catalogue; administrators and managers keep it.
create policy staff_read on aftercare.product_category for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy keeper_write on aftercare.product_category for all to aftercare_admin, aftercare_manager
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
grant select on aftercare.product_category to aftercare_staff, aftercare_search, aftercare_workflow, aftercare_due;
grant insert (id, code, name, name_en, parent_id, serial_kind, icon, position),
  update (name, name_en, parent_id, serial_kind, icon, position, archived_at)
  on aftercare.product_category to aftercare_admin, aftercare_manager;
-- history that comes as a file, and the undoing of an import
grant insert, delete on aftercare.product_category to aftercare_transfer;
grant select (code, name) on aftercare.product_category to aftercare_transfer;
-- what a kiosk and a customer's own pages show of it
grant select (id, name, name_en, position, archived_at) on aftercare.product_category to aftercare_guests;
