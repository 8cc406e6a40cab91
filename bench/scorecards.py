"""Scorecards recalculated by LibreOffice: every score, grade and amount once more.

    python bench/scorecards.py DATABASE [PEOPLE-FOR-EACH-TEMPLATE]

A round is opened for people of every template with random figures, targets, marks,
calibrations and bases. Its raw figures go into a workbook of formulas, LibreOffice works
these out, and what comes back has to be what is stored. Needs `soffice`
(apt-get install --no-install-recommends libreoffice-calc-nogui).
"""

import random
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from common import environment
from openpyxl import Workbook, load_workbook
from workbooks import opened

SEED = 23
PERIOD = date(2026, 3, 1)
# stored scores have two digits: a tie may be rounded either way
TOLERANCE = 0.01

LINES = [
    ("card", None),
    ("kind", None),
    ("weight", None),
    ("value", None),
    ("floor", None),
    ("target", None),
    ("stretch", None),
    # whether the line counts: a value, and three bounds in one direction
    (
        "counts",
        '=IF(OR(D{n}="",E{n}="",F{n}="",G{n}=""),0,'
        "IF(OR(AND(E{n}<F{n},F{n}<G{n}),AND(E{n}>F{n},F{n}>G{n})),1,0))",
    ),
    # the value between floor and stretch, then along one of two straight lines
    ("within", "=IF(H{n}=1,MEDIAN(D{n},E{n},G{n}),0)"),
    (
        "points",
        "=IF(H{n}=0,0,IF((I{n}-F{n})*SIGN(G{n}-E{n})<=0,"
        "100*(I{n}-E{n})/(F{n}-E{n}),100+20*(I{n}-F{n})/(G{n}-F{n})))",
    ),
    ("product", "=C{n}*H{n}*J{n}"),
    ("weighing", "=C{n}*H{n}"),
    ("weight_used", "=IF(H{n}=0,0,100*C{n}/SUMIFS(L:L,A:A,A{n}))"),
]


def weighted(kind):
    """Formula: the mean of the points of a card's lines of a kind, by weight."""
    of = f',Lines!B:B,"{kind}"' if kind else ""
    total = f"SUMIFS(Lines!L:L,Lines!A:A,A{{n}}{of})"
    return f'=IF({total}=0,"",ROUND(SUMIFS(Lines!K:K,Lines!A:A,A{{n}}{of})/{total},2))'


CARDS = [
    ("card", None),
    ("adjustment", None),
    ("base", None),
    ("days", None),
    ("measured_score", weighted("indicator")),
    ("judged_score", weighted("judged")),
    ("raw_score", weighted("")),
    (
        "data_share",
        "=100*SUMIFS(Lines!L:L,Lines!A:A,A{n})/SUMIFS(Lines!C:C,Lines!A:A,A{n})",
    ),
    ("score", '=IF(G{n}="","",ROUND(MEDIAN(0,120,G{n}+B{n}),2))'),
    ("grade", '=IF(I{n}="","",VLOOKUP(I{n},Grades!A:C,2,1))'),
    ("coefficient", '=IF(I{n}="","",VLOOKUP(I{n},Grades!A:C,3,1))'),
    ("amount", '=IF(I{n}="",0,ROUND(C{n}*K{n}*D{n}/100,2))'),
]


def figures(env, appraisal_round, templates, people, chance):
    """A frozen figure, and a target, for two of three lines with an indicator."""
    period, company = appraisal_round.period_id, env.company
    made, targets = {}, {}
    for template in templates:
        for line in template.line_ids.filtered("kpi_id"):
            for user, department in people[template]:
                key = (
                    line.kpi_id,
                    user if line.scope == "user" else None,
                    department if line.scope == "department" else None,
                )
                if key in made:
                    continue
                size = line.target
                if line.basis == "target":
                    size = chance.uniform(100, 100_000)
                    if chance.random() < 0.8:
                        targets[key] = size
                known = chance.random() < 0.8
                made[key] = chance.uniform(-0.2, 1.6) * size if known else None
    env["mkt.kpi.value"].create(
        [
            {
                "kpi_id": kpi.id,
                "company_id": company.id,
                "period_id": period.id,
                "period_kind": period.kind,
                "date_from": period.date_from,
                "user_id": user and user.id,
                "department_id": department and department.id,
                "value": value,
                "current_value": value,
                "has_value": True,
                "frozen": True,
            }
            for (kpi, user, department), value in made.items()
            if value is not None
        ]
    )
    env["mkt.kpi.target"].create(
        [
            {
                "kpi_id": kpi.id,
                "period_id": period.id,
                "user_id": user and user.id,
                "department_id": department and department.id,
                "target": target,
            }
            for (kpi, user, department), target in targets.items()
        ]
    )


def hire(env, templates, count):
    """People for every template, {template: [(user, department)]}."""
    users = env["res.users"].create(
        [
            {"login": f"scored_{number}", "name": f"Person {number}"}
            for number in range(count * len(templates))
        ]
    )
    departments = env["mkt.post"].search([]).department_id
    people, values = {}, []
    for number, template in enumerate(templates):
        mine = users[number * count : (number + 1) * count]
        post = template.post_ids[:1]
        people[template] = [
            (user, post.department_id or departments[place % len(departments)])
            for place, user in enumerate(mine)
        ]
        values += [
            {
                "user_id": user.id,
                "post_id": post.id,
                "department_id": department.id,
                "date_from": date(2026, 1, 1),
            }
            for user, department in people[template]
        ]
    env["mkt.post.assignment"].create(values)
    return people


