"""Style sheets of a page: which declarations hold for which element, the strongest last."""

import base64
import binascii
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

import cssselect2
import tinycss2
from lxml import html

from services.parser.readers.html.lengths import split_list
from services.parser.readers.html.media import is_met, is_supported

_RULES_MAX = 10_000
_SELECTOR_MAX = 2000  # characters: rules in rules multiply their selectors
_DEEPEST = 12
_GROUPS: dict[str, Callable[[str], bool]] = {
    "media": is_met,
    "container": lambda condition: is_met(condition[condition.find("(") :]),
    "supports": is_supported,
    "layer": lambda _: True,
}
_KEYFRAMES = ("keyframes", "-webkit-keyframes")
_LAST_FRAME = ("to", "100%")


class Declared(NamedTuple):
    """One declaration, with its name in small letters."""

    name: str
    value: str
    is_important: bool = False


class _Rule(NamedTuple):
    selector: str
    is_layered: bool
    declarations: tuple[Declared, ...]


class PageSheets:
    """The style sheets of a page that stand in the page itself.

    Args:
        root: the parsed page.
    """

    def __init__(self, root: html.HtmlElement) -> None:
        self.keyframes: dict[str, tuple[Declared, ...]] = {}
        self._found: dict[Any, list[_Rule]] = {}
        matcher = cssselect2.Matcher()
        is_empty = True
        for number, rule in enumerate(rule for sheet in _find_sheets(root) for rule in self._read(sheet)):
            if number >= _RULES_MAX:
                break
            for selector in _compile(rule.selector):
                matcher.add_selector(selector, rule)
                is_empty = False
        if not is_empty:
            self._match(root, matcher)

    def declarations_of(self, element: Any) -> list[Declared]:
        """What the rules and the element's own `style` say of it; what comes later holds."""
        found = [
            (declared, rule.is_layered, False)
            for rule in self._found.get(element, ())
            for declared in rule.declarations
        ]
        if own := element.get("style"):
            content = tinycss2.parse_blocks_contents(own, skip_comments=True, skip_whitespace=True)
            found += [(declared, False, True) for declared in _read_declarations(content)]
        found.sort(key=lambda entry: (entry[0].is_important, not entry[1], entry[2]))
        return [declared for declared, _, _ in found]

    def _match(self, root: html.HtmlElement, matcher: Any) -> None:
        for wrapper in cssselect2.ElementWrapper.from_html_root(root).iter_subtree():
            if found := [rule for _, _, pseudo, rule in matcher.match(wrapper) if pseudo is None]:
                self._found[wrapper.etree_element] = found

    def _read(self, sheet: str) -> Iterator[_Rule]:
        rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
        yield from self._read_rules(rules, "", False, 0)

    def _read_rules(self, rules: Sequence[Any], parent: str, layered: bool, depth: int) -> Iterator[_Rule]:
        if depth > _DEEPEST:
            return
        if parent and (declarations := tuple(_read_declarations(rules))):
            yield _Rule(parent, layered, declarations)
        for rule in rules:
            if rule.type == "qualified-rule":
                selector = _nest(tinycss2.serialize(rule.prelude).strip(), parent)
                if len(selector) <= _SELECTOR_MAX:
                    yield from self._read_rules(_contents(rule), selector, layered, depth + 1)
            elif rule.type == "at-rule":
                yield from self._read_at_rule(rule, parent, layered, depth)

    def _read_at_rule(self, rule: Any, parent: str, layered: bool, depth: int) -> Iterator[_Rule]:
        condition = tinycss2.serialize(rule.prelude).strip()
        name = rule.lower_at_keyword
        if name == "import":
            for token in rule.prelude:
                if token.type in ("url", "string") and (sheet := _read_address(token.value)):
                    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
                    yield from self._read_rules(rules, "", layered, depth + 1)
        elif name in _KEYFRAMES:
            self.keyframes[condition.strip("\"'")] = _last_frame(_contents(rule))
        elif name in _GROUPS and rule.content is not None and _GROUPS[name](condition):
            yield from self._read_rules(_contents(rule), parent, layered or name == "layer", depth + 1)


def _find_sheets(root: html.HtmlElement) -> Iterator[str]:
    """Texts of the sheets in the page, and of those whose address holds them."""
    for element in root.iter("style", "link"):
        kind = element.get("type", "").strip().lower()
        if (
            kind not in ("", "text/css")
            or "disabled" in element.attrib
            or not is_met(element.get("media", ""))
        ):
            continue
        if element.tag == "style":
            yield element.text or ""
        elif element.get("rel", "").strip().lower() == "stylesheet":
            yield _read_address(element.get("href", ""))


def _read_address(address: str) -> str:
    """Text of a `data:` address, '' for another one: nothing is fetched."""
    kind, comma, content = address.strip().partition(",")
    if not comma or not kind.lower().startswith("data:"):
        return ""
    try:
        raw = unquote_to_bytes(content)
        return (base64.b64decode(raw) if kind.lower().endswith(";base64") else raw).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def _contents(rule: Any) -> list[Any]:
    found: list[Any] = tinycss2.parse_blocks_contents(
        rule.content or (), skip_comments=True, skip_whitespace=True
    )
    return found


def _read_declarations(content: Sequence[Any]) -> Iterator[Declared]:
    for part in content:
        if part.type == "declaration":
            name = part.name if part.name.startswith("--") else part.lower_name
            yield Declared(name, tinycss2.serialize(part.value).strip(), part.important)


def _last_frame(frames: Sequence[Any]) -> tuple[Declared, ...]:
    for frame in reversed(frames):
        if frame.type == "qualified-rule":
            steps = tinycss2.serialize(frame.prelude).lower().split(",")
            if any(step.strip() in _LAST_FRAME for step in steps):
                return tuple(_read_declarations(_contents(frame)))
    return ()


def _nest(selector: str, parent: str) -> str:
    """The selector of a rule that may stand in another rule."""
    if not parent:
        return selector
    around = f":is({parent})"
    groups = split_list(tinycss2.parse_component_value_list(selector))
    texts = (tinycss2.serialize(group).strip() for group in groups)
    return ", ".join(text.replace("&", around) if "&" in text else f"{around} {text}" for text in texts)


def _compile(selector: str) -> list[Any]:
    """The selectors of a list; a list that holds one that is not understood holds for nothing."""
    try:
        return list(cssselect2.compile_selector_list(selector))
    except (cssselect2.SelectorError, NotImplementedError, SyntaxError):
        return []
