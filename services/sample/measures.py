"""Corrective actions of the sample's complaints, by topic, and the statements that take them."""

PLAN = """select aftercare.measure_plan(($1 ->> 'id')::uuid, ($1 ->> 'complaint')::uuid, 'corrective', $1 ->> 'what',
    ($1 ->> 'owner')::uuid, ($1 ->> 'due_on')::date, ($1 ->> 'request')::uuid)"""
TAKEN = """select aftercare.measure_finish(a.id, a.version, $1 ->> 'note', ($1 ->> 'request')::uuid)
    from aftercare.corrective_action a where a.id = ($1 ->> 'id')::uuid"""
VERIFIED = """select aftercare.measure_verify(a.id, a.version, true, $1 ->> 'note', ($1 ->> 'request')::uuid)
    from aftercare.corrective_action a where a.id = ($1 ->> 'id')::uuid"""
EFFECT = """select aftercare.measure_effect(a.id, a.version, true, $1 ->> 'note', null, null, null, ($1 ->> 'request')::uuid)
    from aftercare.corrective_action a where a.id = ($1 ->> 'id')::uuid"""
TOLD = """select aftercare.measure_tell(a.id, a.version, $1 ->> 'zh', $1 ->> 'en', ($1 ->> 'request')::uuid)
    from aftercare.corrective_action a where a.id = ($1 ->> 'id')::uuid"""
# What the customer reads of it.
TELL = {
    "delay": (
        "今后如不能按期完成，我们会提前一天主动致电说明。",
        "We now call the day before whenever we cannot keep the day we promised.",
    ),
    "price": (
        "今后费用超过预估的，先征得您的书面同意再维修。",
        "We now ask for your written consent before a repair costs more than estimated.",
    ),
    "damage": (
        "今后收件与交付时逐项拍照，配件单独封存。",
        "We now take photos when a device comes in and goes out, and seal its parts.",
    ),
}
MEASURES = {
    "delay": "逾期前一天由坐席主动致电客户说明进度。",
    "quality": "交付前由第二名技术员复检，并在工单上签名。",
    "repeat": "九十天内再次送修的设备不再分派给同一名技术员。",
    "price": "超过预估的费用先取得客户书面同意再施工。",
    "attitude": "全店服务礼仪培训一次，坐席录音每周抽查三段。",
    "damage": "收件与交付时逐项拍照，配件装入独立封袋。",
    "privacy": "维修期间解锁码只在系统内查看，不写在纸上。",
}
