"""What the market asks of products, the milestones that meet it, and launches."""

from datetime import timedelta

# name, weight, where it comes from, state, number of the milestone, what became of it
REQUIREMENTS = [
    (
        "变频器两年质保",
        "4",
        ("finding_id", "mkt.finding", [("name", "like", "两年质保")]),
        "planned",
        0,
        "",
    ),
    (
        "常用型号七天交货",
        "4",
        ("loss_reason_id", "crm.lost.reason", [("name", "=", "交货期不能满足")]),
        "planned",
        2,
        "",
    ),
    (
        "运输包装加强，减少到货破损",
        "3",
        ("cause_id", "mkt.complaint.cause", [("name", "like", "运输")]),
        "open",
        None,
        "",
    ),
    (
        "整机价格再降一成",
        "2",
        ("loss_reason_id", "crm.lost.reason", [("name", "=", "价格高于竞争对手")]),
        "dropped",
        None,
        "降价会损害质保承诺，改以交期和服务竞争。",
    ),
]


class Requirements:
    def __init__(self, env, clock, users):
        self.env, self.clock = env, clock
        self.developer = users["product"]
        self.milestones = env["project.milestone"].search(
            [("mkt_project_kind", "=", "product")], order="deadline, id"
        )

    def load(self):
        requirements = [self._requirement(*vals) for vals in REQUIREMENTS]
        self._launch(requirements[0] | requirements[1])

    def _requirement(self, name, weight, origin, state, number, outcome):
        field, model, domain = origin
        requirement = (
            self.env["mkt.requirement"]
            .with_user(self.developer)
            .create(
                {
                    "name": name,
                    "weight": weight,
                    field: self.env[model].search(domain, limit=1).id,
                    "milestone_id": number is not None and self.milestones[number].id,
                    "outcome": outcome,
                }
            )
        )
        if state == "planned":
            requirement.action_plan()
        elif state == "dropped":
            requirement.action_drop()
        return requirement

    def _launch(self, requirements):
        positioning = self.env["mkt.positioning"].search(
            [
                ("product_tmpl_id.default_code", "=", "CLV200-7.5"),
                ("state", "=", "approved"),
            ],
            limit=1,
        )
        launch = (
            self.env["mkt.launch"]
            .with_user(self.developer)
            .create(
                {
                    "name": "CLV200 两年质保版上市",
                    "product_tmpl_id": positioning.product_tmpl_id.id,
                    "positioning_id": positioning.id,
                    "date": self.clock.today + timedelta(90),
                }
            )
        )
        requirements.with_user(self.developer).launch_id = launch


def load_requirements(env, clock, users):
    Requirements(env, clock, users).load()