def make_round(env, count, chance):
    """A round of a closed month, judged and calibrated, as superuser."""
    env.company.resource_calendar_id.tz = "Asia/Shanghai"
    period = env["mkt.period"]._of(env.company, "month", PERIOD)
    appraisal_round = env["mkt.appraisal.round"].create(
        {"company_id": env.company.id, "period_id": period.id}
    )
    templates = env["mkt.appraisal.template"].search([])
    people = hire(env, templates, count)
    figures(env, appraisal_round, templates, people, chance)
    period.write({"state": "closed", "closed_at": "2026-04-02 00:00:00"})
    env.flush_all()
    appraisal_round._open()
    cards = appraisal_round.appraisal_ids
    for card in cards:
        card.incentive_ids.base = round(chance.uniform(0, 20000), 2)
        card.incentive_ids.days_share = round(chance.uniform(1, 100), 2)
        for line in card.line_ids.filtered(lambda r: r.kind == "judged"):
            line.mark = round(chance.uniform(1, 5), 1)
        if chance.random() < 0.5:
            card.adjustment = round(chance.uniform(-20, 20), 2)
        card.line_ids._take_marks()
        card._set_state("calibration")
    cards._weigh()
    cards._set_state("released")
    appraisal_round._set_state("released")
    env.flush_all()
    env.invalidate_all()
    return appraisal_round


def optional(number):
    return None if number is False else number


def sheet(book, title, columns, rows):
    """A sheet of the given values and, for each row, of the columns' formulas."""
    page = book.create_sheet(title)
    page.append([name for name, _formula in columns])
    for number, row in enumerate(rows, 2):
        formulas = [formula.format(n=number) for _name, formula in columns if formula]
        page.append([*row, *formulas])


def workbook(appraisal_round):
    cards = appraisal_round.appraisal_ids
    book = Workbook()
    book.remove(book.active)
    lines = cards.line_ids
    sheet(
        book,
        "Lines",
        LINES,
        [
            (
                line.appraisal_id.id,
                line.kind,
                line.weight,
                optional(line.value if line.kind == "indicator" else line.mark),
                *(optional(line[name]) for name in ("floor", "target", "stretch")),
            )
            for line in lines
        ],
    )
    sheet(
        book,
        "Cards",
        CARDS,
        [
            (
                card.id,
                card.adjustment,
                card.incentive_ids.base,
                card.incentive_ids.days_share,
            )
            for card in cards
        ],
    )
    grades = appraisal_round.env["mkt.appraisal.grade"]._of_company(
        appraisal_round.company_id
    )
    page = book.create_sheet("Grades")
    for grade in grades.sorted("score_from"):
        page.append([grade.score_from, grade.id, grade.coefficient])
    return book, cards, lines


def recalculated(book):
    """The values of the workbook's sheets as LibreOffice works them out."""
    with tempfile.TemporaryDirectory() as place:
        folder, target = Path(place, "written"), Path(place, "opened")
        folder.mkdir()
        book.save(folder / "scorecards.xlsx")
        opened(folder, target)
        found = load_workbook(target / "scorecards.xlsx", data_only=True)
    return {
        title: [
            dict(zip([name for name, _formula in columns], row, strict=True))
            for row in found[title].iter_rows(min_row=2, values_only=True)
        ]
        for title, columns in (("Lines", LINES), ("Cards", CARDS))
    }


def differences(records, rows, names):
    """What is stored beside what the workbook says, and the largest distance."""
    largest = 0.0
    for record, row in zip(records, rows, strict=True):
        for name, stored in names.items():
            mine, theirs = optional(stored(record)), row[name]
            theirs = None if theirs == "" else theirs
            if (mine is None) != (theirs is None):
                sys.exit(f"error: {record}.{name}: {mine} stored, {theirs} in the book")
            distance = abs((mine or 0) - (theirs or 0))
            if distance > TOLERANCE + 1e-9:
                sys.exit(f"error: {record}.{name}: {mine} stored, {theirs} in the book")
            largest = max(largest, distance)
    return largest


def main(database, count=20):
    chance = random.Random(SEED)
    with environment(database) as env:
        appraisal_round = make_round(env, int(count), chance)
        book, cards, lines = workbook(appraisal_round)
        begin = time.perf_counter()
        found = recalculated(book)
        seconds = time.perf_counter() - begin
        counting = lines.filtered(lambda line: not line.drop_reason)
        of_lines = differences(
            lines,
            found["Lines"],
            {
                "points": lambda line: 0 if line.drop_reason else line.points,
                "weight_used": lambda line: line.weight_used,
            },
        )
        of_cards = differences(
            cards,
            found["Cards"],
            {
                **{
                    name: lambda card, name=name: card[name]
                    for name in (
                        "measured_score",
                        "judged_score",
                        "raw_score",
                        "data_share",
                        "score",
                        "coefficient",
                    )
                },
                "grade": lambda card: card.grade_id.id,
                "amount": lambda card: card.incentive_ids.amount,
            },
        )
        grades = {name: len(found) for name, found in cards.grouped("grade_id").items()}
        print(f"{len(cards)} scorecards of {len(cards.template_id)} templates")
        print(f"{len(lines)} lines, {len(lines) - len(counting)} without data")
        print("grades: " + ", ".join(f"{g.name} {n}" for g, n in grades.items()))
        print(
            f"LibreOffice: {seconds:.1f} s; largest difference of a line {of_lines:.2g},"
        )
        print(f"of a scorecard (scores, grade, coefficient, amount) {of_cards:.2g}")


if __name__ == "__main__":
    main(*sys.argv[1:])
