"""The records behind the rows of access_table.csv: one function per model and scope.

Each takes the test case and a person and gives the values of a record that stands
to the person as the scope says. Rooms add their models here and in the table.
"""

from datetime import date

from odoo.fields import Command

# the record is entered by the person, whatever rights the person has
ENTERED_BY_PERSON = {
    ("mkt.complaint", "entered"),
    ("mkt.complaint.cancel", "own"),
}

# a change that is harmless for each model
CHANGES = {
    "mkt.complaint": {"phone": "555"},
    "mkt.complaint.cancel": {"reason": "changed"},
    "mkt.desk.card": {"sequence": 99},
    "mkt.post": {"sequence": 99},
    "mkt.post.assignment": {"note": "changed"},
}


def _complaint(case, company=None, **vals):
    company = company or case.company
    return {"name": "Case of the table", "company_id": company.id, **vals}


def _of_customer(case, **vals):
    partner = case.env["res.partner"].create({"name": "Customer", **vals})
    return _complaint(case, partner_id=partner.id, user_id=case.colleague.id)


def _card(case, posts):
    action = case.env.ref("marketing_office.mkt_complaint_action")
    return {"name": "Card", "action_id": action.id, "post_ids": [Command.set(posts.ids)]}


def _assignment(case, user, code="member", company=None):
    # in the future: what has begun cannot be deleted
    company = company or case.company
    return case.assignment_vals(
        user, code, company_id=company.id, date_from=date(2099, 1, 1)
    )


def _post(case):
    group = case.env["res.groups"].create({"name": "A group"})
    return {"name": "Post of the table", "code": "table", "group_id": group.id}


RECORDS = {
    ("mkt.complaint", "handled"): lambda case, person: _complaint(
        case, user_id=person.id
    ),
    ("mkt.complaint", "entered"): lambda case, person: _complaint(
        case, user_id=case.colleague.id
    ),
    ("mkt.complaint", "unassigned"): lambda case, person: _complaint(case),
    ("mkt.complaint", "my_customer"): lambda case, person: _of_customer(
        case, user_id=person.id
    ),
    ("mkt.complaint", "as_customer"): lambda case, person: _of_customer(
        case, parent_id=person.partner_id.id
    ),
    ("mkt.complaint", "foreign"): lambda case, person: _of_customer(case),
    ("mkt.complaint", "second_company"): lambda case, person: _complaint(
        case, case.company_b
    ),
    ("mkt.complaint", "strange_company"): lambda case, person: _complaint(
        case, case.company_c
    ),
    ("mkt.complaint.cancel", "own"): lambda case, person: {"reason": "by mistake"},
    ("mkt.complaint.cancel", "foreign"): lambda case, person: {"reason": "by mistake"},
    ("mkt.desk.card", "of_my_post"): lambda case, person: _card(
        case, case.post_of(person)
    ),
    ("mkt.desk.card", "of_everybody"): lambda case, person: _card(
        case, case.env["mkt.post"]
    ),
    ("mkt.desk.card", "of_other_post"): lambda case, person: _card(
        case, case.env["mkt.post"].search([]) - case.post_of(person)
    ),
    ("mkt.post", "any"): lambda case, person: _post(case),
    ("mkt.post.assignment", "own"): lambda case, person: _assignment(
        case, person, "service_clerk" if person == case.users["member"] else "member"
    ),
    ("mkt.post.assignment", "colleague"): lambda case, person: _assignment(
        case, case.newcomer
    ),
    ("mkt.post.assignment", "director"): lambda case, person: _assignment(
        case, case.newcomer, "director"
    ),
    ("mkt.post.assignment", "leadership"): lambda case, person: _assignment(
        case, case.newcomer, "leadership"
    ),
    ("mkt.post.assignment", "second_company"): lambda case, person: _assignment(
        case, case.newcomer, company=case.company_b
    ),
    ("mkt.post.assignment", "strange_company"): lambda case, person: _assignment(
        case, case.stranger, company=case.company_c
    ),
}
