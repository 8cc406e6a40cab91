"""Standards of spending, and what categories ask for before money is settled."""

STANDARDS = (
    # category, name, unit, at most, never exceeded
    ("travel", "住宿：一线城市", "人·晚", 500, False),
    ("travel", "住宿：其他城市", "人·晚", 350, False),
    ("travel", "市内交通与伙食补助", "人·天", 180, True),
    ("entertainment", "工作餐", "人次", 80, True),
    ("entertainment", "商务宴请", "人次", 200, False),
)


def load_standards(env):
    env["mkt.expense.standard"].create(
        [
            {
                "category_id": env.ref(f"marketing_office.category_{code}").id,
                "name": name,
                "unit": unit,
                "amount": amount,
                "is_strict": is_strict,
                "company_id": env.company.id,
                "sequence": 10 * number,
            }
            for number, (code, name, unit, amount, is_strict) in enumerate(STANDARDS)
        ]
    )
    for code in ("exhibition", "advertising"):
        env.ref(f"marketing_office.category_{code}").needs_execution = True
    for code in ("exhibition", "advertising", "travel", "entertainment"):
        env.ref(f"marketing_office.category_{code}").needs_invoice = True
