from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.advertising_text import as_read, contains, normalised, word_list


class AdvertisingWord(models.Model):
    """A word that promotional materials do not use, or only after a second look."""

    _name = "mkt.advertising.word"
    _description = "Word Not for Advertising"
    _inherit = ["mkt.shared.mixin"]
    _order = "sequence, id"

    name = fields.Char(
        "Word",
        required=True,
        help="As it is written: a word in simplified and in traditional characters is"
        " listed twice.",
    )
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    treatment = fields.Selection(
        [("forbidden", "Forbidden"), ("doubtful", "To Be Looked At")],
        required=True,
        default="forbidden",
        help="Forbidden: the material cannot be submitted. To be looked at: whoever"
        " decides on the material is shown the word.",
    )
    allowed_in = fields.Char(
        "Allowed Within",
        help="Words that contain it and may be used, one after the other with commas.",
    )
    source = fields.Char(translate=True, help="The law or the rule that says so.")
    shared_id = fields.Many2one(
        "mkt.advertising.word",
        "Adapted From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    adapted_ids = fields.One2many(
        "mkt.advertising.word", "shared_id", context={"active_test": False}
    )

    @api.constrains("name", "allowed_in")
    def _check_word(self):
        for word in self:
            if not normalised(word.name).strip():
                raise ValidationError(self.env._("Give a word that can be read."))
            for other in word_list(word.allowed_in or ""):
                if not contains(other, word.name):
                    raise ValidationError(
                        self.env._(
                            "“%(other)s” does not contain “%(word)s”.",
                            other=other,
                            word=word.name,
                        )
                    )

    def _used_in(self, text):
        """Those of the words that the text uses."""
        text = as_read(text)
        return self.filtered(
            lambda word: contains(text, word.name, word_list(word.allowed_in or ""))
        )
