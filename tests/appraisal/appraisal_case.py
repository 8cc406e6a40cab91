"""What the tests of appraisals share: a closed month with figures, and a round for it."""

from datetime import date

DAY = date(2026, 3, 1)


class AppraisalSteps:
    """Figures of a closed period, and the way of a round up to its release."""

    @classmethod
    def figure(cls, name, value, user=None, department=None, period=None, **vals):
        """A frozen figure of the closed period."""
        period = period or cls.period
        return cls.env["mkt.kpi.value"].create(
            {
                "kpi_id": cls.env.ref(f"marketing_office.kpi_{name}").id,
                "company_id": cls.company.id,
                "period_id": period.id,
                "period_kind": period.kind,
                "date_from": period.date_from,
                "user_id": user and user.id,
                "department_id": department and department.id,
                "value": value,
                "current_value": value,
                "has_value": True,
                "frozen": True,
                **vals,
            }
        )

    @classmethod
    def target(cls, name, target, user=None, period=None, **vals):
        """A target of the closed period, set while it was open."""
        period = period or cls.period
        period.state = "open"
        found = cls.env["mkt.kpi.target"].create(
            {
                "kpi_id": cls.env.ref(f"marketing_office.kpi_{name}").id,
                "period_id": period.id,
                "user_id": user and user.id,
                "target": target,
                **vals,
            }
        )
        cls.env.flush_all()
        period.state = "closed"
        return found

    def card(self, appraisal_round, code):
        user = self.users[code]
        return appraisal_round.appraisal_ids.filtered(lambda a: a.user_id == user)

    def hand_in(self, card):
        own = card.self_ids.with_user(card.user_id)
        own.achievements = "Two key customers won"
        own.action_submit()

    def judge(self, card, mark=4.0):
        mine = card.with_user(card.manager_id)
        for line in mine.line_ids.filtered(lambda r: r.kind == "judged"):
            line.mark = mark
        mine.action_judge()

    def to_release(self, appraisal_round, mark=4.0):
        """All steps up to the release."""
        for card in appraisal_round.appraisal_ids:
            self.hand_in(card)
            self.judge(card, mark)
        director = appraisal_round.with_user(self.users["director"])
        director.action_finish_calibration()
        director.action_approve_all()
        appraisal_round.with_user(self.users["leadership"]).action_approve_all()
        director.action_release()
        return appraisal_round


class AppraisalMixin(AppraisalSteps):
    """Beside the office: everybody has worked here for a year; March 2026 is closed."""

    assigned_since = date(2025, 1, 1)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        held = cls.env["mkt.post.assignment"].search(
            [("user_id", "in", [user.id for user in cls.users.values()])]
        )
        for assignment in held:
            if assignment.post_id.department_id:
                assignment.department_id = assignment.post_id.department_id
        cls.period = cls.env["mkt.period"]._of(cls.company, "month", DAY)
        cls.period.write({"state": "closed", "closed_at": "2026-04-02 00:00:00"})
        cls.env.invalidate_all()

    @classmethod
    def kpi(cls, name):
        return cls.env.ref(f"marketing_office.kpi_{name}")

    @classmethod
    def make_round(cls, **vals):
        return cls.env["mkt.appraisal.round"].create(
            {"company_id": cls.company.id, "period_id": cls.period.id, **vals}
        )

    def opened(self, **vals):
        """A round opened by the Director."""
        appraisal_round = self.make_round(**vals)
        appraisal_round.with_user(self.users["director"]).action_open()
        return appraisal_round
