"""Reports of the office: why revenue moved, periodic reports, workbooks, exports.

报告与分析：销售额变动分析、工作报告、报表导出
"""

from . import (
    mkt_report_template,
    mkt_report,
    mkt_report_section,
    mkt_report_remark,
    mkt_report_figures,
    mkt_report_sections,
    mkt_report_sections_work,
    mkt_report_sections_office,
    mkt_report_compile,
    mkt_report_issue,
    mkt_annual_account,
    mkt_control,
    mkt_period,
    ir_attachment,
)
