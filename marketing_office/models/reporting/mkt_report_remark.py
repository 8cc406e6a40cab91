from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.deletion import guards_deletion

TASK = "marketing_office.mail_activity_type_report_remark"
# what the leadership says, while it reads the report
SAID = {"name", "user_id", "deadline"}


class ReportRemark(models.Model):
    """A remark of the leadership on a report: once given, a task with owner and date."""

    _name = "mkt.report.remark"
    _description = "Remark on a Report"
    _inherit = ["mkt.governed.mixin", "mail.thread", "mkt.reminder.mixin"]
    _finished = {"done": ()}
    _order = "report_id desc, deadline, id"
    _governed = ("state", "is_given", "given_at", "done_on", "version")
    _fixed_after_creation = ("report_id",)

    report_id = fields.Many2one(
        "mkt.report", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="report_id.company_id", store=True, index=True)
    name = fields.Char("Remark", required=True)
    user_id = fields.Many2one(
        "res.users",
        "Owner",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    deadline = fields.Date("To Be Done by", required=True)
    state = fields.Selection(
        [("open", "To Do"), ("done", "Done")],
        required=True,
        readonly=True,
        default="open",
        copy=False,
    )
    is_given = fields.Boolean("Given", readonly=True, copy=False)
    given_at = fields.Datetime("Given on", readonly=True, copy=False)
    version = fields.Integer("On Version", readonly=True, copy=False)
    answer = fields.Text("What Became of It", copy=False)
    done_on = fields.Date("Done on", readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        remarks = super().create(vals_list)
        remarks._check_may_say()
        return remarks

    def write(self, vals):
        if SAID & vals.keys():
            self._check_may_say()
        return super().write(vals)

    @guards_deletion
    def _unlink_except_not_given(self):
        self._check_may_say()

    def _check_may_say(self):
        """Raise unless the leadership is reading the report at this time."""
        if self.env.su:
            return
        for remark in self:
            report = remark.report_id
            if remark.is_given or report.state != "submitted":
                raise UserError(
                    self.env._(
                        "%(report)s: remarks are made while the leadership reads the"
                        " report.",
                        report=report.display_name,
                    )
                )
            report._check_holds("leadership")

    def action_done(self):
        """The owner has done what was asked, and says what became of it."""
        self.check_access("read")
        self._check_state("open")
        for remark in self:
            if not remark.is_given or remark.user_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "%(remark)s: its owner alone says that it is done.",
                        remark=remark.name,
                    )
                )
            self._check_reason(remark.answer)
        for company, remarks in self.grouped("company_id").items():
            remarks._set_state("done", done_on=company._mkt_today())
        # sudo: the reminder goes with the task
        self.sudo()._forget_reminders(TASK)

    def _give(self):
        """The remarks become tasks of their owners; called as superuser."""
        for remark in self:
            remark.write(
                {
                    "is_given": True,
                    "given_at": fields.Datetime.now(),
                    "version": remark.report_id.version,
                }
            )
        self._remind(self.grouped("user_id"), TASK)

    def _reminder_deadline(self):
        return self.deadline
