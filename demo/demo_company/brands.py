"""Brands with this year's strategy, and materials in use, expired and to be approved."""

from datetime import timedelta

from odoo.fields import Command

# name, what is sold under it
BRANDS = [
    ("澄砺", "断路器、接触器与变频器，面向成套厂和设备厂"),
    ("澄易", "照明与终端配电，面向渠道经销商"),
]
STRATEGY = {
    "promise": "七天交货、两年质保，说到做到：每一单交期都可查询。",
    "audience": "中型成套厂与机械设备厂的采购和电气主管，最怕停线等货。",
    "messages": "交货快、附件齐、有人上门；讲客户的工况，不讲空话。",
    "look": "深蓝配白，真实工厂照片；语气平实，少用感叹号。",
}
# segment, and how many of so many asked knew the brand, from two years ago to this year
AWARENESS = [
    ("低压电器整体市场", (33, 37, 42), (180, 200, 210)),
    ("华东设备制造商", (38, 46, 55), (90, 96, 104)),
    ("节能改造项目", (21, 22, 27), (60, 64, 70)),
]
# name, kind, channel, words, days until it expires, approved
MATERIALS = [
    (
        "塑壳断路器交货承诺单页",
        "brochure",
        "线下展会",
        "七天交货，附件齐全。中型成套厂看重交货周期，七成客户把交期排在价格之前。",
        120,
        True,
    ),
    (
        "变频器行业媒体图文",
        "article",
        "行业媒体",
        "两年质保，参数一键导入，换型不停线。",
        9,
        True,
    ),
    (
        "客户技术交流会背景板",
        "stand",
        "线下展会",
        "交货快，有人上门。欢迎参加年度客户技术交流会。",
        -3,
        True,
    ),
    (
        "春季工控展海报",
        "poster",
        "线下展会",
        "春季工控展，展位 B12。现场登记，七天内送样。",
        150,
        False,
    ),
]


class Brands:
    def __init__(self, env, clock, users):
        self.env, self.clock, self.users = env, clock, users
        self.deciders = {
            "marketing_manager": users["marketing"],
            "director": users["director"],
        }

    def load(self):
        brands = self.env["mkt.brand"].create(
            [{"name": name, "note": note} for name, note in BRANDS]
        )
        self._strategies(brands[0])
        self._awareness(brands[0])
        materials = [self._material(brands[0], *vals) for vals in MATERIALS]
        self._idea(brands[1])
        self._use(materials)
        self._age(materials)

    def _approve(self, document):
        while document.state == "submitted":
            code = document.sudo().next_post_id.code
            document.with_user(self.deciders[code]).action_approve()

    def _strategies(self, brand):
        """This year's in force, its successor in draft."""
        day = self.clock.today
        for year, texts in ((day.year, STRATEGY), (day.year + 1, {})):
            period = self.env["mkt.period"]._of(
                self.env.company, "year", day.replace(year=year, day=1)
            )
            strategy = (
                self.env["mkt.brand.strategy"]
                .with_user(self.users["promotion"])
                .create({"brand_id": brand.id, "period_id": period.id, **texts})
            )
            if texts:
                strategy.action_submit()
                self._approve(strategy)

    def _awareness(self, brand):
        """Three years in three segments, as the researcher has found out."""
        finding = self.env["mkt.finding"].search([("name", "ilike", "知名度")], limit=1)
        first = self.clock.today.replace(month=1, day=1)
        for name, shares, asked in AWARENESS:
            segment = self.env["mkt.segment"].search([("name", "=", name)])
            for back, (share, count) in enumerate(zip(shares, asked, strict=True), -2):
                year = first.replace(year=first.year + back)
                self.env["mkt.brand.awareness"].create(
                    {
                        "brand_id": brand.id,
                        "segment_id": segment.id,
                        "period_id": self.env["mkt.period"]
                        ._of(self.env.company, "year", year)
                        .id,
                        "awareness": share,
                        "asked_count": count,
                        "finding_id": finding.id,
                    }
                )

    def _material(self, brand, name, kind, channel, words, days, is_approved):
        media = self.env["utm.medium"]
        medium = media.search([("name", "=", channel)], limit=1)
        material = (
            self.env["mkt.material"]
            .with_user(self.users["promotion"])
            .create(
                {
                    "name": name,
                    "kind": kind,
                    "brand_id": brand.id,
                    "medium_id": (medium or media.create({"name": channel})).id,
                    "wording": words,
                    "valid_until": self.clock.today + timedelta(max(days, 1)),
                }
            )
        )
        finding = self.env["mkt.finding"].search(
            [("state", "=", "validated"), ("name", "like", "交货周期")], limit=1
        )
        for line in material.figure_ids:
            claims = "七成" in line.sentence
            line.write(
                {"basis": "finding", "finding_id": finding.id}
                if claims
                else {"basis": "facts"}
            )
        material.action_submit()
        if is_approved:
            self._approve(material)
        return material

    def _age(self, materials):
        """The days of use as they were when the materials were approved, long ago."""
        for material, (*_words, days, is_approved) in zip(
            materials, MATERIALS, strict=True
        ):
            if is_approved:
                material.sudo().valid_until = self.clock.today + timedelta(days)

    def _idea(self, brand):
        """Words that the list forbids, found before anybody submits them."""
        medium = self.env["utm.medium"].create({"name": "微信朋友圈"})
        self.env["mkt.material"].with_user(self.users["promotion"]).create(
            {
                "name": "终端配电朋友圈文案",
                "kind": "copy",
                "brand_id": brand.id,
                "medium_id": medium.id,
                "wording": "最好用的家用断路器，装一次放心十年。",
                "valid_until": self.clock.today + timedelta(60),
            }
        )

    def _use(self, materials):
        """What runs these days uses them, one of them for too long."""
        campaigns = self.env["mkt.campaign"].search(
            [("state", "=", "running")], order="date_to", limit=2
        )
        approved = [m for m in materials if m.state == "approved"]
        for campaign, material in zip(campaigns, reversed(approved), strict=False):
            campaign.sudo().material_ids = [Command.link(material.id)]


def load_brands(env, clock, users):
    Brands(env, clock, users).load()
