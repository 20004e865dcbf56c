-- Dimensions of customer classes and their entries; a company switches off what it does not use and adds its own.
insert into aftercare.code_item (id, list, code, parent_code, name, name_en, position, origin)
select gen_random_uuid(), list, code, parent, name, name_en, position, 'shipped'
from (values
  ('customer_dimension', 'time', null, '按时间', 'By time', 10),
  ('customer_class', 'time.old', 'time', '老客户', 'Old customer', 10),
  ('customer_class', 'time.new', 'time', '新客户', 'New customer', 20),
  ('customer_class', 'time.future', 'time', '未来客户', 'Future customer', 30),
  ('customer_dimension', 'stage', null, '按交易过程', 'By dealings', 20),
  ('customer_class', 'stage.past', 'stage', '曾经有过交易业务的客户', 'Dealt with in the past', 10),
  ('customer_class', 'stage.current', 'stage', '正在进行交易的客户', 'Dealing with now', 20),
  ('customer_class', 'stage.coming', 'stage', '即将进行交易的客户', 'About to deal with', 30),
  ('customer_dimension', 'nature', null, '按性质', 'By nature', 30),
  ('customer_class', 'nature.government', 'nature', '政府机构', 'Government body', 10),
  ('customer_class', 'nature.special', 'nature', '特殊公司', 'Special company', 20),
  ('customer_class', 'nature.company', 'nature', '普通公司', 'Ordinary company', 30),
  ('customer_class', 'nature.person', 'nature', '顾客（个人）', 'Consumer (person)', 40),
  ('customer_class', 'nature.partner', 'nature', '交易伙伴', 'Trading partner', 50),
  ('customer_class', 'nature.contractor', 'nature', '外包服务商', 'Contractor', 60),
  ('customer_dimension', 'volume', null, '按交易数量和市场地位', 'By volume and market position', 40),
  ('customer_class', 'volume.key', 'volume', '主力客户', 'Key customer', 10),
  ('customer_class', 'volume.regular', 'volume', '一般客户', 'Regular customer', 20),
  ('customer_class', 'volume.sporadic', 'volume', '零散客户', 'Sporadic customer', 30)
) shipped (list, code, parent, name, name_en, position)
on conflict (list, code) do update
  set name = excluded.name, name_en = excluded.name_en, parent_code = excluded.parent_code
  where code_item.origin = 'shipped' and (code_item.name, code_item.name_en, code_item.parent_code)
        is distinct from (excluded.name, excluded.name_en, excluded.parent_code);

insert into aftercare.parameter (id, code, kind, value, name, name_en) values
  (gen_random_uuid(), 'lookup_limit', 'int', '300', '每小时可按号码查找次数', 'Look-ups by number one person may make in an hour')
on conflict (code) do update set name = excluded.name, name_en = excluded.name_en
  where (parameter.name, parameter.name_en) is distinct from (excluded.name, excluded.name_en);

-- A start for the catalogue; whatever was renamed or switched off stays so.
insert into aftercare.product_category (id, code, name, name_en, serial_kind, icon, position)
select gen_random_uuid(), code, name, name_en, serial_kind, icon, position
from (values
  ('phone', '手机', 'Mobile phone', 'imei', 'device-mobile', 10),
  ('tablet', '平板电脑', 'Tablet', 'serial', 'device-tablet', 20),
  ('computer', '电脑', 'Computer', 'serial', 'laptop', 30),
  ('watch', '手表', 'Watch', 'serial', 'watch', 40),
  ('tv', '电视', 'Television', 'serial', 'television', 50),
  ('audio', '音响', 'Audio', 'serial', 'speaker-high', 60),
  ('kitchen', '厨房电器', 'Kitchen appliance', 'serial', 'oven', 70),
  ('fridge', '冰箱', 'Refrigerator', 'serial', 'snowflake', 80),
  ('washer', '洗衣机', 'Washing machine', 'serial', 'washing-machine', 90),
  ('aircon', '空调', 'Air conditioner', 'serial', 'fan', 100),
  ('printer', '打印机', 'Printer', 'serial', 'printer', 110),
  ('network', '网络设备', 'Network equipment', 'serial', 'wifi-high', 120),
  ('vehicle', '车辆', 'Vehicle', 'plate', 'car', 130),
  ('software', '软件', 'Software', 'other', 'app-window', 140),
  ('other', '其他', 'Other', 'serial', 'package', 200)
) shipped (code, name, name_en, serial_kind, icon, position)
where not exists (select from aftercare.product_category c where c.code = shipped.code);
