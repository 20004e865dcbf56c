-- Why a thing could not be repaired, in the words of the Open Repair Data Standard and a few of our own.
insert into aftercare.code_item (id, list, code, name, name_en, position, origin)
select gen_random_uuid(), 'barrier', x.code, x.name, x.name_en, x.position, 'shipped' from (values
  ('worn_out', '损耗过度', 'Item too worn out', 10),
  ('no_parts', '没有配件', 'Spare parts not available', 20),
  ('parts_too_expensive', '配件太贵', 'Spare parts too expensive', 30),
  ('cannot_be_opened', '无法拆开', 'No way to open product', 40),
  ('no_information', '缺少维修资料', 'Repair information not available', 50),
  ('no_equipment', '缺少维修设备', 'Lack of equipment', 60),
  ('other', '其他', 'Other', 90)
) x (code, name, name_en, position)
on conflict (list, code) do nothing;

insert into aftercare.parameter (id, code, kind, value, name, name_en) values
  (gen_random_uuid(), 'export_limit', 'int', '5000', '每人每天可导出完整资料的客户数', 'Customers whose full data one person may export in a day')
on conflict (code) do update set name = excluded.name, name_en = excluded.name_en
  where (parameter.name, parameter.name_en) is distinct from (excluded.name, excluded.name_en);
