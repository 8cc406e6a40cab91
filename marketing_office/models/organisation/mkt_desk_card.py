from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date
from odoo.tools.safe_eval import safe_eval

# so many records of all cards are named one by one
MOST_ON_DESK = 20
TONES = ["danger", "warning", "info", "success"]


class DeskCard(models.Model):
    """What a post finds on its desk: records that are due, counters, quick entries.

    Cards are data that the rooms add. A card of the part `todo` names its records
    themselves, one of the part `attention` counts them.
    """

    _name = "mkt.desk.card"
    _description = "Desk Card"
    _inherit = ["mkt.written.mixin"]
    _order = "sequence, id"

    name = fields.Char(translate=True)
    sequence = fields.Integer(default=10)
    part = fields.Selection(
        [
            ("entry", "Quick Entries"),
            ("todo", "To Do Today"),
            ("attention", "Needs Attention"),
        ],
        required=True,
        default="attention",
        help="Where the card stands on the desk. To Do Today names the records"
        " themselves, Needs Attention counts them, Quick Entries open an empty form.",
    )
    menu_id = fields.Many2one(
        "ir.ui.menu",
        "Heading",
        ondelete="cascade",
        help="The menu under whose name the counter stands.",
    )
    post_ids = fields.Many2many(
        "mkt.post",
        string="Posts",
        help="Whose desk shows the card; empty: everybody's.",
    )
    action_id = fields.Many2one(
        "ir.actions.act_window", "Opens", required=True, ondelete="cascade"
    )
    res_model = fields.Char(related="action_id.res_model", store=True)
    domain = fields.Char(
        required=True,
        default="[]",
        help="Which records of the action count; `uid` is the reader.",
    )
    is_for_writers = fields.Boolean(
        "For Who May Change Them",
        help="Documents that one makes oneself: who may not change them has none, and is"
        " not asked.",
    )
    due_field = fields.Char(
        help="The date field by which the records are due: the most urgent stand first."
    )
    reason = fields.Char(
        translate=True, help="Why a record is on the desk, in a word or two."
    )
    tone = fields.Selection(
        [
            ("info", "To Know"),
            ("success", "Good"),
            ("warning", "To Do"),
            ("danger", "Urgent"),
        ],
        required=True,
        default="info",
    )

    _named = models.Constraint(
        "CHECK (name IS NOT NULL OR part = 'figure')", "Give the card a name."
    )

    @api.constrains("due_field", "action_id")
    def _check_due_field(self):
        for card in self.filtered("due_field"):
            field = self.env[card.res_model]._fields.get(card.due_field)
            if not field or field.type not in ("date", "datetime") or not field.store:
                raise ValidationError(
                    self.env._(
                        "%(card)s: %(field)s is no stored date of what the card opens.",
                        card=card.name,
                        field=card.due_field,
                    )
                )

    # ------------------------------------------------------------- the desk

    @api.model
    @api.readonly
    def get_desk(self, post_id=False):
        """The reader's desk as JSON values; of one of the reader's posts, or of all."""
        self.check_access("read")
        posts = self.env.user._mkt_posts()
        shown = posts.filtered(lambda post: post.id == post_id) or posts
        cards = self.search(
            ["|", ("post_ids", "=", False), ("post_ids", "in", shown.ids)]
        )
        by_part = cards.grouped("part")
        todo, attention = (
            by_part.get(part, self)._readable() for part in ("todo", "attention")
        )
        found = (todo | attention)._look_up()
        items, others = todo._due_records(found)
        return {
            "posts": [{"id": post.id, "name": post.name} for post in posts],
            "bulletins": self.env["mkt.bulletin"]._newest_unread(),
            "entries": by_part.get("entry", self)._entries(),
            "todo": items,
            "todo_cards": others,
            "attention": attention._counters(found),
            "figures": by_part.get("figure", self)._figures(),
        }

    def _figures(self):
        """Figures of the post with target and trend; the room of indicators gives them."""
        return []

    def _entries(self):
        return [
            {"id": card.id, "name": card.name}
            for card in self
            if self.env[card.res_model].has_access("create")
        ]

    def _counters(self, found):
        """Counters by heading, worst first, and the names of those at nothing."""
        counted = self.filtered(lambda card: found[card].count)
        # sudo: what a menu is called is no secret; its other fields are not asked for
        counted.sudo().menu_id.fetch(["name"])
        headings, quiet = {}, []
        for card in self:
            if found[card].count:
                headings.setdefault(card._get_heading(), []).append(
                    {
                        "id": card.id,
                        "name": card.name,
                        "count": found[card].label,
                        "tone": card.tone,
                    }
                )
            else:
                quiet.append({"id": card.id, "name": card.name})
        groups = [
            {
                "name": name,
                "cards": sorted(cards, key=lambda c: TONES.index(c["tone"])),
            }
            for name, cards in headings.items()
        ]
        groups.sort(key=lambda group: TONES.index(group["cards"][0]["tone"]))
        return {"groups": groups, "quiet": quiet}

    def _due_records(self, found):
        """The most urgent records of all cards, and how many each card has.

        A record that several cards name stands there once, for the first of them.
        """
        ranked, cards = {}, []
        for card in self:
            for record in found[card].records:
                key = self._get_document(record)
                ranked.setdefault(key, (card._get_rank(record, key), card, record))
            if found[card].count:
                cards.append(
                    {"id": card.id, "name": card.name, "count": found[card].label}
                )
        urgent = sorted(ranked.values(), key=lambda one: one[0])[:MOST_ON_DESK]
        items = [card._get_item(record) for _rank, card, record in urgent]
        names = self._name_documents(record for _rank, _card, record in urgent)
        for item in items:
            item["name"] = names.get((item["model"], item["id"]), item["name"])
        return items, cards

    @api.model
    def _name_documents(self, records):
        """What activities are about, in the reader's language and not their planner's."""
        activities = self.env["mail.activity"].concat(
            *(record for record in records if record._name == "mail.activity")
        )
        return {
            (model, document.id): document.display_name
            for model, some in activities.grouped("res_model").items()
            # an activity of one's own is about nothing else
            if model
            for document in self.env[model]
            .browse(some.mapped("res_id"))
            ._filtered_access("read")
        }

    def _get_rank(self, record, document):
        """Where the record stands on the desk: late, due today, without a date, later."""
        due = record[self.due_field] if self.due_field else False
        days = self._get_days(due)
        when = 0 if self._is_past(due, days) else {0: 1, None: 2}.get(days, 3)
        # within the day by the hour; what is due on the day has all of it
        hour = due.isoformat() if isinstance(due, datetime) else "~"
        return when, days or 0, hour, self.sequence, self.id, document[1]

    def _get_item(self, record):
        due = record[self.due_field] if self.due_field else False
        days = self._get_days(due)
        model, number = self._get_document(record)
        return {
            "card": self.id,
            "model": model,
            "id": number,
            "name": self._get_name(record),
            "why": self._get_reason(record),
            "due": self._label_due(due, days) if due else "",
            "late": self._is_past(due, days),
            "tone": self.tone,
        }

    @api.model
    def _get_document(self, record):
        """Model and id of what a record of the desk opens."""
        # an activity or a step of an approval stands for the document it is about
        if "res_model" in record._fields and record.res_model:
            return record.res_model, record.res_id
        return record._name, record.id

    @api.model
    def _get_name(self, record):
        if record._name == "mail.activity":
            return record.res_name or self._get_reason(record)
        return record.display_name

    def _get_reason(self, record):
        if record._name == "mail.activity":
            return record.summary or record.activity_type_id.name
        return self.reason or self.name

    def _get_days(self, due):
        """Days from today until the due date or time; None where there is none."""
        if not due:
            return None
        if isinstance(due, datetime):
            # midnight is the end of the day before
            due -= timedelta(seconds=1)
            due = fields.Datetime.context_timestamp(self, due).date()
        return (due - fields.Date.context_today(self)).days

    def _is_past(self, due, days):
        if isinstance(due, datetime):
            return due < fields.Datetime.now()
        return bool(due) and days < 0

    def _label_due(self, due, days):
        if days < -1:
            return self.env._("%(days)s days late", days=-days)
        if days == -1:
            return self.env._("due yesterday")
        if days == 0 and isinstance(due, datetime):
            moment = fields.Datetime.context_timestamp(self, due)
            hour = "24:00" if moment.time() == time.min else f"{moment:%H:%M}"
            return self.env._("due today %(time)s", time=hour)
        if days == 0:
            return self.env._("due today")
        if days == 1:
            return self.env._("due tomorrow")
        if days <= 14:
            return self.env._("in %(days)s days", days=days)
        return format_date(
            self.env, fields.Date.context_today(self) + timedelta(days=days)
        )

    # ------------------------------------------------------------- opening

    def action_open(self):
        """The window action of the card, and the filter that shows what the card is about."""
        self.ensure_one()
        self.check_access("read")
        action = self._get_action()._get_action_dict()
        # a list can be sorted by what is due
        views = sorted(action["views"], key=lambda view: view[1] != "list")
        return {
            "action": {**action, "views": views, "domain": [], "context": {}},
            "filter": {"description": self.name, "domain": self._get_domain()},
            "order": self.due_field or False,
        }

    def action_enter(self):
        """An empty form of the card's action, with the values that the action presets."""
        self.ensure_one()
        self.check_access("read")
        action = self._get_action()._get_action_dict()
        forms = [view for view in action["views"] if view[1] == "form"]
        return {**action, "views": forms or [(False, "form")], "view_mode": "form"}

    def _get_model(self):
        return self.env[self.res_model]

    def _get_heading(self):
        # sudo: what a menu is called is no secret
        return self.sudo().menu_id.name or self.env._("Other")

    def _get_action(self):
        # sudo: every member reads the actions of the cards on the desk
        return self.sudo().action_id

    def _get_domain(self):
        return self._evaluate(self.domain)

    @api.model
    def _evaluate(self, domain):
        return safe_eval(domain, {"uid": self.env.uid})
