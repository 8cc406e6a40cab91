from uuid import uuid4

from markupsafe import Markup
from psycopg2.errors import UniqueViolation

from odoo import fields, http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request
from odoo.tools import plaintext2html

from odoo.addons.portal.controllers.portal import CustomerPortal, pager

from ...tools.text import is_blank

# the number of a case, no larger than the database has any
COMPLAINT = "<int(max=2147483647):complaint_id>"


def _text(value):
    """What a form has sent as text; a file in its place is none."""
    # a character that no text in the database may have, and none that anybody types
    return value.replace("\0", "").strip() if isinstance(value, str) else ""


class ComplaintPortal(CustomerPortal):
    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "complaint_count" in counters:
            complaints = request.env["mkt.complaint"]
            values["complaint_count"] = (
                complaints.search_count([]) if complaints.has_access("read") else 0
            )
        return values

    def _complaint_sortings(self):
        return {
            "date": {
                "label": request.env._("Newest"),
                "order": "received_at desc, id desc",
            },
            "state": {
                "label": request.env._("State"),
                "order": "state, received_at desc",
            },
        }

    def _complaint_filters(self):
        return {
            "all": {"label": request.env._("All"), "domain": []},
            "open": {
                "domain": [("is_open", "=", True)],
                "label": request.env._("Open"),
            },
            "waiting": {
                "label": request.env._("Waiting for Your Answer"),
                "domain": [("needs_customer", "=", True)],
            },
        }

    @http.route(
        ["/my/complaints", "/my/complaints/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
    )
    def portal_my_complaints(self, page=1, sortby="date", filterby="all", **kw):
        complaints = request.env["mkt.complaint"]
        if not complaints.has_access("read"):
            return request.redirect("/my")
        sortings, filters = self._complaint_sortings(), self._complaint_filters()
        sortby = sortby if sortby in sortings else "date"
        filterby = filterby if filterby in filters else "all"
        domain = filters[filterby]["domain"]
        page_values = pager(
            url="/my/complaints",
            url_args={"sortby": sortby, "filterby": filterby},
            total=complaints.search_count(domain),
            page=page,
            step=self._items_per_page,
        )
        found = complaints.search(
            domain,
            order=sortings[sortby]["order"],
            limit=self._items_per_page,
            offset=page_values["offset"],
        )
        request.session["my_complaints_history"] = found.ids[:100]
        return request.render(
            "marketing_office.portal_my_complaints",
            {
                **self._prepare_portal_layout_values(),
                "complaints": found,
                "page_name": "complaint",
                "pager": page_values,
                "default_url": "/my/complaints",
                "searchbar_sortings": sortings,
                "sortby": sortby,
                "searchbar_filters": filters,
                "filterby": filterby,
            },
        )

    @http.route(
        f"/my/complaints/{COMPLAINT}",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
    )
    def portal_my_complaint(self, complaint_id, access_token=None, **kw):
        # what the links of the host's e-mails carry besides, and nothing else
        writer = {name: kw[name] for name in ("pid", "hash") if name in kw}
        complaint = self._find_complaint(complaint_id, access_token)
        if not complaint:
            return request.redirect("/my")
        return self._render_complaint(complaint, access_token, **writer)

    def _find_complaint(self, complaint_id, access_token):
        """The case that the reader, or whoever has its token, may see; or none."""
        try:
            return self._document_check_access(
                "mkt.complaint", complaint_id, access_token
            )
        except (AccessError, MissingError):
            return None

    def _back_to(self, complaint, access_token):
        if access_token:
            return request.redirect(complaint._for_customer().get_portal_url())
        return request.redirect(f"/my/complaints/{complaint.id}")

    def _render_complaint(self, complaint, access_token, error=None, **writer):
        values = {
            "complaint": complaint,
            "object": complaint,
            "page_name": "complaint",
            "steps": self._complaint_steps(complaint),
            "earlier": self._earlier_answers(complaint),
            "promised_at": complaint._promised_at(),
            "now": fields.Datetime.now(),
            "error": error,
        }
        values = self._get_page_view_values(
            complaint, access_token, values, "my_complaints_history", False, **writer
        )
        return request.render("marketing_office.portal_my_complaint", values)

    def _complaint_steps(self, complaint):
        """Label, date and whether it is done, for each step the customer follows."""
        done = complaint.state == "closed"
        steps = [
            (request.env._("Received"), complaint.received_at),
            (request.env._("Acknowledged"), complaint.acknowledged_at),
            (request.env._("Answered"), complaint.responded_at),
        ]
        if complaint.kind != "service_request":
            steps.append((request.env._("Decided"), complaint.decided_at))
        steps.append((request.env._("Closed"), complaint.closed_at if done else False))
        return steps

    def _earlier_answers(self, complaint):
        """What the customer was told before the case was taken up again, for the page."""
        # sudo: the customer was told it; nobody else reads the field
        kept = complaint.sudo().earlier_answers or []
        labels = dict(complaint._fields["decision"]._description_selection(request.env))
        return [
            {
                "reason": told["reason"],
                "ended_at": fields.Datetime.to_datetime(told["ended_at"]),
                "responded_at": fields.Datetime.to_datetime(told.get("responded_at")),
                # texts of the case's own fields, which are cleaned when they are written
                "response": Markup(told.get("response") or ""),
                "decided_at": fields.Datetime.to_datetime(told.get("decided_at")),
                "decision": labels.get(told.get("decision")),
                "decision_note": Markup(told.get("decision_note") or ""),
                "compensation": told.get("compensation"),
            }
            for told in kept
        ]

    @http.route(
        f"/my/complaints/{COMPLAINT}/rate",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def portal_rate_complaint(
        self, complaint_id, access_token=None, rate="", feedback="", **kw
    ):
        """The customer rates the closed case on its page."""
        access_token = _text(access_token)
        complaint = self._find_complaint(complaint_id, access_token)
        if not complaint:
            return request.redirect("/my")
        if not request.env.user._is_internal():
            try:
                # sudo: the customer rates, who may not write the case
                complaint.sudo()._customer_rates(_text(rate), _text(feedback))
            except UserError as error:
                return self._render_complaint(complaint, access_token, error=str(error))
        return self._back_to(complaint, access_token)

    @http.route(
        f"/my/complaints/{COMPLAINT}/<any(accept, refuse, reopen):answer>",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def portal_answer_complaint(
        self, complaint_id, answer, access_token=None, reason="", **kw
    ):
        """The customer accepts or refuses the decision, or wants the case reopened."""
        access_token = _text(access_token)
        complaint = self._find_complaint(complaint_id, access_token)
        if not complaint:
            return request.redirect("/my")
        if request.env.user._is_internal():
            # a colleague reads the page, but does not answer for the customer
            return request.redirect(f"/my/complaints/{complaint.id}")
        try:
            # half an answer is none: the savepoint takes back what an error interrupts
            with request.env.cr.savepoint():
                complaint = complaint._customer_answers(answer, _text(reason))
        except UserError as error:
            return self._render_complaint(complaint, access_token, error=str(error))
        # the case that goes on may be a new one, with a token of its own
        return self._back_to(complaint, access_token)

    @http.route(
        "/my/complaints/new", type="http", auth="user", website=True, methods=["GET"]
    )
    def portal_new_complaint(self, **kw):
        return self._render_new_complaint({})

    @http.route(
        "/my/complaints/new", type="http", auth="user", website=True, methods=["POST"]
    )
    def portal_create_complaint(self, **post):
        post = {name: _text(value) for name, value in post.items()}
        if complaint := self._already_made_of(post.get("form")):
            return request.redirect(f"/my/complaints/{complaint.id}")
        files = request.httprequest.files.getlist("attachments")
        try:
            # a refused file takes the case back with it: the customer sends again
            with request.env.cr.savepoint():
                complaint = self._create_complaint(post)
                self._attach(complaint, files)
        except UserError as error:
            return self._render_new_complaint(post, error=str(error))
        except UniqueViolation:
            # the same form at the same moment: its case is the first of the list
            return request.redirect("/my/complaints")
        return request.redirect(f"/my/complaints/{complaint.id}")

    def _already_made_of(self, form):
        """The customer's own case that this form has made already."""
        # sudo: nobody reads which form a case was written on
        complaints = request.env["mkt.complaint"].sudo()
        return form and complaints.search(
            [
                ("portal_form", "=", form),
                ("partner_id", "=", request.env.user.partner_id.id),
            ]
        )

    def _render_new_complaint(self, post, error=None):
        return request.render(
            "marketing_office.portal_new_complaint",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "new_complaint",
                "orders": self._own_orders(),
                "kinds": self._complaint_kinds(),
                "post": {"form": uuid4().hex, **post},
                "error": error,
            },
        )

    def _own_orders(self):
        # the host's record rule leaves a customer the orders of the customer
        orders = request.env["sale.order"]
        if not orders.has_access("read"):
            return orders
        return orders.search(
            [("state", "=", "sale")], order="date_order desc", limit=50
        )

    def _complaint_kinds(self):
        # a dispute is declared by the office, not by the customer
        labels = (
            request.env["mkt.complaint"]
            ._fields["kind"]
            ._description_selection(request.env)
        )
        return [(value, label) for value, label in labels if value != "dispute"]

    def _create_complaint(self, post):
        """The case made of a posted form; UserError says what is wrong with it."""
        subject, text = post.get("name", ""), post.get("description", "")
        if is_blank(subject) or is_blank(text):
            raise UserError(request.env._("Fill in the subject and what happened."))
        if post.get("kind") not in dict(self._complaint_kinds()):
            raise UserError(request.env._("Choose a kind of case."))
        order = self._own_orders().filtered(lambda o: str(o.id) == post.get("order_id"))
        if post.get("order_id") and not order:
            raise UserError(request.env._("Choose one of your own orders."))
        # sudo: customers enter cases through this form only, with these values only
        complaints = request.env["mkt.complaint"].sudo()
        return complaints.with_context(mail_create_nosubscribe=True).create(
            {
                "name": subject,
                "kind": post["kind"],
                "description": plaintext2html(text),
                "order_id": order.id,
                "partner_id": request.env.user.partner_id.id,
                "company_id": (order.company_id or request.env.company).id,
                "channel": "portal",
                "portal_form": post.get("form"),
            }
        )

    def _attach(self, complaint, files):
        # sudo: files that the host links to the message on the case just made; the
        # constraint on customers' files holds then
        all_files = request.env["ir.attachment"].sudo()
        attachments = all_files.create(
            [
                {
                    "name": _text(file.filename),
                    "raw": file.read(),
                    "res_model": "mail.compose.message",
                    "res_id": 0,
                }
                for file in files
                if file.filename
            ]
        )
        if attachments:
            complaint.message_post(
                author_id=complaint.partner_id.id,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                attachment_ids=attachments.ids,
            )
