import { registry } from "@web/core/registry";

/** The customer's main path: a new case from the portal's first page. */
registry.category("web_tour.tours").add("marketing_office_customer", {
    url: "/my",
    steps: () => [
        {
            content: "Go to the service cases",
            trigger: "a[href='/my/complaints']:contains(Service Cases)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Open a new case",
            trigger: "a.o_new_complaint",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "#complaint_name",
            run: "edit Relay fails",
        },
        {
            trigger: "#complaint_kind",
            run: "select service_request",
        },
        {
            trigger: "#complaint_description",
            run: "edit It fails after two weeks.",
        },
        {
            content: "Send the case",
            trigger: ".o_complaint_form button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The page of the case says what was sent",
            trigger: "h3:contains(Relay fails)",
        },
        {
            trigger: ":contains(It fails after two weeks.)",
        },
    ],
});
