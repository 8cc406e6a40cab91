"""500 e-mails from a real mailbox in one job: cases beside the host's leads.

    python bench/mail_intake.py DATABASE

Each measurement is a fresh process with a mailbox (Dovecot) of its own; the sides take
turns, medians are shown. The e-mails are the same, one in five with a picture.
"""

import json
import sys
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from common import Meter, environment, in_fresh_process, medians

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from mail_servers import PASSWORD, USER, Mailbox

MAILS, ROUNDS = 500, 3
SIDES = {"cases": "mkt.complaint", "leads": "crm.lead"}
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40_000


def mails(side, turn):
    for number in range(MAILS):
        mail = EmailMessage(policy=SMTP)
        mail["Subject"] = f"Relay {number} fails"
        mail["From"] = f"Customer {number} <c{number}@customer.example.com>"
        mail["To"] = f"{side}@bench.example.com"
        mail["Message-ID"] = f"<{side}.{turn}.{number}@customer.example.com>"
        mail.set_content("断路器上周坏了，请尽快处理。\n" * 20)
        if number % 5 == 0:
            mail.add_attachment(
                PICTURE, maintype="image", subtype="png", filename="relay.png"
            )
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
        mailbox.put(*mails(side, turn))
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
        env.cr.commit()
        before = env[SIDES[side]].search_count([])
        with Meter(env) as meter:
            server._fetch_mail(batch_limit=MAILS)
        made = env[SIDES[side]].search_count([]) - before
        server.active = False
        env.cr.commit()
    return {"made": made, "seconds": meter.seconds, "memory": meter.memory}


def main(database):
    with environment(database) as env:
        prepare(env)
    results = {side: [] for side in SIDES}
    for turn in range(ROUNDS):
        for side in SIDES:
            results[side].append(in_fresh_process(database, side, turn))
    figures = {side: medians(rows) for side, rows in results.items()}
    for side, row in figures.items():
        print(
            f"{side}: {row['made']:.0f} of {MAILS}, {row['seconds']:.1f} s,"
            f" memory +{row['memory']:.0f} MB"
        )
    print(
        f"cases / leads: {figures['cases']['seconds'] / figures['leads']['seconds']:.2f}"
    )


if __name__ == "__main__":
    if len(sys.argv) > 2:
        print(json.dumps(measure(*sys.argv[1:])))
    else:
        main(sys.argv[1])
