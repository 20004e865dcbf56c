-- Settings of work orders as they are shipped; a value the company changed stays.
insert into aftercare.parameter (id, code, kind, value, name, name_en) values
  (gen_random_uuid(), 'quote_approval_limit', 'money', '5000.00', '超过多少元的报价须主管批准', 'CNY from which a quote needs a manager'),
  (gen_random_uuid(), 'unclaimed_days', 'int', '60', '通知后多少天无人领取可处置', 'Days after telling until an unclaimed device may be disposed of'),
  (gen_random_uuid(), 'quote_days', 'int', '7', '报价有效天数', 'Days a quote is valid')
on conflict (code) do update set name = excluded.name, name_en = excluded.name_en
  where (parameter.name, parameter.name_en) is distinct from (excluded.name, excluded.name_en);
