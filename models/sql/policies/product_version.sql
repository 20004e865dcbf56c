-- Base data like models: read everywhere, kept by administrators and managers (CSS-06, CSS-09).
create policy staff_read on aftercare.product_version for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy keeper_write on aftercare.product_version for all to aftercare_admin, aftercare_manager
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
grant select on aftercare.product_version to aftercare_staff;
grant insert (id, product_model_id, name, released_on, supported_until, note),
  update (name, released_on, supported_until, note, archived_at)
  on aftercare.product_version to aftercare_admin, aftercare_manager;
-- merging and removing models, and which versions a device may run
grant select, update (product_model_id), delete on aftercare.product_version to aftercare_workflow;
-- what a customer's own pages show of it
grant select (id, product_model_id, name, released_on, supported_until, archived_at) on aftercare.product_version
  to aftercare_guests;
-- undoing an import
grant delete on aftercare.product_version to aftercare_transfer;
