import { registry } from "@web/core/registry";

const ACKNOWLEDGED = "Cases are acknowledged within a day";

/** The Director reads the board, opens what is red, sees its records and assigns it. */
registry.category("web_tour.tours").add("marketing_office_governance_assigns", {
    steps: () => [
        {
            content: "What is not observed, on one screen",
            trigger: ".o_mkt_system .o_mkt_state.o_mkt_not_observed",
            run: "click",
        },
        {
            content: "Open the red control",
            trigger: `.o_mkt_control:has(.o_mkt_dot.o_mkt_not_observed):contains(${ACKNOWLEDGED})`,
            run: "click",
        },
        {
            content: "It is red, and why",
            trigger: ".o_field_widget[name=words]:contains(Cases acknowledged by now)",
        },
        {
            content: "The records that it looks at",
            trigger: "button[name=action_view_population]",
            run: "click",
        },
        {
            content: "The case that nobody has answered",
            trigger: ".o_data_row:contains(The relay fails)",
        },
        {
            content: "Back",
            trigger: ".o_back_button, .breadcrumb-item.o_back_button a",
            run: "click",
        },
        {
            content: "Give it into somebody's hands",
            trigger: "button[name=action_open_assignment]",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=note] input",
            run: "edit On Monday, please",
        },
        {
            trigger: ".modal button[name=action_confirm]",
            run: "click",
        },
        {
            content: "It is in hand",
            trigger: "body:not(:has(.modal)) .o_field_widget[name=owner_id]",
        },
    ],
});

/** The Director sees that it is green again. */
registry.category("web_tour.tours").add("marketing_office_governance_green", {
    steps: () => [
        {
            content: "Green on the board",
            trigger: `.o_mkt_control:has(.o_mkt_dot.o_mkt_observed):contains(${ACKNOWLEDGED})`,
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=done_on]",
        },
        {
            content: "The screen says which articles apply here",
            trigger: ".o_mkt_here",
            run: "click",
        },
        {
            trigger: ".o_mkt_here_menu .o-dropdown-item:contains(I-3.1)",
            run: "click",
        },
        {
            content: "The article, and the way to where it is done",
            trigger: ".o_field_widget[name=clause]:contains(I-3.1), .o_field_widget[name=clause] input",
        },
    ],
});

/** A version is drawn up and submitted. */
registry.category("web_tour.tours").add("marketing_office_governance_drafts", {
    steps: () => [
        {
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=preamble] textarea",
            run: "edit For everybody in the office",
        },
        {
            content: "Saved, it holds the articles",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=line_ids] .o_data_row:contains(I-2.1)",
        },
        {
            trigger: "button[name=action_submit]",
            run: "click",
        },
        {
            trigger: ".o_arrow_button_current:contains(Submitted)",
        },
    ],
});

/** Director and leadership approve from their desks. */
registry.category("web_tour.tours").add("marketing_office_governance_approves", {
    steps: () => [
        {
            trigger: ".o_mkt_todo:contains(Management System v1)",
            run: "click",
        },
        {
            trigger: "button[name=action_approve]",
            run: "click",
        },
        {
            trigger: "body:not(:has(button[name=action_approve]))",
        },
    ],
});

/** A new holder finds the version on the desk, reads and signs it. */
registry.category("web_tour.tours").add("marketing_office_governance_signs", {
    steps: () => [
        {
            trigger: ".o_mkt_todo:contains(To sign)",
            run: "click",
        },
        {
            content: "The articles, read before they are signed",
            trigger: ".o_field_widget[name=line_ids] .o_data_row:contains(II-4.4)",
        },
        {
            trigger: "button[name=action_sign]",
            run: "click",
        },
        {
            trigger: "body:not(:has(button[name=action_sign]))",
        },
    ],
});
