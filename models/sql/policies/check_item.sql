-- What is measured and its limits: read everywhere, kept by managers and administrators.
create policy staff_read on aftercare.check_item for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy manager_write on aftercare.check_item for all to aftercare_manager
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
create policy admin_write on aftercare.check_item for all to aftercare_admin
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
grant select on aftercare.check_item to aftercare_staff, aftercare_workflow;
grant insert (id, code, topic, category_id, product_model_id, name, name_en, unit, low, high, yes_no, position),
  update (topic, category_id, product_model_id, name, name_en, unit, low, high, position, active)
  on aftercare.check_item to aftercare_manager, aftercare_admin;
-- merging two models
grant update (product_model_id) on aftercare.check_item to aftercare_workflow;
