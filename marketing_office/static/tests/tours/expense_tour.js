import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** Somebody asks for money, from the menu. */
tours.add("marketing_office_expense_ask", {
    url: "/odoo/my-expense-requests",
    steps: () => [
        {
            content: "A new request",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "Say what for",
            trigger: ".o_field_widget[name=name] input",
            run: "edit Stand at the spring fair",
        },
        {
            content: "Choose the budget line",
            trigger: ".o_field_widget[name=line_id] input",
            run: "edit Advertising",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Advertising)",
            run: "click",
        },
        {
            content: "See what the line has left",
            trigger: ".o_field_widget[name=line_available]:contains(1,000.00)",
        },
        {
            content: "Say how much",
            trigger: ".o_field_widget[name=amount] input",
            run: "edit 400",
        },
        {
            content: "Say why",
            trigger: ".o_field_widget[name=description] textarea",
            run: "edit We meet our dealers there",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "Submit",
            trigger: ".o_statusbar_buttons button[name=action_submit]:enabled:visible",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=submitted].o_arrow_button_current",
        },
    ],
});

/** The Finance Manager approves from the desk. */
tours.add("marketing_office_expense_approve", {
    url: "/odoo/desk",
    steps: () => [
        {
            content: "Open it from the desk",
            trigger: ".o_mkt_todo:contains(Stand at the spring fair):contains(To approve)",
            run: "click",
        },
        {
            content: "Approve",
            trigger: ".o_statusbar_buttons button[name=action_approve]:enabled:visible",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=approved].o_arrow_button_current",
        },
    ],
});

/** The requester brings the receipt. */
tours.add("marketing_office_expense_receipt", {
    url: "/odoo/desk",
    steps: () => [
        {
            content: "Open it from the desk",
            trigger: ".o_mkt_todo:contains(Stand at the spring fair):contains(Receipts to hand in)",
            run: "click",
        },
        {
            content: "Add the receipt",
            trigger: ".o_notebook a[name=receipts]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=settlement_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".o_selected_row .o_field_widget[name=name] input",
            run: "edit Invoice of the fair",
        },
        {
            trigger: ".o_selected_row .o_field_widget[name=amount] input",
            run: "edit 350",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: ".o_form_saved, .o_form_view:not(:has(.o_form_button_save:visible))",
        },
    ],
});

/** The Finance Manager settles, and the rest is free again. */
tours.add("marketing_office_expense_settle", {
    url: "/odoo/desk",
    steps: () => [
        {
            trigger: ".o_mkt_counter:contains(Expense requests to settle):contains(1)",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Stand at the spring fair) td[name=name]",
            run: "click",
        },
        {
            content: "Settle",
            trigger: ".o_statusbar_buttons button[name=action_settle]:enabled:visible",
            run: "click",
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=settled].o_arrow_button_current",
        },
        {
            content: "The money is spent",
            trigger: ".o_field_widget[name=spent]:contains(350.00)",
        },
    ],
});

/** The Finance Manager registers the vendor bill from the request, posts it and settles. */
tours.add("marketing_office_expense_bill", {
    url: "/odoo/desk",
    steps: () => [
        {
            trigger: ".o_mkt_counter:contains(Expense requests to settle):contains(1)",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Posters) td[name=name]",
            run: "click",
        },
        {
            content: "Register the bill",
            trigger: ".o_statusbar_buttons button[name=action_register_bill]:enabled:visible",
            run: "click",
        },
        {
            content: "The line is there, booked to the request",
            trigger:
                ".o_field_widget[name=invoice_line_ids] .o_data_row:contains(Posters) td[name=mkt_expense_request_id]:contains(Posters)",
        },
        {
            content: "Say whose bill it is",
            trigger: ".o_field_widget[name=partner_id] input",
            run: "edit Agency",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Agency)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=invoice_date] button, .o_field_widget[name=invoice_date] input",
            run: "click",
        },
        {
            trigger: ".o_datetime_picker .o_today",
            run: "click",
        },
        {
            content: "Post it",
            trigger: ".o_statusbar_buttons button[name=action_post]:enabled:visible",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=posted].o_arrow_button_current",
        },
        {
            content: "Back to the request",
            trigger: ".o_breadcrumb a:contains(Posters), .breadcrumb-item a:contains(Posters)",
            run: "click",
        },
        {
            content: "Settle",
            trigger: ".o_statusbar_buttons button[name=action_settle]:enabled:visible",
            run: "click",
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=settled].o_arrow_button_current",
        },
        {
            content: "The money is spent",
            trigger: ".o_field_widget[name=spent]:contains(400.00)",
        },
    ],
});

/** The Finance Manager types the receipt in, and saves. */
tours.add("marketing_office_expense_receipt_by_finance", {
    url: "/odoo/desk",
    steps: () => [
        {
            trigger: ".o_mkt_counter:contains(Expense requests to settle):contains(1)",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Posters) td[name=name]",
            run: "click",
        },
        {
            trigger: ".o_notebook a[name=receipts]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=settlement_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".o_selected_row .o_field_widget[name=name] input",
            run: "edit Invoice of the agency",
        },
        {
            trigger: ".o_selected_row .o_field_widget[name=amount] input",
            run: "edit 350",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: ".o_form_saved, .o_form_view:not(:has(.o_form_button_save:visible))",
        },
    ],
});
