"""OCR: a picture of a page becomes words with places, sizes and weights, through Tesseract.

hOCR tells a line's baseline and size, so that the same rules read a scan and a page of text. What it does
not tell is measured on the picture: the weight by the width of the strokes, the grey by the darkest dots.
"""

import re
import shutil
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from lxml import etree
from PIL import Image, ImageFilter

from services.parser.lines import Word, clean_text
from services.parser.readers.ocr_mixed import Area, FoundWord, draw_halves, join_halves
from services.parser.readers.programs import Budget, run_program
from shared.errors import InvalidInput
from shared.reference.problems import problem

READ_BY = ("tesseract", "rules")
_PROGRAM = "tesseract"
_LANGUAGES = "rus+eng"
_SURE = 30  # of 100: below it Tesseract has read a drawing
# Ways to look at a page: the first sees that it lies on its side, the last takes rows as they come.
_TURN_TOO, _FIND_ALL, _ONE_BLOCK = "1", "3", "6"
_BOLD_RATIO = 1.3  # of the usual stroke's width
_DARK = 128
_LIGHT_PAPER = 235
_PALE_LETTER, _PALE_FIELD = 185, 205  # shades: the darker are letters, the lighter are paper
_STRONGER = [
    round(0.6 * shade) if shade <= _PALE_LETTER else min(255, 111 + (shade - _PALE_LETTER) * 8)
    for shade in range(256)
]
_SIZE_STEP = 0.5  # points
_WIDE_GAP = 1.2  # of the size
# Heights of letters as shares of the size, about the same in all common fonts.
_SMALL, _CAPITAL, _DESCENT = 0.54, 0.727, 0.23
_BULLET = "•"
_ROUND = (0.6, 1.6)  # width by height
_DOT_HEIGHT, _DOT_RISE = 0.48, 0.08
_EDGE = 1.0  # dots: the grey ones around a letter belong to its box
_BEARING = 0.04  # of the size: the blank that a font leaves at both sides of a letter
_LETTER = re.compile(r"[^\W_]")
_TALL = re.compile(r"[A-ZА-ЯЁ0-9bdfhklбёй]")
_DEEP = re.compile(r"[gjpqyруфцщдQЦЩД,;()]")
_NUMBERS = r"((?:\s-?[\d.]+)+)"
_FACTS = {
    name: re.compile(rf"\b{name}{_NUMBERS}")
    for name in ("bbox", "baseline", "x_size", "x_wconf", "textangle")
}


def is_ocr_installed() -> bool:
    """True where the program is on PATH."""
    return shutil.which(_PROGRAM) is not None


def recognise_page(picture: Image.Image, page: int, points_per_dot: float, budget: Budget) -> list[Word]:
    """Words of a grey picture, with their places in points.

    Raises:
        InvalidInput: `document_too_heavy`, or `needs_ocr` where the languages are not installed.
    """
    root = _run_ocr(_strengthen(picture), points_per_dot, budget, _TURN_TOO)
    if angle := _find_angle(root):
        picture = picture.rotate(-angle, expand=True, fillcolor=255)
        root = _run_ocr(_strengthen(picture), points_per_dot, budget, _FIND_ALL)
    found = _reread_mixed(picture, list(_read_words(root)), points_per_dot, budget)
    strokes = _measure_strokes(picture, found)
    usual = statistics.median(strokes) if strokes else 0.0
    bold = [stroke > _BOLD_RATIO * usual for stroke in strokes]
    words = [
        _make_word(picture, word, page, points_per_dot, is_bold=is_bold)
        for word, is_bold in zip(found, bold, strict=True)
    ]
    # A bullet is as bold as what it stands before.
    return [
        replace(word, bold=after.bold) if word.text == _BULLET else word
        for word, after in pairwise([*words, *words[-1:]])
    ]


def _reread_mixed(
    picture: Image.Image, found: list[FoundWord], points_per_dot: float, budget: Budget
) -> list[FoundWord]:
    halves = draw_halves(picture, found)
    if halves is None:
        return found
    read = list(_read_words(_run_ocr(_strengthen(halves.picture), points_per_dot, budget, _ONE_BLOCK)))
    texts = join_halves(halves, read)
    return [replace(word, text=texts.get(number, word.text)) for number, word in enumerate(found)]


def _strengthen(picture: Image.Image) -> Image.Image:
    """Pale grey letters made dark and pale fields made white: Tesseract takes both for the page.

    Left alone is a photograph, whose shadows would turn black.
    """
    paper = statistics.median(picture.resize((200, 200)).tobytes())
    return picture.point(_STRONGER) if paper >= _LIGHT_PAPER else picture


def _run_ocr(picture: Image.Image, points_per_dot: float, budget: Budget, mode: str) -> Any:
    dots_per_inch = str(max(70, round(72 / points_per_dot)))
    command = (
        _PROGRAM,
        "page.pgm",
        "stdout",
        "-l",
        _LANGUAGES,
        "--psm",
        mode,
        "--dpi",
        dots_per_inch,
        "hocr",
    )
    with tempfile.TemporaryDirectory() as folder:
        picture.save(Path(folder) / "page.pgm")
        printed = run_program(command, budget, Path(folder))
    if printed is None:
        raise InvalidInput(problem("needs_ocr"))
    return etree.fromstring(printed, etree.XMLParser(resolve_entities=False, recover=True, huge_tree=False))


