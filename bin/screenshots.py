"""Screenshots of the running demo, taken with the system's Chromium."""

import argparse
import os
import shutil
import sys
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright


def row(text):
    """The first row of a list that holds the text."""
    return f".o_data_row:has-text('{text}') td[name=name]"


FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
# name, login (None: nobody is signed in), path, what to click first (or None)
SCREENSHOTS = [
    ("sign-in", None, "/web/login", None),
    ("desk", "service", "/odoo/desk", None),
    ("board", "director", "/odoo/mkt-board", None),
    ("indicator-values", "director", "/odoo/mkt-values", None),
    ("cases", "service", "/odoo/cases", None),
    ("case", "service", "/odoo/cases", ".o_kanban_record"),
    ("case-analysis", "director", "/odoo/case-analysis", None),
    ("plan", "director", "/odoo/marketing-plans", row("已批准")),
    ("budget", "finance", "/odoo/budget-and-actual", None),
    ("campaign", "promotion", "/odoo/marketing-campaigns", row("行业媒体广告")),
    ("campaign-calendar", "promotion", "/odoo/marketing-campaign-calendar", None),
    ("market-share", "researcher", "/odoo/mkt-market-share?view_type=graph", None),
    ("study", "researcher", "/odoo/mkt-studies", row("净推荐值")),
    ("posts", "director", "/odoo/marketing-posts", None),
    ("time-limits", "service", "/odoo/time-limits", None),
    ("portal-cases", "customer", "/my/complaints", None),
    ("portal-case", "customer", "/my/complaints", ".o_portal_my_doc_table tbody a"),
]
CHROMIUM_OPTIONS = [
    "--no-sandbox",  # root cannot use it
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def sign_in(page, login):
    page.goto("/web/login")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", login)
    page.click("button[type=submit]")
    page.wait_for_url(lambda url: "/web/login" not in url)


def settle(page):
    """The web client or the portal page stands, and what appeared has faded in."""
    page.wait_for_selector(".o_action_manager > *, #wrapwrap")
    page.wait_for_selector(".o_loading_indicator", state="detached")
    page.wait_for_timeout(1000)


def take(browser, options, login, path, click, out):
    context = browser.new_context(
        base_url=options.base_url,
        locale=options.lang,
        timezone_id="Asia/Shanghai",
        viewport={"width": options.width, "height": options.height},
    )
    page = context.new_page()
    if login:
        sign_in(page, login)
    page.goto(path)
    settle(page)
    if click:
        page.click(click)
        settle(page)
    out.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=out)
    context.close()
    print(out)


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    port = os.environ.get("PORT", "8069")
    parser.add_argument("--base-url", default=f"http://localhost:{port}")
    names = [name for name, *_page in SCREENSHOTS]
    parser.add_argument("--only", choices=names, help="one of docs/screenshots/")
    parser.add_argument("--login", help="sign in as (the password is the same)")
    parser.add_argument("--path", default="/odoo", help="page to show")
    parser.add_argument("--click", metavar="SELECTOR", help="click there first")
    parser.add_argument("--out", type=Path, help="write one page there")
    parser.add_argument("--lang", default="zh-CN", help="the browser's language")
    parser.add_argument("--width", type=int, default=1366)
    parser.add_argument("--height", type=int, default=768)
    return parser.parse_args()


def main():
    options = parse_options()
    try:
        urlopen(options.base_url + "/web/login").close()
    except URLError:
        sys.exit(f"error: nothing answers at {options.base_url}: run bin/serve first")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=CHROMIUM_OPTIONS,
        )
        if options.out:
            page = (options.login, options.path, options.click, options.out)
            take(browser, options, *page)
            return
        for name, *page in SCREENSHOTS:
            if options.only in (None, name):
                take(browser, options, *page, FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
