from odoo import SUPERUSER_ID, api

LEVELS = [
    "sla_level_signal_asked",
    "sla_level_signal_director",
    "sla_level_signal_leadership",
]


def migrate(cr, version):
    """Signals point to the level that they had only the number of."""
    cr.execute(
        """
        UPDATE mkt_signal SET level_id = known.res_id
        FROM ir_model_data known
        WHERE known.module = 'marketing_office' AND known.name = (%s)[mkt_signal.level]
        """,
        [LEVELS],
    )
    # when the levels were made, no signal seemed to have reached one
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["mkt.sla.level"]._plan_escalations()
    env.flush_all()
