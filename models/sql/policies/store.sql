-- Every desk knows all stores of the company (an order may be handled by another); the administrator edits them.
create policy staff_read on aftercare.store for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy admin_write on aftercare.store for all to aftercare_admin
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
grant select on aftercare.store to aftercare_staff, aftercare_identity, aftercare_accounts, aftercare_due,
  aftercare_workflow, aftercare_search;
grant insert (id, code, name, name_en, kind, region_id, time_zone, legal_name, tax_no, street, telephone,
              complaint_telephone, hours) on aftercare.store to aftercare_admin;
grant update (code, name, name_en, kind, region_id, time_zone, legal_name, tax_no, street, telephone,
              complaint_telephone, hours, archived_at) on aftercare.store to aftercare_admin;
-- history that comes as a file, and the undoing of an import
grant insert, delete on aftercare.store to aftercare_transfer;
grant select (code, region_id, time_zone, archived_at) on aftercare.store to aftercare_transfer;
-- what a kiosk and a customer's own pages show of it
grant select (id, name, name_en, time_zone, street, telephone, hours, complaint_telephone, legal_name, archived_at)
  on aftercare.store to aftercare_guests;
