from odoo.exceptions import ValidationError
from odoo.tests import new_test_user

from ..concurrency import ConcurrencyCase

GIVERS = ("director", "sales_manager")


class TestCustomerConcurrency(ConcurrencyCase):
    """Two managers give one customer to two people at the same instant."""

    def setUp(self):
        super().setUp()
        self.made = self.commit(self.make_office)
        self.addCleanup(self.commit, self.tidy_up)

    def make_office(self, env):
        users = {
            login: new_test_user(env, login=login).id
            for login in (*GIVERS, "account_manager", "second")
        }
        for login, user_id in users.items():
            code = "account_manager" if login == "second" else login
            post = env.ref(f"marketing_office.post_{code}")
            env["mkt.post.assignment"].create(
                {
                    "user_id": user_id,
                    "post_id": post.id,
                    "role": "deputy" if login == "second" else "holder",
                }
            )
        customers = env["res.partner"].create([{"name": "One"}, {"name": "Two"}])
        return {"people": users, "customers": customers.ids}

    def tidy_up(self, env):
        people = env["res.users"].browse(self.made["people"].values())
        for model, domain in (
            ("mkt.customer.assignment", [("partner_id", "in", self.made["customers"])]),
            ("mkt.post.assignment", [("user_id", "in", people.ids)]),
        ):
            assignments = env[model].search(domain)
            # what has begun is kept otherwise
            assignments.write({"date_from": "2099-01-01", "date_to": False})
            assignments.unlink()
        people.unlink()
        env["res.partner"].browse(self.made["customers"]).unlink()

    def give(self, number, to):
        def give(env):
            return (
                env["mkt.customer.assignment"]
                .create(
                    {
                        "partner_id": self.made["customers"][number],
                        "user_id": self.made["people"][to],
                    }
                )
                .ids
            )

        return give

    def at_once(self, *gifts):
        user_ids = [self.made["people"][login] for login in GIVERS]
        return self.together(*gifts, user_ids=user_ids)

    def in_hands(self):
        def read(env):
            customers = env["res.partner"].browse(self.made["customers"])
            return [
                (len(customer.mkt_assignment_ids), customer.user_id.id)
                for customer in customers
            ]

        return self.commit(read)

    def test_one_customer_comes_into_one_persons_hands(self):
        outcomes = self.at_once(self.give(0, "account_manager"), self.give(0, "second"))
        errors = [o for o in outcomes if isinstance(o, Exception)]
        self.assertEqual(len(errors), 1, outcomes)
        self.assertIsInstance(errors[0], ValidationError)
        self.assertIn("with somebody", str(errors[0]))
        winner = "second" if outcomes[0] is errors[0] else "account_manager"
        self.assertEqual(self.in_hands()[0], (1, self.made["people"][winner]))

    def test_two_customers_hinder_nobody(self):
        outcomes = self.at_once(self.give(0, "account_manager"), self.give(1, "second"))
        self.assertTrue(all(isinstance(o, list) for o in outcomes), outcomes)
        given = [
            (1, self.made["people"]["account_manager"]),
            (1, self.made["people"]["second"]),
        ]
        self.assertEqual(self.in_hands(), given)
