import { registry } from "@web/core/registry";

/** The account manager asks for a sample from the case it concerns. */
registry.category("web_tour.tours").add("marketing_office_coordination_asks", {
    steps: () => [
        {
            content: "Ask from the case",
            trigger: "button[name=action_mkt_ask_coordination]",
            run: "click",
        },
        {
            content: "Say what is needed",
            trigger: ".modal .o_field_widget[name=name] input",
            run: "edit Five relays for a test",
        },
        {
            content: "Choose the kind: it knows who is usually asked",
            trigger: ".modal .o_field_widget[name=kind_id] input",
            run: "edit Product sample",
        },
        {
            trigger: ".modal .o-autocomplete--dropdown-item:contains(Product sample)",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=post_id] input:value(Product Manager)",
        },
        {
            content: "Send it",
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
        {
            content: "The case counts it",
            trigger:
                "body:not(:has(.modal)) button[name=action_mkt_view_coordinations]:contains(1)",
        },
    ],
});

/** Who is asked accepts from the desk and answers. */
registry.category("web_tour.tours").add("marketing_office_coordination_answers", {
    steps: () => [
        {
            content: "It stands on the desk, late",
            trigger: ".o_mkt_todo:contains(Five relays for a test):contains(late)",
            run: "click",
        },
        {
            content: "It has gone up",
            trigger: ".o_field_widget[name=level_id]:contains(Escalated to the Director)",
        },
        {
            content: "Accept it",
            trigger: "button[name=action_accept]",
            run: "click",
        },
        {
            content: "Answer it",
            trigger: "button[name=action_open_answer].btn-primary",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=text] textarea",
            run: "edit They left with the courier today.",
        },
        {
            trigger: ".modal button[name=action_confirm]",
            run: "click",
        },
        {
            trigger:
                "body:not(:has(.modal)) .o_statusbar_status button[data-value=answered].o_arrow_button_current",
        },
    ],
});

/** Who asked confirms, from the desk. */
registry.category("web_tour.tours").add("marketing_office_coordination_confirms", {
    steps: () => [
        {
            content: "The answer waits on the desk",
            trigger: ".o_mkt_todo:contains(Five relays for a test):contains(Answer to confirm)",
            run: "click",
        },
        {
            content: "Read the answer",
            trigger: ".o_field_widget[name=answer]:contains(courier)",
        },
        {
            trigger: "button[name=action_confirm]",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=confirmed].o_arrow_button_current",
        },
    ],
});

/** How many the meeting's page counts. */
function counts(field, number) {
    return {
        content: `${field}: ${number}`,
        trigger: `.oe_stat_button .o_field_widget[name=${field}]:contains(${number})`,
    };
}

/** The page before the meeting, its notes, and the next one that begins where it ended. */
registry.category("web_tour.tours").add("marketing_office_meeting", {
    url: "/odoo/mkt-meetings",
    steps: () => [
        {
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "What was agreed",
            trigger: ".o_field_widget[name=note] textarea",
            run: "edit The stand is ordered this week",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        counts("promised_count", 2),
        counts("done_count", 1),
        counts("late_count", 1),
        {
            content: "See what is late",
            trigger: ".oe_stat_button:has(.o_field_widget[name=late_count])",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Price list is late)",
        },
        {
            content: "Back to the page",
            trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item:last a",
            run: "click",
        },
        {
            content: "It is held",
            trigger: ".o_statusbar_buttons button[name=action_hold]:enabled:visible",
            run: "click",
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=held].o_arrow_button_current",
        },
    ],
});
