"""An address as a QR code, drawn as SVG."""

from io import BytesIO

import segno

from dashboard.markup import Markup


def qr_svg(address: str, label: str) -> Markup:
    """15 % of it may be dirty or torn. label: for whoever cannot see it."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=4, title=label, svgclass="qr"
    )
    return Markup(drawn.getvalue().decode().strip())
