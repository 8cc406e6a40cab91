"""Every menu, view and empty form of the app, opened and measured in a browser."""

from lxml import etree

from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval

from ..common import POSTS, OfficeCase, OfficeTourCase

# opens each menu with its views and its empty form; says at the end all that is wrong
WALK = r"""
void (async () => {
    const { App } = odoo.loader.modules.get("@odoo/owl");
    const { rpcBus } = odoo.loader.modules.get("@web/core/network/rpc");
    const services = odoo.__WOWL_DEBUG__.root.env.services;
    const isNarrow = window.innerWidth < 768;
    const wrong = new Set();
    const sent = new Set();
    rpcBus.addEventListener("RPC:REQUEST", ({ detail }) => sent.add(detail.data.id));
    rpcBus.addEventListener("RPC:RESPONSE", ({ detail }) => sent.delete(detail.data.id));
    const find = (selector) => [...document.querySelectorAll(selector)];
    const isSeen = (element) => element.checkVisibility({ visibilityProperty: true });
    const isBusy = () => sent.size || [...App.apps].some((app) => app.scheduler.tasks.size);
    const settle = async () => {
        let calm = 0;
        for (let turn = 0; calm < 2 && turn < 1000; turn++) {
            await new Promise((resolve) => setTimeout(resolve, 10));
            calm = isBusy() ? 0 : calm + 1;
        }
        await new Promise(requestAnimationFrame);
    };
    const isCut = (element) =>
        element.scrollWidth > element.clientWidth + 1 &&
        getComputedStyle(element).overflowX !== "visible";
    const canScroll = (element) => {
        for (let above = element.parentElement; above; above = above.parentElement) {
            if (["auto", "scroll"].includes(getComputedStyle(above).overflowX)) {
                return above.scrollWidth > above.clientWidth;
            }
        }
    };
    const TITLES = "th span, h1, h2, h3, button, .btn, .nav-link, .modal-title, .o_form_label";
    // the host's samples are Latin; what stands before an "@" is nobody's language
    const NOT_OURS = ".o_view_sample_data, [name=alias_name], [name=alias_domain]";
    const isEnglish = (text) =>
        /[A-Za-z]{4,}/.test(text) && !/[\u3400-\u9fff]/.test(text) && !/SWOT|\.com/.test(text);
    const measure = (screen) => {
        const say = (what, text = "") => wrong.add(`${screen}: ${what} ${text.trim()}`);
        if (document.documentElement.scrollWidth > window.innerWidth + 1) {
            say("wider than the screen");
        }
        if (!isNarrow) {
            for (const list of find(".o_content > .o_list_renderer")) {
                if (isCut(list)) {
                    say("wider than the screen by", `${list.scrollWidth - list.clientWidth}`);
                }
            }
        }
        for (const title of find(TITLES).filter(isSeen)) {
            const { left, right } = title.getBoundingClientRect();
            if (!isNarrow && isCut(title)) {
                say("cut off:", title.textContent);
            }
            if ((left < -1 || right > window.innerWidth + 1) && !canScroll(title)) {
                say("outside:", title.textContent || title.className);
            }
        }
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            const text = texts.currentNode.textContent.trim();
            const parent = texts.currentNode.parentElement;
            const said = text && isSeen(parent);
            if (said && /\b(False|undefined|NaN|null)\b/.test(text)) {
                say("no value but", text);
            } else if (said && isEnglish(text) && !parent.closest(NOT_OURS)) {
                say("English:", text);
            }
        }
        for (const name of ["placeholder", "title", "data-tooltip"]) {
            for (const element of find(`[${name}]`).filter(isSeen)) {
                const text = element.getAttribute(name);
                if (isEnglish(text) && !element.closest(NOT_OURS)) {
                    say(`English ${name}:`, text);
                }
            }
        }
        const isEmpty = !find(".o_data_row, .o_group_header, .o_kanban_record").some(isSeen);
        const list = ".o_content > .o_list_renderer, .o_content > .o_kanban_renderer";
        if (isEmpty && find(list).length && !find(".o_view_nocontent").length) {
            say("empty, and says nothing");
        }
        for (const field of find(".o_field_invalid")) {
            say("red before typing:", field.getAttribute("name"));
        }
        for (const error of find(".o_error_dialog, .o_notification .bg-danger")) {
            say("error:", error.textContent);
        }
    };
    const click = async (selector) => {
        const [button] = find(selector).filter(isSeen);
        button?.click();
        await settle();
        return button;
    };
    let seen = 0;
    const visit = async (menu, path) => {
        if (menu.actionID && menu.actionModel !== "ir.actions.act_url") {
            seen++;
            await services.action.doAction(menu.actionID, { clearBreadcrumbs: true });
            await settle();
            measure(path);
            const create = ".o_list_button_add, .o-kanban-button-new";
            if (!find(".modal").length && (await click(create))) {
                measure(`${path}, new`);
                await click(".o_form_button_cancel, .o_list_button_discard");
            }
            await click(".modal .btn-close");
            const others = isNarrow ? [] : find(".o_switch_view:not(.active)");
            for (const view of others.map((button) => button.dataset.tooltip)) {
                await click(`.o_switch_view[data-tooltip="${view}"]`);
                measure(`${path}, ${view}`);
            }
        }
        for (const child of menu.childrenTree) {
            await visit(child, `${path}/${child.name}`);
        }
    };
    const root = services.menu.getAll().find((menu) => menu.xmlid === "marketing_office.menu_root");
    await visit(services.menu.getMenuAsTree(root.id), "");
    if (seen < 100) {
        wrong.add(`only ${seen} screens were opened`);
    }
    if (wrong.size) {
        console.error([...wrong].join("\n"));
    } else {
        console.log("test successful");
    }
})();
"""


