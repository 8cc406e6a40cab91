"""Satisfaction and NPS of a survey with 100,000 answers beside hand-written SQL.

    python bench/study_answers.py DATABASE

Each measurement is a fresh process, the sides take turns; medians and minima are shown.
Before anything is timed the figures of both sides are compared, with each other and
with those of the single answers to each question.
"""

import json
import sys

ANSWERS = 100_000
ROUNDS = 15
BY_SQL = """
    SELECT avg(mkt_csat) FILTER (WHERE mkt_has_csat),
        count(*) FILTER (WHERE mkt_has_csat),
        avg(mkt_nps_points) FILTER (WHERE mkt_has_nps),
        count(*) FILTER (WHERE mkt_has_nps),
        count(*),
        count(*) FILTER (WHERE mkt_is_answered)
    FROM survey_user_input WHERE survey_id = %(survey)s AND test_entry IS NOT TRUE"""
BY_LINES = """
    WITH figures AS (
        SELECT i.id,
            avg((l.value_scale - q.scale_min) * 100.0 / (q.scale_max - q.scale_min))
                FILTER (WHERE q.mkt_measure = 'csat') AS csat,
            max(CASE WHEN l.value_scale >= 9 THEN 100 WHEN l.value_scale >= 7 THEN 0
                ELSE -100 END) FILTER (WHERE q.mkt_measure = 'nps') AS nps
        FROM survey_user_input i
        JOIN survey_user_input_line l ON l.user_input_id = i.id
        JOIN survey_question q ON q.id = l.question_id
        WHERE i.survey_id = %(survey)s AND i.state = 'done'
            AND i.test_entry IS NOT TRUE
        GROUP BY i.id)
    SELECT avg(csat), count(csat), avg(nps), count(nps),
        (SELECT count(*) FROM survey_user_input
            WHERE survey_id = %(survey)s AND test_entry IS NOT TRUE),
        (SELECT count(*) FROM survey_user_input WHERE survey_id = %(survey)s
            AND test_entry IS NOT TRUE AND state = 'done')
    FROM figures"""


ANSWER_SETS = """
    INSERT INTO survey_user_input (survey_id, state, test_entry, access_token)
    SELECT %s, CASE WHEN n %% 10 = 0 THEN 'in_progress' ELSE 'done' END, n %% 97 = 0,
        'bench-' || n
    FROM generate_series(1, %s) n"""
GIVEN = """
    INSERT INTO survey_user_input_line
        (user_input_id, survey_id, question_id, answer_type, value_scale, skipped)
    SELECT id, survey_id, %s, 'scale', %s + id * %s %% %s, false
    FROM survey_user_input WHERE survey_id = %s AND id %% %s != 0"""
FIGURES = (
    "mkt_is_answered",
    "mkt_has_csat",
    "mkt_csat",
    "mkt_has_nps",
    "mkt_nps",
    "mkt_nps_points",
)


def survey_of(env):
    return env["survey.survey"].search([("title", "=", "Bench")])


def load(env):
    """A study with one questionnaire; its answers are inserted, their figures computed."""
    scales = {"csat": (1, 5), "nps": (0, 10)}
    survey = env["survey.survey"].create(
        {
            "title": "Bench",
            "question_and_page_ids": [
                (
                    0,
                    0,
                    {
                        "title": measure,
                        "question_type": "scale",
                        "scale_min": low,
                        "scale_max": high,
                        "mkt_measure": measure,
                    },
                )
                for measure, (low, high) in scales.items()
            ],
        }
    )
    csat, nps = survey.question_ids
    env["mkt.study"].create(
        {
            "name": "Bench",
            "date_from": "2026-01-01",
            "date_to": "2026-12-31",
            "survey_ids": survey.ids,
        }
    )
    env.flush_all()
    env.cr.execute(ANSWER_SETS, [survey.id, ANSWERS])
    for question, (low, high), factor in ((csat, (1, 5), 7), (nps, (0, 10), 3)):
        env.cr.execute(
            GIVEN, [question.id, low, factor, high - low + 1, survey.id, factor]
        )
    compute_figures(env, survey)
    env.cr.execute("ANALYZE survey_user_input")
    env.cr.commit()


def compute_figures(env, survey):
    """What the addon stores with each answer set, computed by the addon itself."""
    answers = env["survey.user_input"].search([("survey_id", "=", survey.id)])
    for start in range(0, len(answers), 5000):
        batch = answers[start : start + 5000]
        for name in FIGURES:
            env.add_to_compute(answers._fields[name], batch)
        env.flush_all()
        env.invalidate_all()


def by_sql(env, query=BY_SQL):
    env.cr.execute(query, {"survey": survey_of(env).id})
    return env.cr.fetchone()


def figures_of(study):
    return (
        *(study.csat, study.csat_count, study.nps, study.nps_count),
        *(study.asked_count, study.answer_count),
    )


def ours(env):
    return figures_of(env["mkt.study"].search([("name", "=", "Bench")]))


def same(left, right):
    return all(
        abs(float(a) - float(b)) < 1e-6 for a, b in zip(left, right, strict=True)
    )


def prepare(env):
    if not survey_of(env):
        load(env)
    expected = by_sql(env, BY_LINES)
    assert same(by_sql(env), expected), (by_sql(env), expected)
    assert same(ours(env), expected), (ours(env), expected)
    return {}


def measure(env, side):
    survey, study = survey_of(env), env["mkt.study"].search([("name", "=", "Bench")])
    # what the registry and the cache hold after a first look is nobody's cost
    survey.mapped("title"), study.mapped("survey_ids.title")
    answers = env["survey.user_input"].search([], limit=1)
    answers.read(["state"])
    figures_of(env["mkt.study"].new())
    with Meter(env) as meter:
        if side == "SQL":
            env.cr.execute(BY_SQL, {"survey": survey.id})
            found = env.cr.fetchone()
        else:
            found = figures_of(study)
    assert same(found, by_sql(env))
    return {"seconds": meter.seconds, "queries": meter.queries}


def main(database):
    in_fresh_process(database, "prepare")
    runs = {"SQL": [], "ours": []}
    for _round in range(ROUNDS):
        for side, results in runs.items():
            results.append(in_fresh_process(database, side))
    lowest = {side: min(r["seconds"] for r in done) for side, done in runs.items()}
    middle = {side: medians(done) for side, done in runs.items()}
    for side in runs:
        print(
            f"{side:5} median {1000 * middle[side]['seconds']:6.1f} ms"
            f" ({middle[side]['seconds'] / middle['SQL']['seconds']:.2f} ×)"
            f" minimum {1000 * lowest[side]:6.1f} ms ({lowest[side] / lowest['SQL']:.2f} ×)"
            f" {middle[side]['queries']:.0f} queries"
        )


if __name__ == "__main__":
    from common import Meter, environment, in_fresh_process, medians

    database, *measurement = sys.argv[1:]
    if not measurement:
        main(database)
    else:
        with environment(database) as env:
            [what] = measurement
            result = prepare(env) if what == "prepare" else measure(env, what)
            print(json.dumps(result))
