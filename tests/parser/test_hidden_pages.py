"""What a browser does not show of a page is in no field, however its style says so; what it shows stays."""

import pytest

from shared.contracts.document import DocumentKind
from tests.parser.hidden_checks import HIDDEN, LINES, check_dropped, fields_of, make_html, parse

# What is said of an element -> its style.
UNSEEN_STYLES = {
    "colour without commas": "color: rgb(255 255 255)",
    "colour by hue": "color: hsl(0 0% 100%)",
    "colour by whiteness": "color: hwb(0 100% 0%)",
    "colour by light": "color: oklch(1 0 0)",
    "a mix of colours": "color: color-mix(in srgb, white 100%, black)",
    "a browser's own colour": "color: Canvas",
    "no opacity in four digits": "color: #0000",
    "no opacity in eight digits": "color: #00000000",
    "no opacity after a slash": "color: rgb(0 0 0 / 0%)",
    "hardly any opacity": "color: rgba(0, 0, 0, 0.01)",
    "colour of the letters' filling": "-webkit-text-fill-color: transparent",
    "a background hardly there": "background: rgba(0, 0, 0, 0.01); color: #fff",
    "a white gradient": "background: linear-gradient(#fff, #fefefe); color: #fff",
    "a gradient without a size": "background: linear-gradient(#000, #000) 0 0 / 0 0; color: #fff",
    "nonsense after the colour": "color: white; color: nonsense(1)",
    "a short size": "font: 0/0 a",
    "a short small size": "font: italic 1px serif",
    "a sum as a size": "font-size: calc(1px - 1px)",
    "the least of sizes": "font-size: min(0px, 12px)",
    "a zoom": "zoom: 0.01",
    "letters on each other": "letter-spacing: -2em",
    "a sum as a place": "position: absolute; left: calc(-9999px)",
    "far right": "position: absolute; left: 9999px",
    "two windows to the right": "position: absolute; left: 200vw",
    "below the window": "position: fixed; top: 9999px",
    "an inset": "position: fixed; inset: auto auto 0 -9999px",
    "moved to the right": "transform: translateX(9999px)",
    "moved by a property": "translate: -9999px",
    "a wide margin": "margin-left: 9999px",
    "a wide padding": "padding: 0 0 0 9999px",
    "an indent in percents": "text-indent: -9999%",
    "clipped in one direction": "height: 0; overflow-y: hidden",
    "nothing to scroll in": "height: 0; overflow: auto",
    "lower than a line": "max-height: 2px; overflow: hidden",
    "a tenth of a line": "height: 0.1em; overflow: hidden",
    "lines without a height": "line-height: 0; overflow: hidden",
    "a filter": "filter: opacity(0%)",
    "blurred": "filter: blur(99px)",
    "a mask": "mask-image: linear-gradient(transparent, transparent)",
    "scaled by a property": "scale: 0",
    "scaled in one direction": "transform: scale(1, 0)",
    "turned away": "transform: rotateY(90deg)",
    "a flat matrix": "transform: matrix(0, 0, 0, 0, 0, 0)",
    "a polygon without an area": "clip-path: polygon(0 0, 0 0, 0 0)",
    "cut in by pixels": "clip-path: inset(0 0 999px 0)",
    "opacity as a sum": "opacity: calc(0)",
    "opacity as a power": "opacity: 1e-9",
}
M = f'<p class="m">{HIDDEN}</p>'
# Where the rule stands -> the sheet and the page's words.
UNSEEN_RULES = {
    "a variable": ("<style>:root{--w:white}</style>", f'<p style="color:var(--w)">{HIDDEN}</p>'),
    "is": ("<style>:is(.m, .x){display:none}</style>", M),
    "not": ("<style>.m:not(.x){display:none}</style>", M),
    "first child": ("<style>div p:first-child{display:none}</style>", M),
    "of type": ("<style>div>p:nth-of-type(1){display:none}</style>", M),
    "beside": ("<style>hr+p{display:none}</style>", f"<hr>{M}"),
    "after": ("<style>hr~p{display:none}</style>", f"<hr><br>{M}"),
    "root": ("<style>:root .m{display:none}</style>", M),
    "escaped": (r"<style>.m\:x{display:none}</style>", f'<p class="m:x">{HIDDEN}</p>'),
    "begins": ('<style>[class^="m"]{display:none}</style>', M),
    "holds": ('<style>[class*="m"]{display:none}</style>', M),
    "one of": ('<style>[class~="m"]{display:none}</style>', M),
    "language": ('<style>[lang|="en"]{display:none}</style>', f'<p lang="en-GB">{HIDDEN}</p>'),
    "a rule in a rule": ("<style>div{& .m{display:none}}</style>", M),
    "a wide window": ("<style>@media (min-width:1px){.m{display:none}}</style>", M),
    "not printed": ("<style>@media not print{.m{display:none}}</style>", M),
    "a layer": ("<style>@layer a{.m{display:none}}</style>", M),
    "after a charset": ("<style>@charset 'x';.m{display:none}</style>", M),
    "after an import": ("<style>@import url(x);.m{display:none}</style>", M),
    "in an address": ('<link rel="stylesheet" href="data:text/css,.m{display:none}">', M),
    "the end of an animation": (
        "<style>@keyframes go{to{opacity:0}} .m{animation:go 1s forwards}</style>",
        M,
    ),
}
UNSEEN_ELEMENTS = {
    "dialog": f"<dialog>{HIDDEN}</dialog>",
    "popover": f"<div popover>{HIDDEN}</div>",
    "until found": f'<p hidden="until-found">{HIDDEN}</p>',
    "closed details": f"<details><p>{HIDDEN}</p></details>",
}
NOT_DRAWN = (
    *("iframe", "canvas", "video", "audio", "datalist", "noframes", "noembed", "progress", "meter", "rp"),
    *("noscript", "title"),
)
ICONS = '[class^="icon-"]{display:none}'
SEEN = {
    "a rule for icons": (f"<style>{ICONS}</style>", f"<p>{HIDDEN}</p>"),
    "a rule for words of an attribute": (
        '<style>[data-x~="a"]{visibility:hidden}</style>',
        f"<p>{HIDDEN}</p>",
    ),
    "a rule for a language": ("<style>[lang|=x]{font-size:0}</style>", f"<p>{HIDDEN}</p>"),
    "a selector that nobody knows": ("<style>p:bogus(1), p{display:none}</style>", f"<p>{HIDDEN}</p>"),
    "a narrow window": ("<style>@media (max-width:600px){p{display:none}}</style>", f"<p>{HIDDEN}</p>"),
    "a dark window": (
        "<style>@media (prefers-color-scheme:dark){p{color:#fff}}</style>",
        f"<p>{HIDDEN}</p>",
    ),
    "a printed sheet": ('<style media="print">p{display:none}</style>', f"<p>{HIDDEN}</p>"),
    "letters cut out of a gradient": (
        "",
        '<p style="background:linear-gradient(#06c,#60c);-webkit-background-clip:text;color:transparent">'
        f"{HIDDEN}</p>",
    ),
    "outlined letters": ("", f'<p style="color:transparent;-webkit-text-stroke:1px #000">{HIDDEN}</p>'),
    "faded in": (
        "<style>@keyframes in{to{opacity:1}} .m{opacity:0;animation:in 1s forwards}</style>",
        M,
    ),
    "as wide as the window": ("", f'<p style="margin:0 -9999px;padding:0 9999px">{HIDDEN}</p>'),
    "in the middle": ("", f'<p style="position:absolute;left:50%;margin-left:-600px">{HIDDEN}</p>'),
    "moved by a half of itself": (
        "",
        f'<p style="position:absolute;left:50%;transform:translate(-50%,-50%)">{HIDDEN}</p>',
    ),
    "beside its box": (
        "",
        f'<div style="position:relative"><p style="position:absolute;right:100%">{HIDDEN}</p></div>',
    ),
    "a growing box": (
        "",
        f'<div style="display:flex"><p style="flex:1;width:0;overflow:hidden">{HIDDEN}</p></div>',
    ),
    "a height of at least": ("", f'<p style="height:0;min-height:40px;overflow:hidden">{HIDDEN}</p>'),
    "a height in a line": ("", f'<span style="height:0;overflow:hidden">{HIDDEN}</span>'),
    "set back": ("", f'<p style="color:#fff;color:black">{HIDDEN}</p>'),
    "white on a dark gradient": (
        "",
        f'<p style="background:linear-gradient(#123,#234);color:#fff">{HIDDEN}</p>',
    ),
    "dim": ("", f'<p style="color:#000;opacity:.6">{HIDDEN}</p>'),
    "shown dialog": ("", f"<dialog open>{HIDDEN}</dialog>"),
    "open details": ("", f"<details open><p>{HIDDEN}</p></details>"),
}


