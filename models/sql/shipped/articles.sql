-- House texts to begin with: how we speak on the telephone and write, what the law gives, how work is done. They are
-- the company's from then on. Drafts are forms that a company fills in before it publishes them.
insert into aftercare.article (id, kind, state, category, question, answer, question_en, answer_en, keywords,
                               published_at, review_on)
select md5('article ' || x.code)::uuid, x.kind, x.state, x.category, x.question, x.answer, x.question_en, x.answer_en,
       x.keywords, case when x.state = 'published' then clock_timestamp() end,
       case when x.state = 'published' then current_date + 365 end
from (values
  ('phone', 'process', 'published', 'other', '接电话的规矩和话术',
$zh$1. 2-3声应拿起电话，先报店名和自己的姓名。
2. 先确认来电人身份，再谈内容。
3. 预计说得较久时，先问对方现在是否方便。
4. 边听边记，始终做记录。
5. 需要查询时说：“可否请您稍等一分钟，我即刻帮您查询。”
6. 一分钟内查不到或当时解决不了，预约一个回复时间反馈处理状况（“约定回电”），并按时回电。
7. 帮同事留电话，一定要留下具体的联系方式。$zh$,
   'On the telephone: manners and words',
$en$1. Pick up within 2 to 3 rings; say the name of the store and your own.
2. Make sure first who is calling, then speak of the matter.
3. If it will take long, ask whether it suits the caller now.
4. Take notes, always.
5. When you have to look something up: "Could you please wait one minute? I will look it up for you right away."
6. If a minute is not enough, or it cannot be solved now, agree when you will call back, and do.
7. Taking a message for a colleague, always write down how the caller can be reached.$en$,
   '电话 来电 话术 稍等 telephone call wait'),
  ('demands', 'process', 'published', 'other', '客户的要求不合理时怎样回应',
$zh$1. 先表示理解：“我很理解您的心情。”不争辩，不说“不可能”。
2. 从客户利益的角度婉拒：说明为什么照办对客户反而不利，再提出能做到的办法。
   例：过了保修期仍要求免费保修，可说明费用构成，先报价，由客户决定。
3. 当场定不下来的延后回复：约定回复时间，升级给主管，到时一定回复。
4. 情绪激动时先听完，记下要点，复述一遍请客户确认。$zh$,
   'When a customer asks for what cannot be done',
$en$1. Show that you understand: "I can see why you feel that way." Do not argue; never just say "impossible".
2. Decline from the customer's own benefit: say why it would not serve him, then offer what can be done.
   Example: free repair after the warranty ended: explain what the costs are, quote first, let the customer decide.
3. What cannot be settled now is answered later: agree on a time, ask your manager, and answer by then.
4. With somebody upset, listen to the end, write the points down and read them back.$en$,
   '不合理 婉拒 延后回复 unreasonable decline later'),
  ('mail', 'process', 'published', 'other', '邮件与在线回复的规范和技巧',
$zh$1. 主题写明单号和事由；一封邮件只谈一件事。
2. 称呼客户姓名，先致谢或致歉，再答复。
3. 逐条回答客户的每一个问题，先说结论，再说理由和步骤。
4. 写明下一步：谁、做什么、何时完成。不能马上答复的，当天先回一封，告知何时答复。
5. 用语礼貌、句子简短，不用内部术语和缩写；发出前通读一遍，核对姓名、金额、日期和附件。
6. 不在邮件中写其他客户的信息、密码或解锁码。
7. 结尾署门店、姓名和电话。常用的答复从公司的通知文本开始写。$zh$,
   'Answering e-mails and chats: rules and craft',
$en$1. The subject names the order number and the matter; one matter to a mail.
2. Address the customer by name; thank or apologise first, then answer.
3. Answer every question one by one: the result first, then reason and steps.
4. Say what comes next: who does what until when. If you cannot answer at once, write the same day when you will.
5. Be polite and brief, without house words or abbreviations; read it again and check names, amounts, dates and files.
6. Never write what concerns another customer, a password or an unlock code.
7. Sign with store, name and telephone number. Usual answers begin with the company's texts for messages.$en$,
   '邮件 回复 在线客服 规范 mail reply chat'),
  ('policy', 'policy', 'published', 'warranty', '售后政策解读：退换货、维修与消费者权益',
$zh$法律规定的是最低标准，公司承诺更优的，按承诺执行。
1. 质量不符合要求：按国家规定或双方约定退货、换货、修理；没有规定和约定的，自收到商品之日起七日内可以退货，运费等必要费用由经营者承担（《消费者权益保护法》第二十四条）。
2. 网络、电视、电话、邮购：自收到商品之日起七日内可以无理由退货，定作、鲜活易腐、已拆封的音像和软件等除外（第二十五条）。
3. 家电、电脑等耐用商品：六个月内发现瑕疵发生争议的，由经营者举证（第二十三条）。
4. 修理占用的时间不计入保修期。
5. 退换货流程：登记“退换货”请求，核对凭证和商品，检测确认，由主管批准，办理退款、换货或维修，事后回访。
6. 客户有知情、选择和投诉的权利：先说明条件和费用，征得同意再做；客户不满意的，帮他登记投诉。
当地另有规定的，由主管补充在此。$zh$,
   'After-sales policy: returns, exchanges, repairs and consumer rights',
$en$The law is the least; where the company promises more, its promise holds. (Law of the People's Republic of China.)
1. Goods that are not as they should be are returned, exchanged or repaired as the law or the contract says; without either the buyer may return them within seven days of receipt, and the seller bears the cost (Consumer Rights Law, Art. 24).
2. Bought online, by television, telephone or mail order: returned within seven days of receipt without a reason, except goods made to order, perishables, opened recordings and software and the like (Art. 25).
3. Durable goods such as appliances and computers: in a dispute about a defect found within six months the seller has to prove (Art. 23).
4. Time under repair does not count towards the warranty.
5. Return or exchange: open a ticket of that kind, check papers and goods, have the fault confirmed, let a manager approve, then refund, exchange or repair, and ask afterwards how it went.
6. Customers have a right to know, to choose and to complain: tell terms and price first, work after consent; record a complaint for whoever is not content.
What else applies in your region is added here by a manager.$en$,
   '退货 换货 保修 三包 消费者权益 return exchange warranty rights'),
  ('flow', 'process', 'published', 'other', '售后服务工作流程图',
$zh$客户来电、到店、来信
  ↓ 登记服务请求（谁先接到谁负责）
  ↓ 查客户、设备、保修和知识库
  ├ 能当场解决 → 答复 → 已解决
  ├ 需要查询 → 约定回电 → 按时回电
  ├ 投诉 → 登记投诉 → 部门领导处理 → 答复
  ├ 退换货 → 核对凭证 → 检测 → 批准 → 退货或换货
  └ 需要维修 → 受理或派工上门
        ↓ 检测 → 报价 → 客户同意 → 维修 → 完工检验
        ↓ 交付（签名、结清）
  ↓ 回访（问卷、满意度）
  ├ 不满意 → 建立任务 → 改进 → 再回访
  └ 满意 → 归档 → 纳入知识库$zh$,
   'How after-sales work flows',
$en$A customer calls, comes in or writes
  ↓ open a ticket (whoever is asked first is responsible)
  ↓ look at customer, devices, warranty and the knowledge base
  ├ solved at once → answer → resolved
  ├ to be looked up → promise a call-back → keep it
  ├ complaint → record it → the manager handles it → answer
  ├ return or exchange → check papers → examine → approve → return or exchange
  └ repair → take in, or send somebody
        ↓ examine → quote → consent → repair → final test
        ↓ hand over (signature, paid)
  ↓ follow-up (questionnaire, satisfaction)
  ├ not content → task → improve → ask again
  └ content → file → into the knowledge base$en$,
   '流程 工作流程图 process flow'),
  ('satisfaction', 'process', 'published', 'other', '客户满意度评估方法与提升策略',
$zh$评估方法
1. 回访问卷：取机、上门、投诉办结、请求解决后按规则抽样回访；对产品的评价和对服务的满意度分开问。
2. 看“回访情况”：满意率（1 到 5 分题中评 4、5 分的比例）、净推荐值、未联系上的比例；样本少时看置信区间，不下结论。
3. 看响应时间、按承诺完成的比例、投诉原因。
提升策略
1. 不满意的答案会建立任务：一个工作日内联系客户，先补救。
2. 每月主管看最低的三项，在“回访情况”点“制定改进计划”，写明改进什么、由谁负责、何时完成。
3. 到期检查数字是否变好；没有变好就换办法。
4. 有效的做法写进知识库和作业指导书，并培训。$zh$,
   'Customer satisfaction: how we measure and improve it',
$en$Measuring
1. Follow-up questionnaires after hand-over, visits, complaints and solved tickets, drawn by rules; the product and the service are asked about separately.
2. Look at the follow-up figures: share of content customers (4 and 5 out of 5), net promoter score, share not reached; with few answers look at the interval and draw no conclusion.
3. Look at response times, promises kept and causes of complaints.
Improving
1. A bad answer opens a task: call the customer within a working day and make good first.
2. Every month the manager takes the three lowest and chooses "Plan an improvement" at the follow-up figures: what, by whom, until when.
3. When the day has come, see whether the figures got better; if not, try another way.
4. What helped goes into the knowledge base and the work instructions, and is taught.$en$,
   '满意度 评估 改进 satisfaction improve'),
  ('competitor', 'competitor', 'draft', 'price', '竞品对比（模板）：品类、本公司型号与竞品型号',
$zh$适用客户：
本公司型号——优点：
本公司型号——缺点：
竞品型号——优点：
竞品型号——缺点：
价格、保修、配件和维修费用比较：
怎样向客户建议（只说事实，不贬低对手）：
资料来源和日期：$zh$,
   'Comparison with others (form): category, our model and theirs',
$en$For which customers:
Our model, pros:
Our model, cons:
Their model, pros:
Their model, cons:
Price, warranty, parts and cost of repair compared:
What to advise (facts only, nothing bad about others):
Where this comes from, and when:$en$,
   '竞品 优点 缺点 competitor pros cons'),
  ('work', 'process', 'draft', 'other', '售后作业指导书（模板）',
$zh$适用产品和工作：
安全注意事项：
工具和配件：
步骤（每步写明标准值）：
完工检验项目：
向客户说明的内容：$zh$,
   'Work instruction for after-sales jobs (form)',
$en$For which products and jobs:
Safety:
Tools and parts:
Steps (each with its set value):
Final checks:
What to tell the customer:$en$,
   '作业指导书 work instruction'),
  ('made_to_order', 'process', 'draft', 'other', '订做产品工作流程图和作业指导书（模板）',
$zh$流程：专卖店登记需求和尺寸 → 报价 → 客户签字确认图样 → 预付款 → 生产 → 到货检验 → 送货安装 → 验收签字 → 回访
作业指导：
1. 量尺：由谁、用什么、误差范围：
2. 图样：必须写明的项目：
3. 更改：何时起不能再改：
4. 安装：工具、步骤、检验：
5. 不接受退货的条件（须事先书面告知客户）：$zh$,
   'Made-to-order products: flow and work instruction (form)',
$en$Flow: the store records wishes and measures → quote → customer signs the drawing → prepayment → made → checked on arrival → delivered and installed → accepted and signed → follow-up
Instruction:
1. Measuring: by whom, with what, tolerance:
2. Drawing: what has to be on it:
3. Changes: from when on none:
4. Installing: tools, steps, checks:
5. When it cannot be returned (told to the customer in writing beforehand):$en$,
   '订做 定制 made to order'),
  ('duties', 'process', 'draft', 'other', '售后服务人员岗位分配及岗位职责说明书（模板）',
$zh$部门领导（主管）：处理投诉，派工，审批，看统计：
客服人员：受理咨询、报修和投诉登记，回访，维护客户资料和知识库：
维护人员、安装工：上门维护和安装，填写维护报告和安装人员外出信息反馈单：
驾驶员：送货，填写司机出车信息反馈单，按货车使用规定用车：
配件员：库存、领料、采购：
专卖店对接人：$zh$,
   'Posts and duties of after-sales staff (form)',
$en$Manager: complaints, dispatch, approvals, figures:
Service agents: enquiries, fault reports, recording complaints, follow-ups, customer file and knowledge base:
Technicians and installers: visits and installations, maintenance report and installer's slip:
Drivers: deliveries, driver's slip, the rules for the vans:
Parts clerk: stock, requisitions, purchasing:
Whom the franchise stores speak to:$en$,
   '岗位 职责 duties'),
  ('vans', 'policy', 'draft', 'other', '有关部门货车使用规定（模板）',
$zh$谁可以用车，由谁批准：
出车前检查：
出车登记：司机出车信息反馈单，里程和油费：
违章、事故的处理和责任：
收车和钥匙：$zh$,
   'Rules for using the vans (form)',
$en$Who may use one, and who allows it:
Checks before leaving:
On the way: the driver's slip, kilometres and fuel:
Fines and accidents, and who answers for them:
Bringing it back, and the keys:$en$,
   '货车 用车 van')
) x (code, kind, state, category, question, answer, question_en, answer_en, keywords)
on conflict (id) do nothing;
