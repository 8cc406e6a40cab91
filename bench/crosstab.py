"""Two questions of a study against each other, beside one hand-written SQL.

    python bench/crosstab.py DATABASE [SIZE]

So many answer sets (100,000) to a questionnaire with a single and a multiple choice. Read
as the Market Researcher, as the screen reads it; the figures of both sides are compared
before anything is timed. Sides take turns.
"""

import sys
from statistics import median

from common import Meter, appoint, environment

SIZE = 100_000
ROUNDS = 9
LIMIT = 1.5
CHOICES = {"simple_choice": 5, "multiple_choice": 6}
BY_SQL = """
    SELECT r.suggested_answer_id, c.suggested_answer_id,
        count(DISTINCT i.id)
    FROM survey_user_input i
    JOIN survey_user_input_line r ON r.user_input_id = i.id
        AND r.question_id = %(row)s AND r.suggested_answer_id IS NOT NULL
    JOIN survey_user_input_line c ON c.user_input_id = i.id
        AND c.question_id = %(column)s AND c.suggested_answer_id IS NOT NULL
    WHERE i.survey_id = %(survey)s AND i.state = 'done' AND i.test_entry IS NOT TRUE
    GROUP BY GROUPING SETS (
        (r.suggested_answer_id, c.suggested_answer_id),
        (r.suggested_answer_id), (c.suggested_answer_id), ()
    )"""
ANSWER_SETS = """
    INSERT INTO survey_user_input
        (survey_id, state, test_entry, access_token, mkt_is_answered)
    SELECT %s, CASE WHEN n %% 10 = 0 THEN 'in_progress' ELSE 'done' END, n %% 97 = 0,
        'bench-' || n, n %% 10 != 0 AND n %% 97 != 0
    FROM generate_series(1, %s) n"""
GIVEN = """
    INSERT INTO survey_user_input_line (user_input_id, survey_id, question_id,
        answer_type, suggested_answer_id, skipped)
    SELECT id, survey_id, %(question)s, 'suggestion',
        (%(choices)s::integer[])[1 + (id * %(factor)s) %% %(count)s], false
    FROM survey_user_input WHERE survey_id = %(survey)s AND id %% 7 != %(left_out)s"""


def load(env, size):
    appoint(env, "bench_researcher", "market_researcher")
    survey = env["survey.survey"].create(
        {
            "title": "Bench",
            "question_and_page_ids": [
                (
                    0,
                    0,
                    {
                        "title": kind,
                        "question_type": kind,
                        "suggested_answer_ids": [
                            (0, 0, {"value": f"Choice {n}"}) for n in range(count)
                        ],
                    },
                )
                for kind, count in CHOICES.items()
            ],
        }
    )
    study = env["mkt.study"].create(
        {
            "name": "Bench",
            "date_from": "2026-01-01",
            "date_to": "2026-12-31",
            "survey_ids": survey.ids,
        }
    )
    env.flush_all()
    env.cr.execute(ANSWER_SETS, [survey.id, size])
    # of the multiple choice each chooses two
    for number, question in enumerate((*survey.question_ids, survey.question_ids[1])):
        choices = question.suggested_answer_ids.ids
        if number:
            half = len(choices) // 2
            choices = choices[:half] if number == 1 else choices[half:]
        env.cr.execute(
            GIVEN,
            {
                "question": question.id,
                "choices": choices,
                "count": len(choices),
                "factor": 3 + 2 * number,
                "survey": survey.id,
                "left_out": number,
            },
        )
    env.cr.execute("ANALYZE survey_user_input, survey_user_input_line")
    env.cr.commit()
    return study


def by_sql(env, study):
    row, column = study.survey_ids.question_ids
    values = {"row": row.id, "column": column.id, "survey": study.survey_ids.id}
    env.cr.execute(BY_SQL, values)
    return {(one, other): count for one, other, count in env.cr.fetchall()}


def ours(env, study):
    found = study._crosstab(*study.survey_ids.question_ids)
    return {
        **found.counts,
        **{(one, None): count for one, count in found.row_totals.items()},
        **{(None, other): count for other, count in found.column_totals.items()},
        (None, None): found.base,
    }


def main(database, size):
    with environment(database) as env:
        study = load(env, size)
        user = env["res.users"].search([("login", "=", "bench_researcher")])
        reader = env(
            user=user.id, context={"allowed_company_ids": [1], "lang": "en_US"}
        )
        sides = {"SQL": (env, by_sql), "ours": (reader, ours)}
        expected, found = (
            call(who, study.with_env(who)) for who, call in sides.values()
        )
        assert found == expected and expected[None, None] > 0, (found, expected)
        runs = {side: [] for side in sides}
        for _round in range(ROUNDS):
            for side, (who, call) in sides.items():
                with Meter(who) as meter:
                    call(who, study.with_env(who))
                runs[side].append((meter.seconds, meter.cpu, meter.queries))
    for side, results in runs.items():
        seconds, cpu = (1000 * median(run[n] for run in results) for n in (0, 1))
        print(
            f"{side:5} median {seconds:7.1f} ms, CPU {cpu:7.1f} ms,"
            f" {results[-1][2]} queries"
        )
    ratio = median(r[1] for r in runs["ours"]) / median(r[1] for r in runs["SQL"])
    print(f"{size:,} answer sets: CPU {ratio:.2f} x (at most {LIMIT})")
    assert ratio <= LIMIT


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if sys.argv[2:] else SIZE)
