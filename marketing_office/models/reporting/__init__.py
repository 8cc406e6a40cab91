"""Reports of the office: why revenue moved, periodic reports, workbooks, exports.

报告与分析：销售额变动分析、工作报告、报表导出
"""
