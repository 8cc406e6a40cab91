"""Copies of the folder, as newcomers have them: with a bare environment, as root or not."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
USER = "mo_newcomer"
PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
TIMEOUT = 60


def give(path, user):
    if user:
        subprocess.run(["chown", "-R", "-h", f"{user}:", path], check=True)


class Folder:
    """A copy of this folder with what was fetched already, of root or of a plain user."""

    def __init__(self, path, user=None):
        self.path, self.user = path, user
        files = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
        for name in files:
            target = path / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target)
        (path / ".cache").mkdir()

    def with_tools(self, tools):
        """Python and its packages need not be fetched; Odoo is named by ODOO_PATH."""
        cache = self.path / ".cache"
        cache.joinpath("venv").symlink_to(tools / "venv")
        for name in ("venv.done", "tools.done"):
            shutil.copy2(tools / name, cache)
        return self

    def give(self):
        give(self.path, self.user)
        return self

    def command(self, *arguments, **env):
        given = {
            "PATH": PATH,
            "HOME": str(self.path.parent),
            "ODOO_PATH": os.environ["ODOO_PATH"],
            **env,
        }
        words = [f"{name}={value}" for name, value in given.items()]
        command = ["env", "-i", *words, *map(str, arguments)]
        return (
            [
                "setpriv",
                f"--reuid={self.user}",
                f"--regid={self.user}",
                "--clear-groups",
                *command,
            ]
            if self.user
            else command
        )

    def run(self, *arguments, input="", timeout=TIMEOUT, **env):
        """The finished process; what it wrote, errors included, is its `stdout`."""
        return subprocess.run(
            self.command(*arguments, **env),
            cwd=self.path,
            input=input,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=timeout,
        )

    def bash(self, script, **options):
        """Run the script with what the commands share."""
        return self.run("bash", "-c", f". bin/lib.sh; {script}", **options)

    def start(self, *arguments, **env):
        return subprocess.Popen(
            self.command(*arguments, **env),
            cwd=self.path,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def move(self, name):
        target = self.path.parent / name
        self.path.rename(target)
        self.path = target


@pytest.fixture
def place():
    """A folder that others may enter, empty again at the end."""
    with tempfile.TemporaryDirectory(prefix="mo_scripts_", dir="/tmp") as path:
        os.chmod(path, 0o755)
        before = set(Path("/var/tmp").glob("marketing-office-*"))
        yield Path(path)
        for cluster in set(Path("/var/tmp").glob("marketing-office-*")) - before:
            folder = cluster / "folder"
            if folder.exists() and folder.read_text().startswith(path):
                shutil.rmtree(cluster)


@pytest.fixture(scope="session")
def newcomer():
    """The name of a user who is not root; None where the tests' own user is none."""
    if os.getuid():
        yield None
        return
    # there already, where an earlier run was broken off
    subprocess.run(["useradd", "--no-create-home", USER], capture_output=True)
    yield USER
    subprocess.run(["userdel", USER], check=True)


def copy_tools(path):
    """An environment as the commands make it, of packages that are there already."""
    fetched = ROOT / ".cache" / "venv" / "lib"
    run = {"check": True, "env": {"PATH": PATH}}
    subprocess.run(["python3", "-m", "venv", "--without-pip", path / "venv"], **run)
    packages = next(fetched.glob("python3.*/site-packages"))
    target = path / "venv" / "lib" / packages.parent.name
    assert target.is_dir(), f"the packages of {packages} are of another Python"
    subprocess.run(["cp", "-a", "--", packages, target], **run)
    shutil.copy2(fetched.parent / "bin" / "ruff", path / "venv" / "bin")
    stamps = f"""
        . {ROOT}/bin/lib.sh
        echo "$(digest <$ROOT/requirements.lock) $(python3 -VV)" >{path}/venv.done
        cat {path}/venv.done $ROOT/requirements-dev.lock | digest >{path}/tools.done
    """
    subprocess.run(["bash", "-c", stamps], **run)


@pytest.fixture(scope="session", params=["root", "user"])
def owner(request, newcomer):
    """Root and a plain user in turn: (name or None for the tests' own, their tools)."""
    if request.param == "root" and os.getuid():
        pytest.skip("the tests do not run as root")
    user = newcomer if request.param == "user" else None
    with tempfile.TemporaryDirectory(prefix="mo_scripts_", dir="/tmp") as path:
        os.chmod(path, 0o755)
        copy_tools(Path(path))
        give(path, user)
        yield user, Path(path)


@pytest.fixture
def folder(place, owner):
    """A copy that is ready to use, of root and of a plain user in turn."""
    user, tools = owner
    give(place, user)
    return Folder(place / "office", user).with_tools(tools).give()


@pytest.fixture
def bare(place):
    """A copy in which nothing was fetched yet."""
    return Folder(place / "office")


@contextlib.contextmanager
def ended(process, timeout=TIMEOUT):
    try:
        yield process
        process.wait(timeout)
    finally:
        process.kill()
