import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const state = (name) => ({
    trigger: `.o_statusbar_status button[data-value=${name}].o_arrow_button_current`,
});

/** Click a button of the form's header, and confirm where it asks. */
function step(selector, confirmed = false) {
    const clicked = [
        {
            trigger: `.o_statusbar_buttons ${selector}:visible:enabled`,
            run: "click",
        },
    ];
    if (confirmed) {
        clicked.push({
            trigger: ".modal-footer button.btn-primary",
            run: "click",
        });
    }
    return clicked;
}

/** Fill in the dialog that asks for words, and confirm. */
function say(text) {
    return [
        {
            trigger: ".modal .o_field_widget[name=text]:visible textarea",
            run: `edit ${text}`,
        },
        {
            trigger: ".modal-footer button[name=action_confirm]",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal))",
        },
    ];
}

tours.add("marketing_office_appraisal_open", {
    url: "/odoo/desk",
    steps: () => [
        {
            content: "The round waits on the Director's desk",
            trigger: ".o_mkt_todo:contains(To open)",
            run: "click",
        },
        ...step("button[name=action_open]"),
        state("open"),
        {
            trigger: "button[name=action_view_appraisals]:visible",
        },
    ],
});

tours.add("marketing_office_appraisal_self", {
    url: "/odoo/desk",
    steps: () => [
        {
            trigger: ".o_mkt_todo:contains(Self-assessment)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=achievements] textarea",
            run: "edit Two key customers won",
        },
        ...step("button[name=action_submit]", true),
        {
            trigger: ".o_field_widget[name=submitted_on]",
        },
    ],
});

tours.add("marketing_office_appraisal_judge", {
    url: "/odoo/desk",
    steps: () => [
        {
            trigger: ".o_mkt_todo:contains(To appraise)",
            run: "click",
        },
        ...[1, 2].flatMap((number) => [
            {
                content: `Mark ${number}`,
                trigger: `.o_data_row:nth-last-child(${number} of .o_data_row) td[name=mark]`,
                run: "click",
            },
            {
                trigger: ".o_selected_row td[name=mark] input",
                run: "edit 4",
            },
            {
                trigger: ".o_form_sheet h1",
                run: "click",
            },
            {
                content: "The row is left before the next one is marked",
                trigger:
                    ".o_field_widget[name=line_ids]:not(:has(.o_selected_row))",
            },
        ]),
        ...step("button[name=action_judge]"),
        state("calibration"),
    ],
});

tours.add("marketing_office_appraisal_calibrate", {
    url: "/odoo/mkt-appraisal-rounds",
    steps: () => [
        {
            trigger: ".o_data_row td[name=period_id]",
            run: "click",
        },
        {
            content: "The spread stands above the scorecards",
            trigger: ".o_field_widget[name=spread_ids] .o_data_row:contains(All together)",
        },
        {
            trigger:
                ".o_field_widget[name=appraisal_ids] .o_data_row:contains(sales_staff) button[name=action_open_step]",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=points] input",
            run: "edit 6",
        },
        ...say("Helped the whole team"),
        {
            trigger:
                ".o_field_widget[name=appraisal_ids] .o_data_row:contains(sales_staff):contains(106)",
        },
        ...step("button[name=action_finish_calibration]"),
        ...step("button[name=action_approve_all]", true),
        {
            trigger:
                ".o_field_widget[name=appraisal_ids] .o_data_row:contains(sales_staff):contains(Approved)",
        },
    ],
});

tours.add("marketing_office_appraisal_release", {
    url: "/odoo/mkt-appraisal-rounds",
    steps: () => [
        {
            trigger: ".o_data_row td[name=period_id]",
            run: "click",
        },
        ...step("button[name=action_release]", true),
        state("released"),
    ],
});

tours.add("marketing_office_appraisal_appeal", {
    url: "/odoo/desk",
    steps: () => [
        {
            trigger: ".o_mkt_todo:contains(To confirm as read)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=score]:contains(106)",
        },
        ...step("button:contains(Confirm as Read)"),
        {
            trigger: ".modal-footer button[name=action_confirm]",
            run: "click",
        },
        state("seen"),
        ...step("button:contains(Appeal)"),
        ...say("The case of May was not mine"),
        {
            trigger: ".nav-link[name=appeal]",
        },
    ],
});

tours.add("marketing_office_appraisal_decide_appeal", {
    url: "/odoo/desk",
    steps: () => [
        {
            trigger: ".o_mkt_todo:contains(Appeal)",
            run: "click",
        },
        ...step("button:contains(Decide on the Appeal)"),
        ...say("As judged"),
        {
            trigger: ".nav-link[name=appeal]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=appeal_state]:contains(Dismissed)",
        },
    ],
});

tours.add("marketing_office_appraisal_payroll", {
    url: "/odoo/mkt-appraisal-rounds",
    steps: () => [
        {
            trigger: ".o_data_row td[name=period_id]",
            run: "click",
        },
        {
            trigger: ".nav-link[name=incentives]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=amount_confirmed]:contains(130)",
        },
        ...step("button[name=action_export_payroll]"),
        ...step("button[name=action_hand_to_payroll]", true),
        {
            trigger: ".o_field_widget[name=amount_paid]:contains(130)",
        },
    ],
});
