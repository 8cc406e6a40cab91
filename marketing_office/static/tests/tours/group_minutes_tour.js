import { registry } from "@web/core/registry";

/** Who leads the group writes the minutes, with a decision, and issues them. */
registry.category("web_tour.tours").add("marketing_office_minutes_issues", {
    steps: () => [
        {
            content: "Of which group",
            trigger: ".o_field_widget[name=project_id] input",
            run: "edit Spring fair",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Spring fair)",
            run: "click",
        },
        {
            content: "What was said",
            trigger: ".o_field_widget[name=note] textarea",
            run: "edit The stand was talked over.",
        },
        {
            content: "What was decided",
            trigger: ".o_field_widget[name=decision_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".o_selected_row .o_field_widget[name=name] input",
            run: "edit Book the stand",
        },
        {
            content: "Who sees to it",
            trigger: ".o_selected_row .o_field_widget[name=user_id] input",
            run: "edit finance_manager",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(finance_manager)",
            run: "click",
        },
        {
            content: "By when",
            trigger: ".o_selected_row .o_field_widget[name=deadline] input",
            run: "edit 01/01/2099",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "Issue them",
            trigger: ".o_form_saved button[name=action_issue]",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=issued].o_arrow_button_current",
        },
    ],
});

/** The owner finds the decision on the desk, and says that it is done. */
registry.category("web_tour.tours").add("marketing_office_minutes_does", {
    steps: () => [
        {
            trigger: ".o_mkt_todo:contains(Book the stand)",
            run: "click",
        },
        {
            trigger: "button[name=action_done]:visible",
            run: "click",
        },
        {
            trigger: ".o_form_view:has(.o_field_widget[name=done_on]):not(:has(button[name=action_done]:visible))",
        },
    ],
});

/** The ledger of what was promised says that it is done. */
registry.category("web_tour.tours").add("marketing_office_minutes_checks", {
    steps: () => [
        {
            content: "Take the filter off: what is done shows as well",
            trigger: ".o_facet_remove",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Book the stand):contains(finance_manager)",
        },
    ],
});