class TestFilters(OfficeCase):
    """Every filter and grouping of a menu's search view is one that the database answers."""

    posts = ("director",)

    def test_filters_and_groupings(self):
        env = self.env(user=self.users["director"])
        tried = 0
        menus = self.env["ir.ui.menu"].search(
            [("id", "child_of", self.env.ref("marketing_office.menu_root").id)]
        )
        actions = {
            menu.action for menu in menus if menu.action and "res_model" in menu.action
        }
        for action in actions:
            if not (action.res_model or "").startswith("mkt."):
                continue
            model = env[action.res_model]
            if not model.has_access("read"):
                continue
            view = model.get_view(action.search_view_id.id or None, "search")
            for node in etree.fromstring(view["arch"]).iter("filter"):
                with self.subTest(action=action.name, filter=node.get("name")):
                    tried += 1
                    self.try_filter(model, node)
        self.assertGreater(tried, 500)

    def try_filter(self, model, node):
        known = {
            "uid": model.env.uid,
            "context_today": lambda: self.company._mkt_today(),
        }
        domain = safe_eval(node.get("domain", "[]"), known)
        if node.get("date"):
            domain = Domain(domain) & Domain(node.get("date"), ">=", "today")
        model.search_count(domain)
        group = safe_eval(node.get("context", "{}"), known).get("group_by")
        if group:
            model.formatted_read_group(domain, [group], ["__count"])


class TestScreens(OfficeTourCase):
    """Nothing is cut off, red, English or without a word before anybody has typed anything."""

    posts = ()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.company.name, cls.company_b.name = "浙江电气", "江苏电气"
        cls.reader = cls.make_reader()
        users = cls.env["res.users"].with_context(active_test=False)
        users.search([]).partner_id.name = "林岚"

    @classmethod
    def make_reader(cls):
        """Somebody who sees every menu, in Chinese, and holds the posts that go together."""
        user = cls.make_user("reader", lang="zh_CN", tour_enabled=False)
        for post in POSTS:
            if post != "finance_manager":
                cls.assign(user, post)
        user.group_ids |= cls.env.ref("marketing_office.group_finance_manager")
        user.group_ids |= cls.env.ref("base.group_system")
        return user

    def test_every_screen(self):
        self.browser_js(
            "/odoo/desk",
            WALK,
            "Boolean(odoo.isReady && document.querySelector('.o_mkt_desk'))",
            login=self.reader.login,
            timeout=400,
        )


class TestScreensOfATelephone(TestScreens):
    browser_size = "390x844"
    touch_enabled = True
