"""A quarterly satisfaction survey: eight waves, with more and happier answers over time."""

import random
from datetime import datetime, time, timedelta

from odoo.fields import Command

from .common import UTC_OFFSET

WAVES = 8
ASKED = 40
RESPONSE = 0.35, 0.55  # from the first wave to the last
SATISFACTION = 0.78, 0.86
CURRENT = 0.4  # what has come in so far of the current wave


def load_satisfaction(env, clock, customers, users):
    rng = random.Random(43)
    survey = env.ref("marketing_office.satisfaction_survey_main")
    survey.write({"sample_size": ASKED, "user_id": users["service"].id})
    periods = env["mkt.period"]
    period = periods._of(env.company, "quarter", clock.today)
    quarters = [period]
    while len(quarters) < WAVES:
        kind, start = quarters[0]._previous()
        quarters.insert(0, periods._of(env.company, kind, start))
    companies = [customer.company for customer in customers if customer.company.email]
    for number, quarter in enumerate(quarters):
        progress = number / (WAVES - 1)
        asked = rng.sample(companies, min(ASKED, len(companies)))
        load_wave(env, clock, rng, survey, quarter, asked, progress)
    survey.action_start()
    survey.next_date = quarters[-1].date_to + timedelta(days=1)


def load_wave(env, clock, rng, survey, quarter, asked, progress):
    wave = env["mkt.satisfaction.wave"].create(
        {
            "survey_id": survey.id,
            "period_id": quarter.id,
            "seed": rng.randrange(2**31),
            "eligible": len(asked) + rng.randrange(6),
            "without_address": rng.randrange(3),
        }
    )
    invited = datetime.combine(quarter.date_from + timedelta(9), time(9)) - UTC_OFFSET
    first, last = RESPONSE
    response = first + (last - first) * progress
    if quarter.date_to >= clock.today:
        invited = min(invited, datetime.combine(clock.today, time()) - UTC_OFFSET)
        response *= CURRENT
    env["survey.user_input"].create(
        [
            {
                "survey_id": survey.survey_id.id,
                "partner_id": customer.id,
                "email": customer.email,
                "deadline": invited + timedelta(days=21),
                "mkt_wave_id": wave.id,
                "mkt_company_id": env.company.id,
                "mkt_user_id": customer.user_id.id,
                "mkt_invited_at": invited,
                **(
                    answers(env, clock, rng, invited, progress)
                    if rng.random() < response
                    else {}
                ),
            }
            for customer in asked
        ]
    )


def answers(env, clock, rng, invited, progress):
    answered = invited + timedelta(days=rng.randint(0, 12), minutes=rng.randint(9, 500))
    answered = min(answered, datetime.combine(clock.today, time()) - UTC_OFFSET)
    low, high = SATISFACTION
    mood = low + (high - low) * progress + rng.gauss(0, 0.13)
    values = {
        name: min(5, max(1, round(1 + 4 * (mood + rng.gauss(0, 0.06)))))
        for name in ("quality", "delivery", "overall")
    }
    values["recommend"] = min(10, max(0, round(10 * (mood + rng.gauss(0.02, 0.08)))))
    return {
        "state": "done",
        "start_datetime": answered - timedelta(minutes=4),
        "end_datetime": answered,
        "user_input_line_ids": [
            Command.create(
                {
                    "question_id": env.ref(
                        f"marketing_office.survey_satisfaction_{name}"
                    ).id,
                    "answer_type": "scale",
                    "value_scale": value,
                }
            )
            for name, value in values.items()
        ],
    }
