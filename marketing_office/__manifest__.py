{
    "name": "Marketing Office",
    "summary": "Posts, duties, workflows and indicators of a company's marketing office",
    "version": "19.0.1.0.0",
    "category": "Marketing",
    "author": "Marketing Office contributors",
    "license": "LGPL-3",
    "depends": [
        "hr",
        "account",
        "sale_crm",
        "sale_management",
        "survey",
        "event",
        "project",
        "rating",
        "portal",
    ],
    "data": [
        # security
        "security/marketing_office_groups.xml",
        "security/ir.model.access.csv",
        "security/mkt_post_assignment_security.xml",
        "security/mkt_desk_card_security.xml",
        "security/mkt_complaint_security.xml",
        "security/mkt_complaint_cancel_security.xml",
        # data
        "data/hr_department_data.xml",
        "data/mkt_post_data.xml",
        "data/ir_sequence_data.xml",
        "data/mail_alias_data.xml",
        "data/mail_template_data.xml",
        "data/ir_cron_data.xml",
        # wizards
        "wizards/mkt_complaint_cancel_views.xml",
        # views
        "views/mkt_complaint_views.xml",
        "views/mkt_post_views.xml",
        "views/mkt_post_assignment_views.xml",
        "views/mkt_desk_card_views.xml",
        "views/portal_templates.xml",
        "views/marketing_office_menus.xml",
        # the desk's cards lead to the actions above
        "data/mkt_desk_card_data.xml",
    ],
    "application": True,
}
