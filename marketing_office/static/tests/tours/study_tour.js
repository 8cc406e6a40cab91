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
            trigger: ".o_field_widget[name=date_to] input",
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
            content: "Open it from the desk",
            trigger: ".o_mkt_todo:contains(Why do customers go):contains(To approve)",
            run: "click",
        },
        {
            trigger: ".o_statusbar_buttons button[name=action_approve]:enabled:visible",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=approved].o_arrow_button_current",
        },
    ],
});

/** The researcher takes the questionnaire and goes into the field. */
tours.add("marketing_office_study_fieldwork", {
    url: "/odoo/mkt-studies",
    steps: () => [
        { trigger: ".o_data_cell[name=name]:contains(Why do customers go)", run: "click" },
        {
            content: "Choose the questionnaire",
            trigger: ".o_field_widget[name=survey_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        { trigger: ".modal .o_data_cell:contains(Supplier questionnaire)", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        {
            trigger: ".o_field_widget[name=survey_ids] .o_data_cell:contains(Supplier questionnaire)",
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
        {
            trigger: ".o_statusbar_buttons button[name=action_start_fieldwork]:enabled:visible",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=fieldwork].o_arrow_button_current",
        },
    ],
});

/** A customer who is not signed in fills in the public page of the survey. */
function answer(name, { csat, nps, text }) {
    const choose = (question, value) => ({
        content: `Answer ${question}`,
        trigger: `.js_question-wrapper:contains(${question}) label:has(input[value='${value}'])`,
        run: "click",
    });
    tours.add(`marketing_office_study_answer_${name}`, {
        steps: () => [
            {
                content: "Begin",
                trigger: "button[type=submit][value=start]:not(.disabled)",
                run: "click",
            },
            choose("Scale csat", csat),
            choose("Scale nps", nps),
            {
                trigger: ".js_question-wrapper:contains(Why?) textarea",
                run: `edit ${text}`,
            },
            {
                content: "Hand it in",
                trigger: "button[type=submit][value=finish]:not(.disabled)",
                run: "click",
            },
            { trigger: ".modal .btn-primary", run: "click" },
            { trigger: ".o_survey_finished" },
        ],
    });
}
answer("pleased", { csat: 5, nps: 9, text: "Fast" });
answer("displeased", { csat: 1, nps: 2, text: "Slow" });

/** The researcher sees what came in and goes over to the analysis. */
tours.add("marketing_office_study_analysis", {
    url: "/odoo/mkt-studies",
    steps: () => [
        { trigger: ".o_data_cell[name=name]:contains(Why do customers go)", run: "click" },
        {
            content: "Both answers are there, with what they come to",
            trigger: ".o_field_widget[name=result]:contains(Satisfaction 50.0 % (n = 2, ± 69.3))",
        },
        {
            trigger: ".o_statusbar_buttons button[name=action_start_analysis]:enabled:visible",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=analysis].o_arrow_button_current",
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
            trigger: ".o_field_widget[name=study_id] input:value(Why do customers go?)",
        },
        {
            content: "Cite the answers of the questionnaire",
            trigger: ".o_field_widget[name=survey_ids] input",
            run: "edit Supplier",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Supplier questionnaire)",
            run: "click",
        },
        { trigger: ".o_field_widget[name=survey_ids] .o_tag" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
        {
            content: "Hand it in",
            trigger: ".o_statusbar_buttons button[name=action_submit]:enabled:visible",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=submitted].o_arrow_button_current",
        },
    ],
});

/** The marketing manager validates the finding from the desk. */
tours.add("marketing_office_study_validation", {
    url: "/odoo/desk",
    steps: () => [
        {
            content: "Open it from the desk",
            trigger: ".o_mkt_todo:contains(Delivery decides):contains(To validate)",
            run: "click",
        },
        {
            trigger: ".o_statusbar_buttons button[name=action_validate]:enabled:visible",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=validated].o_arrow_button_current",
        },
    ],
});

/** The researcher reports the study: it is done. */
tours.add("marketing_office_study_report", {
    url: "/odoo/mkt-studies",
    steps: () => [
        { trigger: ".o_data_cell[name=name]:contains(Why do customers go)", run: "click" },
        {
            trigger: ".o_statusbar_buttons button[name=action_report]:enabled:visible",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=reported].o_arrow_button_current",
        },
    ],
});

/** What is due is collected, and two questions of a study are compared; in Chinese. */
tours.add("marketing_office_researcher", {
    url: "/odoo/desk",
    steps: () => [
        {
            content: "What is due stands on the desk",
            trigger: ".o_mkt_todo:contains(竞品价格):contains(待收集)",
            run: "click",
        },
        {
            trigger: ".o_statusbar_buttons button:contains(记市场观察):enabled:visible",
            run: "click",
        },
        {
            content: "Say what was seen",
            trigger: ".o_field_widget[name=name] input",
            run: "edit 苏州经销商价目未变",
        },
        {
            content: "The kind is the one asked for",
            trigger: ".o_field_widget[name=kind] input:value(政策法规或趋势)",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "Back to what was due: it is collected",
            trigger: ".o_form_saved .o_back_button, .breadcrumb a:contains(竞品价格)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=observation_ids] .o_data_cell:contains(苏州经销商价目未变)",
        },
        {
            content: "To the studies",
            trigger: ".o_menu_sections button[data-menu-xmlid='marketing_office.research_menu']",
            run: "click",
        },
        {
            trigger: ".o-dropdown--menu [data-menu-xmlid='marketing_office.mkt_study_menu']",
            run: "click",
        },
        {
            trigger: ".o_data_cell[name=name]:contains(客户为何更换供应商)",
            run: "click",
        },
        {
            trigger: ".oe_stat_button[name=action_open_crosstab]:contains(交叉表)",
            run: "click",
        },
        {
            content: "The table, with all who answered",
            trigger: ".modal .o_field_widget[name=table] tfoot:contains(合计)",
        },
    ],
});
