-- Read through order_figures(), which adds what is not folded yet and keeps to the caller's stores.
grant select, insert, update, delete on aftercare.figure_week to aftercare_due;
grant select on aftercare.figure_week to aftercare_search;
-- what a kiosk and a customer's own pages show of it
grant select (scope, week, measure, bucket, n)
  on aftercare.figure_week to aftercare_guests;
