-- Steps of tickets, complaints and articles, and the code lists of the desk. Rows of origin 'company' stay.
delete from aftercare.ticket_transition where origin = 'shipped';
insert into aftercare.ticket_transition (from_state, action, to_state, role, needs, position, origin)
select s, x.action, coalesce(x.to_state, s), r, x.needs, x.position, 'shipped'
from (values
  (array['open', 'in_progress', 'waiting_customer', 'promised'], 'accept', null, array['agent', 'manager', 'technician', 'parts', 'sales'], array[]::text[], 2),
  (array['open', 'in_progress', 'waiting_customer', 'promised'], 'decline', null, array['agent', 'manager', 'technician', 'parts', 'sales'], array['comment'], 3),
  (array['open', 'in_progress', 'waiting_customer', 'promised'], 'take', null, array['agent', 'manager'], array[]::text[], 5),
  (array['open'], 'start', 'in_progress', array['agent', 'manager', 'technician', 'parts', 'sales'], array[]::text[], 10),
  (array['promised'], 'called', 'in_progress', array['agent', 'manager', 'technician', 'parts', 'sales'], array['comment'], 8),
  (array['waiting_customer', 'promised'], 'resume', 'in_progress', array['agent', 'manager', 'technician', 'parts', 'sales'], array[]::text[], 10),
  (array['open', 'in_progress', 'waiting_customer', 'promised'], 'resolve', 'resolved', array['agent', 'manager', 'technician', 'parts', 'sales'], array['solution'], 20),
  (array['open', 'in_progress', 'waiting_customer', 'promised'], 'promise', 'promised', array['agent', 'manager', 'technician', 'parts', 'sales'], array['promised_at'], 30),
  (array['open', 'in_progress', 'promised'], 'wait', 'waiting_customer', array['agent', 'manager', 'technician', 'parts', 'sales'], array['comment', 'wake_at'], 40),
  (array['open', 'in_progress', 'waiting_customer', 'promised'], 'hand_over', null, array['agent', 'manager', 'technician', 'parts', 'sales'], array['owner_id', 'comment'], 50),
  (array['open', 'in_progress', 'waiting_customer', 'promised'], 'withdraw', null, array['agent', 'manager', 'technician', 'parts', 'sales'], array[]::text[], 51),
  (array['open', 'in_progress', 'waiting_customer', 'promised'], 'assign', null, array['manager', 'leader'], array['owner_id', 'comment'], 52),
  (array['open', 'in_progress', 'waiting_customer', 'promised'], 'release', null, array['manager', 'leader'], array['comment'], 53),
  (array['open', 'in_progress', 'waiting_customer', 'promised'], 'escalate', null, array['agent', 'manager', 'technician', 'parts', 'sales'], array['escalated_to_id', 'comment'], 55),
  (array['open', 'in_progress', 'waiting_customer', 'promised'], 'settle', null, array['agent', 'manager', 'technician', 'parts', 'sales'], array['comment'], 15),
  (array['open', 'in_progress', 'waiting_customer', 'promised', 'resolved'], 'split', null, array['agent', 'manager'], array['subject'], 70),
  (array['open', 'in_progress', 'waiting_customer', 'promised', 'resolved'], 'merge', 'cancelled', array['agent', 'manager'], array['into_id', 'comment'], 75),
  (array['cancelled'], 'unmerge', 'in_progress', array['agent', 'manager'], array['comment'], 60),
  (array['cancelled'], 'take_back', 'in_progress', array['agent', 'manager'], array['comment'], 60),
  (array['resolved'], 'close', 'closed', array['agent', 'manager'], array[]::text[], 10),
  (array['resolved', 'closed'], 'reopen', 'in_progress', array['agent', 'manager'], array['comment'], 60),
  (array['open', 'in_progress', 'waiting_customer', 'promised'], 'cancel', 'cancelled', array['agent', 'manager'], array['comment'], 90)
) x (states, action, to_state, roles, needs, position)
cross join unnest(x.states) s cross join unnest(x.roles) r
on conflict (from_state, action, role) do nothing;

