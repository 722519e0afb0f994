"""A code drawn as SVG holds the address and nothing that a page's policy would refuse."""

import segno

from dashboard.qr_code import qr_svg


def test_a_code_is_drawn_without_script_or_foreign_address() -> None:
    drawn = qr_svg("https://linli.example/s/K7M92QFXAB", "Scan <b>")
    assert drawn.startswith("<svg")
    assert "<title>Scan &lt;b&gt;</title>" in drawn
    assert "<script" not in drawn
    assert drawn.count("http") == drawn.count("http://www.w3.org/2000/svg")


def test_other_addresses_are_other_codes_of_the_size_that_they_need() -> None:
    one, other = (qr_svg(f"https://linli.example/s/{code}", "x") for code in ("AAAAAAAAAA", "BBBBBBBBBB"))
    assert one != other
    modules = segno.make("https://linli.example/s/AAAAAAAAAA", error="m", micro=False).symbol_size(border=4)[
        0
    ]
    assert f'viewBox="0 0 {modules} {modules}"' in one
