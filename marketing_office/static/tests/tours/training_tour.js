import { registry } from "@web/core/registry";

/** A member wishes for training, from the desk. */
registry.category("web_tour.tours").add("marketing_office_training_wishes", {
    steps: () => [
        {
            content: "Wish for it",
            trigger: ".o_mkt_entries button:contains(Wish for Training)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=name] input",
            run: "edit Handling complaints",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: ".o_form_saved .o_statusbar_status button[data-value=open].o_arrow_button_current",
        },
    ],
});

/** The keeper of the training invites the participants. */
registry.category("web_tour.tours").add("marketing_office_training_invites", {
    steps: () => [
        {
            content: "Invite",
            trigger: "button[name=action_schedule]",
            run: "click",
        },
        {
            trigger:
                ".o_statusbar_status button[data-value=scheduled].o_arrow_button_current",
        },
    ],
});

/** Who runs the session records who was there. */
registry.category("web_tour.tours").add("marketing_office_training_records", {
    steps: () => [
        {
            content: "It waits on the desk",
            trigger: ".o_mkt_todo:contains(Handling complaints):contains(Record who was there)",
            run: "click",
        },
        {
            content: "One was absent",
            trigger: ".o_data_row:contains(service_clerk) button[name=action_absent]",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(service_clerk):contains(Absent)",
        },
        {
            content: "The others were there",
            trigger: "button[name=action_all_attended]",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(sales_staff):contains(Attended)",
        },
        {
            content: "It was held",
            trigger: "button[name=action_hold]",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=held].o_arrow_button_current",
        },
    ],
});

/** The participant, and later the superior, answer one question, from the desk. */
registry.category("web_tour.tours").add("marketing_office_training_answers", {
    steps: () => [
        {
            content: "It waits on the desk",
            trigger:
                ".o_mkt_todo:contains(Handling complaints):contains(/One question|What has it changed/)",
            run: "click",
        },
        {
            trigger: "button[name=action_open_answer]",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=score] input[data-value='4'], .modal .o_field_widget[name=score] .o_radio_item:nth-child(2) input",
            run: "click",
        },
        {
            trigger: ".modal button[name=action_confirm]",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal)):not(:has(button[name=action_open_answer]))",
        },
    ],
});
