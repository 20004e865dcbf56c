-- Whoever sees an article sees what became of it.
create policy with_article on aftercare.article_event for select to aftercare_staff
  using (exists (select from aftercare.article a where a.id = article_id));
grant select on aftercare.article_event to aftercare_staff;
grant select, insert on aftercare.article_event to aftercare_workflow;
-- the undoing of an import
grant delete on aftercare.article_event to aftercare_transfer;
grant select (from_state) on aftercare.article_event to aftercare_transfer;
