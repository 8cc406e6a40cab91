from datetime import datetime

from ..concurrency import ConcurrencyCase


class TestSatisfactionConcurrency(ConcurrencyCase):
    def test_two_workers_draw_one_wave(self):
        survey_id = self.commit(self.prepare)
        self.addCleanup(self.commit, lambda env: self.tidy(env, survey_id))

        def draw(env):
            survey = env["mkt.satisfaction.survey"].browse(survey_id)
            due = [("next_date", "<=", "2020-01-01")]
            if survey.try_lock_for_update().filtered_domain(due):
                survey._draw()

        outcomes = self.together(draw, draw)
        self.assertEqual(outcomes, [None, None])
        with self.transaction() as env:
            survey = env["mkt.satisfaction.survey"].browse(survey_id)
            self.assertEqual(len(survey.wave_ids), 1)

    def prepare(self, env):
        vals = {
            "name": "Two workers",
            "company_id": env.ref("base.main_company").id,
            "survey_id": env.ref("marketing_office.survey_satisfaction").id,
            "next_date": datetime(2020, 1, 1).date(),
        }
        return env["mkt.satisfaction.survey"].create(vals).id

    def tidy(self, env, survey_id):
        env.cr.execute(
            """DELETE FROM survey_user_input WHERE mkt_wave_id IN
               (SELECT id FROM mkt_satisfaction_wave WHERE survey_id = %(id)s);
               DELETE FROM mkt_satisfaction_wave WHERE survey_id = %(id)s;
               DELETE FROM mkt_satisfaction_survey WHERE id = %(id)s""",
            {"id": survey_id},
        )
