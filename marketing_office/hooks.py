"""What the host would leave behind when the addon is uninstalled.

The host deletes the records that came with the addon one by one, before the tables, and
leaves whatever something still refers to: the documents of the office refer to all of it.
"""

from odoo.fields import Command
from odoo.tools import SQL

MODULE = "marketing_office"


def uninstall_hook(env):
    env = env(su=True, context={**env.context, "active_test": False})
    _take_rights_back(env)
    _forget_documents(env)


def _take_rights_back(env):
    """Nobody keeps a right that came with a post; rights of one's own are no post's."""
    groups = _own_records(env, "res.groups")
    users = groups.user_ids
    internal = users.filtered(lambda user: user._is_internal())
    groups.write({"user_ids": [Command.clear()]})
    # somebody may have been an internal user by the post alone
    rest = internal.filtered(lambda user: not user._is_internal())
    rest.write({"group_ids": [Command.link(env.ref("base.group_user").id)]})
    # what administrators have built upon the groups would keep them
    env["ir.model.access"].search([("group_id", "in", groups.ids)]).unlink()
    rules = env["ir.rule"].search([("groups", "in", groups.ids)])
    # a rule left without any group would bind everybody
    rules.filtered(lambda rule: rule.groups <= groups).unlink()
    rules.exists().write({"groups": [Command.unlink(group.id) for group in groups]})


def _forget_documents(env):
    models = [
        name for name, model in env.registry.items() if model._original_module == MODULE
    ]
    types = _own_records(env, "mail.activity.type")
    activities = env["mail.activity"]
    activities.search([("res_model", "in", models)]).unlink()
    activities.search(
        [("activity_type_id", "in", types.ids)]
    ).activity_type_id = env.ref("mail.mail_activity_data_todo")
    # other addons keep names for what they add to every model that has a discussion
    for model, field in (
        ("ir.model.inherit", "model_id.model"),
        ("ir.model.fields.selection", "field_id.model"),
    ):
        added = env[model].search([(field, "in", models)])
        keys = [("model", "=", model), ("res_id", "in", added.ids)]
        env["ir.model.data"].search(keys).unlink()
    for model, field in (
        ("ir.model.data", "model"),
        ("ir.filters", "model_id"),
        ("ir.exports", "resource"),
    ):
        env[model].search([(field, "in", models)]).unlink()
    # notices of several documents stand on none
    notices = [
        ("model", "=", False),
        ("message_type", "=", "user_notification"),
        ("body", "like", "/mail/view?model=mkt."),
    ]
    env["mail.message"].search(notices).unlink()
    env.flush_all()
    stored = [name for name in models if env[name]._auto and not env[name]._abstract]
    _empty_tables(env, [env[name]._table for name in stored])
    env.invalidate_all()


def _own_records(env, model):
    data = env["ir.model.data"].search([("module", "=", MODULE), ("model", "=", model)])
    return env[model].browse(data.mapped("res_id")).exists()


def _empty_tables(env, tables):
    """Empty the tables of the addon's models; what refers to them is dropped with them."""
    relations = env["ir.model.relation"].search([("module.name", "=", MODULE)])
    tables = [*tables, *relations.mapped("name")]
    found = env.execute_query(
        SQL(
            """
            SELECT conrelid::regclass::text, conname
            FROM pg_constraint
            WHERE contype = 'f' AND (
                conrelid = ANY(%(tables)s::regclass[])
                OR confrelid = ANY(%(tables)s::regclass[])
            )
            """,
            tables=tables,
        )
    )
    for table, key in found:
        env.cr.execute(
            SQL(
                "ALTER TABLE %s DROP CONSTRAINT %s",
                SQL.identifier(table),
                SQL.identifier(key),
            )
        )
    # of those between two other tables the host itself would keep the names
    keys = [("module.name", "=", MODULE), ("type", "=", "f")]
    env["ir.model.constraint"].search(keys).unlink()
    names = SQL(", ").join(SQL.identifier(table) for table in tables)
    env.cr.execute(SQL("TRUNCATE %s", names))
