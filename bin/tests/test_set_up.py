"""What is said before anything is fetched, and that all ends together."""

import os
import signal
import subprocess
import time

import pytest
from conftest import ended


def refused(done, *words):
    assert done.returncode == 1, done.stdout
    for word in words:
        assert word in done.stdout
    assert done.stdout.count("error:") == 1, done.stdout


@pytest.mark.parametrize("name", ["one,two", "one:two"])
def test_paths_that_cannot_be_used_are_refused_at_once(bare, name):
    bare.move(name)
    refused(bare.bash("prepare"), "comma or a colon")
    assert not (bare.path / ".cache" / "venv").exists()


def test_a_path_too_long_for_a_socket_is_refused_at_once(place, newcomer):
    from conftest import Folder

    folder = Folder(place / ("办" * 30), newcomer)
    if newcomer:
        folder.give()
    refused(folder.bash("prepare"), "too long for a PostgreSQL socket")
    assert not (folder.path / ".cache" / "venv").exists()


@pytest.mark.parametrize("python", ["/no/such/python", "/bin/false"])
def test_a_wrong_python_is_told_before_anything_starts(bare, python):
    done = bare.bash("prepare", PYTHON=python)
    refused(done, python, "3.11 to 3.13")
    assert os.listdir(bare.path / ".cache") == ["setup.lock"]


def test_a_wrong_odoo_is_told_before_anything_starts(bare):
    refused(bare.bash("prepare", ODOO_PATH="/tmp"), "/tmp holds no Odoo 19.0")


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1", "80 80"])
def test_ports_that_are_none_are_refused(bare, port):
    refused(bare.run("bin/serve", PORT=port), f"PORT={port} is no port")


SLEEPER = "nap() { sleep 4711 & wait; };"


def sleepers():
    return subprocess.run(["pgrep", "-f", "sleep 4711"], capture_output=True).stdout


def test_when_one_step_fails_all_end(bare):
    started = time.monotonic()
    done = bare.bash(
        f"{SLEEPER} fail() {{ sleep 0.5; die 'no luck'; }}; together nap fail nap"
    )
    refused(done, "no luck")
    assert time.monotonic() - started < 10
    assert not sleepers()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_at_ctrl_c_all_end(bare, number):
    process = bare.start("bash", "-c", f". bin/lib.sh; {SLEEPER} together nap nap")
    with ended(process):
        while not sleepers():
            time.sleep(0.1)
        process.send_signal(number)
        assert process.wait(10) == 128 + number
    assert not sleepers()


def test_all_that_goes_well_goes_on(bare):
    done = bare.bash(
        "good() { sleep 0.$1; echo $1; }; together 'good 3' 'good 1' 'good 2'; echo on"
    )
    assert done.stdout.split() == ["1", "2", "3", "on"]


def test_apt_is_not_broken_off_half_way(bare):
    """A stand-in for apt-get on the PATH, which takes its time."""
    programs = bare.path / "programs"
    programs.mkdir()
    apt = programs / "apt-get"
    apt.write_text("#!/bin/sh\nsleep 1\necho done >>apt-ran\n")
    apt.chmod(0o755)
    script = (
        "fail() { sleep 0.3; die 'no luck'; }; APT=x; together 'apt_install x' fail"
    )
    done = bare.bash(script, PATH=f"{programs}:{os.environ['PATH']}")
    assert "waiting for apt-get" in done.stdout
    assert (bare.path / "apt-ran").read_text().split() == ["done", "done"]


def test_localhost_is_asked_past_a_proxy(bare):
    script = """
        mkdir -p web; echo >web/login
        python3 -m http.server --bind 127.0.0.1 47119 >/dev/null 2>&1 & server=$!
        timeout 20 python3 bin/announce.py http://localhost:47119 /none /none && code=0 || code=$?
        kill $server; exit $code
    """
    dead = "http://127.0.0.1:9"
    done = bare.bash(script, http_proxy=dead, HTTP_PROXY=dead, all_proxy=dead)
    assert not done.returncode, done.stdout
    assert "Marketing office" in done.stdout


def test_mail_says_what_is_missing(bare):
    refused(bare.run("bin/mail"), "no e-mail on the standard input")
    done = bare.run("bin/mail", input="Subject: x\n\nx", PORT="9")
    refused(done, "nothing answers at localhost:9", "bin/serve")


def test_screenshots_know_their_names(folder):
    done = folder.run("bin/screenshots", "--only", "no-such-page")
    assert done.returncode == 2
    assert "invalid choice: 'no-such-page'" in done.stdout


def test_files_without_their_database_are_kept(folder):
    files = folder.path / ".cache" / "data" / "filestore" / "marketing_office"
    files.mkdir(parents=True)
    folder.give()
    done = folder.run("bin/serve", PORT="47118")
    refused(done, str(files), "no such database")
    assert files.is_dir()
