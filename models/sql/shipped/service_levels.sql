-- Calendars and promises to begin with. They are the company's from then on: what was changed or closed stays so.
insert into aftercare.working_calendar (id, code, name, name_en, week, origin) values
  ('0192f000-5e4c-7a00-8000-000000000001', 'shop', '门店营业时间', 'Opening hours',
   '[[[540,1080]],[[540,1080]],[[540,1080]],[[540,1080]],[[540,1080]],[[540,1080]],[[540,1080]]]', 'shipped'),
  ('0192f000-5e4c-7a00-8000-000000000002', 'office', '办公时间', 'Office hours',
   '[[[510,720],[810,1050]],[[510,720],[810,1050]],[[510,720],[810,1050]],[[510,720],[810,1050]],[[510,720],[810,1050]],[],[]]',
   'shipped')
on conflict do nothing;
insert into aftercare.calendar_use (id, calendar_id)
select '0192f000-5e4c-7a00-8000-000000000011', '0192f000-5e4c-7a00-8000-000000000001'
where not exists (select from aftercare.calendar_use);

-- SLA-06: 12 hours to respond, 48 hours to be there and done, by the clock on the wall; 7x24 (SLA-05) is the same clock.
insert into aftercare.service_level
  (id, name, name_en, subject_kind, target, record_kind, urgency, minutes, clock, warn_percent, escalate_to, origin)
select ('0192f000-5e4c-7a00-8001-' || lpad(x.n::text, 12, '0'))::uuid, x.name, x.name_en, x.subject_kind, x.target,
       x.record_kind, x.urgency, x.minutes, x.clock, x.warn_percent, x.escalate_to, 'shipped'
from (values
  (1, '12 小时内响应', 'Response within 12 hours', 'ticket', 'response', '', '', 720, 'elapsed', 75, 'manager'),
  (2, '紧急请求 2 小时内响应', 'Very urgent: response within 2 hours', 'ticket', 'response', '', 'urgent', 120, 'elapsed', 50, 'manager'),
  (3, '48 小时内解决', 'Solved within 48 hours', 'ticket', 'resolution', '', '', 2880, 'elapsed', 75, 'manager'),
  (4, '按约定时间回电', 'Call back as promised', 'ticket', 'call_back', '', '', null, 'elapsed', 80, 'manager'),
  (5, '建议 5 个工作日内答复', 'Suggestions answered within 5 working days', 'ticket', 'resolution', 'suggestion', '', 2700, 'working', 75, 'manager'),
  (6, '书面投诉 1 个工作日内告知', 'Written complaints acknowledged within a working day', 'complaint', 'response', '', '', 540, 'working', 75, 'manager'),
  (7, '电话投诉 1 个工作小时内告知', 'Complaints by phone acknowledged within a working hour', 'complaint', 'response', 'phone', '', 60, 'working', 75, 'manager'),
  (8, '按期答复投诉', 'Complaint answered in time', 'complaint', 'resolution', '', '', null, 'elapsed', 75, 'manager'),
  (9, '12 小时内派修', 'Taken up within 12 hours', 'work_order', 'response', '', '', 720, 'elapsed', 75, 'manager'),
  (10, '48 小时内到达现场', 'On site within 48 hours', 'work_order', 'on_site', '', '', 2880, 'elapsed', 75, 'manager'),
  (11, '按承诺时间修好', 'Ready when promised', 'work_order', 'resolution', '', '', null, 'elapsed', 75, 'manager'),
  (12, '在约定时段内到达', 'There within the agreed window', 'visit', 'on_site', '', '', null, 'elapsed', 90, 'manager'),
  (13, '按期答复监管部门', 'Authority answered in time', 'complaint', 'authority', '', '', null, 'elapsed', 60, 'manager')
) x (n, name, name_en, subject_kind, target, record_kind, urgency, minutes, clock, warn_percent, escalate_to)
where not exists (select from aftercare.service_level l
                  where l.id = ('0192f000-5e4c-7a00-8001-' || lpad(x.n::text, 12, '0'))::uuid)
on conflict do nothing;
