from functools import wraps

from odoo import api

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG


def guards_deletion(method):
    """Mark a method that refuses deletions, as `api.ondelete` does, whatever the context.

    The host's own mark skips the guard where a context key says that a module is being
    uninstalled, and any caller can say so. Here the state of this module decides.
    """

    @api.ondelete(at_uninstall=True)
    @wraps(method)
    def guard(self):
        if not _is_uninstalled(self.env):
            method(self)

    return guard


def _is_uninstalled(env):
    # the key alone proves nothing; without it there is no need to ask the database
    if not env.context.get(MODULE_UNINSTALL_FLAG):
        return False
    return env["ir.module.module"]._get("marketing_office").state == "to remove"
