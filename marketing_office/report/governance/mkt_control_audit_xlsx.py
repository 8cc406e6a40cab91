from odoo import models

RESULTS = [
    ("control_id", 40),
    ("kind", 12),
    ("period_id", 14),
    ("post_id", 18),
    ("owner_id", 14),
    ("figure", 12),
    ("population", 12),
    ("observed_count", 12),
    ("state", 14),
    ("since", 12),
    ("red_on", 12),
    ("done_on", 12),
    ("frozen", 10),
]
EVIDENCE = [
    ("name", 40),
    ("control_id", 40),
    ("dated_on", 12),
    ("valid_until", 12),
    ("user_id", 14),
]
EXCEPTIONS = [
    ("control_id", 40),
    ("reason", 50),
    ("measures", 40),
    ("user_id", 14),
    ("decided_by_ids", 20),
    ("date_to", 12),
    ("state", 12),
]


class ControlAuditXlsx(models.AbstractModel):
    _name = "mkt.period.xlsx"
    _description = "Audit Record (XLSX)"
    _inherit = ["mkt.xlsx"]

    def _sheets(self, periods):
        audits = [period._audit() for period in periods]

        def together(name, model):
            return self.env[model].union(*(audit[name] for audit in audits))

        return [
            (
                self.env._("Results"),
                together("results", "mkt.control.result"),
                RESULTS,
            ),
            (
                self.env._("Evidence"),
                together("evidence", "mkt.control.evidence"),
                EVIDENCE,
            ),
            (
                self.env._("Exceptions"),
                together("exceptions", "mkt.control.exception"),
                EXCEPTIONS,
            ),
        ]
