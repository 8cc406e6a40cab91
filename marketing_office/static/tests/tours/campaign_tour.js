import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** Choose the workbook that the test has put there, as somebody would from the disk. */
async function chooseContacts() {
    const response = await fetch("/marketing_office_test/contacts.xlsx");
    const transfer = new DataTransfer();
    transfer.items.add(new File([await response.blob()], "contacts.xlsx"));
    const input = document.querySelector(".modal [name=file] input[type=file]");
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

function importContacts() {
    return [
        {
            trigger: ".o_data_row:contains(Spring Fair) .o_data_cell[name=name]",
            run: "click",
        },
        {
            content: "Open the import",
            trigger: ".o_statusbar_buttons button[name=action_import_contacts]:visible",
            run: "click",
        },
        {
            content: "Choose the list of contacts",
            trigger: ".modal .o_field_widget[name=file] .o_select_file_button",
            run: chooseContacts,
        },
        {
            trigger: ".modal .o_field_widget[name=file] input:value(contacts.xlsx)",
        },
        {
            trigger: ".modal button[name=action_import]",
            run: "click",
        },
    ];
}

/** The Promotion Manager turns the contacts of the fair into leads. */
tours.add("marketing_office_campaign_import", {
    url: "/odoo/marketing-campaigns",
    steps: () => [
        ...importContacts(),
        {
            content: "Both have become leads",
            trigger: ".modal .o_field_widget[name=imported]:contains(2)",
        },
        {
            trigger: ".modal button[name=action_view_leads]",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(华东电气)",
        },
        {
            trigger: ".o_data_row:contains(李强)",
        },
    ],
});

/** A row that lacks both phone and e-mail is named, and nothing is imported. */
tours.add("marketing_office_campaign_import_faulty", {
    url: "/odoo/marketing-campaigns",
    steps: () => [
        ...importContacts(),
        {
            trigger: ".modal .alert-danger:contains(Row 4)",
        },
        {
            trigger: ".modal button[special=cancel], .modal .btn-close",
            run: "click",
        },
    ],
});

/** The Sales Manager makes an order of a lead of the fair. */
tours.add("marketing_office_campaign_order", {
    url: "/odoo/marketing-campaigns",
    steps: () => [
        {
            trigger: ".o_data_row:contains(Spring Fair) .o_data_cell[name=name]",
            run: "click",
        },
        {
            content: "See its leads",
            trigger: ".oe_stat_button[name=action_view_leads]:contains(2)",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(华东电气) .o_data_cell[name=partner_name]",
            run: "click",
        },
        {
            content: "Offer something",
            trigger:
                ".o_statusbar_buttons button[name=action_sale_quotations_new]:visible",
            run: "click",
        },
        {
            content: "The firm becomes a customer",
            trigger: ".modal button[name=action_apply]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=partner_id] input:value(华东电气)",
        },
        {
            trigger: ".o_field_widget[name=order_line] a:contains(Add a product)",
            run: "click",
        },
        {
            trigger: ".o_selected_row [name=product_template_id] input",
            run: "edit Relay",
        },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains(Relay)",
            run: "click",
        },
        {
            content: "The price has come",
            trigger: ".o_selected_row .o_field_widget[name=price_unit] input:value(100)",
        },
        {
            trigger: ".o_selected_row .o_field_widget[name=product_uom_qty] input",
            run: "edit 10",
        },
        {
            content: "Leave the line",
            trigger: "a[name=order_lines]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=order_line] .o_data_row:contains(1,000.00)",
        },
        {
            content: "Confirm the order",
            trigger: ".o_statusbar_buttons button[name=action_confirm]:visible",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=sale].o_arrow_button_current",
        },
    ],
});

/** The Director sees what the fair brought and cost. */
tours.add("marketing_office_campaign_figures", {
    url: "/odoo/marketing-campaigns",
    steps: () => [
        {
            content: "The other campaign brought nothing for its money",
            trigger: ".o_data_row:contains(Adverts):contains(200.00):contains(-100.0)",
        },
        {
            trigger: ".o_data_row:contains(Spring Fair) .o_data_cell[name=name]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=revenue_ordered]:contains(1,000.00)",
        },
        {
            trigger: ".o_field_widget[name=revenue_invoiced]:contains(700.00)",
        },
        {
            content: "A share of the agency's bill and the receipt",
            trigger: ".o_field_widget[name=spend]:contains(400.00)",
        },
        {
            trigger: ".o_field_widget[name=cost_per_lead]:contains(200.00)",
        },
        {
            trigger: ".o_field_widget[name=return_percent]:contains(75.0)",
        },
        {
            content: "The requests behind the spending",
            trigger: ".oe_stat_button[name=action_view_expense_requests]",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Stand at the spring fair)",
        },
    ],
});
