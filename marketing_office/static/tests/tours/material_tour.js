import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

function choose(name, words) {
    return [
        {
            trigger: `.o_field_widget[name=${name}] input`,
            run: `edit ${words}`,
        },
        {
            trigger: `.ui-menu-item a:contains(${words})`,
            run: "click",
        },
    ];
}

/** The Promotion Manager finds a forbidden word before the material is submitted. */
tours.add("marketing_office_material", {
    url: "/odoo/promotional-materials",
    steps: () => [
        {
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=name] input",
            run: "edit 春季海报",
        },
        ...choose("brand_id", "澄砺"),
        ...choose("medium_id", "行业媒体"),
        {
            trigger: ".o_field_widget[name=valid_until] input",
            run: "edit 2099-01-01",
        },
        {
            trigger: ".o_field_widget[name=wording] textarea",
            run: "edit 最好的断路器，停机减少30%",
        },
        {
            content: "Leave the field",
            trigger: ".o_field_widget[name=name] input, .o_field_widget[name=name] textarea",
            run: "click",
        },
        {
            content: "The word is named as it is written",
            trigger: ".alert .o_field_widget[name=words_found]:contains(最)",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "The sentence with its figure stands there",
            trigger: ".o_field_widget[name=figure_ids] .o_data_row:contains(30%)",
        },
        {
            trigger: ".o_statusbar_buttons button[name=action_submit]",
            run: "click",
        },
        {
            content: "It is refused, in the reader's language",
            trigger: ".modal-body:contains(广告禁用语)",
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=wording] textarea",
            run: "edit 新款断路器，交货快",
        },
        {
            content: "Leave the field",
            trigger: ".o_field_widget[name=name] input, .o_field_widget[name=name] textarea",
            run: "click",
        },
        {
            trigger: ".o_form_view:not(:has(.o_field_widget[name=words_found]:visible))",
        },
        {
            trigger: ".o_statusbar_buttons button[name=action_submit]",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status .o_arrow_button_current:contains(已提交)",
        },
    ],
});
