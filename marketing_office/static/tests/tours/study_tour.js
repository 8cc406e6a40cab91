import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** The researcher writes the brief of a study and submits it. */
tours.add("marketing_office_study_brief", {
    url: "/odoo/mkt-studies",
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        {
            content: "Name the study",
            trigger: ".o_field_widget[name=name] input",
            run: "edit Why do customers go?",
        },
        {
            trigger: ".o_field_widget[name=question] textarea",
            run: "edit What makes them change?",
        },
        {
            trigger: ".o_field_widget[name=need] textarea",
            run: "edit The promise of delivery",
        },
        {
            content: "Ask by questionnaire",
            trigger: ".o_field_widget[name=by_questionnaire] input",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=sample_planned] input",
            run: "edit 2",
        },
        {
            content: "Choose the last day",
            trigger: ".o_field_widget[name=date_from] input[data-field=date_to]",
            run: "edit 12/31/2099",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "Submit",
            trigger: ".o_statusbar_buttons button[name=action_submit]:enabled:visible",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=submitted].o_arrow_button_current",
        },
    ],
});

/** The marketing manager approves the study from the desk. */
tours.add("marketing_office_study_approval", {
    url: "/odoo/desk",
    steps: () => [
        {
            trigger: ".o_kanban_record:contains(Studies to approve):contains(1)",
            run: "click",
        },
        { trigger: ".o_data_cell[name=name]:contains(Why do customers go)", run: "click" },
        {
            trigger: ".o_statusbar_buttons button[name=action_approve]:enabled:visible",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=approved].o_arrow_button_current",
        },
    ],
});

/** The researcher writes down what the answers say, and cites them. */
tours.add("marketing_office_study_finding", {
    url: "/odoo/mkt-findings",
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        {
            trigger: ".o_field_widget[name=name] input",
            run: "edit Delivery decides",
        },
        {
            trigger: ".o_field_widget[name=study_id] input",
            run: "edit Why do customers go",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Why do customers go)",
            run: "click",
        },
        {
            content: "Cite the answers of the questionnaire",
            trigger: ".o_field_widget[name=survey_ids] input",
            run: "edit Questionnaire",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Questionnaire)",
            run: "click",
        },
        { trigger: ".o_field_widget[name=survey_ids] .o_tag" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
    ],
});

/** The marketing manager validates the finding from the desk. */
tours.add("marketing_office_study_validation", {
    url: "/odoo/desk",
    steps: () => [
        {
            trigger: ".o_kanban_record:contains(Findings to validate):contains(1)",
            run: "click",
        },
        { trigger: ".o_data_cell[name=name]:contains(Delivery decides)", run: "click" },
        {
            trigger: ".o_statusbar_buttons button[name=action_validate]:enabled:visible",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=validated].o_arrow_button_current",
        },
    ],
});
