from odoo import SUPERUSER_ID, api
from odoo.tools import SQL

OPEN_STATES = "approved", "fieldwork", "analysis"


def migrate(cr, version):
    """Drafts of findings waited for their review: those with evidence are submitted now.

    Whoever was sent a questionnaire of a study counts as invited; so far all who had
    opened the page did.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    card = env.ref(
        "marketing_office.desk_card_findings_to_validate", raise_if_not_found=False
    )
    if card:
        card.domain = card.domain.replace(
            "('state', '=', 'draft')", "('state', '=', 'submitted')"
        )
    drafts = env["mkt.finding"].search(
        [("state", "=", "draft"), ("study_id.state", "in", OPEN_STATES)]
    )
    drafts.filtered("evidence_count").state = "submitted"
    env.flush_all()
    # raw: so many answers at once, each of which would compute its figures anew
    env.cr.execute(
        SQL(
            """UPDATE survey_user_input SET mkt_invited_at = create_date
            WHERE mkt_invited_at IS NULL AND test_entry IS NOT TRUE
                AND (partner_id IS NOT NULL OR email IS NOT NULL)
                AND survey_id IN (
                    SELECT survey_survey_id FROM mkt_study_survey_survey_rel)"""
        )
    )
    env.invalidate_all()
