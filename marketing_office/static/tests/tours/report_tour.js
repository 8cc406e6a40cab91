import { registry } from "@web/core/registry";

const KEY_INDICATORS = ".o_kanban_record:contains(Key Indicators)";

/** The analyst writes about a figure. */
registry.category("web_tour.tours").add("marketing_office_report_writes", {
    steps: () => [
        {
            content: "Open the section",
            trigger: `${KEY_INDICATORS} h3`,
            run: "click",
        },
        {
            content: "Cite a figure by its name",
            trigger: ".modal .o_field_widget[name=narrative] textarea",
            run: "edit We made [[Visits]] visits. All went well.",
        },
        {
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
        {
            content: "Save the report",
            trigger: "body:not(:has(.modal)) .o_form_button_save",
            run: "click",
        },
        {
            content: "The figure stands in the text",
            trigger: `.o_form_saved ${KEY_INDICATORS} b:contains(100)`,
        },
    ],
});

/** The figure has moved: the sentence is marked, and the tables are to be renewed. */
registry.category("web_tour.tours").add("marketing_office_report_renews", {
    steps: () => [
        {
            trigger: `${KEY_INDICATORS} mark:contains(We made 110 visits)`,
        },
        {
            content: "Only that sentence is marked",
            trigger: `${KEY_INDICATORS}:not(:has(mark:contains(All went well)))`,
        },
        {
            content: "Renew the tables as well",
            trigger: ".alert:visible:contains(renew them)",
        },
        {
            trigger: "button[name=action_compile]",
            run: "click",
        },
        {
            content: "The analyst sees how far it is",
            trigger: ".alert:visible:contains(being compiled) .progress",
            run: () => {
                window.mktStays = true;
            },
        },
        {
            content: "The new figures come by themselves",
            trigger: `body:not(:has(.alert:contains(being compiled))) ${KEY_INDICATORS} [name=content_html] td:contains(110)`,
            run: () => {
                if (!window.mktStays) {
                    throw new Error("The page was loaded anew");
                }
            },
        },
    ],
});

/** The tables are new; the sentence stays marked until the analyst has read it again. */
registry.category("web_tour.tours").add("marketing_office_report_rereads", {
    steps: () => [
        {
            trigger: `body:not(:has(.alert:visible:contains(renew them))) ${KEY_INDICATORS} mark`,
        },
        {
            trigger: `${KEY_INDICATORS} h3`,
            run: "click",
        },
        {
            content: "It still holds",
            trigger: ".modal button[name=action_confirm_figures]",
            run: "click",
        },
        {
            trigger: ".modal:not(:has(mark)) .btn-close",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal))",
        },
    ],
});

/** The analyst hands the reviewed report to the leadership. */
registry.category("web_tour.tours").add("marketing_office_report_submits", {
    steps: () => [
        {
            trigger: "button[name=action_submit]",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=submitted].o_arrow_button_current",
        },
    ],
});

function remark(text) {
    return [
        {
            trigger: ".o_field_widget[name=remark_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".o_selected_row .o_field_widget[name=name] input",
            run: `edit ${text}`,
        },
        {
            trigger: ".o_selected_row .o_field_widget[name=user_id] input",
            run: "edit sales_staff",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(sales_staff)",
            run: "click",
        },
        {
            trigger: ".o_selected_row .o_field_widget[name=deadline] input",
            run: "edit 01/01/2099",
        },
    ];
}

/** The leadership returns the report with two remarks. */
registry.category("web_tour.tours").add("marketing_office_report_returns", {
    steps: () => [
        {
            content: "It waits on the desk",
            trigger: ".o_mkt_todo:contains(Monthly Report):contains(To decide on)",
            run: "click",
        },
        {
            trigger: ".nav-link[name=remarks]",
            run: "click",
        },
        ...remark("Check the prices"),
        ...remark("Visit the lost customers"),
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: ".o_form_saved button[name=action_return]",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=returned].o_arrow_button_current",
        },
    ],
});

/** The next report opens with the remarks. */
registry.category("web_tour.tours").add("marketing_office_report_opens", {
    steps: () => [
        {
            trigger:
                ".o_kanban_record:first:contains(What Became of the Last Remarks):contains(Check the prices):contains(Visit the lost customers)",
        },
    ],
});
