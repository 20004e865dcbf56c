-- Read through changes_since() only, which filters by the caller's stores.
grant select, insert on aftercare.change to aftercare_history;
grant select, delete on aftercare.change to aftercare_due;
