import { registry } from "@web/core/registry";

/** Press a button of the case and wait until the case is in the next state. */
function pressUntil(button, state) {
    return [
        {
            content: `Press ${button}`,
            // not while a list of choices still closes: it would take the click
            trigger: `body:not(:has(.o_select_menu_menu)) .o_statusbar_buttons button[name=${button}]:enabled:visible`,
            run: "click",
        },
        {
            content: `The case is ${state}`,
            trigger: `.o_statusbar_status button[data-value=${state}].o_arrow_button_current`,
        },
    ];
}

/** Open the dialog of a step by the label of its button. */
function openStep(label) {
    return [
        {
            content: `Open the dialog: ${label}`,
            trigger: `.o_statusbar_buttons button:contains(/^${label}$/):enabled:visible`,
            run: "click",
        },
        {
            trigger: ".modal .o_form_view",
        },
    ];
}

/** Confirm the dialog and wait until the case is in the next state. */
function confirmUntil(state) {
    return [
        {
            content: "Confirm",
            trigger: "body:not(:has(.o_select_menu_menu)) .modal button[name=action_confirm]:enabled:visible",
            run: "click",
        },
        {
            content: `The case is ${state}`,
            trigger: `body:not(:has(.modal)) .o_statusbar_status button[data-value=${state}].o_arrow_button_current`,
        },
    ];
}

/** The main path of the service desk: from the desk to a case that is closed. */
registry.category("web_tour.tours").add("marketing_office_service_clerk", {
    url: "/odoo/desk",
    steps: () => [
        {
            content: "Open it from the desk",
            trigger: ".o_mkt_todo:contains(Relay fails):contains(To acknowledge)",
            run: "click",
        },
        ...pressUntil("action_acknowledge", "acknowledged"),
        ...openStep("Assess"),
        {
            content: "Say how far the harm reaches",
            trigger: ".modal .o_field_widget[name=impact] .o_radio_item:contains(One customer, work disturbed) input",
            run: "click",
        },
        ...confirmUntil("assessed"),
        ...pressUntil("action_investigate", "investigating"),
        ...openStep("Respond"),
        {
            content: "Write the response",
            trigger: ".modal .o_field_widget[name=response] .odoo-editor-editable",
            run: "editor We exchange the relay.",
        },
        {
            content: "See what the customer gets",
            trigger: ".modal button[name=action_preview]",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=message]:contains(We exchange the relay.)",
        },
        ...confirmUntil("responded"),
        ...openStep("Decide"),
        {
            content: "Choose the decision",
            trigger: ".modal .o_field_widget[name=decision] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(Not Upheld)",
            run: "click",
        },
        {
            content: "Write the decision",
            trigger: ".modal .o_field_widget[name=decision_note] .odoo-editor-editable",
            run: "editor The relay was wired the wrong way.",
        },
        ...confirmUntil("decided"),
        ...openStep("Close Case"),
        {
            content: "Say why the customer's answer is not waited for",
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit The customer is content",
        },
        ...confirmUntil("closed"),
    ],
});

/** A call that is settled while it lasts: written down, answered, closed. */
registry.category("web_tour.tours").add("marketing_office_phone_call", {
    url: "/odoo/desk",
    steps: () => [
        {
            content: "Write down the call",
            trigger: ".o_mkt_desk button:contains(Record a Case), .o_mkt_desk a:contains(Record a Case)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=name] textarea",
            run: "edit How is it reset?",
        },
        {
            trigger: ".o_field_widget[name=kind] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(Service Request)",
            run: "click",
        },
        ...openStep("Answer and Close"),
        {
            content: "Write what was said",
            trigger: ".modal .o_field_widget[name=response] .odoo-editor-editable",
            run: "editor Press it for three seconds.",
        },
        ...confirmUntil("closed"),
    ],
});
