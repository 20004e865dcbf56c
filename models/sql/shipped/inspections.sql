-- What is looked at to begin with; the company's from then on.
insert into aftercare.inspection_criterion (id, code, name, name_en, most, position, origin)
select md5('inspection_criterion ' || x.code)::uuid, x.*, 'shipped' from (values
  ('greeting', '问候与确认身份', 'Greets, and makes sure who it is', 10, 1),
  ('listening', '倾听并记录完整', 'Listens and writes down all of it', 20, 2),
  ('knowledge', '解答准确、有依据', 'Answers rightly, from what is known', 25, 3),
  ('promise', '约定时间并按时回复', 'Promises a time and keeps it', 20, 4),
  ('courtesy', '用语文明、态度耐心', 'Courteous and patient', 15, 5),
  ('privacy', '保护客户个人信息', 'Keeps what is personal to itself', 10, 6)
) x (code, name, name_en, most, position)
on conflict do nothing;
