from odoo.http import request, route

from odoo.addons.rating.controllers.main import Rating


class ComplaintRating(Rating):
    @route()
    def action_submit_rating(self, token, rate=0, **kwargs):
        """Colleagues rate no case, with whatever link."""
        _rating, record = self._get_rating_and_record(token)
        if record._name == "mkt.complaint" and request.env.user._is_internal():
            return request.redirect(record.access_url)
        return super().action_submit_rating(token, rate=rate, **kwargs)
