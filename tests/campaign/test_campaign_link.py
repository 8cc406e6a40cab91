"""Tracked links of posters and places, their codes, and whom a visit is credited to."""

import base64
from xml.etree import ElementTree

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, tagged

from ..printed import PrintedMixin
from .campaign_case import CampaignCase

# what stands in three corners of every code
FINDER = [
    [char == "#" for char in row]
    for row in (
        "#######",
        "#.....#",
        "#.###.#",
        "#.###.#",
        "#.###.#",
        "#.....#",
        "#######",
    )
]


@tagged("post_install", "-at_install")
class TestCampaignLink(PrintedMixin, CampaignCase, HttpCase):
    def link(self, campaign, user=None, **vals):
        links = self.env["mkt.campaign.link"].with_user(user or self.promoter)
        return links.create(
            {
                "campaign_id": campaign.id,
                "name": "展馆入口海报",
                "url": "https://shop.example/relay?from=poster",
                **vals,
            }
        )

    def test_channels_of_the_host_have_chinese_names(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        media = self.env["utm.medium"].with_context(lang="zh_CN")
        banner = self.env.ref("utm.utm_medium_banner").with_env(media.env)
        self.assertEqual(banner.display_name, "横幅广告")
        self.assertEqual(media.search([("display_name", "ilike", "横幅")]), banner)
        self.assertIn(banner, media.search([("display_name", "ilike", "bann")]))
        banner.name = "展馆海报"
        self.assertEqual(banner.display_name, "展馆海报")
        self.assertFalse(media.search([("display_name", "ilike", "横幅")]))

    def test_channels_of_the_office_stand_before_those_of_the_host(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        media = self.env["utm.medium"].with_context(lang="zh_CN")
        offered = media.name_search("", limit=8)
        self.assertEqual(offered[0][1], "微信公众号")
        facebook = self.env.ref("utm.utm_medium_facebook")
        self.assertNotIn(facebook.id, dict(offered))
        self.assertIn(facebook, media.search([]), "the host's are still there")
        self.assertEqual(media.name_search("抖音")[0][1], "抖音")

    def test_a_visit_leads_on_and_is_counted(self):
        medium = self.env["utm.medium"].create({"name": "Hall poster"})
        campaign = self.approved_campaign(medium_id=medium.id)
        link = self.link(campaign)
        self.assertEqual(link.medium_id, medium, "the campaign's")
        path = link.short_url.removeprefix(link.tracker_id.get_base_url())
        answer = self.url_open(path, allow_redirects=False)
        self.assertEqual(answer.status_code, 301)
        target = answer.headers["Location"]
        self.assertTrue(target.startswith("https://shop.example/relay?"), target)
        self.assertIn("from=poster", target)
        self.assertIn(f"utm_campaign={campaign.link_name.replace(' ', '+')}", target)
        self.assertIn("utm_medium=Hall+poster", target)
        link.invalidate_recordset()
        self.assertEqual(link.click_count, 1)
        with self.assertRaises(UserError):
            link.unlink()

    def test_two_places_of_one_page_are_told_apart(self):
        campaign = self.approved_campaign()
        first, second = self.link(campaign), self.link(campaign)
        self.assertNotEqual(first.short_url, second.short_url)
        first.unlink()
        self.assertTrue(second.exists())

    def test_after_the_approval_alone(self):
        with self.assertRaises(UserError):
            self.link(self.make_campaign())

    def test_whole_addresses(self):
        campaign = self.approved_campaign()
        for url in (
            "javascript:alert(1)",
            "shop.example",
            "?a=1",
            "file:///etc",
            "http:///",
            "https://",
            "https:///path",
            "https://?a=1",
            "https://.",
            "https://a..example",
            "https://shop.example/a b",
            "https://shop.example\n",
            "https://shop.\nexample",
            "https://shop.example/\u200b",
            "https://shop.example:port/",
            "https://shop.example:99999/",
            "https://[::1",
            "https://shop.example\\@other.example",
            f"https://{'a' * 64}.example",
            f"https://{'a.' * 130}example",
        ):
            self.refused(campaign, url, "whole address")
        for url in ("http://user:pw@shop.example", "https://user@shop.example/a"):
            self.refused(campaign, url, "password")

    def refused(self, campaign, url, message):
        with (
            self.subTest(url=url),
            self.assertRaisesRegex(ValidationError, message),
            self.env.cr.savepoint(),
        ):
            self.link(campaign, url=url)

    def test_addresses_of_every_kind(self):
        campaign = self.approved_campaign()
        for url in (
            "HTTPS://Shop.Example",
            "https://shop.example:8443/a/b?c=d@e#f",
            "https://商城.中国/断路器",
            "http://192.0.2.1/",
            "http://[2001:db8::1]:8069/r/x",
            "https://other.example/r/x",
        ):
            with self.subTest(url=url):
                self.assertTrue(self.link(campaign, url=url).short_url)

    def test_no_link_to_a_tracked_link(self):
        campaign = self.approved_campaign()
        short = self.link(campaign).short_url
        base = campaign.get_base_url()
        for url in (
            short,
            short.replace("/r/", "//r/"),
            short.replace("/r/", "/%72/"),
            f"{base}/web/../r/x",
            f"{base}/r",
        ):
            self.refused(campaign, url, "tracked link already")
        self.assertTrue(self.link(campaign, url=f"{base}/relay").short_url)

    def test_the_sheet_is_for_readers(self):
        campaign = self.approved_campaign()
        outsider = self.make_user("outsider", groups="base.group_user")
        with self.assertRaises(AccessError):
            campaign.with_user(outsider).action_print_links()
        self.assertTrue(campaign.with_user(self.promoter).action_print_links())

    def test_who_may(self):
        campaign = self.approved_campaign()
        with self.assertRaises(AccessError):
            self.link(campaign, user=self.users["sales_staff"])
        link = self.link(campaign)
        with self.assertRaises(AccessError):
            link.url = "https://elsewhere.example"
        with self.assertRaises(AccessError):
            link.tracker_id = False
        with self.assertRaises(AccessError):
            link.tracker_id.url = "https://elsewhere.example"
        reader = link.with_user(self.users["sales_staff"])
        self.assertEqual(reader.short_url, link.short_url)

    def test_the_sheet(self):
        campaign = self.approved_campaign("春季展")
        # a name is shown as it is written
        links = self.link(campaign) | self.link(campaign, name="<b>Stand</b>")
        report = campaign.action_print_links()
        self.assertEqual(report["report_name"], "marketing_office.report_campaign_link")
        pages = self.pages("marketing_office.mkt_campaign_link_report", campaign)
        self.assertEqual(len(pages), 2)
        for page, link in zip(pages, links, strict=True):
            text = page.extract_text()
            for words in ("春季展", link.name, link.short_url):
                self.assertIn(words, text)
            # each black run of the code is a rectangle of its own
            drawn = page.get_contents().get_data()
            self.assertGreater(drawn.count(b" re") + drawn.count(b" l"), 200)

    def test_the_code_is_a_picture_of_the_link(self):
        campaign = self.approved_campaign()
        codes = [self.modules(self.link(campaign)) for _number in range(2)]
        for code in codes:
            size = len(code)
            self.assertEqual(size % 4, 1)
            for row, column in ((0, 0), (0, size - 7), (size - 7, 0)):
                corner = [line[column : column + 7] for line in code[row : row + 7]]
                self.assertEqual(corner, FINDER)
        self.assertNotEqual(*codes)

    def modules(self, link):
        """The code's squares, black or white, read from its picture."""
        picture = link._qr_picture().removeprefix("data:image/svg+xml;base64,")
        shapes = [
            {name: float(shape.get(name)) for name in ("x", "y", "width", "height")}
            for shape in ElementTree.fromstring(base64.b64decode(picture)).iter(
                "{http://www.w3.org/2000/svg}rect"
            )
            if "rgb(0%,0%,0%)" in shape.get("style", "")
        ]
        side = min(shape["height"] for shape in shapes)
        left = min(shape["x"] for shape in shapes)
        bottom = min(shape["y"] for shape in shapes)
        right = max(shape["x"] + shape["width"] for shape in shapes)
        size = round((right - left) / side)
        code = [[False] * size for _row in range(size)]
        for shape in shapes:
            first = round((shape["x"] - left) / side)
            row = size - 1 - round((shape["y"] - bottom) / side)
            for column in range(first, first + round(shape["width"] / side)):
                code[row][column] = True
        return code
