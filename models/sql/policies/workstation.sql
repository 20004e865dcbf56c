-- Windows find their workstation by name; the administrator keeps the list.
create policy staff_read on aftercare.workstation for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy admin_write on aftercare.workstation for all to aftercare_admin
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
grant select on aftercare.workstation to aftercare_staff;
grant insert (id, name, store_id, place) on aftercare.workstation to aftercare_admin;
grant update (name, store_id, place, archived_at) on aftercare.workstation to aftercare_admin;
