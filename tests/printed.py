"""What tests of printed documents share: pages, and where something stands on them."""

import io

import pypdf

ODD_TEXT = "客户 𠮷野 𠀀：冒烟 🎉 🚀"


class PrintedMixin:
    """For an HttpCase: wkhtmltopdf fetches what it needs from the test's own server."""

    def pages(self, report, records):
        """The pages of the records' document."""
        pdf, _kind = (
            self.env["ir.actions.report"]
            .with_context(force_report_rendering=True)
            ._render_qweb_pdf(report, records.ids)
        )
        return pypdf.PdfReader(io.BytesIO(pdf)).pages

    def places(self, pages, mark):
        """(Left, bottom) of the pieces of text that hold the mark."""
        found = []
        for page in pages:
            page.extract_text(
                visitor_text=lambda text, cm, tm, font, size: (
                    mark in text and found.append((tm[4] * cm[0] + cm[4], tm[5]))
                )
            )
        return found

    def assertDrawn(self, pages):
        """Rare characters and emoji have a font that draws them."""
        fonts = {
            font.get_object()["/BaseFont"]
            for page in pages
            for font in page["/Resources"]["/Font"].values()
        }
        for family in ("HanaMin", "Symbola"):
            self.assertTrue([font for font in fonts if family in font], fonts)

    def assertWrapped(self, pages, mark):
        """A long word of the mark runs over several lines: nothing leaves the page."""
        self.assertGreater(len({y for _x, y in self.places(pages, mark)}), 1, mark)