delete from aftercare.complaint_transition where origin = 'shipped';
insert into aftercare.complaint_transition (from_state, action, to_state, role, needs, position, origin)
select s, x.action, coalesce(x.to_state, s), r, x.needs, x.position, 'shipped'
from (values
  (array['received'], 'acknowledge', 'acknowledged', array['manager'], array['comment'], 10),
  (array['received', 'acknowledged'], 'assess', 'assessed', array['manager'], array['category'], 15),
  (array['assessed'], 'investigate', 'investigating', array['manager'], array['owner_id'], 10),
  (array['investigating'], 'propose', 'proposed', array['manager'], array['proposal'], 10),
  (array['investigating', 'proposed'], 'answer', 'answered', array['manager'], array['answer'], 20),
  (array['answered'], 'accept', 'accepted', array['manager'], array[]::text[], 10),
  (array['answered'], 'reject', 'rejected', array['manager'], array['comment'], 20),
  (array['rejected'], 'investigate', 'investigating', array['manager'], array['owner_id'], 10),
  (array['accepted', 'rejected'], 'close', 'closed', array['manager'], array['root_cause'], 20),
  (array['closed'], 'reopen', 'investigating', array['manager'], array['comment'], 60),
  (array['received', 'acknowledged', 'assessed', 'investigating', 'proposed', 'answered', 'rejected', 'accepted'], 'assign', null, array['manager', 'admin'], array['owner_id'], 50),
  (array['received', 'acknowledged', 'assessed', 'investigating', 'proposed', 'answered', 'rejected', 'accepted'], 'escalate', null, array['manager'], array['comment'], 70),
  (array['received', 'acknowledged', 'assessed', 'investigating', 'proposed', 'answered', 'rejected', 'accepted'], 'settle', null, array['manager'], array['comment'], 75)
) x (states, action, to_state, roles, needs, position)
cross join unnest(x.states) s cross join unnest(x.roles) r
on conflict (from_state, action, role) do nothing;

delete from aftercare.article_transition where origin = 'shipped';
insert into aftercare.article_transition (from_state, action, to_state, role, needs, position, origin)
select s, x.action, coalesce(x.to_state, s), r, x.needs, x.position, 'shipped'
from (values
  (array['draft'], 'submit', 'review', array['agent', 'manager'], array[]::text[], 10),
  (array['draft', 'review'], 'publish', 'published', array['manager'], array[]::text[], 5),
  (array['review'], 'return', 'draft', array['manager'], array['comment'], 20),
  (array['review'], 'withdraw', 'draft', array['agent'], array[]::text[], 20),
  (array['draft'], 'archive', 'archived', array['agent', 'manager'], array[]::text[], 90),
  (array['review', 'published'], 'archive', 'archived', array['manager'], array['comment'], 90),
  (array['published'], 'ask_change', 'published', array['agent'], array['comment'], 30),
  (array['published'], 'confirm', 'published', array['manager'], array[]::text[], 20),
  (array['archived'], 'restore', 'draft', array['manager'], array[]::text[], 10)
) x (states, action, to_state, roles, needs, position)
cross join unnest(x.states) s cross join unnest(x.roles) r
on conflict (from_state, action, role) do nothing;

insert into aftercare.parameter (id, code, kind, value, name, name_en) values
  (gen_random_uuid(), 'call_missed_minutes', 'int', '10', '来电多少分钟无人处理算未接', 'Minutes until a call that nobody took counts as missed'),
  (gen_random_uuid(), 'call_keep_days', 'int', '180', '来电号码保留天数', 'Days that the numbers of callers are kept'),
  (gen_random_uuid(), 'ticket_wait_days', 'int', '3', '等待客户最多几天（之后时限继续计算）', 'Days that a customer is waited for before the clock goes on'),
  (gen_random_uuid(), 'complaint_answer_days', 'int', '5', '投诉答复期限（天）', 'Days within which a complaint is answered'),
  (gen_random_uuid(), 'remedy_limit_agent', 'money', '200', '客服可自行决定的补偿上限（元）', 'What an agent may offer alone after a complaint (CNY)'),
  (gen_random_uuid(), 'remedy_limit_manager', 'money', '1000', '主管可自行决定的补偿上限（元）', 'What a manager may offer alone after a complaint (CNY)'),
  (gen_random_uuid(), 'measure_severity', 'int', '4', '结案前须验证纠正措施的最低严重程度（6 = 不要求）', 'Severity from which a complaint is closed only after a verified corrective action (6 = never)'),
  (gen_random_uuid(), 'measure_effect_days', 'int', '30', '纠正措施落实后多少天检查效果', 'Days after a corrective action was taken until somebody looks whether it helped'),
  (gen_random_uuid(), 'voucher_days', 'int', '365', '代金券有效天数', 'Days for which a voucher is valid'),
  (gen_random_uuid(), 'article_review_days', 'int', '365', '知识条目复核周期（天）', 'Days until a published article is looked at again')
