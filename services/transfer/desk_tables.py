"""The service desk's tables as files: requests, complaints, visits, calls, follow-ups, messages, articles and papers."""

from services import (
    acceptances,
    articles,
    calls,
    complaints,
    follow_ups,
    message_templates,
    messages,
    tickets,
    visits,
)
from services.texts import N_
from services.transfer.table_parts import Out, Table, named

YES_NO = {"yes": N_("Yes"), "no": N_("No")}

DESK_TABLES = (
    Table(
        "articles",
        N_("Articles"),
        "article t left join code_item k on k.list = 'problem_category' and k.code = t.category "
        "left join staff w on w.id = t.owner_id",
        (
            Out(N_("Number"), "t.number"),
            Out(N_("State"), "t.state", articles.STATE_NAMES),
            Out(N_("Kind of article"), "t.kind", articles.KIND_NAMES),
            Out(N_("Question"), "t.question", width=40),
            Out(N_("Answer"), "t.answer", width=60),
            Out(N_("Question in English"), "t.question_en", width=40),
            Out(N_("Answer in English"), "t.answer_en", width=60),
            Out(N_("Article category"), f"coalesce(nullif({named('k')}, ''), t.category)"),
            Out(N_("Keywords"), "t.keywords"),
            Out(N_("What a customer may read"), "t.customer_answer", width=60),
            Out(N_("What customers may read in English"), "t.customer_answer_en", width=60),
            Out(
                N_("Applies to models"),
                "(select coalesce(string_agg(concat_ws(' ', nullif(m.brand, ''), coalesce(nullif(m.model_no, ''), m.name)),"
                " '; ' order by m.name), '') from product_model m where m.id = any (t.model_ids))",
                width=32,
            ),
            Out(
                N_("Applies to symptoms"),
                f"(select coalesce(string_agg({named('y')}, '; ' order by y.position), '') from code_item y "
                "where y.list = 'symptom' and y.code = any (t.symptoms))",
                width=32,
            ),
            Out(N_("Kept by"), "coalesce(w.name, '')"),
            Out(N_("Published"), "t.published_at"),
            Out(N_("To be checked again"), "t.review_on"),
            Out(N_("Worked"), "(select count(*) from article_vote v where v.article_id = t.id and v.worked)"),
            Out(N_("Did not work"), "(select count(*) from article_vote v where v.article_id = t.id and not v.worked)"),
        ),
    ),
    Table(
        "tickets",
        N_("Service requests"),
        "ticket t join store s on s.id = t.store_id left join customer c on c.id = t.customer_id"
        " left join staff o on o.id = t.owner_id left join staff f on f.id = t.first_asked_id"
        " left join device d on d.id = t.device_id"
        " left join code_item k on k.list = 'problem_category' and k.code = t.category",
        (
            Out(N_("Number"), "t.number"),
            Out(N_("Kind of request"), "t.kind", tickets.KIND_NAMES),
            Out(N_("State"), "t.state", tickets.STATE_NAMES),
            Out(N_("Came by"), "t.channel", tickets.CHANNEL_NAMES),
            Out(N_("Store"), named("s")),
            Out(N_("Reported at"), "coalesce(t.reported_at, t.opened_at)"),
            Out(N_("Opened at"), "t.opened_at"),
            Out(N_("Resolved at"), "t.resolved_at"),
            Out(N_("Topic"), f"coalesce(nullif({named('k')}, ''), t.category)"),
            Out(N_("Urgency"), "t.urgency", tickets.URGENCY_NAMES),
            Out(N_("Mood"), "coalesce(t.mood, '')", {"": "", **tickets.MOOD_NAMES}),
            Out(N_("Responsible"), "coalesce(o.name, '')"),
            Out(N_("First asked"), "coalesce(f.name, '')"),
            Out(N_("Call back at"), "t.promised_at"),
            Out(N_("To be done by"), "t.due_on"),
            Out(N_("Customer number"), "coalesce(c.number, '')"),
            Out(N_("Customer name"), "coalesce(c.name, '')", width=24),
            Out(N_("Who reports it"), "t.reporter", width=24),
            Out(N_("Serial number"), "coalesce(d.serial_no, '')", width=24),
            Out(N_("Subject"), "t.subject", width=40),
            Out(N_("Description"), "t.description", width=60),
            Out(N_("Solution"), "t.solution", width=60),
            Out(N_("Into the knowledge base"), "case when t.into_knowledge then 'yes' else 'no' end", YES_NO),
        ),
    ),
    Table(
        "complaints",
        N_("Complaints"),
        "complaint t join store s on s.id = t.store_id left join customer c on c.id = t.customer_id "
        "left join work_order o on o.id = t.work_order_id left join ticket q on q.id = t.ticket_id "
        "left join staff p on p.id = t.owner_id left join staff a on a.id = t.about_staff_id "
        "left join code_item k on k.list = 'complaint_category' and k.code = t.category "
        "left join code_item r on r.list = 'root_cause' and r.code = t.root_cause",
        (
            Out(N_("Number"), "t.number"),
            Out(N_("State"), "t.state", complaints.STATE_NAMES),
            Out(N_("Store"), named("s")),
            Out(N_("Came by"), "t.channel", complaints.CHANNEL_NAMES),
            Out(N_("Entered on"), "t.created_at"),
            Out(N_("Severity"), "t.severity"),
            Out(N_("Harm"), "t.harm", complaints.HARM_NAMES),
            Out(N_("Escalated at"), "t.escalated_at"),
            Out(N_("Regulator's number"), "t.regulator_no"),
            Out(N_("Regulator wants it by"), "t.regulator_due_on"),
            Out(N_("Responsible"), "coalesce(p.name, '')"),
            Out(N_("About whom"), "coalesce(a.name, '')"),
            Out(N_("Answer due"), "t.answer_due_at"),
            Out(N_("Answered at"), "t.answered_at"),
            Out(N_("Customer number"), "coalesce(c.number, '')"),
            Out(N_("Customer name"), "coalesce(c.name, t.complainant)", width=24),
            Out(N_("Work order"), "coalesce(o.number, '')"),
            Out(N_("Ticket"), "coalesce(q.number, '')"),
            Out(N_("Category"), f"coalesce(nullif({named('k')}, ''), t.category)"),
            Out(N_("Subject"), "t.subject", width=40),
            Out(N_("Description"), "t.description", width=60),
            Out(N_("Demand"), "t.demand", complaints.DEMAND_NAMES),
            Out(N_("Proposal"), "t.proposal", width=60),
            Out(N_("Reply to the customer"), "t.answer", width=60),
            Out(N_("Root cause"), f"coalesce(nullif({named('r')}, ''), t.root_cause)"),
        ),
    ),
    Table(
        "visits",
        N_("Dispatch orders"),
        "visit t join store s on s.id = t.store_id left join customer c on c.id = t.customer_id "
        "left join work_order o on o.id = t.work_order_id left join staff p on p.id = t.technician_id "
        "left join region r on r.id = t.region_id",
        (
            Out(N_("Number"), "t.number"),
            Out(N_("Kind"), "t.kind", visits.KIND_NAMES),
            Out(N_("State"), "t.state", visits.STATE_NAMES),
            Out(N_("Outcome"), "coalesce(t.outcome, '')", visits.OUTCOME_NAMES),
            Out(N_("Store"), named("s")),
            Out(N_("Region"), named("r")),
            Out(N_("Work order"), "coalesce(o.number, '')"),
            Out(N_("Customer number"), "coalesce(c.number, '')"),
            Out(N_("Customer name"), "coalesce(c.name, t.contact_name)", width=24),
            Out(N_("What is to be done"), "t.subject", width=40),
            Out(N_("Technician"), "coalesce(p.name, '')"),
            Out(N_("Opened at"), "t.opened_at"),
            Out(N_("On site by"), "t.due_at"),
            Out(N_("Planned for"), "t.planned_from"),
            Out(N_("Departed"), "t.travel_at"),
            Out(N_("Arrived"), "t.arrived_at"),
            Out(N_("Work begun"), "t.started_at"),
            Out(N_("Finished at"), "t.finished_at"),
            Out(N_("Findings"), "t.findings", width=40),
            Out(N_("Work done"), "t.work_done", width=40),
            Out(N_("What he says"), "t.customer_note", width=40),
        ),
    ),
    Table(
        "calls",
        N_("Calls"),
        "phone_call t left join customer c on c.id = t.customer_id left join staff p on p.id = t.taken_by_id "
        "left join ticket q on q.id = t.ticket_id left join store s on s.id = t.store_id",
        (
            Out(N_("When"), "t.came_at"),
            Out(N_("Store"), named("s")),
            Out(N_("Phone"), "t.phone_masked"),
            Out(N_("Customer number"), "coalesce(c.number, '')"),
            Out(N_("Customer name"), "coalesce(c.name, '')", width=24),
            Out(N_("Contact"), "t.contact_name", width=24),
            Out(N_("State"), "t.state", calls.STATE_NAMES),
            Out(N_("Taken by"), "coalesce(p.name, '')"),
            Out(N_("Ticket"), "coalesce(q.number, '')"),
            Out(N_("Note"), "t.note", width=40),
        ),
    ),
    Table(
        "follow-ups",
        N_("Follow-ups"),
        "follow_up t join store s on s.id = t.store_id join customer c on c.id = t.customer_id "
        "left join work_order o on o.id = t.work_order_id left join visit v on v.id = t.visit_id "
        "left join complaint k on k.id = t.complaint_id left join ticket q on q.id = t.ticket_id "
        "left join staff p on p.id = t.owner_id left join staff e on e.id = t.finished_by_id "
        "left join staff w on w.id = t.worker_id left join ticket a on a.id = t.task_id",
        (
            Out(N_("Number"), "t.number"),
            Out(N_("State"), "t.state", follow_ups.STATE_NAMES),
            Out(N_("Occasion"), "t.occasion", follow_ups.OCCASION_NAMES),
            Out(N_("About"), "coalesce(v.number, k.number, q.number, o.number, '')"),
            Out(N_("Subject"), "t.subject", width=40),
            Out(N_("Store"), named("s")),
            Out(N_("Customer number"), "c.number"),
            Out(N_("Customer name"), "c.name", width=24),
            Out(N_("Work done by"), "coalesce(w.name, '')"),
            Out(N_("Responsible"), "coalesce(p.name, '')"),
            Out(N_("To be called from"), "t.due_at"),
            Out(N_("To be called by"), "t.call_by"),
            Out(N_("Attempts"), "t.attempts"),
            Out(N_("Customer reached"), "t.reached_at"),
            Out(N_("Finished at"), "t.finished_at"),
            Out(N_("Called by"), "coalesce(e.name, '')"),
            Out(N_("Satisfaction"), "t.score"),
            Out(N_("Would recommend"), "t.nps"),
            Out(N_("Bad answer"), "case when t.bad then 'yes' else 'no' end", YES_NO),
            Out(N_("Task"), "coalesce(a.number, '')"),
            Out(N_("Note"), "t.note", width=40),
        ),
    ),
    Table(
        "messages",
        N_("Outbox"),
        "message t left join customer c on c.id = t.customer_id left join visit v on v.id = t.visit_id "
        "left join work_order o on o.id = t.work_order_id left join complaint k on k.id = t.complaint_id "
        "left join store s on s.id = t.store_id left join staff p on p.login = t.created_by",
        (
            Out(N_("Written at"), "t.created_at"),
            Out(N_("State"), "t.state", messages.STATE_NAMES),
            Out(N_("Occasion"), "t.occasion", message_templates.OCCASION_NAMES),
            Out(N_("Way"), "t.channel", message_templates.CHANNEL_NAMES),
            Out(N_("Store"), named("s")),
            Out(N_("About"), "coalesce(k.number, v.number, o.number, '')"),
            Out(N_("Customer number"), "coalesce(c.number, '')"),
            Out(N_("Customer name"), "coalesce(c.name, '')", width=24),
            Out(N_("To"), "t.to_masked", width=24),
            Out(N_("Subject"), "t.subject", width=40),
            Out(N_("Text"), "t.body", width=60),
            Out(N_("Attempts"), "t.attempts"),
            Out(N_("Sent at"), "t.sent_at"),
            Out(N_("Written by"), "case when t.automatic then '' else coalesce(p.name, t.created_by) end"),
        ),
    ),
    Table(
        "acceptances",
        N_("Acceptances and minutes"),
        "acceptance t join store s on s.id = t.store_id left join visit v on v.id = t.visit_id "
        "left join work_order o on o.id = t.work_order_id left join customer c on c.id = t.customer_id",
        (
            Out(N_("Number"), "t.number"),
            Out(N_("Kind"), "t.kind", acceptances.KIND_NAMES),
            Out(N_("Title"), "t.title", width=40),
            Out(N_("Project"), "t.project", width=32),
            Out(N_("Place"), "t.place", width=24),
            Out(N_("Part of the works"), "t.part", width=24),
            Out(N_("Store"), named("s")),
            Out(N_("Dispatch order"), "coalesce(v.number, '')"),
            Out(N_("Work order"), "coalesce(o.number, '')"),
            Out(N_("Customer name"), "coalesce(c.name, '')", width=24),
            Out(N_("Held at"), "t.held_at"),
            Out(
                N_("Who took part"),
                "(select coalesce(string_agg(concat_ws(' ', x ->> 'name', x ->> 'duty'), '; '), '') "
                "from jsonb_array_elements(t.people) x)",
                width=40,
            ),
            Out(N_("Record"), "t.record", width=60),
            Out(N_("Conclusion"), "t.conclusion", width=40),
            Out(N_("Open points"), "t.open_points", width=40),
            Out(N_("Result"), "coalesce(t.result, '')", acceptances.RESULT_NAMES),
            Out(N_("Signed at"), "t.signed_at"),
        ),
    ),
)
