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
            trigger: ".o_select_menu_item:contains(Partly Upheld)",
            run: "click",
        },
        {
            content: "Choose the cause",
            trigger: ".o_field_widget[name=cause_id] input",
            run: "edit Fault in production",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Fault in production)",
            run: "click",
        },
        {
            content: "Grant a compensation",
            trigger: ".o_field_widget[name=compensation_amount] input",
            run: "edit 120",
        },
        {
            content: "Write the decision",
            trigger: ".o_field_widget[name=decision_note] .odoo-editor-editable",
            run: "editor We take back the relay.",
        },
        {
            content: "Decide",
            trigger: ".o_statusbar_buttons button[name=action_decide]:enabled:visible",
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
