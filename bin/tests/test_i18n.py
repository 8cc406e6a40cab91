"""The catalogues change where terms do: a run of bin/i18n alone leaves no difference."""

import subprocess

import polib
import pytest
from conftest import ROOT

pytestmark = pytest.mark.slow

MINUTES = 60
NAMES = "marketing_office.pot", "zh_CN.po"
I18N = ROOT / "marketing_office" / "i18n"


@pytest.fixture
def catalogues():
    before = {name: (I18N / name).read_text() for name in NAMES}
    yield before
    for name, text in before.items():
        (I18N / name).write_text(text)


def renew():
    done = subprocess.run(
        ["bin/i18n"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=30 * MINUTES,
    )
    assert not done.returncode, done.stdout
    return {name: (I18N / name).read_text() for name in NAMES}


def test_only_terms_change_the_catalogues(catalogues):
    assert renew() == catalogues
    terms = polib.pofile(str(I18N / "zh_CN.po"))
    gone = terms.pop()
    terms.append(polib.POEntry(msgid="A term that is gone", msgstr="已删除的词条"))
    terms.save()
    renewed = renew()
    assert renewed["marketing_office.pot"] == catalogues["marketing_office.pot"]
    found = {entry.msgid: entry.msgstr for entry in polib.pofile(renewed["zh_CN.po"])}
    assert found.pop(gone.msgid) == ""
    assert "A term that is gone" not in found
