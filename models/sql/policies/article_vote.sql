-- Everybody who uses an article may say whether it helped, in his own name; nobody takes a vote back.
create policy staff_read on aftercare.article_vote for select to aftercare_staff
  using ((select aftercare.i_am_active()));
create policy staff_votes on aftercare.article_vote for insert to aftercare_staff
  with check ((select aftercare.i_am_active()) and login = (select aftercare.login_name())
              and exists (select from aftercare.article a where a.id = article_id and a.state = 'published')
              and (ticket_id is null or exists (select from aftercare.ticket t where t.id = ticket_id)));
grant select, insert (id, article_id, ticket_id, worked, login) on aftercare.article_vote to aftercare_staff;
grant select on aftercare.article_vote to aftercare_search;
