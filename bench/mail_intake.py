"""500 e-mails from a real mailbox in one job: cases beside the host's leads; damaged ones.

    python bench/mail_intake.py DATABASE

Each measurement is a fresh process with a mailbox (Dovecot) of its own, which has taken in a
few e-mails before; the sides take turns, medians are shown. The e-mails are the same, one in
five with a picture; what became of them has to be equal before the time counts. Then 2,000
damaged e-mails are handed in one by one.
"""

import json
import sys
from base64 import b64decode
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from pathlib import Path

from common import Meter, environment, in_fresh_process, medians
from hypothesis import HealthCheck, given, settings

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.mail_servers import PASSWORD, USER, Mailbox

MAILS, WARM_UP, DAMAGED, ROUNDS = 500, 20, 2_000, 3
SIDES = {"cases": "mkt.complaint", "leads": "crm.lead"}
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40_000
# what the bench is for
MOST_TIME, MOST_MEMORY = 1.5, 8


def mails(side, turn, numbers):
    for number in numbers:
        mail = EmailMessage(policy=SMTP)
        mail["Subject"] = f"Relay {number} fails"
        mail["From"] = f"Customer {number} <c{number}@customer.example.com>"
        mail["To"] = f"{side}@bench.example.com"
        mail["Message-ID"] = f"<{side}.{turn}.{number}@customer.example.com>"
        mail.set_content(f"断路器 {number} 上周坏了，请尽快处理。\n" * 20)
        if number % 5 == 0:
            mail.add_attachment(
                PICTURE, maintype="image", subtype="png", filename=f"relay{number}.png"
            )
            mail.set_boundary("relay")
        yield mail.as_bytes()


def prepare(env):
    domain = env["mail.alias.domain"].create({"name": "bench.example.com"})
    env.company.alias_domain_id = domain
    for side, model in SIDES.items():
        env["mail.alias"].create(
            {
                "alias_name": side,
                "alias_domain_id": domain.id,
                "alias_model_id": env["ir.model"]._get_id(model),
            }
        )
    # a sender may write in each of the rounds
    env["ir.config_parameter"].set_param("mail.gateway.loop.threshold", 1000)
    env.cr.commit()


def measure(database, side, turn):
    with Mailbox() as mailbox, environment(database) as env:
        server = env["fetchmail.server"].create(
            {
                "name": side,
                "server_type": "imap",
                "server": "127.0.0.1",
                "port": mailbox.port,
                "is_ssl": False,
                "user": USER,
                "password": PASSWORD,
                "state": "done",
            }
        )
        mailbox.put(*mails(side, turn, range(MAILS, MAILS + WARM_UP)))
        server._fetch_mail(batch_limit=WARM_UP)
        mailbox.put(*mails(side, turn, range(MAILS)))
        env.cr.commit()
        before = env[SIDES[side]].search([], order="id desc", limit=1).id
        with Meter(env) as meter:
            server._fetch_mail(batch_limit=MAILS)
        made = env[SIDES[side]].search([("id", ">", before)])
        results = [become(record) for record in made.sorted("name")]
        if side == "cases":
            check_originals(made, side, turn)
        server.active = False
        env.cr.commit()
    return {
        "made": len(made),
        "results": sha256(repr(results).encode()).hexdigest(),
        "figures": {"seconds": meter.seconds, "memory": meter.memory},
    }


def become(record):
    """What an e-mail became, case or lead."""
    message = record.message_ids.filtered(lambda m: m.message_type == "email")
    files = message.attachment_ids
    return (
        record.name,
        record.email_from,
        str(message.body),
        message.author_id.email or "",
        [(file.name, sha256(file.raw).hexdigest()) for file in files],
        sorted(files.mapped("res_id")) == [record.id] * len(files),
    )


def check_originals(cases, side, turn):
    """Each case keeps its e-mail as it was sent, but for the end that a mailbox adds."""
    sent = {mail.strip() for mail in mails(side, turn, range(MAILS))}
    kept = {b64decode(original.content).strip() for original in cases.email_ids}
    assert kept == sent, "the originals differ"


def take_in_damaged(database):
    """Damaged e-mails by the hundred: each is a case with its original, or automatic."""
    with environment(database) as env:
        # these are found once Odoo knows its folders
        from odoo.addons.marketing_office.tools.mail_automatic import is_automatic

        from tests.complaint.test_mail_damage import damaged

        complaints, originals = env["mkt.complaint"], env["mkt.complaint.email"]
        taken = []

        @settings(
            max_examples=DAMAGED,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(damaged())
        def take_in(mail):
            with env.cr.savepoint() as savepoint:
                last = originals.search([], limit=1).id
                before = complaints.search_count([])
                env["mail.thread"].message_process("mkt.complaint", mail)
                cases = complaints.search_count([]) - before
                kept = originals.search([("id", ">", last)])
                by_machine = is_automatic(mail) or b"/report" in mail.lower()
                assert cases == (0 if by_machine else 1), mail
                assert [b64decode(k.content) for k in kept] == [mail] * cases, mail
                taken.append(cases)
                savepoint.rollback()
            env.transaction.clear()

        take_in()
    print(
        f"damaged: {len(taken):,} handed in, {sum(taken):,} cases, the rest automatic"
    )


def main(database):
    with environment(database) as env:
        prepare(env)
    runs = {side: [] for side in SIDES}
    for turn in range(ROUNDS):
        for side in SIDES:
            runs[side].append(in_fresh_process(database, side, turn))
    every = [run for side in SIDES for run in runs[side]]
    assert {run["made"] for run in every} == {MAILS}, "not every e-mail was taken in"
    assert len({run["results"] for run in every}) == 1, "the results differ"
    figures = {side: medians([run["figures"] for run in runs[side]]) for side in SIDES}
    for side, row in figures.items():
        print(
            f"{side}: {MAILS} of {MAILS}, {row['seconds']:.1f} s,"
            f" memory +{row['memory']:.1f} MB"
        )
    ratio = figures["cases"]["seconds"] / figures["leads"]["seconds"]
    print(f"cases / leads: {ratio:.2f}")
    assert ratio <= MOST_TIME, "too slow"
    assert figures["cases"]["memory"] <= MOST_MEMORY, "the memory is not flat"
    take_in_damaged(database)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        print(json.dumps(measure(*sys.argv[1:])))
    else:
        main(sys.argv[1])
