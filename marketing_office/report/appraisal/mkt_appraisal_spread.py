from odoo import fields, models
from odoo.tools import SQL

from ...models.appraisal.mkt_appraisal_round import FEW
from ...tools.optional import OptionalFloat


class AppraisalSpread(models.Model):
    """How each judge of a round has judged, beside all together.

    Figures of fewer than five people are not shown: they would show the people.
    """

    _name = "mkt.appraisal.spread"
    _description = "Spread of Scores by Judge"
    _auto = False
    _order = "round_id, manager_id"
    _depends = {
        "mkt.appraisal": [
            "round_id",
            "manager_id",
            "score",
            "measured_score",
            "judged_score",
            "grade_id",
            "user_id",
            "state",
        ],
        "mkt.appraisal.grade": ["is_top"],
    }

    round_id = fields.Many2one("mkt.appraisal.round", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    manager_id = fields.Many2one("res.users", "Appraiser", readonly=True)
    name = fields.Char("Appraised by (Person)", compute="_compute_name")
    people = fields.Integer("People (n)", readonly=True)
    is_shown = fields.Boolean(readonly=True)
    average = OptionalFloat("Average Score", digits=(16, 1), readonly=True)
    lowest = OptionalFloat(digits=(16, 1), readonly=True)
    highest = OptionalFloat(digits=(16, 1), readonly=True)
    deviation = OptionalFloat("Standard Deviation", digits=(16, 1), readonly=True)
    top_share = OptionalFloat("Top Grades (%)", digits=(16, 1), readonly=True)
    difference = OptionalFloat(
        "Judged less Measured",
        digits=(16, 1),
        readonly=True,
        help="Above zero: milder than the figures; below: stricter.",
    )

    def _compute_name(self):
        for row in self:
            row.name = row.manager_id.name or self.env._("All together")

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT card.round_id * 10000000::bigint + COALESCE(card.manager_id, 0) AS id,
                card.round_id, card.company_id, card.manager_id,
                COUNT(*) AS people,
                COUNT(*) >= %(few)s AS is_shown,
                %(figures)s
            FROM mkt_appraisal card
            LEFT JOIN mkt_appraisal_grade grade ON grade.id = card.grade_id
            WHERE card.score IS NOT NULL
                -- nobody works out their own score before its release
                AND (card.user_id <> %(reader)s OR card.state IN ('released', 'seen'))
            GROUP BY GROUPING SETS (
                (card.round_id, card.company_id, card.manager_id),
                (card.round_id, card.company_id)
            )
            HAVING GROUPING(card.manager_id) = 1 OR card.manager_id IS NOT NULL
            """,
            few=FEW,
            reader=self.env.uid,
            figures=SQL(", ").join(
                SQL(
                    "CASE WHEN COUNT(*) >= %s THEN %s END AS %s",
                    FEW,
                    SQL(figure),
                    SQL.identifier(name),
                )
                for name, figure in (
                    ("average", "AVG(card.score)"),
                    ("lowest", "MIN(card.score)"),
                    ("highest", "MAX(card.score)"),
                    ("deviation", "STDDEV_POP(card.score)"),
                    (
                        "top_share",
                        "100.0 * COUNT(*) FILTER (WHERE grade.is_top) / COUNT(*)",
                    ),
                    ("difference", "AVG(card.judged_score - card.measured_score)"),
                )
            ),
        )
