"""Evidence and exceptions of the past months, and what the controls find today."""

from datetime import timedelta

# control, whose, what it shows, days between two, how many, for so many days (or None)
EVIDENCE = [
    (
        "duties_reviewed",
        "director",
        "季度工作会：检视目标、策略与政策，会议纪要已发",
        85,
        5,
        None,
    ),
    ("spending_rules", "finance", "《营销经费使用管理办法》（签发件）", 300, 2, 365),
]


def load_evidence(env, clock, users):
    """What people have attested and proved."""
    evidence = env["mkt.control.evidence"]
    for name, login, text, days, count, holds in EVIDENCE:
        control = env.ref(f"marketing_office.control_{name}")
        for number in range(count):
            day = clock.today - timedelta(5 + days * number)
            file = (
                env["ir.attachment"]
                .with_user(users[login])
                .sudo()
                .create({"name": f"{text}.txt", "raw": f"{text}\n{day}\n".encode()})
            )
            evidence.with_user(users[login]).sudo().create(
                {
                    "name": text,
                    "control_id": control.id,
                    "dated_on": day,
                    "valid_until": holds and day + timedelta(holds),
                    "attachment_ids": holds and file.ids,
                }
            )


def load_controls(env, clock, users):
    """How the articles stand today; what is red for long has gone up, one is accepted."""
    results = env["mkt.control.result"]
    results._compute_company(env.company)
    red = results.search([("state", "=", "not_observed"), ("is_current", "=", True)])
    accepted = red.filtered(lambda r: r.control_id.check_name == "group_milestones")
    for result in (accepted or red)[:1]:
        exception = env["mkt.control.exception"].with_user(users["marketing"]).sudo()
        exception = exception.create(
            {
                "control_id": result.control_id.id,
                "reason": "展厅改造延期，里程碑顺延至下月；部门间已商定新日期。",
                "measures": "每周例会通报进度。",
                "date_to": clock.today + timedelta(40),
            }
        )
        exception.action_submit()
        exception.with_user(users["director"]).action_approve()


def load_version(env, clock, users):
    """The first version is in force; most have signed it, the newest have not yet."""
    versions = env["mkt.system.version"].with_user(users["marketing"]).sudo()
    version = versions.create(
        {
            "name": "营销事务处管理制度",
            "user_id": users["marketing"].id,
            "preamble": "为规范营销事务处工作，明确职责、流程、措施与考核，特制定本制度。"
            "本制度适用于营销事务处全体人员。",
            "effective_on": clock.today - timedelta(20),
        }
    )
    version.action_submit()
    for login in ("director", "leadership"):
        version.with_user(users[login]).action_approve()
    signatures = version.signature_ids.filtered(
        lambda s: s.user_id.login not in ("sales4", "clerk3", "product")
    )
    for signature in signatures:
        signature.with_user(signature.user_id).sudo().action_sign()
