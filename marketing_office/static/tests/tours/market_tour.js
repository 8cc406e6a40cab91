import { registry } from "@web/core/registry";

/** The Market Researcher notes what a competitor does, and raises a signal. */
registry.category("web_tour.tours").add("marketing_office_observation", {
    steps: () => [
        {
            content: "A new observation",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "What was seen",
            trigger: ".o_field_widget[name=name] input",
            run: "edit Relay 40 A cut by 8 %",
        },
        {
            content: "Of which kind: none is chosen yet",
            trigger:
                ".o_form_view:not(:has(.o_field_widget[name=price]:visible)) .o_field_widget[name=kind] input",
            run: "click",
        },
        {
            trigger: ".o-dropdown-item:contains(Price)",
            run: "click",
        },
        {
            content: "Of whom",
            trigger: ".o_field_widget[name=competitor_id] input",
            run: "edit Rival",
        },
        {
            content: "The competitor",
            trigger: ".ui-autocomplete .ui-menu-item a:contains(Rival)",
            run: "click",
        },
        {
            content: "The competitor is chosen",
            trigger: ".o_field_widget[name=competitor_id] input:value(Rival)",
        },
        {
            content: "The price",
            trigger: ".o_field_widget[name=price] input",
            run: "edit 42",
        },
        {
            content: "Where it was seen",
            trigger: ".o_field_widget[name=source] input",
            run: "edit Price list of a dealer",
        },
        {
            content: "Keep it",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "It asks for a change of plan",
            trigger: ".o_form_statusbar button[name=action_raise_signal]",
            run: "click",
        },
        {
            content: "The Marketing Manager is asked",
            trigger: ".o_field_widget[name=post_id]:contains(Marketing Manager), .o_field_widget[name=post_id] input:value(Marketing Manager)",
        },
    ],
});

/** The Market Researcher enters how large the market is. */
registry.category("web_tour.tours").add("marketing_office_market_size", {
    steps: () => [
        {
            content: "A new market size",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "Of the segment",
            trigger: ".o_field_widget[name=segment_id] input",
            run: "edit All relays",
        },
        {
            content: "The segment",
            trigger: ".ui-autocomplete .ui-menu-item a:contains(All relays)",
            run: "click",
        },
        { trigger: ".o_field_widget[name=segment_id] input:value(All relays)" },
        {
            content: "In the quarter",
            trigger: ".o_field_widget[name=period_id] input",
            run: "edit 2026-Q4",
        },
        {
            content: "The quarter",
            trigger: ".ui-autocomplete .ui-menu-item a:contains(Q4 2026)",
            run: "click",
        },
        { trigger: ".o_field_widget[name=period_id] input:value(Q4 2026)" },
        {
            content: "Its size",
            trigger: ".o_field_widget[name=size] input",
            run: "edit 1000",
        },
        {
            content: "After which source",
            trigger: ".o_field_widget[name=source] input",
            run: "edit Yearbook of the association",
        },
        {
            content: "Keep it",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "The share follows, with the source of the own sales",
            trigger: ".o_field_widget[name=share_label]:contains(15.00%)",
        },
        {
            content: "But the researcher does not validate it",
            trigger: ".o_form_statusbar:not(:has(button[name=action_validate]))",
        },
    ],
});

/** The Marketing Manager validates it, and sees the share with both sources. */
registry.category("web_tour.tours").add("marketing_office_market_share", {
    steps: () => [
        {
            content: "The figure that waits",
            trigger: ".o_data_row:contains(All relays) .o_data_cell[name=segment_id]",
            run: "click",
        },
        {
            content: "Validate",
            trigger: ".o_form_statusbar button[name=action_validate]",
            run: "click",
        },
        {
            content: "It is in force, with the source of the market size",
            trigger: ".o_field_widget[name=source]:contains(Yearbook of the association), .o_field_widget[name=source] input:value(Yearbook of the association)",
        },
        {
            content: "And where the own sales come from",
            trigger: ".o_field_widget[name=own_source]:contains(Posted Invoices)",
        },
        {
            content: "And who validated it",
            trigger: ".o_field_widget[name=validated_by_id]:contains(marketing_manager)",
        },
    ],
});

/** What is due in five days, also in the next month, is due in five days. */
registry.category("web_tour.tours").add("marketing_office_days_left", {
    steps: () => [
        {
            content: "Counted in days",
            trigger: ".o_data_row:contains(Five days) td[name=deadline]:contains(5天后)",
        },
        {
            content: "Tomorrow has a name",
            trigger: ".o_data_row:contains(One day) td[name=deadline]:contains(明天)",
        },
        {
            content: "What is far away has a date",
            trigger:
                ".o_data_row:contains(Many days) td[name=deadline]:not(:contains(天))",
        },
    ],
});
