import { registry } from "@web/core/registry";

/** The Report Analyst defines an indicator without code, computes it and looks behind it. */
registry.category("web_tour.tours").add("marketing_office_report_analyst", {
    steps: () => [
        {
            content: "A new indicator",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "Its name",
            trigger: ".o_field_widget[name=name] input",
            run: "edit Confirmed orders",
        },
        {
            content: "What is counted",
            trigger: ".o_field_widget[name=source_model] .o_select_menu_toggler, .o_field_widget[name=source_model] input",
            run: "click",
        },
        {
            content: "Sales orders",
            trigger: ".o-dropdown-item:contains(Sales Orders)",
            run: "click",
        },
        {
            content: "By which date",
            trigger: ".o_field_widget[name=date_field] .o_model_field_selector",
            run: "click",
        },
        {
            content: "The order's",
            trigger: ".o_model_field_selector_popover_item_name:contains(Order Date)",
            run: "click",
        },
        {
            content: "Compute at once: it is saved first",
            trigger: ".o_form_statusbar button[name=action_compute], .o_form_button_save",
            run: "click",
        },
        {
            content: "The formula is told in words",
            trigger: ".o_field_widget[name=formula]:contains(Number of Sales Orders, by Order Date)",
        },
        {
            content: "Compute now",
            trigger: "button[name=action_compute]:not(:disabled)",
            run: "click",
        },
        {
            content: "It is told what has changed",
            trigger: ".o_notification:contains(values have changed)",
        },
        {
            content: "The values",
            trigger: "button[name=action_view_values]",
            run: "click",
        },
        {
            content: "A figure, and the orders behind it",
            trigger: ".o_data_row .o_data_cell[name=value_label]:contains(1)",
            run: "click",
        },
        {
            content: "The order",
            trigger: ".o_data_row:contains(Customer)",
        },
    ],
});

/** The Director closes a month, and opens it again with a reason. */
registry.category("web_tour.tours").add("marketing_office_close_month", {
    steps: () => [
        {
            content: "The month",
            trigger: ".o_data_row:contains(2026-10) .o_data_cell[name=kind]",
            run: "click",
        },
        {
            content: "Close it",
            trigger: ".o_form_statusbar button[name=action_close]",
            run: "click",
        },
        {
            content: "Yes",
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "Closed; open it again",
            trigger: ".o_form_statusbar button:contains(Reopen Period)",
            run: "click",
        },
        {
            content: "With the reason",
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit A late invoice",
        },
        {
            content: "Reopen",
            trigger: ".modal-footer button[name=action_confirm]",
            run: "click",
        },
        {
            content: "It is on record",
            trigger: ".o_field_widget[name=reopening_ids] .o_data_row:contains(A late invoice)",
        },
    ],
});

/** What a definition offers: dates by which to count, people, teams, and one switch for the archived. */
registry.category("web_tour.tours").add("marketing_office_definition_choices", {
    steps: () => [
        {
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=source_model] .o_select_menu_toggler, .o_field_widget[name=source_model] input",
            run: "click",
        },
        {
            trigger: ".o-dropdown-item:contains(Leads and Opportunities)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=date_field] .o_model_field_selector",
            run: "click",
        },
        {
            content: "Dates are offered, and nothing else",
            trigger:
                ".o_model_field_selector_popover:has(.o_model_field_selector_popover_item_name:contains(Expected Closing)):not(:has(.o_model_field_selector_popover_item_name:contains(Salesperson)))",
        },
        {
            trigger: ".o_model_field_selector_popover_item_name:contains(Expected Closing)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=user_field] .o_model_field_selector",
            run: "click",
        },
        {
            content: "People are offered, and no dates",
            trigger:
                ".o_model_field_selector_popover:has(.o_model_field_selector_popover_item_name:contains(Salesperson)):not(:has(.o_model_field_selector_popover_item_name:contains(Expected Closing)))",
        },
        {
            trigger: ".o_model_field_selector_popover_item_name:contains(Salesperson)",
            run: "click",
        },
        {
            content: "One switch for what is archived",
            trigger:
                ".o_form_view:has(.o_field_widget[name=include_archived] input):not(:has(.o_field_widget[name=domain]:contains(Include archived))) .o_field_widget[name=domain] .o_domain_selector",
        },
        {
            trigger: ".o_form_button_cancel",
            run: "click",
        },
    ],
});
