"""The people and companies around which access_records.py makes its records."""

from ..common import OfficeCase


class RecordsCase(OfficeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_c = cls.env["res.company"].create({"name": "Strange Company"})
        cls.users["portal"] = cls.make_portal_user()
        cls.users["internal"] = cls.make_user("without_post")
        cls.users["admin"] = cls.make_user("settings", groups="base.group_system")
        companies = cls.company + cls.company_b
        cls.newcomer = cls.make_user("newcomer", companies=companies)
        cls.stranger = cls.make_user("stranger", companies=cls.company_c)
        cls.colleague = cls.make_holder("member", login="colleague")
        policies = cls.env["mkt.sla.policy"].search([])
        # no time limit fits the cases of the table: it makes the clocks itself
        policies.kind = "dispute"
        cls.policy = policies[0]
        # everybody may switch to the second company, where nobody holds a post
        for user in cls.users.values():
            user.company_ids = companies
        cls.allowed = companies.ids

    @classmethod
    def post_of(cls, person):
        posts = cls.env["mkt.post.assignment"].search([("user_id", "=", person.id)])
        return posts.post_id
