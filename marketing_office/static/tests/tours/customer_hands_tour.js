import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** A picker's day: what the pool has is taken, and stands among one's own customers. */
tours.add("marketing_office_picker", {
    url: "/odoo/desk",
    steps: () => [
        {
            content: "The desk says that there are customers in the pool",
            trigger: "body:contains(Customers in the pool)",
        },
        {
            trigger: ".o_menu_sections button:contains(Customers)",
            run: "click",
        },
        {
            trigger: ".dropdown-item:contains(Pool)",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Free Firm) .o_list_record_selector input",
            run: "click",
        },
        {
            content: "Pick it",
            trigger: ".o_control_panel button[name=action_pick]",
            run: "click",
        },
        {
            content: "It has left the pool",
            trigger: ".o_list_view:not(:has(.o_data_row:contains(Free Firm)))",
        },
        {
            trigger: ".o_menu_sections button:contains(Customers)",
            run: "click",
        },
        {
            trigger: ".dropdown-item:contains(My Customers)",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Free Firm) .o_data_cell[name=partner_id]",
            run: "click",
        },
        {
            content: "The profile of the new customer",
            trigger: ".oe_title:contains(Free Firm)",
        },
    ],
});

/** Somebody has left: all customers in one list, one decision. */
tours.add("marketing_office_hand_over", {
    url: "/odoo/desk",
    steps: () => [
        {
            content: "The desk says that customers are to be handed over",
            trigger: ".o_mkt_desk *:contains(Customers to hand over):not(:has(*))",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Left Firm 1)",
        },
        {
            trigger: "thead .o_list_record_selector input",
            run: "click",
        },
        {
            trigger: ".o_control_panel button[name=action_open_handover]",
            run: "click",
        },
        {
            content: "What is open goes along",
            trigger: ".modal .o_field_widget[name=contact_count]:contains(2)",
        },
        {
            trigger: ".modal .o_field_widget[name=user_id] input",
            run: "edit sales_staff",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(sales_staff)",
            run: "click",
        },
        {
            trigger: ".modal button[name=action_hand_over]",
            run: "click",
        },
        {
            content: "Nothing is left to hand over",
            trigger: "body:not(:has(.modal)) .o_list_view",
        },
    ],
});

/** A customer withdraws the consent; the confirmation is printed. */
tours.add("marketing_office_withdrawal", {
    url: "/odoo/my-customers",
    steps: () => [
        {
            trigger: ".o_data_row:contains(Wary Firm) .o_data_cell[name=partner_id]",
            run: "click",
        },
        {
            trigger: ".o_statusbar_buttons button[name=action_record_basis]",
            run: "click",
        },
        {
            trigger:
                ".modal .o_field_widget[name=basis] .form-check:contains(Refuses Contact) input",
            run: "click",
        },
        {
            content: "What a refusal brings about is said before",
            trigger: ".modal .alert:contains(a confirmation is printed)",
        },
        {
            trigger: ".modal .o_field_widget[name=source] input",
            run: "edit Call of today",
        },
        {
            trigger: ".modal button[name=action_record]",
            run: "click",
        },
        {
            content: "The confirmation has been downloaded",
            trigger: "body:not(:has(.modal)) .oe_title:contains(Wary Firm)",
            timeout: 60000,
        },
    ],
});
