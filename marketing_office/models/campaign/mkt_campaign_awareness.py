from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tools import float_round

from ...tools.optional import OptionalFloat
from ...tools.sample import margin_of_error
from .mkt_campaign_figures import FIGURE_GROUPS

SIDES = "before", "after"


def share(**kwargs):
    return OptionalFloat(
        compute="_compute_awareness", groups=FIGURE_GROUPS, digits=(16, 1), **kwargs
    )


def number(label):
    return fields.Integer(label, compute="_compute_awareness", groups=FIGURE_GROUPS)


class CampaignAwareness(models.Model):
    """How many of those asked were aware before the campaign, and how many after it.

    Two questionnaires of the host's survey app; the question marked in them decides.
    """

    _inherit = "mkt.campaign"

    survey_before_id = fields.Many2one(
        "survey.survey",
        "Questionnaire Before",
        copy=False,
        tracking=True,
        index="btree_not_null",
        ondelete="restrict",
        groups="survey.group_survey_user",
    )
    survey_after_id = fields.Many2one(
        "survey.survey",
        "Questionnaire After",
        copy=False,
        tracking=True,
        index="btree_not_null",
        ondelete="restrict",
        groups="survey.group_survey_user",
    )
    awareness_before = share(string="Aware Before (%)")
    awareness_before_count = number("Asked Before (n)")
    awareness_after = share(string="Aware After (%)")
    awareness_after_count = number("Asked After (n)")
    awareness_change = share(
        string="Change of Awareness (points)",
        help="Aware after less aware before, in percentage points; empty unless both"
        " were asked for.",
    )
    has_awareness_change = fields.Boolean(
        compute="_compute_awareness", groups=FIGURE_GROUPS
    )
    awareness_result = fields.Char(
        "Awareness", compute="_compute_awareness_result", groups=FIGURE_GROUPS
    )

    _surveys_differ = models.Constraint(
        "CHECK (survey_before_id <> survey_after_id)",
        "Take one questionnaire before the campaign and another after it: copy it.",
    )

    @api.depends("survey_before_id", "survey_after_id")
    @api.depends_context("uid")
    def _compute_awareness(self):
        # sudo: the figures are for whoever reads the campaign's, without the answers
        shown = self._with_figures().sudo()
        figures = (shown.survey_before_id | shown.survey_after_id)._mkt_awareness()
        for campaign in self:
            own = shown & campaign._origin
            for side in SIDES:
                survey = own[f"survey_{side}_id"]
                aware, asked = figures.get(survey.id, (0, 0))
                campaign[f"awareness_{side}"] = asked > 0 and 100 * aware / asked
                campaign[f"awareness_{side}_count"] = asked
            both = campaign.awareness_before_count and campaign.awareness_after_count
            campaign.has_awareness_change = bool(both)
            campaign.awareness_change = (
                bool(both) and campaign.awareness_after - campaign.awareness_before
            )

    @api.depends("survey_before_id", "survey_after_id")
    @api.depends_context("uid", "lang")
    def _compute_awareness_result(self):
        for campaign in self:
            parts = [
                self.env._("before: %(share)s", share=campaign._aware_label("before")),
                self.env._("after: %(share)s", share=campaign._aware_label("after")),
            ]
            if campaign.has_awareness_change:
                parts.append(
                    self.env._(
                        "change: %(points)+.1f points",
                        points=float_round(campaign.awareness_change, 1),
                    )
                )
            campaign.awareness_result = " · ".join(parts)

    def _aware_label(self, side):
        asked = self[f"awareness_{side}_count"]
        if not asked:
            return self.env._("No data")
        return self.env._(
            "%(share).1f%% aware (n = %(count)s, ± %(margin).1f)",
            share=float_round(self[f"awareness_{side}"], 1),
            count=asked,
            margin=float_round(margin_of_error(asked), 1),
        )

    @api.constrains("survey_before_id", "survey_after_id")
    def _check_awareness_question(self):
        # sudo: the questionnaire must suit, whoever may read it
        campaigns = self.sudo()
        for survey in campaigns.survey_before_id | campaigns.survey_after_id:
            question = survey.question_ids.filtered(
                lambda q: q.mkt_measure == "awareness"
            )
            if not question or not question._mkt_tells_awareness():
                raise ValidationError(
                    self.env._(
                        "%(survey)s: mark the question that asks for awareness, and"
                        " which of its answers count as aware.",
                        survey=survey.title,
                    )
                )

    # ------------------------------------------------------------- questionnaires

    def action_create_questionnaires(self):
        """A questionnaire before and one after, ready to be sent, where they lack."""
        self.ensure_one()
        self.check_access("write")
        for side, title in (
            ("before", self.env._("%s: awareness before", self.name)),
            ("after", self.env._("%s: awareness after", self.name)),
        ):
            if not self[f"survey_{side}_id"]:
                self[f"survey_{side}_id"] = self.env["survey.survey"].create(
                    self._questionnaire_vals(title)
                )

    def _questionnaire_vals(self, title):
        answers = (
            (self.env._("Yes, I know it"), True),
            (self.env._("No, not yet"), False),
        )
        return {
            "title": title,
            "survey_type": "survey",
            "access_mode": "public",
            "users_login_required": False,
            "questions_layout": "one_page",
            "scoring_type": "no_scoring",
            "user_id": self.env.uid,
            "question_and_page_ids": [
                Command.create(
                    {
                        "title": self._awareness_title(),
                        "question_type": "simple_choice",
                        "constr_mandatory": True,
                        "mkt_measure": "awareness",
                        "suggested_answer_ids": [
                            Command.create({"value": value, "mkt_is_aware": aware})
                            for value, aware in answers
                        ],
                    }
                )
            ],
        }

    def _awareness_title(self):
        company = self.company_id.name
        # sudo: the names of the products, for users without their rights
        products = "、".join(self.sudo().product_ids.mapped("name"))
        if products:
            return self.env._(
                "Have you heard of %(products)s by %(company)s?",
                products=products,
                company=company,
            )
        return self.env._("Have you heard of %(company)s?", company=company)
