-- The four-part file: read and kept by whoever may read and keep the customer.
create policy desk_read on aftercare.customer_file for select
  to aftercare_admin, aftercare_manager, aftercare_agent, aftercare_parts, aftercare_finance, aftercare_auditor
  using ((select aftercare.i_am_active()));
create policy job_read on aftercare.customer_file for select to aftercare_technician
  using (exists (select from aftercare.customer c where c.id = customer_file.id));
create policy desk_add on aftercare.customer_file for insert
  to aftercare_admin, aftercare_manager, aftercare_agent
  with check ((select aftercare.i_am_active()));
create policy desk_change on aftercare.customer_file for update
  to aftercare_admin, aftercare_manager, aftercare_agent
  using ((select aftercare.i_am_active())) with check ((select aftercare.i_am_active()));
create policy sales_own on aftercare.customer_file for all to aftercare_sales
  using (exists (select from aftercare.customer c where c.id = customer_file.id))
  with check (exists (select from aftercare.customer c where c.id = customer_file.id));

grant select on aftercare.customer_file to aftercare_staff;
grant insert (id, founded, customer_since, legal_form, industry, assets, business_content, service_territory, sales_capability,
    growth_potential, business_philosophy, business_direction, business_policy, company_size, business_traits,
    market_potential, product_competitiveness, sales_record, staff_quality, competitor_relations,
    relation_with_us, cooperation_attitude, sales_activity, problems, strengths, future_measures, public_image,
    reputation, credit_standing, financial_credit, trading_terms, credit_issues, memorable_contact,
    shared_experience, social_standing, hobbies, customs),
  update (founded, customer_since, legal_form, industry, assets, business_content, service_territory, sales_capability,
    growth_potential, business_philosophy, business_direction, business_policy, company_size, business_traits,
    market_potential, product_competitiveness, sales_record, staff_quality, competitor_relations,
    relation_with_us, cooperation_attitude, sales_activity, problems, strengths, future_measures, public_image,
    reputation, credit_standing, financial_credit, trading_terms, credit_issues, memorable_contact,
    shared_experience, social_standing, hobbies, customs)
  on aftercare.customer_file to aftercare_admin, aftercare_manager, aftercare_agent, aftercare_sales;
grant select, insert, update, delete on aftercare.customer_file to aftercare_workflow;
