import { registry } from "@web/core/registry";

const press = (name) => ({
    content: `Press ${name}`,
    trigger: `.o_form_view .o_statusbar_buttons button[name=${name}]:visible:enabled`,
    run: "click",
});
const status = (state) => ({
    content: `The state is ${state}`,
    trigger: `.o_statusbar_status button[data-value=${state}].o_arrow_button_current`,
});

/** The Sales Manager fills, allocates, explains and submits the plan. */
registry.category("web_tour.tours").add("marketing_office_sales_plan", {
    steps: () => [
        {
            content: "Open the draft",
            trigger: ".o_data_cell[name=name]:contains(Sales 2026)",
            run: "click",
        },
        press("action_fill"),
        {
            content: "The team and its people have their lines",
            trigger:
                ".o_field_widget[name=people_line_ids] .o_data_row:contains(sales_staff)",
        },
        press("action_allocate"),
        {
            content: "Nothing is left over",
            trigger:
                ".o_field_widget[name=people_line_ids] .o_data_row:contains(sales_staff) .o_data_cell[name=target]:contains(500.00)",
        },
        press("action_explain"),
        {
            content: "What nobody carries yet is shown",
            trigger:
                ".o_field_widget[name=people_line_ids] .o_data_row:contains(sales_staff) .o_data_cell[name=nobody]:contains(500.00)",
        },
        press("action_submit"),
        status("submitted"),
    ],
});

/** The Sales Manager talks with a person: figures, notes, a step; the talk is held. */
registry.category("web_tour.tours").add("marketing_office_sales_supervision", {
    steps: () => [
        {
            content: "Talk with the person",
            trigger: ".o_data_row:contains(sales_staff) button[name=action_talk]",
            run: "click",
        },
        {
            content: "The target stands there",
            trigger: ".o_form_view .o_field_widget[name=target]:contains(500.00)",
        },
        {
            trigger: ".o_field_widget[name=note] textarea",
            run: "edit One visit each week",
        },
        press("action_hold"),
        status("held"),
    ],
});

/** The Sales Manager revises the plan in force: the targets are drafts again. */
registry.category("web_tour.tours").add("marketing_office_sales_revision", {
    steps: () => [
        {
            trigger: ".o_data_cell[name=name]:contains(Sales 2026)",
            run: "click",
        },
        status("approved"),
        press("action_open_revision"),
        {
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit The market has grown",
        },
        {
            trigger: ".modal button[name=action_confirm]",
            run: "click",
        },
        {
            content: "A second version in draft",
            trigger: ".o_form_view .o_field_widget[name=version]:contains(2)",
        },
        status("draft"),
    ],
});

/** From the desk to the customer who is due, to the order: the pace on the desk moves. */
registry.category("web_tour.tours").add("marketing_office_sales_desk", {
    steps: () => [
        {
            content: "Nothing of the target is sold yet",
            trigger: ".o_mkt_figure:contains(My sales target):contains(1,000.00):contains(0.0%)",
        },
        {
            content: "Whom to see today",
            trigger: ".o_mkt_todo:contains(Buyer)",
            run: "click",
        },
        {
            content: "The customer's quotations",
            trigger: ".o_form_view button[name=action_open_quotations]",
            run: "click",
        },
        {
            content: "The quotation",
            trigger: ".o_list_view .o_data_row:contains(Buyer) .o_data_cell[name=name]",
            run: "click",
        },
        {
            content: "The customer orders",
            trigger: ".o_statusbar_buttons button[name=action_confirm]:visible:enabled",
            run: "click",
        },
        {
            content: "It is an order",
            trigger: ".o_statusbar_status button[data-value=sale].o_arrow_button_current",
        },
        {
            content: "Back to the desk",
            trigger: "[data-menu-xmlid='marketing_office.mkt_desk_card_menu']",
            run: "click",
        },
        {
            content: "Half of the target, and the pace",
            trigger:
                ".o_mkt_figure:contains(My sales target):contains(500.00):contains(50.0%):contains(Pace)",
        },
    ],
});

/** The sales staff see their target, and raise what keeps a customer from ordering. */
registry.category("web_tour.tours").add("marketing_office_sales_staff", {
    steps: () => [
        {
            content: "Target and actual",
            trigger: ".o_kanban_record:contains(500.00):contains(120.00)",
            run: "click",
        },
        {
            content: "The pace stands there",
            trigger: ".o_form_view .o_field_widget[name=pace]",
        },
    ],
});

registry.category("web_tour.tours").add("marketing_office_sales_issue_raised", {
    steps: () => [
        {
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=name] input",
            run: "edit Waits for a price",
        },
        {
            trigger: ".o_field_widget[name=partner_id] input",
            run: "edit Customer",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Customer):first",
            run: "click",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "It is saved",
            trigger: ".o_statusbar_buttons button[name=action_take]:visible",
        },
        status("open"),
    ],
});

/** The Sales Manager takes the issue, says what has solved it. */
registry.category("web_tour.tours").add("marketing_office_sales_issue_solved", {
    steps: () => [
        {
            trigger: ".o_data_cell[name=name]:contains(Waits for a price)",
            run: "click",
        },
        press("action_take"),
        status("owned"),
        {
            trigger: ".o_field_widget[name=cause] select, .o_field_widget[name=cause] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(Price or Discount)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=solution] textarea",
            run: "edit Three per cent off",
        },
        press("action_solve"),
        status("solved"),
    ],
});
