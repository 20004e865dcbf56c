-- Whoever sees an appraisal sees its trace; the workflow functions write it, nobody changes it.
create policy with_appraisal on aftercare.appraisal_event for select to aftercare_staff
  using (exists (select from aftercare.appraisal x where x.id = appraisal_id));
grant select on aftercare.appraisal_event to aftercare_staff;
grant select, insert on aftercare.appraisal_event to aftercare_workflow;
