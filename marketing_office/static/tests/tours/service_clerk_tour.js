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
        {
            content: "Go to the assessment",
            trigger: ".o_notebook a[name=assessment]",
            run: "click",
        },
        {
            content: "Say how far the harm reaches",
            trigger: ".o_field_widget[name=impact] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(One customer, work disturbed)",
            run: "click",
        },
        {
            content: "The reach is chosen",
            trigger: ".o_field_widget[name=impact] input:value(/^One customer/)",
        },
        ...pressUntil("action_assess", "assessed"),
        ...pressUntil("action_investigate", "investigating"),
        {
            content: "Go to the response",
            trigger: ".o_notebook a[name=response]",
            run: "click",
        },
        {
            content: "Write the response",
            trigger: ".o_field_widget[name=response] .odoo-editor-editable",
            run: "editor We exchange the relay.",
        },
        ...pressUntil("action_respond", "responded"),
        {
            content: "Go to the decision",
            trigger: ".o_notebook a[name=decision]",
            run: "click",
        },
        {
            content: "Choose the decision",
            trigger: ".o_field_widget[name=decision] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(Not Upheld)",
            run: "click",
        },
        {
            content: "Write the decision",
            trigger: ".o_field_widget[name=decision_note] .odoo-editor-editable",
            run: "editor The relay was wired the wrong way.",
        },
        ...pressUntil("action_decide", "decided"),
        ...pressUntil("action_close", "closed"),
    ],
});
