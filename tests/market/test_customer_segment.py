from ..common import OfficeCase


class TestCustomerSegment(OfficeCase):
    """A customer belongs to a segment in each company."""

    posts = ("account_manager",)

    def test_segment_of_each_company(self):
        customer = self.make_customer("Mill", is_company=True)
        standings = self.env["mkt.customer.standing"]
        segments = self.env["mkt.segment"].create(
            [
                {"name": name, "company_id": company.id}
                for name, company in (
                    ("Looms", self.company),
                    ("Mills", self.company_b),
                )
            ]
        )
        for segment in segments:
            customer.with_company(segment.company_id).mkt_segment_id = segment
        self.env.flush_all()
        self.env.invalidate_all()
        for segment in segments:
            standing = standings._of(customer, segment.company_id)
            self.assertEqual(standing.segment_id, segment)
        found = self.env["res.partner"].search(
            [("mkt_segment_id", "=", segments[0].id)]
        )
        self.assertEqual(found, customer)

    def test_the_account_manager_sees_and_sets_it(self):
        manager = self.users["account_manager"]
        customer = self.make_customer("Mill", is_company=True)
        self.give_customer(customer, manager)
        segment = self.env["mkt.segment"].create({"name": "Looms"})
        customer.with_user(manager).mkt_segment_id = segment
        standing = self.env["mkt.customer.standing"]._of(customer, self.company)
        self.assertEqual(standing.with_user(manager).segment_id, segment)
