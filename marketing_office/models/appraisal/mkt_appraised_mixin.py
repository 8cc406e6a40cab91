from odoo import models


class Appraised(models.AbstractModel):
    """What is decided on a person (`user_id`) of a company (`company_id`)."""

    _name = "mkt.appraised.mixin"
    _description = "What Is Decided on a Person"

    def _decidable(self):
        """Those of the records on which the user decides, in any state.

        That is the Director, and for the Director's own the leadership.
        """
        user, found = self.env.user, self.browse()
        # sudo: who holds which post decides, whatever the user may read
        assignments = self.env["mkt.post.assignment"].sudo()
        for company, records in self.grouped("company_id").items():
            directors = assignments._holders(company, "director")
            holds = {
                code: user._mkt_holds(company, code)
                for code in ("director", "leadership")
            }
            found |= records.filtered(
                lambda record, directors=directors, holds=holds: (
                    record.user_id != user
                    and holds[
                        "leadership" if record.user_id in directors else "director"
                    ]
                )
            )
        return found
