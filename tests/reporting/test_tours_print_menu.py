import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch
from urllib.parse import urlsplit

import requests
from openpyxl import load_workbook
from pypdf import PdfReader

from odoo.tests import common
from odoo.tests.common import ChromeBrowser

from ..common import OfficeTourCase
from ..governed_records import VALS

TOUR = "marketing_office_print_menu"


class DownloadingBrowser(ChromeBrowser):
    """Keeps what is downloaded, and tells the page how many files there are."""

    folder = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.names, self.count = {}, 0
        self._handlers["Page.downloadWillBegin"] = self._note_name
        self._handlers["Page.downloadProgress"] = self._note_progress
        self._websocket_request(
            "Page.setDownloadBehavior",
            params={"behavior": "allow", "downloadPath": self.folder},
        )

    def _note_name(self, guid, suggestedFilename, **_more):
        self.names[guid] = suggestedFilename

    def _note_progress(self, guid, state, **_more):
        if state == "completed" and guid in self.names:
            # the order of the files is that of the entries
            path = Path(self.folder, self.names.pop(guid))
            path.rename(self._next_path())
            self._tell_count()

    def _handle_request_paused(self, **params):
        """A workbook, asked for like a page, is fetched as the browser would."""
        url = params["request"]["url"]
        if not urlsplit(url).path.startswith("/marketing_office/"):
            return super()._handle_request_paused(**params)
        answer = requests.get(url, cookies=self.test_case.opener.cookies, timeout=60)
        self._next_path().write_bytes(answer.content)
        # the page stays
        self._websocket_send(
            "Fetch.fulfillRequest",
            params={"requestId": params["requestId"], "responseCode": 204},
        )
        self._tell_count()

    def _next_path(self):
        self.count += 1
        return Path(self.folder, str(self.count))

    def _tell_count(self):
        self._websocket_send(
            "Runtime.evaluate",
            params={"expression": f"document.body.dataset.mktFiles = {self.count}"},
        )


class TestPrintMenuTour(OfficeTourCase):
    """Each entry of the Print menus gives a file that can be opened."""

    posts = ("director", "report_analyst", "finance_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss = cls.users["director"]
        cls.newcomer = cls.users["report_analyst"]
        cls.users["report_analyst"].tour_enabled = False

    def setUp(self):
        super().setUp()
        # while a PDF is made, the browser goes on asking
        self.http_request_allow_all = True

    def entries(self):
        """The entries of the Print menus, each with a record, by the post that sees it."""
        found = self.env["ir.model.data"].search(
            [
                ("module", "=", "marketing_office"),
                ("model", "in", ("ir.actions.report", "ir.actions.server")),
            ]
        )
        actions = [self.env[data.model].browse(data.res_id) for data in found]
        bound = [
            action
            for action in actions
            if action.binding_model_id and action.binding_type == "report"
        ]
        self.assertGreater(len(bound), 40)
        records = {model: self.record(model) for model in self.models(bound)}
        entries = {}
        for action in bound:
            record = records[action.binding_model_id.model]
            view = "list" if "list" in action.binding_view_types else "form"
            entries.setdefault(self.reader(record, action), []).append(
                {
                    "name": action.name,
                    "model": record._name,
                    "view": view,
                    "id": record.id,
                    "inSubmenu": self.is_one_of_several(action, bound),
                }
            )
        return entries

    def models(self, bound):
        return dict.fromkeys(action.binding_model_id.model for action in bound)

    def is_one_of_several(self, action, bound):
        return any(
            other != action
            and other.binding_model_id == action.binding_model_id
            and "form" in other.binding_view_types
            for other in bound
        )

    def record(self, model):
        if model == "mkt.revenue":
            self.make_order()
        elif model == "mkt.campaign.result":
            self.record("mkt.campaign")
        elif model in VALS:
            record = self.env[model].create(VALS[model](self))
            if model == "mkt.report":
                record.sudo()._compile_asked()
            return record
        return self.env[model].search([], limit=1)

    def make_order(self):
        product = self.env["product.product"].create({"name": "Relay"})
        line = {"product_id": product.id, "price_unit": 10}
        self.env["sale.order"].create(
            {
                "partner_id": self.make_customer().id,
                "order_line": [(0, 0, line)],
            }
        ).action_confirm()

    def reader(self, record, action):
        """Whose post lets the record be read and printed."""
        self.assertTrue(record, action.binding_model_id.model)
        for user in self.users.values():
            groups = action.sudo().group_ids
            if record.with_user(user).has_access("read") and (
                not groups or groups & user.all_group_ids
            ):
                return user
        self.fail(f"nobody prints {action.name} of {record}")

    def test_every_entry_gives_a_file(self):
        for user, entries in self.entries().items():
            with TemporaryDirectory() as folder:
                self.choose(user, entries, folder)
                for number, entry in enumerate(entries, 1):
                    with self.subTest(user=user.login, **entry):
                        self.check(Path(folder, str(number)).read_bytes(), entry)

    def choose(self, user, entries, folder):
        start = f"""
            window.mktEntries = {json.dumps(entries)};
            // a tour ends where the page is left, and a file is asked for like a new page:
            // this listener comes before the tour's
            window.addEventListener("beforeunload", (e) => e.stopImmediatePropagation());
            // nor is another window in sight
            const {{ browser }} = odoo.loader.modules.get("@web/core/browser/browser");
            browser.open = (url) => (window.location.assign(url), window);
            odoo.startTour({TOUR!r}, {{}});
        """
        with (
            patch.object(common, "ChromeBrowser", DownloadingBrowser),
            patch.object(DownloadingBrowser, "folder", folder),
        ):
            self.start_tour(
                "/odoo/mkt-reports",
                TOUR,
                code=start,
                login=user.login,
                timeout=600,
            )

    def check(self, content, entry):
        if content.startswith(b"%PDF"):
            text = "".join(
                p.extract_text() for p in PdfReader(io.BytesIO(content)).pages
            )
            self.assertTrue(text.strip())
        else:
            [head, *_more] = (
                load_workbook(io.BytesIO(content)).worksheets[0].iter_rows()
            )
            self.assertTrue(all(cell.value for cell in head[:1]))
