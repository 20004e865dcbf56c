-- What may follow in an appraisal, for whom, and what a step asks for; 'person' is whom it is about.
delete from aftercare.appraisal_transition where origin = 'shipped';
insert into aftercare.appraisal_transition (from_state, action, to_state, role, needs, position, origin)
select x.from_state, x.action, x.to_state, r, x.needs, x.position, 'shipped'
from (values
  ('planned', 'postpone', 'planned', array['manager'], array['due_on', 'comment'], 30),
  ('planned', 'miss', 'missed', array['manager'], array['comment'], 90),
  ('missed', 'plan_again', 'planned', array['manager'], array['due_on', 'comment'], 10),
  ('held', 'acknowledge', 'acknowledged', array['person'], array[]::text[], 10),
  ('held', 'answer', 'acknowledged', array['person'], array['reply'], 20),
  ('acknowledged', 'reopen', 'held', array['manager'], array['comment'], 60)
) x (from_state, action, to_state, roles, needs, position)
cross join unnest(x.roles) r
on conflict (from_state, action, role) do nothing;

insert into aftercare.parameter (id, code, kind, value, name, name_en) values
  (gen_random_uuid(), 'appraisals_first_year', 'int', '6', '新员工第一年考核次数', 'Appraisals of new staff in the first year'),
  (gen_random_uuid(), 'appraisal_months', 'int', '2', '新员工每隔几个月考核一次', 'Months from one appraisal of new staff to the next'),
  (gen_random_uuid(), 'appraisal_missed_days', 'int', '30', '考核逾期多少天记为未进行', 'Days after which an appraisal that nobody held is missed')
on conflict (code) do update set name = excluded.name, name_en = excluded.name_en
  where (parameter.name, parameter.name_en) is distinct from (excluded.name, excluded.name_en);

-- To begin with; a company that has any keeps its own.
insert into aftercare.appraisal_rule (id, kind, name, name_en, value, amount, words)
select gen_random_uuid(), x.kind, x.name, x.name_en, x.value, x.amount, x.words
from (values
  ('item', '业务知识与技能', 'Knowledge and skill', 30, 0, '产品知识、故障判断、操作规范'),
  ('item', '服务态度', 'Manners with customers', 25, 0, '用语规范、耐心、首问负责'),
  ('item', '工作效率', 'Speed', 20, 0, '按时完成、不积压'),
  ('item', '客户满意度', 'Satisfied customers', 15, 0, '回访评分、投诉'),
  ('item', '考勤与纪律', 'Attendance and discipline', 10, 0, '迟到、旷工、制度执行'),
  ('band', '优秀', 'Excellent', 90, 500, '发放考核奖金'),
  ('band', '良好', 'Good', 75, 200, '发放考核奖金'),
  ('band', '合格', 'Sufficient', 60, 0, '不奖不罚'),
  ('band', '不合格', 'Insufficient', 0, -200, '扣减绩效工资，并安排补训')
) x (kind, name, name_en, value, amount, words)
where not exists (select from aftercare.appraisal_rule);
