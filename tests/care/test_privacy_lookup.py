from odoo.exceptions import AccessError

from .care_case import CareCase


class TestPrivacyLookup(CareCase):
    """The host's look-up finds what the office holds on a person, and what must stay."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.make_buyer("Rosa Lind", held_by=cls.manager)
        cls.person.write({"email": "rosa@lind.example", "phone": "+86 139 1234 5678"})
        cls.admin = cls.env.ref("base.user_admin")

    def look_up(self, user=None):
        wizards = self.env["privacy.lookup.wizard"].with_user(user or self.admin)
        wizard = wizards.create({"name": self.person.name, "email": self.person.email})
        wizard.action_lookup()
        return wizard

    def found(self, wizard):
        self.env.flush_all()
        return {(line.res_model, line.res_id) for line in wizard.line_ids}

    def test_all_that_is_held_is_found(self):
        self.make_plan()
        held = [
            self.person,
            self.person.mkt_assignment_ids,
            self.env["mkt.customer.standing"]._of(self.person, self.company),
            self.make_contact(self.person),
            self.person._mkt_record_basis(
                ["phone"], "consent", "form 12", company=self.company
            ),
            self.make_complaint(partner_id=self.person.id),
            self.make_list(self.person).call_ids,
        ]
        self.person._mkt_record_basis(
            ["phone"], "refused", "call", company=self.company
        )
        held.append(
            self.env["phone.blacklist"].search([("number", "=", "+8613912345678")])
        )
        found = self.found(self.look_up())
        for records in held:
            self.assertTrue(records)
            for record in records:
                self.assertIn((record._name, record.id), found)

    def test_others_are_not_found(self):
        other = self.make_buyer("Max Lund", held_by=self.manager)
        standing = self.env["mkt.customer.standing"]._of(other, self.company)
        found = self.found(self.look_up())
        self.assertNotIn(("res.partner", other.id), found)
        self.assertNotIn((standing._name, standing.id), found)

    def test_erasure_says_what_must_be_kept(self):
        standing = self.env["mkt.customer.standing"]._of(self.person, self.company)
        assignment = self.person.mkt_assignment_ids
        basis = self.person._mkt_record_basis(
            ["email"], "consent", "form 12", company=self.company
        )
        wizard = self.look_up()
        wizard.line_ids.action_unlink_all()
        self.assertFalse(basis.exists())
        self.assertFalse(standing.exists())
        # the order of a customer and who had it in hand stay on record
        self.assertTrue(assignment.exists())
        self.assertTrue(self.person.exists())
        # the log is written with what the wizard computes
        self.env.flush_all()
        for record in (assignment, self.person):
            self.assertRegex(
                wizard.log_id.execution_details, rf"Kept .* #{record.id}: "
            )

    def test_a_person_of_whom_nothing_must_be_kept_goes(self):
        person = self.make_customer("Rosa Lind", email="rosa@lind.example")
        self.env["mkt.customer.standing"]._of(person, self.company)
        self.person = person
        wizard = self.look_up()
        lines = wizard.line_ids.filtered(
            lambda line: (
                (line.res_model, line.res_id) in {("res.partner", person.id)}
                or line.res_model == "mkt.customer.standing"
            )
        )
        lines.action_unlink_all()
        self.assertFalse(person.exists())

    def test_only_administrators_look_up(self):
        with self.assertRaises(AccessError):
            self.look_up(self.users["account_manager"])
