import { registry } from "@web/core/registry";

/** The sales manager writes a must-read and publishes it. */
registry.category("web_tour.tours").add("marketing_office_bulletin_publishes", {
    steps: () => [
        {
            content: "Say what it is about",
            trigger: ".o_field_widget[name=name] input",
            run: "edit Price list from March",
        },
        {
            content: "Everybody must read it",
            trigger: ".o_field_widget[name=is_must_read] input",
            run: "click",
        },
        {
            content: "By a day",
            trigger: ".o_field_widget[name=read_by] button, .o_field_widget[name=read_by] input",
            run: "click",
        },
        {
            content: "Choose today",
            trigger: ".o_datetime_picker .o_today",
            run: "click",
        },
        {
            content: "Write the text",
            trigger: ".o_field_widget[name=body] .odoo-editor-editable",
            run: "editor Relays cost five percent more.",
        },
        {
            content: "Publish it",
            trigger: "button[name=action_publish]",
            run: "click",
        },
        {
            trigger:
                ".o_statusbar_status button[data-value=published].o_arrow_button_current",
        },
    ],
});

/** A reader finds it above the desk, reads it and says so. */
registry.category("web_tour.tours").add("marketing_office_bulletin_reads", {
    steps: () => [
        {
            content: "It stands above the desk",
            trigger: ".o_mkt_bulletin:contains(Price list from March):contains(Must Read)",
            run: "click",
        },
        {
            content: "Read it",
            trigger: ".o_field_widget[name=body]:contains(five percent)",
        },
        {
            content: "Say so",
            trigger: "button[name=action_read]",
            run: "click",
        },
        {
            trigger: ".o_form_view:not(:has(button[name=action_read]))",
        },
    ],
});

/** Whoever issued it sees who has not read it, and chases. */
registry.category("web_tour.tours").add("marketing_office_bulletin_chases", {
    steps: () => [
        {
            content: "One of two has read it",
            trigger: "button[name=action_open_receipts]:contains(1):contains(2)",
        },
        {
            content: "Chase the other",
            trigger: "button[name=action_chase]",
            run: "click",
        },
        {
            content: "Look who it is",
            trigger: "button[name=action_open_receipts]",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(service_clerk) td[name=chased_on]:not(:empty)",
        },
    ],
});
