-- Written by the payment functions only.
grant select, insert, update on aftercare.receipt_counter to aftercare_workflow;