def _find_angle(root: Any) -> float:
    """How far the lines of a page are turned, where they are."""
    angles = [_read_fact(line, "textangle") for line in _find_class(root, "ocr_line")]
    turned = [angle[0] for angle in angles if angle]
    return statistics.mode(turned) if len(turned) * 2 > len(angles) else 0.0


def _read_words(root: Any) -> Iterator[FoundWord]:
    for name in ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"):
        for line in _find_class(root, name):
            yield from _read_line(line)


def _read_line(line: Any) -> Iterator[FoundWord]:
    """Words of a line; where it reaches over a wide gap, its parts are measured apart."""
    row: list[tuple[str, Area]] = []
    size = (_read_fact(line, "x_size") or [0.0])[0]
    for word in _find_class(line, "ocrx_word"):
        text = clean_text("".join(word.itertext())).strip()
        x0, y0, x1, y1 = (int(edge) for edge in _read_fact(word, "bbox"))
        if row and x0 - row[-1][1][2] > _WIDE_GAP * size:
            yield from _measure_row(row)
            row = []
        if text and _read_fact(word, "x_wconf")[0] >= _SURE:
            row.append((text, (x0, y0, x1, y1)))
    yield from _measure_row(row)


def _measure_row(row: Sequence[tuple[str, Area]]) -> Iterator[FoundWord]:
    """Size and baseline from the heights of the words: a 'p' goes below the line, a 'b' above an 'o'."""
    telling = [one for one in row if len(one[0]) > 1] or row  # a single sign may be a bullet
    measured = [(box, _above(text), _below(text)) for text, box in telling if _LETTER.search(text)]
    if not measured:
        measured = [(box, _CAPITAL, 0.0) for _, box in row]
    if not measured:
        return
    size = statistics.median((box[3] - box[1] - _EDGE) / (above + below) for box, above, below in measured)
    baseline = statistics.median(box[3] - _EDGE / 2 - below * size for box, _, below in measured)
    for number, (text, box) in enumerate(row):
        is_bullet = number == 0 and len(row) > 1 and len(text) == 1 and _is_dot(box, baseline, size)
        yield FoundWord(_BULLET if is_bullet else text, box, baseline, size)


def _is_dot(box: Area, baseline: float, size: float) -> bool:
    """True for a round sign that hangs over the line: Tesseract takes bullets for all kinds of letters."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    is_round = _ROUND[0] * height <= width <= _ROUND[1] * height
    return is_round and height < _DOT_HEIGHT * size and baseline - bottom > _DOT_RISE * size


def _above(text: str) -> float:
    return _CAPITAL if _TALL.search(text) else _SMALL


def _below(text: str) -> float:
    return _DESCENT if _DEEP.search(text) else 0.0


def _find_class(root: Any, name: str) -> Any:
    return root.iterfind(f".//{{*}}span[@class='{name}']")


def _read_fact(element: Any, name: str) -> list[float]:
    """Numbers after a name in an element's title; none where it is not there."""
    found = _FACTS[name].search(element.get("title", ""))
    return [float(number) for number in found[1].split()] if found else []


def _measure_strokes(picture: Image.Image, words: Sequence[FoundWord]) -> list[float]:
    """Width of each word's strokes as a share of its size.

    A stroke loses a dot at each side when it is eroded: its width is twice what there is by what is lost.
    """
    ink = picture.point([255 if shade < _DARK else 0 for shade in range(256)])
    core = ink.filter(ImageFilter.MinFilter(3))
    widths = []
    for word in words:
        whole, rest = (image.crop(word.box).histogram()[255] for image in (ink, core))
        widths.append(2 * whole / max(1, whole - rest) / word.size)
    return widths


def _make_word(
    picture: Image.Image, word: FoundWord, page: int, points_per_dot: float, *, is_bold: bool
) -> Word:
    x0, x1 = word.box[0] - _BEARING * word.size, word.box[2] + _BEARING * word.size
    size = round(word.size * points_per_dot / _SIZE_STEP) * _SIZE_STEP
    grey = _find_grey(picture, word.box)
    placed = Word(word.text, x0 * points_per_dot, x1 * points_per_dot, word.baseline * points_per_dot, size)
    return replace(placed, bold=is_bold, grey=grey, page=page)


def _find_grey(picture: Image.Image, box: Area) -> float:
    """Luminance of the letters: that of the dots farthest from the background's."""
    x0, y0, x1, y1 = box
    margin = (y1 - y0) // 3
    around = picture.crop((max(0, x0 - margin), max(0, y0 - margin), x1 + margin, y1 + margin))
    lowest, highest = picture.crop(box).getextrema()
    usual = statistics.median(around.tobytes())
    is_on_light = usual >= (float(lowest) + float(highest)) / 2  # type: ignore[arg-type] # of one band
    return float(lowest if is_on_light else highest) / 255  # type: ignore[arg-type]
