-- Clear values of personal columns: no person reads them, erasure and retention delete them.
grant insert on aftercare.audit_value to aftercare_history;
grant select, delete on aftercare.audit_value to aftercare_due, aftercare_workflow;
