import { registry } from "@web/core/registry";

/** The customer refuses a decision with a reason, on the page that the link of the e-mail opens. */
registry.category("web_tour.tours").add("marketing_office_customer_refuses", {
    steps: () => [
        {
            content: "The decision is there",
            trigger: ".alert:contains(We take back the relay.)",
        },
        {
            content: "Say why",
            trigger: ".o_complaint_answer textarea[name=reason]",
            run: "edit It is too little.",
        },
        {
            content: "Refuse",
            trigger: ".o_complaint_answer .o_refuse",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The refusal has arrived",
            trigger: ".o_complaint_refused",
        },
        {
            content: "What was decided stays, with what the customer said to it",
            trigger:
                ".o_complaint_earlier:contains(We take back the relay.):contains(It is too little.)",
        },
        {
            content: "There is nothing more to answer",
            trigger: "body:not(:has(.o_complaint_answer)) .o_complaint_steps",
        },
    ],
});

registry.category("web_tour.tours").add("marketing_office_customer_accepts", {
    steps: () => [
        {
            content: "The case has been answered and decided again",
            trigger: ".alert-info:contains(We pay for the labour too.)",
        },
        {
            content: "The first decision stays beside it",
            trigger: ".o_complaint_earlier:contains(We take back the relay.)",
        },
        {
            content: "Accept the decision",
            trigger: ".o_complaint_answer .o_accept",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The case is closed and may be reopened",
            trigger: ".o_complaint_reopen",
        },
        {
            content: "Rate it",
            trigger: ".o_complaint_rate label[for=rate_4]",
            run: "click",
        },
        {
            trigger: ".o_complaint_rate .o_rate",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The rating has arrived",
            trigger: ".o_complaint_rated:contains(4)",
        },
    ],
});
