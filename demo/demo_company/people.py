"""Users, employees, departments and who holds which post."""

from datetime import timedelta

from passlib.hash import pbkdf2_sha512

from odoo.fields import Command

from .common import DOMAIN, TIME_ZONE, read_csv


def load_people(env, clock):
    """Create everybody who works in the company; returns users by login."""
    people = [person for person in read_csv("people.csv") if person["post"]]
    users = env["res.users"].create(
        [
            {
                "login": person["login"],
                "name": person["name"],
                "email": f"{person['login']}@{DOMAIN}",
                "lang": person["lang"],
                "tz": TIME_ZONE,
                "notification_type": "inbox",  # there is no mail server
                # the post gives all further rights
                "group_ids": [Command.set([env.ref("base.group_user").id])],
            }
            for person in people
        ]
    )
    users = dict(zip((person["login"] for person in people), users, strict=True))
    load_employees(env, people, users)
    load_assignments(env, people, users, clock)
    return users


def load_employees(env, people, users):
    departments = {
        key: env.ref(f"marketing_office.department_{key}")
        for key in ("office", "planning", "sales", "promotion", "service")
    }
    departments["leadership"] = env["hr.department"].create({"name": "总经理办公室"})
    employees = env["hr.employee"].create(
        [
            {
                "name": person["name"],
                "user_id": users[person["login"]].id,
                "department_id": departments[person["department"]].id,
                "job_title": person["description"].split(" · ")[0],
                "work_email": f"{person['login']}@{DOMAIN}",
                "work_phone": f"0573-92100{600 + number}",
            }
            for number, person in enumerate(people, 1)
        ]
    )
    heads = {
        "leadership": "leadership",
        "office": "director",
        "planning": "marketing",
        "sales": "sales",
        "promotion": "promotion",
        "service": "service",
    }
    by_login = dict(zip((person["login"] for person in people), employees, strict=True))
    for key, login in heads.items():
        departments[key].manager_id = by_login[login]
    for key, login in heads.items():
        superior = "leadership" if key == "office" else "director"
        by_login[login].parent_id = by_login[superior]
    by_login["leadership"].parent_id = False


def load_assignments(env, people, users, clock):
    day = timedelta(1)
    start = clock.start
    handover = clock.months[9]  # the promotion manager came later than the others
    change = clock.months[5]  # and the researcher was in sales before

    def assignment(login, post, role="holder", date_from=start, date_to=False):
        return {
            "user_id": users[login].id,
            "post_id": env.ref(f"marketing_office.post_{post}").id,
            "role": role,
            "date_from": date_from,
            "date_to": date_to,
        }

    begins = {"promotion": handover, "researcher": change}
    env["mkt.post.assignment"].create(
        [
            assignment(p["login"], p["post"], p["role"], begins.get(p["login"], start))
            for p in people
        ]
        + [
            assignment("product", "promotion_manager", date_to=handover - day),
            assignment("researcher", "sales_staff", date_to=change - day),
            assignment("marketing", "market_researcher", "deputy", change),
            assignment("sales", "account_manager", "deputy", clock.months[12]),
            assignment(
                "clerk1", "customer_service_manager", "deputy", clock.months[15]
            ),
        ]
    )


def set_passwords(users):
    """Everybody's password is the login."""
    # Everybody may know these: the host's costly hashes would only take time. It
    # makes one itself at each person's first sign-in.
    cheap = pbkdf2_sha512.using(rounds=1000)
    for login, user in users.items():
        user._set_encrypted_password(user.id, cheap.hash(login))
