-- The price list is read everywhere; managers and administrators keep it.
create policy staff_read on aftercare.price_item for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy keeper_write on aftercare.price_item for all to aftercare_admin, aftercare_manager
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
grant select on aftercare.price_item to aftercare_staff;
grant insert (id, code, kind, name, name_en, category_id, product_model_id, unit, unit_price, tax_rate, labour_minutes,
    part_no, initials),
  update (code, kind, name, name_en, category_id, product_model_id, unit, unit_price, tax_rate, labour_minutes,
    part_no, initials, archived_at)
  on aftercare.price_item to aftercare_admin, aftercare_manager;
grant select, update on aftercare.price_item to aftercare_workflow;
