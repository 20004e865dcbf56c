-- Steps of follow-ups, and a questionnaire and rules to begin with. What the company changed stays as it is.
delete from aftercare.follow_up_transition where origin = 'shipped';
insert into aftercare.follow_up_transition (from_state, action, to_state, role, needs, position, origin)
select s, x.action, coalesce(x.to_state, s), r, x.needs, x.position, 'shipped'
from (values
  (array['open', 'retry'], 'take', null, array['agent', 'manager'], array[]::text[], 5),
  (array['open', 'retry'], 'answer', 'done', array['agent', 'manager'], array[]::text[], 10),
  (array['open', 'retry'], 'no_answer', 'retry', array['agent', 'manager'], array[]::text[], 20),
  (array['open', 'retry'], 'busy', 'retry', array['agent', 'manager'], array[]::text[], 21),
  (array['open', 'retry'], 'wrong_number', 'retry', array['agent', 'manager'], array[]::text[], 22),
  (array['open', 'retry'], 'call_back', 'retry', array['agent', 'manager'], array['next_at'], 23),
  (array['open', 'retry'], 'won', 'won', array['agent', 'manager'], array[]::text[], 11),
  (array['open', 'retry'], 'lost', 'lost', array['agent', 'manager'], array['lost_reason'], 12),
  (array['open', 'retry'], 'refuse', 'refused', array['agent', 'manager'], array['no_more'], 24),
  (array['open', 'retry'], 'assign', null, array['manager', 'leader'], array['owner_id'], 50),
  (array['open', 'retry'], 'release', null, array['agent', 'manager'], array[]::text[], 60),
  (array['open', 'retry'], 'cancel', 'cancelled', array['manager'], array['comment'], 90),
  (array['unreached', 'cancelled', 'won', 'lost'], 'reopen', 'open', array['manager'], array['comment'], 60)
) x (states, action, to_state, roles, needs, position)
cross join unnest(x.states) s cross join unnest(x.roles) r
on conflict (from_state, action, role) do nothing;

insert into aftercare.questionnaire (id, name, name_en, revision)
values ('5f011000-0000-7000-8000-000000000001', '售后服务回访问卷', 'After-sales service questionnaire', 1)
on conflict (id) do nothing;
insert into aftercare.question (id, questionnaire_id, revision, place, kind, words, words_en, required, bad)
select ('5f011000-0000-7000-8000-0000000001' || lpad(x.place::text, 2, '0'))::uuid,
       '5f011000-0000-7000-8000-000000000001', 1, x.place, x.kind, x.words, x.words_en, x.required, x.bad
from (values
  (1, 'score5', '您对我们这次的服务满意吗？（1 不满意，5 很满意）', 'How satisfied are you with our service this time? (1 not at all, 5 very)', true, ''),
  (2, 'score5', '您对产品本身满意吗？（1 不满意，5 很满意）', 'How satisfied are you with the product itself? (1 not at all, 5 very)', true, ''),
  (3, 'yes_no', '问题解决了吗？', 'Was the problem solved?', true, 'no'),
  (4, 'yes_no', '我们是否按约定的时间完成？', 'Did we keep the time that was agreed?', false, ''),
  (5, 'yes_no', '收费前是否告诉了您价格？', 'Were you told the price beforehand?', false, ''),
  (6, 'yes_no', '有没有人要您在账外付钱？', 'Did anybody ask you to pay outside the bill?', false, 'yes'),
  (7, 'score10', '您有多大可能把我们推荐给亲友？（0 不会，10 一定会）', 'How likely are you to recommend us to friends? (0 never, 10 certainly)', true, ''),
  (8, 'text', '您对我们还有什么意见或建议？', 'What else would you like to tell us?', false, '')
) x (place, kind, words, words_en, required, bad)
where not exists (select from aftercare.question q where q.questionnaire_id = '5f011000-0000-7000-8000-000000000001')
on conflict (id) do nothing;

insert into aftercare.follow_up_rule (id, name, name_en, occasion, after_days, percent, pause_days, questionnaire_id,
                                      script, script_en, bad_score5, bad_score10, position)
