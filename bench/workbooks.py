"""Every workbook of the demo company opened by LibreOffice: nothing is lost or computed.

    python bench/workbooks.py DATABASE

The demo company is loaded (and not kept); each list of the Print menus, the last report,
the cases, the budgets and the customers are written in Chinese. LibreOffice opens each
and saves it again: every cell has to say the same as before, each sheet has its charts.
Needs `soffice` (apt-get install --no-install-recommends libreoffice-calc-nogui).
"""

import shutil
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from common import environment
from openpyxl import load_workbook

sys.path.append(str(Path(__file__).parents[1] / "demo"))

# what has a workbook of its own, and its records
WORKBOOKS = {
    "mkt.complaint.xlsx": "mkt.complaint",
    "mkt.budget.xlsx": "mkt.budget",
    "mkt.customer.xlsx": "mkt.customer.standing",
    "mkt.incentive.xlsx": "mkt.incentive",
}
# what must stay text
NASTY = ("=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(1)", "普通文字")


def write(env, folder):
    """The workbooks as files."""
    env["mkt.complaint"].create([{"name": name} for name in NASTY])
    for report in env["mkt.report"].search([], limit=2):
        content = env["mkt.report.xlsx"]._render(report)
        (folder / f"report_{report.id}.xlsx").write_bytes(content)
    for workbook, model in WORKBOOKS.items():
        content = env[workbook]._render(env[model].search([]))
        (folder / f"{workbook}.xlsx").write_bytes(content)
    lists = env["ir.actions.server"].search(
        [("code", "=", 'action = env["mkt.export"]._export(records)')]
    )
    for model in lists.mapped("binding_model_id.model"):
        with env["mkt.detail.xlsx"]._written(model, []) as path:
            shutil.copy(path, folder / f"list_{model}.xlsx")


def opened(folder, target):
    """Let LibreOffice open the files, and save them again."""
    office = shutil.which("soffice")
    if not office:
        sys.exit(
            "error: soffice is missing:"
            " apt-get install --no-install-recommends libreoffice-calc-nogui"
        )
    subprocess.run(
        [
            office,
            f"-env:UserInstallation=file://{target}/profile",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            target,
            *sorted(folder.glob("*.xlsx")),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def said(value):
    """What a cell says, as far as both programs mean the same by it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return round(float(value), 6)
    if isinstance(value, datetime):
        # a cell keeps days as a number with a fraction
        return round(value.timestamp() / 60)
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("_x000D_", "").rstrip() or None
    return value


def compare(source, target):
    """Sheets, cells and charts of the file, all the same after LibreOffice had it."""
    before, after = load_workbook(source), load_workbook(target)
    if before.sheetnames != after.sheetnames:
        sys.exit(f"error: {source.name}: {before.sheetnames} {after.sheetnames}")
    cells = charts = 0
    for sheet in before:
        other = after[sheet.title]
        if len(sheet._charts) != len(other._charts):
            sys.exit(f"error: {source.name} {sheet.title}: a chart is lost")
        charts += len(sheet._charts)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                cells += 1
                twin = other[cell.coordinate]
                if "f" in (cell.data_type, twin.data_type):
                    sys.exit(f"error: {source.name} {sheet.title} {cell}: a formula")
                if said(cell.value) != said(twin.value):
                    sys.exit(
                        f"error: {source.name} {sheet.title} {cell.coordinate}:"
                        f" {cell.value!r} became {twin.value!r}"
                    )
    return len(before.sheetnames), cells, charts


def main(database):
    from demo_company import TIME_ZONE, load

    with environment(database) as env, tempfile.TemporaryDirectory() as place:
        load(env, datetime.now(ZoneInfo(TIME_ZONE)).date())
        env = env(context={**env.context, "lang": "zh_CN", "tz": TIME_ZONE})
        folder, target = Path(place, "written"), Path(place, "opened")
        folder.mkdir()
        write(env, folder)
        begin = time.perf_counter()
        opened(folder, target)
        seconds = time.perf_counter() - begin
        files = sorted(folder.glob("*.xlsx"))
        totals = [compare(path, target / path.name) for path in files]
    sheets, cells, charts = map(sum, zip(*totals, strict=True))
    print(f"{len(files)} workbooks, {sheets} sheets, {cells:,} cells, {charts} charts")
    print(f"LibreOffice opened and saved them in {seconds:.1f} s; all say the same")


if __name__ == "__main__":
    main(*sys.argv[1:])
