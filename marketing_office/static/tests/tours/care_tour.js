import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** Choose a small file, as somebody would from the disk. */
function chooseFile() {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["signed"], "contract.pdf"));
    const input = document.querySelector("[name=file] input[type=file]");
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

function signContract(number) {
    return [
        {
            trigger: ".o_field_widget[name=number] input",
            run: `edit ${number}`,
        },
        {
            content: "Add the signed contract",
            trigger: ".o_field_widget[name=file] .o_select_file_button",
            run: chooseFile,
        },
        {
            trigger: ".o_field_widget[name=file] input:value(contract.pdf)",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "Sign",
            trigger: ".o_statusbar_buttons button[name=action_sign]:visible:enabled",
            run: "click",
        },
        {
            trigger: ".modal-footer button.btn-primary",
            run: "click",
        },
        {
            trigger:
                ".o_statusbar_status button[data-value=signed].o_arrow_button_current",
        },
    ];
}

/** The Account Manager's day: from the contact that is due to the signed contract. */
tours.add("marketing_office_account_manager", {
    url: "/odoo/desk",
    steps: () => [
        {
            content: "Who is to be contacted today",
            trigger: ".o_mkt_todo:contains(Loyal Firm):contains(To contact)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=note] textarea",
            run: "edit All in order",
        },
        {
            trigger: ".o_statusbar_buttons button[name=action_done]:visible:enabled",
            run: "click",
        },
        {
            trigger:
                ".o_statusbar_status button[data-value=done].o_arrow_button_current",
        },
        {
            content: "Then to the calls",
            trigger: ".o_menu_sections button:contains(Customers)",
            run: "click",
        },
        {
            trigger: ".dropdown-item:contains(Call Lists)",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Spare parts) button[name=action_next]",
            run: "click",
        },
        {
            content: "The number to dial",
            trigger: ".o_field_widget[name=phone] a[href^='tel:']",
        },
        {
            trigger:
                ".o_field_widget[name=outcome_id] .form-check:contains(Interested) input",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=note] textarea",
            run: "edit Needs 12 cabinets",
        },
        {
            trigger: ".o_statusbar_buttons button[name=action_record]:visible:enabled",
            run: "click",
        },
        {
            content: "The list is done; to what it brought",
            trigger: ".oe_stat_button[name=action_open_calls]:contains(Leads)",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(New Firm) .o_data_cell[name=partner_id]",
            run: "click",
        },
        {
            content: "Open the lead",
            trigger: ".o_field_widget[name=lead_id] a",
            run: "click",
        },
        {
            content: "Offer something",
            trigger:
                ".o_statusbar_buttons button[name=action_sale_quotations_new]:visible",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=partner_id] input:value(New Firm)",
        },
        {
            trigger: ".o_field_widget[name=order_line] a:contains(Add a product)",
            run: "click",
        },
        {
            trigger: ".o_selected_row [name=product_template_id] input",
            run: "edit Cabinet",
        },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains(Cabinet)",
            run: "click",
        },
        {
            trigger: ".o_selected_row .o_field_widget[name=price_unit] input",
        },
        {
            content: "Leave the line",
            trigger: "a[name=order_lines]",
            run: "click",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "The contract of the order",
            trigger: ".oe_stat_button[name=action_mkt_contract]",
            run: "click",
        },
        ...signContract("HT-2026-100"),
        {
            content: "The day ends in the funnel",
            trigger: ".o_menu_sections button:contains(Customers)",
            run: "click",
        },
        {
            trigger: ".dropdown-item:contains(Sales Funnel)",
            run: "click",
        },
        {
            trigger: ".o_pivot table",
        },
    ],
});

/** The staff member in charge draws up the agreement, and orders come in. */
tours.add("marketing_office_channel_agreement", {
    url: "/odoo/mkt-channel-partners",
    steps: () => [
        {
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=partner_id] input",
            run: "edit Dealer",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Dealer)",
            run: "click",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "The agreement",
            trigger: ".oe_stat_button[name=action_open_agreements]",
            run: "click",
        },
        {
            trigger: ".o_breadcrumb:contains(Contracts)",
        },
        {
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=number] input",
            run: "edit QD-2026-1",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: ".o_form_saved, .o_form_button_create:not(:disabled)",
        },
    ],
});

/** The manager judges the year of the partner. */
tours.add("marketing_office_channel_judgement", {
    url: "/odoo/mkt-channel-judgements",
    steps: () => [
        {
            trigger: ".o_data_row:contains(Dealer) .o_data_cell[name=channel_partner_id]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=revenue]:contains(100.00)",
        },
        {
            trigger: ".o_field_widget[name=assessment] textarea",
            run: "edit Agreed revenue reached",
        },
        {
            trigger: ".o_field_widget[name=verdict] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(Go On and Extend)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=level_id] input",
            run: "edit Platinum",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Platinum)",
            run: "click",
        },
        {
            trigger: ".o_statusbar_buttons button[name=action_judge]:visible:enabled",
            run: "click",
        },
        {
            trigger: ".modal-footer button.btn-primary",
            run: "click",
        },
        {
            trigger:
                ".o_statusbar_status button[data-value=judged].o_arrow_button_current",
        },
    ],
});
