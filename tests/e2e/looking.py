"""A browser window that remembers what went wrong in it, and axe to ask whether everybody can use the page."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Response

AXE = Path(__file__).parent.parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
POLICY_LISTENER = """
window.__violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.__violations.push(event.violatedDirective + " " + event.blockedURI + " " + event.sourceFile));
"""
LACKING = """
(() => {
  const drawn = "[data-bar='now'], .heat, .curve-box, .effect-picture, .part-bar, .coin-bar, .thermometer, .vessel, .house-bar, .tie-days";
  const has = (chart, what) => [...chart.querySelectorAll(what)].some((one) => one.closest(".chart") === chart);
  const table = (chart) => has(chart, "#live-table") || [...chart.querySelectorAll("table")].some(
    (one) => one.caption && one.caption.textContent && one.tHead && one.tHead.querySelector("th[scope=col]"));
  const outside = [...document.querySelectorAll(drawn)].filter((one) => !one.closest(".chart, .takings-legend"));
  const lacks = [...document.querySelectorAll(".chart")].filter((chart) => has(chart, drawn)).flatMap((chart) => [
    ["a title", has(chart, ":is(h2, h3):not(:empty)")], ["a unit", has(chart, ".chart-unit")], ["a table", table(chart)],
    ["a picture", has(chart, "[data-take=svg]") || chart.id === "bands"],
  ].filter(([_, there]) => !there).map(([what]) => `${chart.id} has no ${what.replace(/^an? /, "")}`));
  return [...outside.map((one) => `drawn outside of a chart: ${one.outerHTML.slice(0, 120)}`), ...lacks];
})()
"""
"""`bands`: what is claimed by band is no picture to take along, because small counts must not leave the house."""


@dataclass
class Looking:
    """page: Playwright's. complaints: errors of scripts and of the console. bytes: what came over the wire."""

    page: Page
    shots: Path
    complaints: list[str] = field(default_factory=list)
    answers: list[tuple[str, int, int]] = field(default_factory=list)

    def policy_violations(self) -> list[str]:
        """What the content security policy stopped in this document."""
        found: list[str] = self.page.evaluate("window.__violations || []")
        return found

    def axe(self) -> list[str]:
        """Every violation that axe finds, as `rule: element`, and every chart that lacks something; empty = none."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        result: dict[str, Any] = self.page.evaluate(
            "(tags) => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", RULES
        )
        return [
            f"{rule['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
            for rule in result["violations"]
            for node in rule["nodes"]
        ] + self.lacking()

    def lacking(self) -> list[str]:
        """Charts without a title, unit, table or picture, and what is drawn outside of a chart."""
        found: list[str] = self.page.evaluate(LACKING)
        return found

    def shot(self, name: str) -> None:
        """A picture for people; LINLI_SHOTS says where."""
        self.shots.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self.shots / f"{name}.png")

    @property
    def bytes(self) -> int:
        """Bodies and headers of all answers so far, as they came."""
        return sum(size for _, _, size in self.answers)


def watched(page: Page, shots: Path) -> Looking:
    """A window whose complaints are kept."""
    looking = Looking(page, shots)
    page.add_init_script(POLICY_LISTENER)

    def console(message: ConsoleMessage) -> None:
        if message.type == "error":
            looking.complaints.append(message.text)

    def answered(response: Response) -> None:
        sizes = response.request.sizes()
        got = sizes["responseBodySize"] + sizes["responseHeadersSize"]
        looking.answers.append((response.url, response.status, got))

    page.on("console", console)
    page.on("pageerror", lambda error: looking.complaints.append(str(error)))
    page.on("requestfinished", lambda request: answered(request.response()) if request.response() else None)
    return looking
