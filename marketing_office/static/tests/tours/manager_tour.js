import { registry } from "@web/core/registry";

/** The manager decides from the desk: an upheld complaint, its cause and a compensation. */
registry.category("web_tour.tours").add("marketing_office_manager", {
    url: "/odoo/desk",
    steps: () => [
        {
            content: "Open it from the desk",
            trigger: ".o_mkt_todo:contains(Relay burns):contains(To decide)",
            run: "click",
        },
        {
            content: "Decide",
            trigger: ".o_statusbar_buttons button:contains(/^Decide$/):enabled:visible",
            run: "click",
        },
        {
            content: "Choose the decision",
            trigger: ".modal .o_field_widget[name=decision] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(Partly Upheld)",
            run: "click",
        },
        {
            content: "Choose the cause",
            trigger: ".modal .o_field_widget[name=cause_id] input",
            run: "edit Fault in production",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Fault in production)",
            run: "click",
        },
        {
            content: "Grant a compensation",
            trigger: ".modal .o_field_widget[name=compensation_amount] input",
            run: "edit 120",
        },
        {
            content: "Write the decision",
            trigger: ".modal .o_field_widget[name=decision_note] .odoo-editor-editable",
            run: "editor We take back the relay.",
        },
        {
            content: "Send the decision",
            trigger: "body:not(:has(.o_select_menu_menu)) .modal button[name=action_confirm]:enabled:visible",
            run: "click",
        },
        {
            content: "The case is decided",
            trigger: ".o_statusbar_status button[data-value=decided].o_arrow_button_current",
        },
        {
            content: "Look at the time limits",
            trigger: ".o_notebook a[name=clocks]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=clock_ids] .o_data_row:contains(Kept)",
        },
    ],
});

/** More than the manager may grant: asked for first, the customer hears of it afterwards. */
registry.category("web_tour.tours").add("marketing_office_beyond_the_limit", {
    url: "/odoo/desk",
    steps: () => [
        {
            trigger: ".o_mkt_todo:contains(Relay burns):contains(To decide)",
            run: "click",
        },
        {
            content: "The case says that it is more than may be granted",
            trigger: ".alert-warning:visible:contains(approved before the customer hears of it)",
        },
        {
            content: "Decide all the same",
            trigger: ".o_statusbar_buttons button:contains(/^Decide$/):enabled:visible",
            run: "click",
        },
        {
            content: "The dialog leads on to the money",
            trigger:
                ".modal:not(:has(button[name=action_confirm]:visible)) button[name=action_request_compensation]:enabled:visible",
            run: "click",
        },
        {
            content: "The request has the amount and the case",
            trigger: ".o_field_widget[name=amount] input:value(/^6,000/)",
        },
        {
            trigger: ".o_statusbar_buttons button[name=action_submit]:enabled:visible",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=submitted].o_arrow_button_current",
        },
    ],
});

/** It is approved: now the decision goes to the customer. */
registry.category("web_tour.tours").add("marketing_office_within_the_approval", {
    url: "/odoo/desk",
    steps: () => [
        {
            trigger: ".o_mkt_todo:contains(Relay burns):contains(To decide)",
            run: "click",
        },
        {
            trigger: ".o_statusbar_buttons button:contains(/^Decide$/):enabled:visible",
            run: "click",
        },
        {
            content: "The message names the sum",
            trigger: ".modal button[name=action_preview]",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=message]:contains(6,000)",
        },
        {
            trigger: ".modal button[name=action_confirm]:enabled:visible",
            run: "click",
        },
        {
            trigger:
                "body:not(:has(.modal)) .o_statusbar_status button[data-value=decided].o_arrow_button_current",
        },
    ],
});
