from datetime import datetime

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date, format_datetime, ormcache
from odoo.tools.safe_eval import safe_eval

# so many records of a card, and of all cards, are named one by one
MOST_OF_CARD = 8
MOST_ON_DESK = 20
# beyond that a desk does not count
MOST_COUNTED = 999
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
    domain = fields.Char(
        required=True,
        default="[]",
        help="Which records of the action count; `uid` is the reader.",
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
            field = self.env[card.action_id.res_model]._fields.get(card.due_field)
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
        todo, others = by_part.get("todo", self)._due_records()
        return {
            "posts": [{"id": post.id, "name": post.name} for post in posts],
            "bulletins": self.env["mkt.bulletin"]._newest_unread(),
            "entries": by_part.get("entry", self)._entries(),
            "todo": todo,
            "todo_cards": others,
            "attention": by_part.get("attention", self)._counters(),
            "figures": by_part.get("figure", self)._figures(),
        }

    def _figures(self):
        """Figures of the post with target and trend; the room of indicators gives them."""
        return []

    def _entries(self):
        return [
            {"id": card.id, "name": card.name}
            for card in self
            if self.env[card._get_action().res_model].has_access("create")
        ]

    def _counters(self):
        """Counters by heading, worst first, and the names of those at nothing."""
        headings, quiet = {}, []
        for card in self:
            if count := card._count_records():
                headings.setdefault(card._get_heading(), []).append(
                    {
                        "id": card.id,
                        "name": card.name,
                        "count": _label_count(count),
                        "tone": card.tone,
                    }
                )
            elif card._is_readable():
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

    def _due_records(self):
        """The most urgent records of all cards, and how many each card has.

        A record that several cards name stands there once, for the first of them.
        """
        found, cards = {}, []
        for card in self:
            if not card._is_readable():
                continue
            numbers = card._search_by_due_date()
            # alone, so that only what the desk names is read
            for record in card._get_model().browse(numbers[:MOST_OF_CARD]):
                item = card._get_item(record)
                found.setdefault((item["model"], item["id"]), item)
            if numbers:
                named_all = len(numbers) <= MOST_OF_CARD
                count = len(numbers) if named_all else card._count_records()
                cards.append(
                    {"id": card.id, "name": card.name, "count": _label_count(count)}
                )
        items = sorted(found.values(), key=lambda item: item.pop("rank"))
        return items[:MOST_ON_DESK], cards

    def _search_by_due_date(self):
        """Ids of the card's most urgent records; one more than the desk names of a card."""
        order = f"{self.due_field}, id" if self.due_field else "create_date, id"
        records = self._get_model().search(
            self._get_domain(), order=order, limit=MOST_OF_CARD + 1
        )
        return records.ids

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
            "rank": (
                # late, today, without a date, later
                0 if self._is_past(due, days) else {0: 1, None: 2}.get(days, 3),
                days or 0,
                # within the day by the hour; what is due on the day has all of it
                due.isoformat() if isinstance(due, datetime) else "~",
                self.sequence,
                self.id,
                number,
            ),
        }

    @api.model
    def _get_document(self, record):
        """Model and id of what a record of the desk opens."""
        # an activity or a step of an approval stands for the document it is about
        if "res_model" in record._fields and "res_id" in record._fields:
            return record.res_model, record.res_id
        return record._name, record.id

    @api.model
    def _get_name(self, record):
        return (
            record.res_name if record._name == "mail.activity" else record.display_name
        )

    def _get_reason(self, record):
        if record._name == "mail.activity":
            return record.summary or record.activity_type_id.name
        return self.reason or self.name

    def _get_days(self, due):
        """Days from today until the due date or time; None where there is none."""
        if not due:
            return None
        if isinstance(due, datetime):
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
            moment = format_datetime(self.env, due, dt_format="HH:mm")
            return self.env._("due today %(time)s", time=moment)
        if days == 0:
            return self.env._("due today")
        if days == 1:
            return self.env._("due tomorrow")
        if days <= 14:
            return self.env._("in %(days)s days", days=days)
        return format_date(self.env, due)

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

    def _count_records(self):
        """How many records the card is about; one more than the desk counts at the most."""
        if not self._is_readable():
            return 0
        return self._get_model().search_count(
            self._get_domain(), limit=MOST_COUNTED + 1
        )

    def _is_readable(self):
        return self._get_model().has_access("read")

    def _get_model(self):
        return self.env[self._get_action().res_model]

    def _get_heading(self):
        # sudo: what a menu is called is no secret
        return self.sudo().menu_id.name or self.env._("Other")

    def _get_action(self):
        # sudo: every member reads the actions of the cards on the desk
        return self.sudo().action_id

    def _get_domain(self):
        return self._evaluate(self.domain)

    @api.model
    @ormcache("domain", "self.env.uid")
    def _evaluate(self, domain):
        # kept, since the text and the reader alone decide: reading it takes long
        return safe_eval(domain, {"uid": self.env.uid})


def _label_count(count):
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count)
