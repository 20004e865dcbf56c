-- Whoever sees a training sees its trace; the workflow functions write it, nobody changes it.
create policy with_training on aftercare.training_event for select to aftercare_staff
  using (exists (select from aftercare.training x where x.id = training_id));
grant select on aftercare.training_event to aftercare_staff;
grant select, insert on aftercare.training_event to aftercare_workflow;
