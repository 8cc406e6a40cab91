import io

from odoo import models

from ...tools.xlsx_writer import new_workbook
from ...wizards.campaign.mkt_campaign_import import COLUMNS


class CampaignTemplateXlsx(models.AbstractModel):
    _name = "mkt.campaign.template.xlsx"
    _description = "Template of a Contact List (XLSX)"

    def _render(self):
        """The empty list of contacts, with headings in the user's language."""
        stream = io.BytesIO()
        workbook = new_workbook(stream)
        sheet = workbook.add_worksheet()
        head = workbook.add_format({"bold": True, "bg_color": "#E7E6F1", "border": 1})
        # phone numbers are text: they must keep their zeros
        text = workbook.add_format({"num_format": "@"})
        labels = self.env["mkt.campaign.import"]._labels()
        for column, name in enumerate(COLUMNS):
            sheet.write_string(0, column, labels[name], head)
            sheet.set_column(column, column, 24, text)
        sheet.freeze_panes(1, 0)
        workbook.close()
        return stream.getvalue()
