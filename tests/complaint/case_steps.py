"""Steps that take a case forward, for tests that begin in the middle."""


class CaseStepsMixin:
    """For classes that have `users` with a service clerk and a customer service manager."""

    def make_case(self, state="received", **vals):
        """A case of the clerk's in the state, as the clerk sees it."""
        clerk = self.users["service_clerk"]
        vals = {"user_id": clerk.id, "partner_id": self.customer.id, **vals}
        case = self.make_complaint(**vals).with_user(clerk)
        self.advance(case, state)
        return case

    def advance(self, case, state):
        for step in (
            "acknowledged",
            "assessed",
            "investigating",
            "responded",
            "decided",
            "closed",
        ):
            if case.state == state:
                return
            getattr(self, f"to_{step}")(case)

    def to_acknowledged(self, case):
        case.action_acknowledge()

    def to_assessed(self, case):
        case.impact = "0"
        case.action_assess()

    def to_investigating(self, case):
        case.action_investigate()

    def to_responded(self, case):
        case.response = "<p>We exchange it.</p>"
        case.action_respond()

    def to_decided(self, case, **vals):
        self.prepare_decision(case, **vals)
        case.with_user(self.users["customer_service_manager"]).action_decide()

    def prepare_decision(self, case, **vals):
        case.write(
            {
                "decision": "upheld",
                "decision_note": "<p>You are right.</p>",
                "cause_id": self.env.ref("marketing_office.cause_material").id,
                **vals,
            }
        )

    def to_closed(self, case):
        case.action_close("The customer said so on the telephone")