def check_page(body: str, head: str = "") -> None:
    check_dropped(DocumentKind.HTML, make_html(LINES, body, head), make_html(LINES))


@pytest.mark.parametrize("style", UNSEEN_STYLES.values(), ids=UNSEEN_STYLES.keys())
def test_what_a_style_hides_is_dropped(style: str) -> None:
    check_page(f'<p style="{style}">{HIDDEN}</p>')


@pytest.mark.parametrize(("head", "body"), UNSEEN_RULES.values(), ids=UNSEEN_RULES.keys())
def test_what_a_rule_hides_is_dropped(head: str, body: str) -> None:
    check_page(body, head)


@pytest.mark.parametrize("body", UNSEEN_ELEMENTS.values(), ids=UNSEEN_ELEMENTS.keys())
def test_what_is_closed_is_dropped(body: str) -> None:
    check_page(body)


@pytest.mark.parametrize("tag", NOT_DRAWN)
def test_what_stands_for_other_browsers_is_left_out(tag: str) -> None:
    page = make_html(LINES, f"<{tag}>{HIDDEN}</{tag}>")
    assert fields_of(parse(DocumentKind.HTML, page)) == fields_of(parse(DocumentKind.HTML, make_html(LINES)))


@pytest.mark.parametrize(("head", "body"), SEEN.values(), ids=SEEN.keys())
def test_what_is_seen_of_a_page_stays(head: str, body: str) -> None:
    resume = parse(DocumentKind.HTML, make_html(LINES, body, head))
    assert resume.skills == ("Python", "SQL", "Docker", "Kubernetes", "Rust", "Haskell")
    assert resume.source.problems == ()
