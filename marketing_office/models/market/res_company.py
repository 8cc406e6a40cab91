from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    mkt_price_alert = fields.Float(
        "Price Changes That Alert (%)",
        default=10,
        help="A competitor's price that has changed by more than this since it was last"
        " seen raises a market signal by itself: a serious one by more than twice this,"
        " a very serious one by more than three times.",
    )
    mkt_observe_days = fields.Integer(
        "Segments Observed Within (Days)",
        default=30,
        help="A segment nobody has observed anything of for longer is not covered.",
    )

    _mkt_observation_sensible = models.Constraint(
        "CHECK (mkt_price_alert > 0 AND mkt_observe_days BETWEEN 1 AND 3650)",
        "Enter a price change above zero, and days from one to ten years.",
    )
