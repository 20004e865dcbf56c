-- Steps of visits, what technicians know, what is measured on site, and the company's numbers for planning.
-- Rows of origin 'company' stay.
delete from aftercare.visit_transition where origin = 'shipped';
insert into aftercare.visit_transition (from_state, action, to_state, role, needs, guards, position, origin)
select s, x.action, coalesce(x.to_state, s), r, x.needs, x.guards, x.position, 'shipped'
from (values
  (array['open'], 'assign', 'planned', array['agent', 'manager'], array['technician_id', 'planned_from', 'planned_until'], array[]::text[], 10),
  (array['open'], 'take', 'planned', array['technician'], array['planned_from'], array[]::text[], 10),
  (array['planned'], 'depart', 'travelling', array['technician', 'manager'], array[]::text[], array[]::text[], 10),
  (array['planned', 'travelling'], 'arrive', 'arrived', array['technician', 'manager'], array[]::text[], array[]::text[], 15),
  (array['planned', 'arrived'], 'begin', 'working', array['technician', 'manager'], array[]::text[], array[]::text[], 20),
  (array['working'], 'finish', 'finished', array['technician', 'manager'], array['outcome'], array['work_done', 'measured', 'within', 'photos', 'acceptance'], 10),
  (array['travelling', 'arrived'], 'no_access', 'finished', array['technician', 'manager'], array['comment'], array[]::text[], 60),
  (array['finished'], 'close', 'closed', array['agent', 'manager'], array[]::text[], array[]::text[], 10),
  (array['finished'], 'reopen', 'working', array['manager'], array['comment'], array[]::text[], 60),
  (array['open', 'planned'], 'contract', 'planned', array['agent', 'manager'], array['contractor_id', 'planned_from', 'planned_until'], array[]::text[], 55),
  (array['planned'], 'plan', 'planned', array['agent', 'manager'], array['technician_id', 'planned_from', 'planned_until'], array[]::text[], 50),
  (array['planned', 'travelling'], 'unassign', 'open', array['agent', 'manager', 'technician'], array['comment'], array[]::text[], 70),
  (array['open', 'planned', 'travelling', 'arrived'], 'cancel', 'cancelled', array['agent', 'manager'], array['comment'], array[]::text[], 90)
) x (states, action, to_state, roles, needs, guards, position)
cross join unnest(x.states) s cross join unnest(x.roles) r
on conflict (from_state, action, role) do nothing;

insert into aftercare.parameter (id, code, kind, value, name, name_en) values
  (gen_random_uuid(), 'visit_on_site_hours', 'int', '48', '上门时限（小时）', 'Hours within which somebody is on site'),
  (gen_random_uuid(), 'visit_minutes_a_day', 'int', '420', '每人每天可派工分钟数', 'Minutes of a day that may be planned for a technician'),
  (gen_random_uuid(), 'visit_labour_code', 'text', '', '上门工时对应的价目编号（空 = 由前台定价）', 'Code of the price list for time on site (empty = the desk prices it)'),
  (gen_random_uuid(), 'visit_photos_after', 'int', '0', '上门解决后须上传的维修后照片张数（0 = 不要求）', 'Photos of the finished work that a solved visit needs (0 = none)'),
  (gen_random_uuid(), 'visit_day_from', 'text', '08:30', '派工开始时间', 'When visits begin in the morning'),
  (gen_random_uuid(), 'visit_day_until', 'text', '18:00', '派工结束时间', 'When visits end in the evening')
on conflict (code) do update set name = excluded.name, name_en = excluded.name_en
  where (parameter.name, parameter.name_en) is distinct from (excluded.name, excluded.name_en);

insert into aftercare.code_item (id, list, code, name, name_en, position, origin)
select gen_random_uuid(), x.list, x.code, x.name, x.name_en, x.position, 'shipped' from (values
  ('skill', 'electronics', '手机数码', 'Phones and electronics', 10),
  ('skill', 'appliance', '家用电器', 'Household appliances', 20),
  ('skill', 'air_conditioning', '空调制冷', 'Air conditioning', 30),
  ('skill', 'network', '网络设备', 'Network equipment', 40),
  ('skill', 'building', '楼宇智能化', 'Building systems', 50),
  ('skill', 'installation', '安装调试', 'Installation', 60),
  ('skill', 'electrician', '电工', 'Electrician', 70)
) x (list, code, name, name_en, position)
on conflict (list, code) do nothing;

-- The limits of the building works standard: conduit, indoor unit, base, cabinet.
insert into aftercare.check_item (id, code, topic, name, name_en, unit, low, high, yes_no, position, origin)
select gen_random_uuid(), x.code, x.topic, x.name, x.name_en, x.unit, x.low, x.high, x.yes_no, x.position, 'shipped'
from (values
  ('conduit_height', 'building', '管线出地高度', 'Conduit out of the ground', 'm', 2.5, null, false, 10),
  ('indoor_unit_height', 'building', '室内机安装高度', 'Height of the indoor unit', 'm', 1.1, 1.3, false, 20),
  ('base_bolts', 'building', '底座膨胀螺栓', 'Expansion bolts of the base', '', 3, null, false, 30),
  ('cabinet_supply', 'building', '机柜使用专用电源并有红色标识', 'Cabinet on its own supply with a red mark', '', null, null, true, 40),
  ('earth_mark', 'building', '接地线有标识', 'Earthing is marked', '', null, null, true, 50),
  ('earth_resistance', 'electrician', '接地电阻', 'Earth resistance', 'Ω', null, 4, false, 60),
  ('insulation', 'electrician', '绝缘电阻', 'Insulation resistance', 'MΩ', 0.5, null, false, 70),
  ('supply_voltage', 'appliance', '电源电压', 'Supply voltage', 'V', 198, 242, false, 80),
  ('outlet_temperature', 'air_conditioning', '出风温度', 'Air temperature at the outlet', '°C', 7, 16, false, 90),
  ('link_loss', 'network', '链路丢包率', 'Packet loss of the link', '%', 0, 1, false, 100)
) x (code, topic, name, name_en, unit, low, high, yes_no, position)
on conflict (code) do nothing;
