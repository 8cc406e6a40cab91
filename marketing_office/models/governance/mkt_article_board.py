from odoo import api, fields, models

from .mkt_control import CONTROL_KINDS
from .mkt_control_result import STATES

# of several controls the worst says how an article stands
WORST_FIRST = ["not_observed", "accepted", "no_data", "observed"]


class ArticleBoard(models.Model):
    """How the articles stand in the reader's company: on the board, and on each screen."""

    _inherit = "mkt.article"

    observance = fields.Selection(
        STATES,
        "Observed?",
        compute="_compute_observance",
        help="By the worst of its controls; no data is told from observed.",
    )
    control_count = fields.Integer("Number of Controls", compute="_compute_observance")

    @api.depends("control_ids")
    @api.depends_context("company")
    def _compute_observance(self):
        results = self._current_results()
        in_force = self.control_ids.filtered_domain(
            self.env["mkt.control"]._domain_of(self.env.company)
        )
        for article in self:
            controls = article.control_ids & in_force
            states = {results[c].state for c in controls if c in results}
            article.control_count = len(controls)
            article.observance = next(
                (s for s in WORST_FIRST if s in states), "no_data"
            )

    @api.model
    def _current_results(self):
        """The results of the running periods in the company, {control: result}."""
        results = self.env["mkt.control.result"]
        if not results.has_access("read"):
            return {}
        results = results.search(
            [("company_id", "=", self.env.company.id), ("is_current", "=", True)]
        )
        return {result.control_id: result for result in results}

    @api.model
    def _state_labels(self):
        return dict(self._fields["observance"]._description_selection(self.env))

    # ------------------------------------------------------------- the board

    @api.model
    @api.readonly
    def get_board(self):
        """The whole system of the company as JSON values, chapter by chapter."""
        self.check_access("read")
        articles = self.search(self._domain_of(self.env.company))
        results = self._current_results()
        controls = self.env["mkt.control"].search(
            self.env["mkt.control"]._domain_of(self.env.company)
        )
        labels = {
            "state": self._state_labels(),
            "kind": dict(controls._fields["kind"]._description_selection(self.env)),
        }
        items = {c: c._board_item(results.get(c), labels) for c in controls}
        by_chapter = articles.grouped("chapter")
        chapters = self._fields["chapter"]._description_selection(self.env)
        computed = [r.computed_at for r in results.values() if r.computed_at]
        return {
            "company": self.env.company.name,
            "computed_at": fields.Datetime.to_string(max(computed, default=False))
            if computed
            else False,
            "chapters": [
                {
                    "key": key,
                    "name": name,
                    "articles": [
                        article._board_article(items)
                        for article in by_chapter.get(key, self)
                    ],
                }
                for key, name in chapters
                if key in by_chapter
            ],
            "kinds": self._board_kinds(controls, labels),
            "states": [
                {
                    "key": key,
                    "name": name,
                    "count": sum(a.observance == key for a in articles),
                }
                for key, name in labels["state"].items()
            ],
        }

    def _board_article(self, items):
        return {
            "id": self.id,
            "clause": self.clause,
            "name": self.name,
            "state": self.observance,
            "posts": "、".join(self.post_ids.mapped("name")),
            "controls": [items[c] for c in self.control_ids.sorted() if c in items],
        }

    @api.model
    def _board_kinds(self, controls, labels):
        """How many controls there are of each kind, and their share of all."""
        by_kind = controls.grouped("kind")
        return [
            {
                "key": key,
                "name": labels["kind"][key],
                "count": len(by_kind.get(key, ())),
                "share": round(100 * len(by_kind.get(key, ())) / (len(controls) or 1)),
            }
            for key, _label in CONTROL_KINDS
        ]

    # ------------------------------------------------------------- on each screen

    @api.model
    @api.readonly
    def get_articles_here(self, action_id, model):
        """The articles of a screen: of its action, or else of what it shows.

        Readers without a post in the office are told nothing.
        """
        # no screen of any kind is called by anything else
        if not (isinstance(action_id, int) and isinstance(model, (str, bool))):
            return []
        # an administrator keeps the articles, and reads no results
        if not self.env["mkt.control.result"].has_access("read"):
            return []
        articles = self.search(self._domain_of(self.env.company))
        by_action, by_model = articles._places()
        here = by_action.get(action_id) or by_model.get(model) or self
        labels = self._state_labels()
        return [
            {
                "id": article.id,
                "clause": article.clause,
                "name": article.name,
                "state": article.observance,
                "state_name": labels[article.observance],
            }
            for article in here.sorted()
        ]

    def _places(self):
        """Articles by the ids of the actions where they are done, and by their models."""
        # sudo: which screen a menu opens is no secret
        menus = self.sudo().menu_ids
        actions = {menu: menu.action for menu in menus if menu.action}
        by_action, by_model = {}, {}
        for article in self:
            for menu in article.sudo().menu_ids & menus:
                action = actions.get(menu)
                if not action:
                    continue
                model = "res_model" in action._fields and action.res_model
                for key, places in ((action.id, by_action), (model, by_model)):
                    places[key] = places.get(key, self.browse()) | article
        return by_action, by_model

    def action_open(self):
        """The article's form."""
        self.ensure_one()
        return self._get_records_action()


class ControlBoard(models.Model):
    _inherit = "mkt.control"

    result_id = fields.Many2one(
        "mkt.control.result", "Present Result", compute="_compute_result"
    )
    observance = fields.Selection(STATES, "Observed?", compute="_compute_result")
    figure_label = fields.Char("Result", compute="_compute_result")
    since = fields.Date("So Since", compute="_compute_result")
    trend = fields.Char(compute="_compute_result")

    @api.depends_context("company", "lang")
    def _compute_result(self):
        """How the control stands in the running period of the company."""
        results = self.env["mkt.article"]._current_results()
        for control in self:
            result = results.get(control._origin, self.env["mkt.control.result"])
            control.result_id = result
            control.observance = result.state or "no_data"
            control.figure_label = result.figure_label
            control.since = result.since
            control.trend = result.trend

    def _board_item(self, result, labels):
        state = result.state if result else "no_data"
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "kind_name": labels["kind"][self.kind],
            "state": state,
            "state_name": labels["state"][state],
            "result": result.id if result else False,
            "figure": result.figure_label if result and self.kind == "measured" else "",
            "since": fields.Date.to_string(result.since) if result else "",
        }

    def action_open_result(self):
        """The present result of the control, or the control where there is none yet."""
        self.ensure_one()
        self.check_access("read")
        return (self.result_id or self)._get_records_action()