select ('5f011000-0000-7000-8000-0000000002' || lpad(x.n::text, 2, '0'))::uuid, x.name, x.name_en, x.occasion, x.after_days,
       x.percent, x.pause_days, '5f011000-0000-7000-8000-000000000001',
       '您好，我是售后服务的回访员。' || x.script
         || case when x.occasion in ('lapsed', 'unhappy') then '想听听您的意见，怎样才能继续为您服务？'
                 else '想占用您两分钟，请您对我们的服务做个评价，现在方便吗？' end,
       'Hello, I am calling from after-sales service. ' || x.script_en
         || case when x.occasion in ('lapsed', 'unhappy') then ' We would like to hear what it takes to serve you again.'
                 else ' May I take two minutes to ask how satisfied you are with us?' end,
       2, 6, x.n * 10
from (values
  (6, '长期未光顾客户挽回', 'Customers who stayed away', 'lapsed', 365, 100, 180, '您有一年没有光顾我们了，', 'You have not come to us for a year.'),
  (7, '不满意客户挽回', 'Customers who left unhappy', 'unhappy', 7, 100, 0, '您前些天对我们的服务不满意，我们很重视。', 'You were not content with our service lately, and we take that seriously.'),
  (1, '投诉办结后回访', 'After a complaint', 'complaint', 2, 100, 0, '您前几天的投诉已经办结。', 'Your complaint was closed a few days ago.'),
  (2, '上门服务后回访', 'After a visit', 'visit', 1, 100, 60, '我们的师傅前几天上门为您服务过。', 'Our technician was at your place a few days ago.'),
  (3, '取机后回访', 'After a device was handed over', 'hand_over', 3, 30, 60, '您前几天在我们这里取回了维修的机器。', 'You collected your device from us a few days ago.'),
  (4, '服务请求解决后回访', 'After a ticket was solved', 'ticket', 2, 20, 60, '您前几天向我们反映的问题已经处理。', 'We dealt with your request a few days ago.'),
  (5, '人工安排的回访', 'Planned by hand', 'manual', 0, 100, 0, '', '')
) x (n, name, name_en, occasion, after_days, percent, pause_days, script, script_en)
on conflict (id) do nothing;

-- Before the hand-overs: of the rules that fit an occasion the first holds.
insert into aftercare.follow_up_rule (id, name, name_en, occasion, after_days, percent, pause_days, questionnaire_id,
                                      script, script_en, bad_score5, bad_score10, position, only_rework)
values ('5f011000-0000-7000-8000-000000000208', '返修取机后回访', 'After a repeat repair', 'hand_over', 2, 100, 0,
        '5f011000-0000-7000-8000-000000000001',
        '您好，我是售后服务的回访员。您的机器前些天再次送修后取回了。想占用您两分钟，请您对我们的服务做个评价，现在方便吗？',
        'Hello, I am calling from after-sales service. You collected your device after it had to come back to us. '
          || 'May I take two minutes to ask how satisfied you are with us?', 2, 6, 25, true)
on conflict (id) do nothing;

insert into aftercare.code_item (id, list, code, name, name_en, position, origin)
select gen_random_uuid(), x.list, x.code, x.name, x.name_en, x.position, 'shipped' from (values
  ('lost_reason', 'price', '价格偏高', 'Too dear', 10),
  ('lost_reason', 'quality', '产品或维修质量', 'Quality of product or repair', 20),
  ('lost_reason', 'attitude', '服务态度', 'Manners', 30),
  ('lost_reason', 'speed', '处理太慢', 'Too slow', 40),
  ('lost_reason', 'competitor', '转向其他商家', 'Went to somebody else', 50),
  ('lost_reason', 'no_need', '不再需要', 'No need any more', 60),
  ('lost_reason', 'moved', '搬迁', 'Moved away', 70),
  ('lost_reason', 'other', '其他', 'Other', 80)
) x (list, code, name, name_en, position)
on conflict (list, code) do nothing;
