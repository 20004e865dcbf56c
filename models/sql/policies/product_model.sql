-- Everybody reads the catalogue; administrators and managers keep it.
create policy staff_read on aftercare.product_model for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy keeper_write on aftercare.product_model for all to aftercare_admin, aftercare_manager
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
-- Counters add an unknown model on the spot; the trigger marks it for review.
create policy desk_add on aftercare.product_model for insert to aftercare_agent, aftercare_parts
  with check ((select aftercare.i_am_active()));
grant select (id, version, created_at, created_by, updated_at, updated_by, brand, model_no, name, name_en, category_id,
    serial_kind, warranty_months, note, software, shown, pitch, pitch_en, retail_price, needs_review, initials, archived_at)
  on aftercare.product_model to aftercare_staff;
grant insert (id, brand, model_no, name, name_en, category_id, serial_kind, warranty_months, note, initials)
  on aftercare.product_model to aftercare_admin, aftercare_manager, aftercare_agent, aftercare_parts;
grant update (brand, model_no, name, name_en, category_id, serial_kind, warranty_months, note, needs_review, initials,
    archived_at)
  on aftercare.product_model to aftercare_admin, aftercare_manager;
-- What customers see of a model, and whether it is software, is said by its keepers alone.
grant insert (software, shown, pitch, pitch_en, retail_price), update (software, shown, pitch, pitch_en, retail_price)
  on aftercare.product_model to aftercare_admin, aftercare_manager;
grant select on aftercare.product_model to aftercare_search, aftercare_due;
grant select, update, delete on aftercare.product_model to aftercare_workflow;
-- history that comes as a file, and the undoing of an import
grant insert, delete on aftercare.product_model to aftercare_transfer;
grant select (brand, model_no, category_id) on aftercare.product_model to aftercare_transfer;
-- what a kiosk and a customer's own pages show of it
grant select (id, brand, model_no, name, name_en, category_id, warranty_months, software, shown, pitch, pitch_en,
    retail_price, needs_review, archived_at)
  on aftercare.product_model to aftercare_guests;
