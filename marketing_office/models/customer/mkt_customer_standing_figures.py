from odoo import api, models
from odoo.tools import SQL

# what is counted anew, and written where it has changed
COUNTED = (
    *("user_id", "is_in_pool", "release_on", "grade_id", "lifecycle"),
    *("first_order_on", "last_order_on", "order_count", "rhythm_days", "overdue_on"),
    *("revenue", "revenue_before", "growth", "at_stake"),
    *("last_contact_on", "agreement_until", "is_complete"),
)


class CustomerStandingFigures(models.Model):
    """Grade, lifecycle and rhythm, counted from the orders.

    One statement for a company, however many customers it has: it writes what has
    changed, and nothing where nothing has.
    """

    _inherit = "mkt.customer.standing"

    @api.model
    def _cron_compute(self):
        """Count the figures of each company anew, then tell of what goes back to the pool."""
        companies = self.env["res.company"].search([("active", "=", True)])
        commit_progress = self.env["ir.cron"]._commit_progress
        commit_progress(remaining=len(companies))
        for company in companies:
            self._compute_figures(company)
            if not commit_progress(1):
                break
        self._remind_of_release()
        self._release_due()

    @api.model
    def _compute_figures(self, company):
        """Count the figures of the company's customers; the number of rows written."""
        self.env.flush_all()
        [[written, added]] = self.env.execute_query(self._figures_statement(company))
        self.env.invalidate_all()
        return written + added

    def _figures_statement(self, company):
        columns = SQL(", ").join(map(SQL.identifier, COUNTED))
        return SQL(
            """
            WITH figures AS MATERIALIZED (%(figures)s),
            written AS (
                UPDATE mkt_customer_standing own SET (%(columns)s) = ROW(%(counted)s)
                FROM figures
                WHERE own.company_id = %(company)s
                    AND own.partner_id = figures.partner_id
                    AND ROW(%(stored)s) IS DISTINCT FROM ROW(%(counted)s)
                RETURNING own.id
            ),
            added AS (
                INSERT INTO mkt_customer_standing (
                    company_id, partner_id, create_uid, write_uid, create_date,
                    write_date, %(columns)s
                )
                SELECT %(company)s, partner_id, %(uid)s, %(uid)s, now() AT TIME ZONE
                    'UTC', now() AT TIME ZONE 'UTC', %(counted)s
                FROM figures WHERE is_new
                RETURNING id
            )
            SELECT (SELECT COUNT(*) FROM written), (SELECT COUNT(*) FROM added)
            """,
            figures=self._figures_query(company),
            columns=columns,
            stored=SQL(", ").join(SQL.identifier("own", name) for name in COUNTED),
            counted=SQL(", ").join(SQL.identifier("figures", n) for n in COUNTED),
            company=company.id,
            uid=self.env.uid,
        )

    def _figures_query(self, company):
        """SQL: the figures of each customer of the company as they are today."""
        return SQL(
            """
            WITH %(bought)s,
            held AS (
                SELECT tenure.partner_id, tenure.date_from,
                    CASE WHEN holder.active THEN holder.id END AS user_id
                FROM mkt_customer_assignment tenure
                JOIN res_users holder ON holder.id = tenure.user_id
                WHERE tenure.company_id = %(company)s
                    AND tenure.is_merged IS NOT TRUE
                    AND %(today)s BETWEEN tenure.date_from
                        AND COALESCE(tenure.date_to, 'infinity')
            ),
            contacted AS (
                SELECT partner_id, MAX(day) AS day
                FROM (%(contacts)s) contact GROUP BY partner_id
            ),
            agreed AS (
                SELECT partner_id, MAX(until) AS until
                FROM (%(agreements)s) agreement GROUP BY partner_id
            ),
            customers AS (%(customers)s),
            counted AS (
                SELECT customers.partner_id,
                    own.id IS NULL AS is_new,
                    held.user_id,
                    held.date_from,
                    held.partner_id IS NULL AS is_in_pool,
                    own.grade_id AS grade_before,
                    COALESCE(own.is_grade_judged, FALSE) AS is_grade_judged,
                    COALESCE(own.potential, 0) AS potential,
                    bought.first_order_on,
                    bought.last_order_on,
                    COALESCE(bought.order_count, 0) AS order_count,
                    bought.rhythm_days,
                    bought.last_order_on
                        + CEIL(bought.rhythm_days * %(tolerance)s)::integer
                        AS overdue_on,
                    COALESCE(bought.revenue, 0) AS revenue,
                    COALESCE(bought.revenue_before, 0) AS revenue_before,
                    CASE WHEN bought.revenue_before > 0 THEN ROUND(
                        (bought.revenue - bought.revenue_before) * 100
                        / bought.revenue_before, 1
                    ) END AS growth,
                    COALESCE(bought.at_stake, 0) AS at_stake,
                    %(today)s - bought.last_order_on AS days,
                    COALESCE(bought.rhythm_days * %(tolerance)s, 0) AS patience,
                    contacted.day AS last_contact_on,
                    agreed.until AS agreement_until,
                    held.user_id IS NOT NULL
                        AND COALESCE(NULLIF(partner.phone, ''), partner.email, '') <> ''
                        AND COALESCE(partner.city, '') <> ''
                        AND COALESCE(partner.mkt_needs, '') <> ''
                        AND (partner.industry_id IS NOT NULL
                            OR partner.is_company IS NOT TRUE) AS is_complete
                FROM customers
                JOIN res_partner partner ON partner.id = customers.partner_id
                LEFT JOIN mkt_customer_standing own ON own.company_id = %(company)s
                    AND own.partner_id = customers.partner_id
                LEFT JOIN bought ON bought.partner_id = customers.partner_id
                LEFT JOIN held ON held.partner_id = customers.partner_id
                LEFT JOIN contacted ON contacted.partner_id = customers.partner_id
                LEFT JOIN agreed ON agreed.partner_id = customers.partner_id
            ),
            graded AS (
                SELECT counted.*,
                    CASE WHEN is_grade_judged THEN grade_before
                        %(grade)s END AS grade_id
                FROM counted
            )
            SELECT partner_id, is_new, user_id, is_in_pool, grade_id,
                CASE
                    WHEN days IS NULL THEN 'prospect'
                    WHEN days > GREATEST(%(lost)s, patience * 2) THEN 'lost'
                    WHEN days > GREATEST(%(dormant)s, patience) THEN 'dormant'
                    WHEN %(today)s - first_order_on < %(new)s THEN 'new'
                    ELSE 'active'
                END AS lifecycle,
                first_order_on, last_order_on, order_count, rhythm_days, overdue_on,
                revenue, revenue_before, growth, at_stake,
                last_contact_on, agreement_until, is_complete,
                CASE WHEN NOT is_in_pool THEN %(idle)s
                    + GREATEST(last_order_on, last_contact_on, agreement_until, date_from)
                END AS release_on
            FROM graded
            """,
            bought=self._bought_query(company),
            contacts=self._contacts_query(company),
            agreements=self._agreements_query(company),
            customers=self._customers_query(company),
            company=company.id,
            today=SQL("%s::date", company._mkt_today()),
            tolerance=SQL("%s::numeric / 100", company.mkt_rhythm_percent),
            new=company.mkt_new_days,
            dormant=company.mkt_dormant_days,
            lost=company.mkt_lost_days,
            grade=self._grade_query(company),
            idle=self._idle_query(company),
        )

    def _grade_query(self, company):
        """SQL: the cases of the rules, the best grade first."""
        # written out: a look-up in a table of rules costs more than all the grading
        return SQL(" ").join(
            SQL(
                """
                WHEN order_count > 0 AND revenue >= %(revenue)s
                    AND (%(any_growth)s OR growth >= %(growth)s)
                    OR %(has_potential)s AND potential >= %(potential)s
                    THEN %(grade)s
                """,
                revenue=rule.revenue_from,
                any_growth=not rule.growth_from,
                growth=rule.growth_from,
                has_potential=rule.potential_from > 0,
                potential=rule.potential_from,
                grade=rule.grade_id.id,
            )
            for rule in self.env["mkt.grade.rule"]._of(company)
        )

    def _idle_query(self, company):
        """SQL: the days after which a customer of the grade is released; null for never."""
        rules = self.env["mkt.grade.rule"]._of(company).filtered("idle_days")
        cases = SQL(" ").join(
            SQL("WHEN %s THEN %s", rule.grade_id.id, rule.idle_days) for rule in rules
        )
        return SQL("CASE grade_id %s END", cases) if rules else SQL("NULL::integer")

    def _bought_query(self, company):
        """Common table expressions, the last one `bought`: what each customer has ordered."""
        return SQL(
            """
            %(days)s,
            gaps AS (
                SELECT partner_id, day, orders, amount,
                    day - LAG(day) OVER (PARTITION BY partner_id ORDER BY day) AS gap,
                    MAX(day) OVER (PARTITION BY partner_id) AS last_day
                FROM order_days
            ),
            bought AS (
                SELECT partner_id,
                    MIN(day) AS first_order_on,
                    MAX(day) AS last_order_on,
                    SUM(orders)::integer AS order_count,
                    CASE WHEN COUNT(*) >= 3 THEN ROUND(
                        PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY gap)::numeric, 1
                    ) END AS rhythm_days,
                    ROUND(COALESCE(SUM(amount) FILTER (
                        WHERE day > %(today)s - 365), 0), 2) AS revenue,
                    ROUND(COALESCE(SUM(amount) FILTER (
                        WHERE day > %(today)s - 730 AND day <= %(today)s - 365
                    ), 0), 2) AS revenue_before,
                    ROUND(SUM(amount) FILTER (WHERE day > last_day - 365), 2)
                        AS at_stake
                FROM gaps GROUP BY partner_id
            )
            """,
            days=self._order_days_query(company),
            today=SQL("%s::date", company._mkt_today()),
        )

    def _order_days_query(self, company):
        """Common table expression `order_days`: orders by customer and day."""
        return SQL(
            """
            order_days AS (
                SELECT partner_id, date AS day,
                    COUNT(DISTINCT order_id) AS orders, SUM(amount) AS amount
                FROM (%(revenue)s) revenue
                WHERE company_id = %(company)s AND partner_id IS NOT NULL
                GROUP BY partner_id, date
            )
            """,
            revenue=self.env["mkt.revenue"]._ordered(),
            company=company.id,
        )

    def _customers_query(self, company):
        """SQL: who is a customer of the company, or may become one."""
        return SQL(
            """
            SELECT partner_id FROM bought
            UNION SELECT partner_id FROM held
            UNION SELECT partner_id FROM mkt_customer_standing
            WHERE company_id = %(company)s
            UNION SELECT customer.commercial_partner_id FROM sale_order sale
            JOIN res_partner customer ON customer.id = sale.partner_id
            WHERE sale.company_id = %(company)s AND sale.state IN ('draft', 'sent')
            UNION SELECT customer.commercial_partner_id FROM crm_lead lead
            JOIN res_partner customer ON customer.id = lead.partner_id
            WHERE lead.company_id = %(company)s AND lead.active
            """,
            company=company.id,
        )

    def _contacts_query(self, company):
        """SQL (partner_id, day): contacts with customers of the company.

        Calls, meetings and e-mails that colleagues of the company have done, and what
        customers have written. Later rooms add theirs.
        """
        return SQL(
            """
            SELECT customer.commercial_partner_id AS partner_id, activity.date_done AS day
            FROM mail_activity activity
            JOIN mail_activity_type kind ON kind.id = activity.activity_type_id
            JOIN res_users colleague ON colleague.id = activity.user_id
            LEFT JOIN crm_lead lead ON activity.res_model = 'crm.lead'
                AND lead.id = activity.res_id
            LEFT JOIN sale_order sale ON activity.res_model = 'sale.order'
                AND sale.id = activity.res_id
            JOIN res_partner customer ON customer.id = COALESCE(
                lead.partner_id, sale.partner_id,
                CASE activity.res_model WHEN 'res.partner' THEN activity.res_id END
            )
            WHERE activity.date_done IS NOT NULL
                AND COALESCE(lead.company_id, sale.company_id, colleague.company_id)
                    = %(company)s
                AND (kind.category IN ('phonecall', 'meeting') OR kind.id = %(email)s)
            UNION ALL
            SELECT customer.commercial_partner_id, message.date::date
            FROM mail_message message
            JOIN res_partner customer ON customer.id = message.author_id
            LEFT JOIN crm_lead lead ON message.model = 'crm.lead'
                AND lead.id = message.res_id
            LEFT JOIN sale_order sale ON message.model = 'sale.order'
                AND sale.id = message.res_id
            WHERE message.message_type = 'email'
                AND COALESCE(lead.company_id, sale.company_id) = %(company)s
            """,
            company=company.id,
            email=self.env["ir.model.data"]._xmlid_to_res_id(
                "mail.mail_activity_data_email"
            )
            or 0,
        )

    def _agreements_query(self, company):
        """SQL (partner_id, until): running agreements; later rooms say which there are."""
        return SQL(
            "SELECT NULL::integer AS partner_id, NULL::date AS until WHERE FALSE"
        )
