-- No person reads this table; see unlock_code_open and unlock_code_read.
grant select, insert, update, delete on aftercare.unlock_code to aftercare_workflow;
