from .test_satisfaction_reminder import ReminderCase


class TestWaveMerge(ReminderCase):
    """Two contacts of one wave turn out to be one person: one customer, one voice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = cls.company._mkt_today()

    def merge(self, *answers):
        """Merge the contacts into that of the last answer."""
        partners = self.env["res.partner"].union(*(a.partner_id for a in answers))
        target = answers[-1].partner_id
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge(partners.ids, target)
        self.env.invalidate_all()
        return target

    def counted(self):
        return self.env["survey.user_input"].search(
            [("mkt_wave_id", "=", self.wave.id)]
        )

    def test_the_answer_counts(self):
        answered = self.invite("Answered", 8, state="done")
        silent = self.invite("Silent", 8)
        person = self.merge(answered, silent)
        self.assertEqual(self.counted(), answered)
        self.assertEqual(answered.partner_id, person)
        # nothing is lost: the other invitation stays in the survey
        self.assertEqual(silent.partner_id, person)
        self.assertFalse(silent.mkt_wave_id)
        self.assertEqual((self.wave.invited, self.wave.answered), (1, 1))

    def test_of_two_answers_the_first(self):
        first = self.invite("First", 8, state="done")
        second = self.invite("Second", 8, state="done")
        self.merge(first, second)
        self.assertEqual(self.counted(), first)
        self.assertEqual(self.wave.answered, 1)

    def test_nobody_is_reminded_twice(self):
        first, second = self.invite("First", 8), self.invite("Second", 8)
        person = self.merge(second, first)
        self.run_cron()
        self.assertEqual(self.reminders(), [person.name])
        self.assertEqual(self.counted(), first)

    def test_contacts_of_different_waves_stay_in_both(self):
        first = self.invite("First", 8, state="done")
        period = self.env["mkt.period"]._of(self.company, "year", self.today)
        other = self.wave.copy({"period_id": period.id})
        second = self.invite("Second", 8, mkt_wave_id=other.id)
        self.merge(first, second)
        self.assertEqual(first.mkt_wave_id, self.wave)
        self.assertEqual(second.mkt_wave_id, other)
