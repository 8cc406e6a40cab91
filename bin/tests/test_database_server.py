"""Where the databases are, and that no start removes them."""

import os
import shutil
import subprocess
from pathlib import Path

START = "prepare; start_postgres serve;"
MAKE = f'{START} "$(pg_bin)/createdb" kept; echo "at $PGHOST"'
LOOK = f"{START} if db_exists kept; then echo found; else echo missing; fi"


def made_at(folder):
    done = folder.bash(MAKE)
    assert not done.returncode, done.stdout
    return Path(done.stdout.split("at ")[-1].strip())


def looked(folder):
    done = folder.bash(LOOK)
    assert not done.returncode, done.stdout
    return done.stdout


def test_a_moved_folder_keeps_its_databases_and_tools(folder, owner):
    tools = folder.path / ".cache" / "venv"
    tools.unlink()
    subprocess.run(["cp", "-a", owner[1] / "venv", tools], check=True)
    made_at(folder)
    for name, locale in (
        ("moved", {}),
        ("with a space", {"LC_ALL": "C"}),
        ("it's", {"LC_ALL": "POSIX"}),
        ("营销 办公室", {"LC_ALL": "zh_CN.GBK"}),
    ):
        folder.move(name)
        done = folder.bash(f"{LOOK}; python -m pytest --version", **locale)
        assert not done.returncode, done.stdout
        assert "found" in done.stdout and "pytest" in done.stdout
        done = folder.run("bin/check", "format", **locale)
        assert not done.returncode, done.stdout


def test_a_copy_has_databases_of_its_own(folder):
    made_at(folder)
    original = folder.path
    copy = original.parent / "copy"
    subprocess.run(["cp", "-a", original, copy], check=True)
    folder.path = copy
    first = looked(folder)
    if not folder.user and not os.getuid():
        # root's files are not in the folder: the copy says where they stay
        assert "missing" in first and f"a copy of {original}" in first
    else:
        assert "found" in first
    folder.bash(f'{START} "$(pg_bin)/dropdb" --if-exists kept')
    folder.path = original
    assert "found" in looked(folder)


def test_what_is_not_recognised_is_kept_and_named(folder, owner):
    """Whoever deletes .cache alone is told what is left elsewhere, and how to use it."""
    where = made_at(folder)
    outside = folder.path not in where.parents
    kept = folder.path.parent / "kept-cache"
    folder.path.joinpath(".cache").rename(kept)
    folder.path.joinpath(".cache").mkdir()
    folder.with_tools(owner[1]).give()
    first = looked(folder)
    assert "missing" in first
    if outside:
        assert where.is_dir()
        assert f"kept: {where}" in first
        link = next(folder.path.joinpath(".cache").glob("postgres-*-serve"))
        assert f"ln -sfn {where} {link}" in first
        link.unlink()
        link.symlink_to(where)
    else:
        shutil.rmtree(folder.path / ".cache")
        kept.rename(folder.path / ".cache")
    assert "found" in looked(folder)


def test_a_half_made_one_is_made_anew(folder):
    half = f"""
        prepare
        initdb_killed() {{ make_cluster "$(pg_bin)" "$1"; }}
        version=$("$(pg_bin)/initdb" -V | grep -oE '[0-9]+' | head -1)
        (mv() {{ kill -9 $BASHPID; }}; make_cluster "$(pg_bin)" "$version-serve") || true
        {LOOK}
    """
    done = folder.bash(half)
    assert not done.returncode, done.stdout
    assert "missing" in done.stdout
    assert made_at(folder).is_dir()


def test_a_cluster_that_does_not_start_is_kept(folder):
    where = made_at(folder)
    version = where / "data" / "PG_VERSION"
    text = version.read_text()
    version.write_text("9.6\n")
    done = folder.bash(LOOK)
    assert done.returncode
    assert "Its files stay as they are" in done.stdout
    version.write_text(text)
    assert "found" in looked(folder)


def test_a_refused_password_is_told_as_such(folder):
    where = made_at(folder)
    script = f"""
        {START}
        sed -i 's/trust$/scram-sha-256/' "$PGHOST/data/pg_hba.conf"
        as_owner "${{PG_STOP[@]:0:3}}" reload >&2
        sleep 1
        PGPASSWORD=wrong bash -c '. bin/lib.sh; prepare; start_postgres test' || true
        sed -i 's/scram-sha-256$/trust/' "$PGHOST/data/pg_hba.conf"
    """
    done = folder.bash(script)
    assert "password authentication failed" in done.stdout, done.stdout
    assert "PGPASSWORD" in done.stdout
    done = folder.bash("prepare; start_postgres test", PGHOST=where)
    assert done.returncode
    assert "Start it" in done.stdout
