"""A signal asks for a study, and both lead to each other."""

from odoo.exceptions import AccessError

from .study_case import StudyCase


class TestSignalStudy(StudyCase):
    def setUp(self):
        super().setUp()
        self.signal = (
            self.env["mkt.signal"]
            .with_user(self.users["product_manager"])
            .create({"name": "Rival cuts prices", "description": "Do we follow?"})
        )

    def test_from_the_signal_to_the_study_and_back(self):
        signal = self.signal.with_user(self.researcher)
        self.assertTrue(signal.can_study)
        context = signal.action_begin_study()["context"]
        study = (
            self.env["mkt.study"]
            .with_user(self.researcher)
            .with_context(**context)
            .create({"date_to": self.today})
        )
        self.assertEqual(study.question, "Do we follow?")
        self.assertEqual(signal.study_count, 1)
        self.assertEqual(signal.action_view_studies()["res_id"], study.id)
        self.assertEqual(study.action_view_signals()["res_id"], signal.id)

    def test_only_researchers_begin_a_study(self):
        signal = self.signal.with_user(self.users["product_manager"])
        self.assertFalse(signal.can_study)
        with self.assertRaises(AccessError):
            self.env["mkt.study"].with_user(self.users["member"]).create(
                self.study_vals(signal_ids=signal.ids)
            )

    def test_the_studies_of_a_signal_are_set_from_the_study_alone(self):
        study = self.make_study(signal_ids=self.signal.ids)
        with self.assertRaises(AccessError):
            self.signal.study_ids = False
        self.assertEqual(self.signal.sudo().study_ids, study)

    def test_an_answered_signal_keeps_its_studies(self):
        study = self.make_study(signal_ids=self.signal.ids)
        self.signal.with_user(self.manager).action_no_change("too early")
        self.assertEqual(self.signal.sudo().study_ids, study)
        self.assertFalse(self.signal.with_user(self.researcher).can_study)
        # a study in the field may still take up what has been answered meanwhile
        study.signal_ids = False
        self.assertFalse(self.signal.sudo().study_ids)
