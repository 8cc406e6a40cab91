import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** Choose a record of a many2one field by the text that is typed. */
function choose(field, text) {
    return [
        {
            content: `Choose ${text}`,
            trigger: `.o_field_widget[name=${field}] input`,
            run: `edit ${text}`,
        },
        {
            trigger: `.o-autocomplete--dropdown-item:contains(${text})`,
            run: "click",
        },
    ];
}

function openStep(name) {
    return [
        {
            content: `The set-up misses: ${name}`,
            trigger: `.o_kanban_record:contains(${name}):has(.text-danger) button[name=action_open]`,
            run: "click",
        },
        {
            trigger: ".o_list_button_add",
            run: "click",
        },
    ];
}

/** An administrator appoints the first Director. */
tours.add("marketing_office_set_up_appoint", {
    url: "/odoo/office-set-up",
    steps: () => [
        ...openStep("Appoint"),
        ...choose("post_id", "Director"),
        ...choose("user_id", "founder"),
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "The appointment holds",
            trigger: ".o_statusbar_buttons button[name=action_end]:visible",
        },
    ],
});

/** The Director draws up the first budget and submits it. */
tours.add("marketing_office_set_up_budget", {
    url: "/odoo/office-set-up",
    steps: () => [
        {
            content: "The periods are there",
            trigger: ".o_kanban_record:contains(Periods):has(.text-success)",
        },
        ...openStep("First Budget"),
        ...choose("department_id", "Market Promotion"),
        ...choose("period_id", "Year"),
        {
            trigger: ".o_field_x2many_list_row_add a",
            run: "click",
        },
        ...choose("category_id", "Advertising"),
        {
            trigger: ".o_data_row .o_field_widget[name=planned] input",
            run: "edit 1000",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
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

/** Whoever decides approves it from the desk. */
tours.add("marketing_office_set_up_approve", {
    url: "/odoo/desk",
    steps: () => [
        {
            trigger: ".o_mkt_todo:contains(To approve)",
            run: "click",
        },
        {
            trigger: ".o_statusbar_buttons button[name=action_approve]:enabled:visible",
            run: "click",
        },
        {
            trigger: ".o_form_view:not(:has(button[name=action_approve]:visible))",
        },
    ],
});

/** The Director sets the first target. */
tours.add("marketing_office_set_up_target", {
    url: "/odoo/office-set-up",
    steps: () => [
        {
            content: "The budget is done",
            trigger: ".o_kanban_record:contains(First Budget):has(.text-success)",
        },
        ...openStep("First Targets"),
        ...choose("kpi_id", "Sales revenue"),
        ...choose("period_id", "Year"),
        {
            trigger: ".o_field_widget[name=target] input",
            run: "edit 500000",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: ".o_form_saved, .o_statusbar_buttons button[name=action_split]:visible",
        },
    ],
});
