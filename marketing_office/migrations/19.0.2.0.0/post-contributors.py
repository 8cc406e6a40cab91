"""Who drew up the documents that are in draft has contributed to them."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    mixin = env.registry["mkt.approval.mixin"]
    for model in map(env.__getitem__, env.registry):
        if isinstance(model, mixin) and not model._abstract:
            lists = [
                name
                for name in model._declared("_approval_content")
                if model._fields[name].type == "one2many"
            ]
            for document in model.search([("state", "=", "draft")]):
                parts = [document[name] for name in lists]
                users = document.create_uid.union(
                    *(part.create_uid | part.write_uid for part in parts)
                )
                document.contributor_ids = users.filtered(
                    lambda u: u.id != SUPERUSER_ID
                )