on conflict (code) do update set name = excluded.name, name_en = excluded.name_en
  where (parameter.name, parameter.name_en) is distinct from (excluded.name, excluded.name_en);

-- What a request is about is a tree: an entry below another names it in parent_code.
insert into aftercare.code_item (id, list, code, name, name_en, parent_code, position, origin)
select gen_random_uuid(), 'problem_category', x.code, x.name, x.name_en, x.parent, x.position, 'shipped' from (values
  ('use_settings', '功能设置', 'Settings', 'use', 11),
  ('use_network', '联网配网', 'Going online', 'use', 12),
  ('use_account', '账号密码', 'Accounts and passwords', 'use', 13),
  ('fault_power', '不开机', 'Does not start', 'fault', 21),
  ('fault_display', '显示触摸', 'Display and touch', 'fault', 22),
  ('fault_noise', '异响漏水', 'Noise or leak', 'fault', 23),
  ('fault_performance', '性能异常', 'Works badly', 'fault', 24),
  ('fault_again', '修后再坏', 'Broken again after a repair', 'fault', 25),
  ('installation_booking', '预约安装', 'Booking an installation', 'installation', 31),
  ('installation_problem', '安装问题', 'Trouble with an installation', 'installation', 32),
  ('warranty_term', '保修期限', 'How long it is covered', 'warranty', 41),
  ('warranty_papers', '凭证发票', 'Papers and invoices', 'warranty', 42),
  ('warranty_return', '退换条件', 'Returns and exchanges', 'warranty', 43),
  ('price_quote', '维修报价', 'Price of a repair', 'price', 51),
  ('price_bill', '账单发票', 'Bills and invoices', 'price', 52),
  ('progress_ready', '何时可取', 'When it is ready', 'progress', 61),
  ('progress_urge', '催促进度', 'Asking to hurry', 'progress', 62),
  ('parts_buy', '购买配件', 'Buying parts', 'parts', 71),
  ('parts_compatible', '适配查询', 'Which part fits', 'parts', 72)
) x (code, name, name_en, parent, position)
on conflict (list, code) do nothing;

insert into aftercare.code_item (id, list, code, name, name_en, position, origin)
select gen_random_uuid(), x.list, x.code, x.name, x.name_en, x.position, 'shipped' from (values
  ('problem_category', 'use', '使用咨询', 'How to use it', 10),
  ('problem_category', 'fault', '故障处理', 'Faults', 20),
  ('problem_category', 'installation', '安装调试', 'Installation', 30),
  ('problem_category', 'warranty', '保修政策', 'Warranty', 40),
  ('problem_category', 'price', '价格费用', 'Prices and charges', 50),
  ('problem_category', 'progress', '进度查询', 'Progress of a repair', 60),
  ('problem_category', 'parts', '配件耗材', 'Parts and consumables', 70),
  ('problem_category', 'other', '其他', 'Other', 80),
  ('complaint_category', 'delay', '等待过久', 'Waiting too long', 10),
  ('complaint_category', 'quality', '维修质量', 'Quality of the repair', 20),
  ('complaint_category', 'repeat', '重复故障', 'Same fault again', 30),
  ('complaint_category', 'price', '费用争议', 'Charges', 40),
  ('complaint_category', 'attitude', '服务态度', 'Manners', 50),
  ('complaint_category', 'damage', '损坏丢失', 'Damage or loss', 60),
  ('complaint_category', 'privacy', '隐私泄露', 'Privacy', 70),
  ('complaint_category', 'product', '产品质量', 'Quality of the product', 80),
  ('complaint_category', 'other', '其他', 'Other', 90),
  ('root_cause', 'people', '人员', 'People', 10),
  ('root_cause', 'machine', '设备工具', 'Machines and tools', 20),
  ('root_cause', 'material', '物料配件', 'Material and parts', 30),
  ('root_cause', 'method', '流程方法', 'Methods', 40),
  ('root_cause', 'environment', '环境', 'Environment', 50),
  ('root_cause', 'measurement', '检测', 'Measurement', 60),
  ('root_cause', 'customer', '客户原因', 'The customer''s side', 70),
  ('root_cause', 'unknown', '未查明', 'Not found', 80)
) x (list, code, name, name_en, position)
on conflict (list, code) do nothing;
