-- Periods after which something is proposed for erasing; 0 proposes nothing.
insert into aftercare.parameter (id, code, kind, value, name, name_en) values
  (gen_random_uuid(), 'retention_customer_months', 'int', '36', '客户无往来多少个月后建议清除（0 = 不建议）', 'Months without dealings until a customer is proposed for erasing (0 = never)'),
  (gen_random_uuid(), 'retention_caller_months', 'int', '24', '非客户来电人的姓名和号码办结多少个月后建议清除（0 = 不建议）', 'Months after a ticket was solved until the name and number of a caller who is no customer are proposed for erasing (0 = never)'),
  (gen_random_uuid(), 'retention_paper_months', 'int', '24', '结案多少个月后建议清除签名和证件照片（0 = 不建议）', 'Months from closing until signatures and papers are proposed for erasing (0 = never)'),
  (gen_random_uuid(), 'retention_message_months', 'int', '24', '发给客户的通知正文保留月数（0 = 不建议清除）', 'Months texts sent to customers are kept (0 = for good)'),
  (gen_random_uuid(), 'retention_trail_months', 'int', '36', '审计日志中的个人信息明文保留月数（0 = 不建议；至少 12）', 'Months personal values stay readable in the audit trail (0 = for good; 12 at least)'),
  (gen_random_uuid(), 'retention_look_months', 'int', '36', '查看完整号码的记录保留月数（0 = 不建议；至少 12）', 'Months entries of looks at full numbers are kept (0 = for good; 12 at least)')
on conflict (code) do update set name = excluded.name, name_en = excluded.name_en
  where (parameter.name, parameter.name_en) is distinct from (excluded.name, excluded.name_en);
