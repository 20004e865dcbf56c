-- What was searched in vain is read by those who write articles, and written by functions only.
create policy writers_read on aftercare.article_miss for select
  to aftercare_agent, aftercare_manager, aftercare_admin, aftercare_auditor
  using ((select aftercare.i_am_active()));
grant select on aftercare.article_miss
  to aftercare_agent, aftercare_manager, aftercare_admin, aftercare_auditor;
grant select, insert, update (times, last_at, settled_at, settled_by) on aftercare.article_miss
  to aftercare_workflow;
