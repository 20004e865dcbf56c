-- Settings as they are shipped; a value the company changed stays.
insert into aftercare.parameter (id, code, kind, value, name, name_en) values
  (gen_random_uuid(), 'idle_minutes', 'int', '20', '无操作自动退出的分钟数', 'Minutes without action until the window locks'),
  (gen_random_uuid(), 'repeat_days', 'int', '90', '返修判定天数', 'Days within which the same device counts as a repeat repair'),
  (gen_random_uuid(), 'undo_minutes', 'int', '10', '可撤销上一步的分钟数', 'Minutes in which a step can be undone by its author'),
  (gen_random_uuid(), 'close_days', 'int', '7', '交付后自动结案的天数', 'Days from hand-over until an order closes by itself'),
  (gen_random_uuid(), 'promise_days', 'int', '3', '默认承诺天数', 'Days promised when nothing else is known'),
  (gen_random_uuid(), 'quote_limit', 'money', '0.00', '超过预估多少元须客户同意', 'CNY above the estimate that need recorded consent'),
  (gen_random_uuid(), 'repair_warranty_days', 'int', '30', '维修保修天数', 'Days of warranty on a repair'),
  (gen_random_uuid(), 'reveal_limit', 'int', '60', '每小时可查看完整号码次数', 'Full numbers one person may look at in an hour'),
  (gen_random_uuid(), 'backup_days', 'int', '2', '备份过期天数（0 = 不提醒）', 'Days after which the last backup is too old (0 = never)'),
  (gen_random_uuid(), 'drill_days', 'int', '31', '恢复演练间隔天数（0 = 不演练）', 'Days between restore drills (0 = none)'),
  (gen_random_uuid(), 'kiosk_seconds', 'int', '60', '自助查询机无操作返回首页的秒数', 'Seconds until an untouched kiosk goes back to its start page'),
  (gen_random_uuid(), 'company_name', 'text', '', '公司名称', 'Company name'),
  (gen_random_uuid(), 'transfer_account', 'text', '', '客户转账用的收款账户（户名、开户行、账号）',
   'Account customers transfer money to (name, bank, number)')
on conflict (code) do update set name = excluded.name, name_en = excluded.name_en
  where (parameter.name, parameter.name_en) is distinct from (excluded.name, excluded.name_en);
