-- Read through order_figures(), which adds what is not folded yet and keeps to the caller's stores.
grant select, insert, update, delete on aftercare.figure_week to aftercare_due;
grant select on aftercare.figure_week to aftercare_search;
