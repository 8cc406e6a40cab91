import { registry } from "@web/core/registry";

/** The Marketing Manager revises the plan to answer a signal: a target, a scheme. */
registry.category("web_tour.tours").add("marketing_office_plan_revision", {
    url: "/odoo/desk",
    steps: () => [
        {
            content: "Open it from the desk",
            trigger: ".o_mkt_todo:contains(Rival cuts prices)",
            run: "click",
        },
        {
            content: "Revise the plan because of it",
            trigger: ".o_statusbar_buttons button[name=action_revise_plan]:visible",
            run: "click",
        },
        {
            content: "The plan in force and the signal are filled in",
            trigger: ".modal .o_field_widget[name=signal_ids]:contains(Rival cuts prices)",
        },
        {
            content: "Say why",
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit The rival is cheaper",
        },
        {
            trigger: ".modal button[name=action_confirm]",
            run: "click",
        },
        {
            content: "Change the goal's target",
            trigger:
                ".o_form_view:contains(The rival is cheaper) .o_field_widget[name=goal_ids] .o_data_cell[name=target]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=goal_ids] .o_field_widget[name=target] input",
            run: "edit 80",
        },
        {
            content: "Change the scheme's cost",
            trigger: ".o_notebook a[name=schemes]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=scheme_ids] .o_data_cell[name=planned_cost]",
            run: "click",
        },
        {
            trigger:
                ".o_field_widget[name=scheme_ids] .o_field_widget[name=planned_cost] input",
            run: "edit 9000",
        },
        {
            content: "Submit",
            trigger: ".o_statusbar_buttons button[name=action_submit]:visible",
            run: "click",
        },
        {
            trigger:
                ".o_statusbar_status button[data-value=submitted].o_arrow_button_current",
        },
    ],
});

/** The Director sees what changed, and approves. */
registry.category("web_tour.tours").add("marketing_office_plan_approval", {
    url: "/odoo/desk",
    steps: () => [
        {
            content: "Open it from the desk",
            trigger: ".o_mkt_todo:contains(Plan of the year):contains(To approve)",
            run: "click",
        },
        {
            trigger: ".o_notebook a[name=changes]",
            run: "click",
        },
        {
            content: "The target and the scheme have changed",
            trigger:
                ".o_field_widget[name=changes] tr:contains(Shops won):contains(100):contains(80)",
        },
        {
            trigger:
                ".o_field_widget[name=changes] tr:contains(Spring fair):contains(5,000):contains(9,000)",
        },
        {
            trigger: ".o_statusbar_buttons button[name=action_approve]:visible",
            run: "click",
        },
        {
            trigger:
                ".o_statusbar_status button[data-value=approved].o_arrow_button_current",
        },
    ],
});

/** The Promotion Manager finds the scheme as it stands now. */
registry.category("web_tour.tours").add("marketing_office_plan_read", {
    url: "/odoo/activity-schemes",
    steps: () => [
        {
            trigger: ".o_data_row:contains(Spring fair):contains(9,000):contains(v2)",
        },
    ],
});

/** A plan without validated evidence is refused. */
registry.category("web_tour.tours").add("marketing_office_plan_without_evidence", {
    url: "/odoo/marketing-plans",
    steps: () => [
        {
            trigger: ".o_data_row:contains(Plan of the year) .o_data_cell[name=name]",
            run: "click",
        },
        {
            trigger: ".o_statusbar_buttons button[name=action_submit]:visible",
            run: "click",
        },
        {
            trigger: ".modal .modal-body:contains(cites no validated finding)",
        },
        {
            trigger: ".modal .btn-primary",
            run: "click",
        },
    ],
});
