-- The bytes follow what they belong to; they are written once, right after it, by its author.
create policy staff_read on aftercare.attachment_data for select to aftercare_staff
  using (exists (select from aftercare.attachment a where a.id = attachment_id));
create policy author_add on aftercare.attachment_data for insert
  to aftercare_agent, aftercare_manager, aftercare_technician, aftercare_admin
  with check (exists (select from aftercare.attachment a
                      where a.id = attachment_id and a.created_by = (select aftercare.login_name())
                        -- only the material of courses may be larger than a photo
                        and a.size = octet_length(data)));
grant select on aftercare.attachment_data to aftercare_staff;
grant insert (attachment_id, data) on aftercare.attachment_data
  to aftercare_agent, aftercare_manager, aftercare_technician, aftercare_admin;
-- erasing a person
grant select (attachment_id), delete on aftercare.attachment_data to aftercare_workflow;
