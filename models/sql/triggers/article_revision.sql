create or replace trigger append_only before update or delete on aftercare.article_revision
  for each row execute function aftercare.append_only();
