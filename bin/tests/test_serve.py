"""The first minute, from a folder with an unusual name to the sign-in page and back."""

import os
import pty
import re
import signal
import subprocess
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from conftest import Folder

pytestmark = pytest.mark.slow

PORT = "47117"
DEAD_PROXY = "http://127.0.0.1:9"
SERVED = {
    "PORT": PORT,
    "LC_ALL": "zh_CN.GBK",
    "http_proxy": DEAD_PROXY,
    "all_proxy": DEAD_PROXY,
}
MINUTES = 60


@pytest.fixture(scope="module")
def company(owner, tmp_path_factory):
    """A folder whose demo company was served once, and what that wrote."""
    user, tools = owner
    subprocess.run(["mkdir", "-m", "755", f"/tmp/mo_scripts_serve_{user}"], check=True)
    place = Path(f"/tmp/mo_scripts_serve_{user}")
    folder = Folder(place / "营销 office", user).with_tools(tools).give()
    if user:
        subprocess.run(["chown", user, place], check=True)
    try:
        folder.first = served(folder)
        yield folder
    finally:
        for link in folder.path.glob(".cache/postgres-*-serve"):
            subprocess.run(["rm", "-rf", link.resolve()], check=True)
        subprocess.run(["rm", "-rf", place], check=True)


def served(folder, stop=signal.SIGINT, timeout=20 * MINUTES):
    """What bin/serve writes to a terminal until the sign-in page is there, and Ctrl-C."""
    terminal, own_end = pty.openpty()
    process = subprocess.Popen(
        folder.command("bin/serve", **SERVED),
        cwd=folder.path,
        stdin=own_end,
        stdout=own_end,
        stderr=own_end,
        start_new_session=True,
    )
    os.close(own_end)
    written = b""
    try:
        deadline = time.monotonic() + timeout
        while b"Ctrl-C stops it" not in written:
            assert time.monotonic() < deadline, written.decode()
            written += os.read(terminal, 65536)
        assert urlopen(f"http://127.0.0.1:{PORT}/web/login", timeout=60).status == 200
        # as the terminal does: to the whole group in the foreground
        os.killpg(process.pid, stop)
        while chunk := read_to_end(terminal):
            written += chunk
        process.wait(60)
    finally:
        process.kill()
        os.close(terminal)
    return written.decode()


def read_to_end(terminal):
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def postgres_runs(folder):
    return any(folder.path.glob(".cache/postgres-*-serve/data/postmaster.pid"))


def test_the_first_minute_is_quiet(company):
    lines = [line for line in company.first.splitlines() if line.strip()]
    for word in (
        "Forced shutdown",
        "security risk",
        "WARNING",
        "ERROR",
        "Traceback",
        "Done",
    ):
        assert word not in company.first
    assert any(re.search("creating the database", line) for line in lines)
    assert not postgres_runs(company)
    with pytest.raises(URLError):
        urlopen(f"http://127.0.0.1:{PORT}/web/login", timeout=5)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_moved_folder_serves_the_same_company(company, stop):
    company.move(f"moved {stop.name}")
    again = served(company, stop)
    assert "creating the database" not in again
    assert not postgres_runs(company)


def test_when_odoo_ends_by_itself_so_does_postgres(company):
    done = company.run("bin/serve", "--stop-after-init", timeout=5 * MINUTES, **SERVED)
    assert not done.returncode, done.stdout
    assert not postgres_runs(company)
    done = company.run("bin/serve", "--no-such-option", timeout=5 * MINUTES, **SERVED)
    assert done.returncode
    assert not postgres_runs(company)
