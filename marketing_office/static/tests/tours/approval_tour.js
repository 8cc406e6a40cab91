import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const DOCUMENT = "Stand at the spring fair";

function openFromDesk(why) {
    return {
        content: `The desk says: ${why}`,
        trigger: `.o_mkt_todo:contains(${DOCUMENT}):contains(${why})`,
        run: "click",
    };
}

function pressUntil(button, state) {
    return [
        {
            content: `Press ${button}`,
            trigger: `.o_statusbar_buttons button[name=${button}]:enabled:visible`,
            run: "click",
        },
        {
            trigger: `.o_statusbar_status button[data-value=${state}].o_arrow_button_current`,
        },
    ];
}

function sayWhy(reason) {
    return [
        {
            content: "Say why",
            trigger: ".modal .o_field_widget[name=reason] input",
            run: `edit ${reason}`,
        },
        {
            trigger: ".modal-footer button[name=action_confirm]",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal))",
        },
    ];
}

/** Whoever has to decide is told, and gives it back to be changed. */
tours.add("marketing_office_approval_return", {
    url: "/odoo/desk",
    steps: () => [
        {
            content: "There is an activity",
            trigger: ".o-mail-ActivityMenu-counter:contains(1)",
        },
        openFromDesk("To approve"),
        {
            content: "What the approval does stands on the form",
            trigger: ".o_field_widget[name=available_after]:contains(600.00)",
        },
        {
            trigger:
                ".o_statusbar_buttons button[name=action_open_return]:enabled:visible",
            run: "click",
        },
        ...sayWhy("Add the offer"),
        {
            trigger:
                ".o_statusbar_status button[data-value=draft].o_arrow_button_current",
        },
    ],
});

/** Whoever asked reads why, mends it and submits it again. */
tours.add("marketing_office_approval_mend", {
    url: "/odoo/desk",
    steps: () => [
        openFromDesk("Returned for Changes"),
        {
            content: "The reason stands above the document",
            trigger: ".alert:contains(Add the offer)",
        },
        {
            trigger: ".o_field_widget[name=amount] input",
            run: "edit 300",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        ...pressUntil("action_submit", "submitted"),
    ],
});

/** The next one is refused from the list of all that waits. */
tours.add("marketing_office_approval_refuse", {
    url: "/odoo/approvals",
    steps: () => [
        {
            trigger: `.o_data_row:contains(${DOCUMENT}) .o_list_record_selector input`,
            run: "click",
        },
        {
            trigger: ".o_control_panel button[name=action_open_refusal]",
            run: "click",
        },
        ...sayWhy("Not this year"),
        {
            content: "Nothing waits any more",
            trigger: ".o_list_view:not(:has(.o_data_row))",
        },
    ],
});

/** Whoever asked finds the reason on the desk, and takes note. */
tours.add("marketing_office_approval_refused", {
    url: "/odoo/desk",
    steps: () => [
        openFromDesk("Refused"),
        {
            content: "The reason stands above the document",
            trigger: ".alert:contains(Not this year)",
        },
        {
            trigger: ".alert button[name=action_take_note]",
            run: "click",
        },
        {
            trigger: ".alert:not(:has(button[name=action_take_note]:visible))",
        },
        {
            content: "Back to the desk",
            trigger: ".o_breadcrumb a:contains(Desk), .o_back_button a",
            run: "click",
        },
        {
            trigger: `.o_mkt_desk:not(:has(.o_mkt_todo:contains(${DOCUMENT})))`,
        },
    ],
});
