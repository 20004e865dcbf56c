create or replace trigger bb_read before insert or update of terms_zh, terms_en, privacy_zh, privacy_en, review_on
  on aftercare.shop_text
  for each row execute function aftercare.shop_text_read();
