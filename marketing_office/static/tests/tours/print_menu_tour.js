import { registry } from "@web/core/registry";

/** Steps that open a record's screen, choose an entry of its Print menu, and await the file. */
function printed({ name, model, view, id, inSubmenu }, number) {
    const isForm = view === "form";
    const item = `.o-dropdown--menu .o_menu_item:contains("${name}")`;
    return [
        {
            content: `Screen of ${model}`,
            trigger: "body",
            run: () =>
                odoo.__WOWL_DEBUG__.root.env.services.action.doAction(
                    {
                        type: "ir.actions.act_window",
                        name: `Print ${number}`,
                        res_model: model,
                        res_id: isForm && id,
                        views: [[false, view]],
                        domain: [["id", "=", id]],
                        // files, not the pages that they are made of
                        context: { force_report_rendering: true },
                    },
                    { clearBreadcrumbs: true },
                ),
        },
        ...(isForm
            ? [
                  { trigger: ".o_form_view .o_cp_action_menus button:has(.fa-cog)", run: "click" },
                  ...(inSubmenu
                      ? [{ trigger: ".o-dropdown--menu button:has(.fa-print)", run: "hover" }]
                      : []),
              ]
            : [
                  {
                      trigger: `.o_list_view:has(.o_last_breadcrumb_item:contains("Print ${number}")) thead .o_list_record_selector input`,
                      run: "click",
                  },
                  {
                      trigger: ".o_list_view .o_cp_action_menus button:has(.fa-print)",
                      run: "click",
                  },
              ]),
        { content: `${name} of ${model}`, trigger: item, run: "click" },
        {
            content: `The file ${name} of ${model}`,
            trigger: `body[data-mkt-files="${number}"]`,
            timeout: 60000,
        },
    ];
}

/** Every entry that the test names, one after the other. */
registry.category("web_tour.tours").add("marketing_office_print_menu", {
    // known once the tour begins
    steps: () => (window.mktEntries || []).flatMap((entry, number) => printed(entry, number + 1)),
});
