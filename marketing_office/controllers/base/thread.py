from odoo.http import request

from odoo.addons.portal.controllers.thread import PortalThreadController


class OfficeThreadController(PortalThreadController):
    def _prepare_message_data(self, post_data, *, thread, **kwargs):
        """The host posts with sudo: of a customer's message only what the portal sends."""
        if thread._mkt_is_ours() and request.env.user.share:
            sent = {"body", "attachment_ids", "attachment_tokens"}
            post_data = {
                **{name: post_data[name] for name in sent & post_data.keys()},
                "message_type": "comment",
                "subtype_xmlid": "mail.mt_comment",
            }
        return super()._prepare_message_data(post_data, thread=thread, **kwargs)
