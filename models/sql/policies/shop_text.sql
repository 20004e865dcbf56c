-- Papers everywhere show them; managers keep those of their stores, the administrator everybody's.
create policy staff_read on aftercare.shop_text for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy admin_write on aftercare.shop_text for all to aftercare_admin
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
create policy manager_write on aftercare.shop_text for all to aftercare_manager
  using (store_id = any ((select aftercare.my_managed_store_ids())::uuid[]))
  with check (store_id = any ((select aftercare.my_managed_store_ids())::uuid[]));
grant select on aftercare.shop_text to aftercare_staff;
grant insert (id, store_id, terms_zh, terms_en, privacy_zh, privacy_en, status_url, logo, flagged_reason),
  update (terms_zh, terms_en, privacy_zh, privacy_en, status_url, logo, flagged_reason)
  on aftercare.shop_text to aftercare_admin, aftercare_manager;
-- when it is read again; who read it says a trigger
grant insert (review_on), update (review_on) on aftercare.shop_text to aftercare_admin, aftercare_manager;
grant select on aftercare.shop_text to aftercare_workflow;
