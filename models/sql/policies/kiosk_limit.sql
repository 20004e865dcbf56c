-- Only the functions of the kiosk count.
grant select, insert (scope, key), update (tries, last_at, waits_until) on aftercare.kiosk_limit to aftercare_guests;
grant select, delete on aftercare.kiosk_limit to aftercare_due;
