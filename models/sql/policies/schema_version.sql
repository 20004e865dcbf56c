-- The client compares its version before anything else, also when the password must be changed first.
create policy staff_read on aftercare.schema_version for select to aftercare_staff using (true);
create policy jobs_read on aftercare.schema_version for select to aftercare_jobs using (true);
grant select on aftercare.schema_version to aftercare_staff, aftercare_jobs;
-- guests are told it when they sign in
grant select on aftercare.schema_version to aftercare_guests;
-- from which place messages are sent
grant select, update (server_mark, restored_at) on aftercare.schema_version to aftercare_workflow;
