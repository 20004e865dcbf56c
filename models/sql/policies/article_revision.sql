-- Whoever writes and checks articles reads what they said before; others read what is in force.
create policy writers_read on aftercare.article_revision for select
  to aftercare_agent, aftercare_manager, aftercare_admin, aftercare_auditor
  using ((select aftercare.i_am_active()));
grant select on aftercare.article_revision
  to aftercare_agent, aftercare_manager, aftercare_admin, aftercare_auditor;
grant select, insert on aftercare.article_revision to aftercare_workflow;
-- the undoing of an import
grant delete on aftercare.article_revision to aftercare_transfer;
grant select (number) on aftercare.article_revision to aftercare_transfer;
