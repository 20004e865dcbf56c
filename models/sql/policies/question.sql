-- Questions are read with their questionnaire; a revision is written by questionnaire_revise and never changed.
create policy staff_read on aftercare.question for select to aftercare_staff
  using ((select aftercare.i_am_active()));
grant select on aftercare.question to aftercare_staff;
grant select, insert on aftercare.question to aftercare_workflow;
-- what a kiosk and a customer's own pages show of it
grant select (id, questionnaire_id, revision, place, kind, words, words_en, options, options_en, required)
  on aftercare.question to aftercare_guests;
