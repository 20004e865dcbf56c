create or replace trigger ab_begin before insert on aftercare.article
  for each row execute function aftercare.article_begin();
create or replace trigger ab_check before insert or update on aftercare.article
  for each row execute function aftercare.article_check();
create or replace trigger ac_search before insert or update on aftercare.article
  for each row execute function aftercare.article_words();
create or replace trigger ba_began after insert on aftercare.article
  for each row execute function aftercare.article_began();
create or replace trigger bb_revise after insert or update on aftercare.article
  for each row execute function aftercare.article_revise();
