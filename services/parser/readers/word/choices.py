"""Markup for several readers: of the branches of an `AlternateContent` only the one that is drawn is kept."""

from typing import Any

from docx.oxml.ns import qn

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WORD = "http://schemas.microsoft.com/office/word/"
_DRAWING = "http://schemas.microsoft.com/office/drawing/"
# What today's readers draw of the markup that came after the standard.
_UNDERSTOOD = frozenset(
    {
        *(f"{_WORD}2010/{name}" for name in (
            "wordml", "wordprocessingDrawing", "wordprocessingShape", "wordprocessingGroup",
            "wordprocessingCanvas", "wordprocessingInk",
        )),
        *(f"{_WORD}{name}" for name in ("2006/wordml", "2012/wordml", "2015/wordml/symex", "2018/wordml")),
        *(f"{_DRAWING}{name}" for name in ("2010/main", "2012/main", "2014/chart", "2014/main", "2016/ink")),
        *(f"{_DRAWING}{name}" for name in ("2014/chartex", "2015/9/8/chartex", "2017/model3d")),
        "http://schemas.openxmlformats.org/drawingml/2006/main",
        "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "urn:schemas-microsoft-com:vml",
    }
)  # fmt: skip


def keep_drawn(root: Any) -> int:
    """Put the branch that is drawn in the place of each choice; returns how many texts only others have."""
    left_out = 0
    while (choice := next(root.iter(f"{_MC}AlternateContent"), None)) is not None:
        branches = [branch for branch in choice if branch.tag in (f"{_MC}Choice", f"{_MC}Fallback")]
        drawn = next((branch for branch in branches if _is_drawn(branch)), None)
        seen = "" if drawn is None else _text_of(drawn)
        others = (_text_of(branch) for branch in branches if branch is not drawn)
        left_out += sum(bool(text) and text not in seen for text in others)
        around = choice.getparent()
        place = around.index(choice)
        for child in [] if drawn is None else list(drawn):
            around.insert(place, child)
            place += 1
        around.remove(choice)
    return left_out


def _is_drawn(branch: Any) -> bool:
    if branch.tag == f"{_MC}Fallback":
        return True
    needed = branch.get("Requires", "").split()
    return bool(needed) and all(branch.nsmap.get(prefix) in _UNDERSTOOD for prefix in needed)


def _text_of(branch: Any) -> str:
    return "".join("".join(text.text or "" for text in branch.iter(qn("w:t"))).split())
