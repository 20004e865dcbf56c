-- Whoever sees a record sees its clocks. Nobody writes but the functions: no clock is moved, paused or forgiven by
-- hand. 'offset 0' keeps the planner from reading all records to show the clocks of a page.
create policy with_ticket on aftercare.sla_target for select to aftercare_staff
  using (subject_kind = 'ticket' and exists (select from aftercare.ticket t where t.id = subject_id offset 0));
create policy with_order on aftercare.sla_target for select to aftercare_staff
  using (subject_kind = 'work_order' and exists (select from aftercare.work_order o where o.id = subject_id offset 0));
create policy with_visit on aftercare.sla_target for select to aftercare_staff
  using (subject_kind = 'visit' and exists (select from aftercare.visit v where v.id = subject_id offset 0));
create policy agent_with_complaint on aftercare.sla_target for select to aftercare_agent
  using (subject_kind = 'complaint' and exists (select from aftercare.complaint c where c.id = subject_id offset 0));
create policy manager_with_complaint on aftercare.sla_target for select to aftercare_manager
  using (subject_kind = 'complaint' and exists (select from aftercare.complaint c where c.id = subject_id offset 0));
create policy admin_with_complaint on aftercare.sla_target for select to aftercare_admin
  using (subject_kind = 'complaint' and exists (select from aftercare.complaint c where c.id = subject_id offset 0));
create policy auditor_with_complaint on aftercare.sla_target for select to aftercare_auditor
  using (subject_kind = 'complaint' and exists (select from aftercare.complaint c where c.id = subject_id offset 0));
grant select on aftercare.sla_target to aftercare_staff, aftercare_search;
grant select, insert, update on aftercare.sla_target to aftercare_workflow;
