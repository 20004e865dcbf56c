-- Base data like products: read everywhere, kept by administrators and the managers of their stores (CSS-09).
create policy staff_read on aftercare.project for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy admin_write on aftercare.project for all to aftercare_admin
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
create policy manager_write on aftercare.project for all to aftercare_manager
  using (store_id = any ((select aftercare.my_managed_store_ids())::uuid[]))
  with check (store_id = any ((select aftercare.my_managed_store_ids())::uuid[]));
grant select on aftercare.project to aftercare_staff;
grant insert (id, code, name, name_en, customer_id, store_id, manager_id, product_model_id, stage, contract_no, place,
    systems, starts_on, live_on, accepted_on, warranty_months, note),
  update (code, name, name_en, customer_id, store_id, manager_id, product_model_id, stage, contract_no, place, systems,
    starts_on, live_on, accepted_on, warranty_months, note, archived_at)
  on aftercare.project to aftercare_admin, aftercare_manager;
-- merging customers or models, and what a signed final acceptance says of it
grant select, update (customer_id, product_model_id, accepted_on, stage) on aftercare.project to aftercare_workflow;
