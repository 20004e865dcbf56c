-- Written by the trigger on events, folded by due work, read through order_figures().
grant select, insert on aftercare.figure_delta to aftercare_workflow;
grant select, delete on aftercare.figure_delta to aftercare_due;
grant select on aftercare.figure_delta to aftercare_search;
