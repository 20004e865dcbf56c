-- Which articles belong to a course is read with it; the desk and the managers of its store, and administrators, choose.
create policy staff_read on aftercare.course_article for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy admin_write on aftercare.course_article for all to aftercare_admin
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
create policy manager_write on aftercare.course_article for all to aftercare_manager
  using (exists (select from aftercare.course c
                 where c.id = course_id and c.store_id = any ((select aftercare.my_managed_store_ids())::uuid[])));
create policy agent_write on aftercare.course_article for all to aftercare_agent
  using (exists (select from aftercare.course c
                 where c.id = course_id and c.store_id = any ((select aftercare.my_store_ids())::uuid[])));
grant select on aftercare.course_article to aftercare_staff;
grant insert (id, course_id, article_id), update (withdrawn_at) on aftercare.course_article
  to aftercare_admin, aftercare_manager, aftercare_agent;
