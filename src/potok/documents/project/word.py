"""A project note as DOCX: the same document as the PDF, open to further editing."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from potok.documents.project import model
from potok.documents.project.model import Project, Section
from potok.documents.project.pdf import KIND
from potok.documents.project.word_parts import add_bookmark, add_field, add_table
from potok.documents.project.word_steps import write_inputs, write_results, write_steps
from potok.notes.render.numbers import value_text
from potok.notes.render.svg import PAPER, common_spans, figure_svg
from potok.notes.render.typst import quoted

_INDENT = Mm(12.5)
_NONE = Mm(0)
_TEXT_WIDTH = Mm(165)
_PICTURE_WIDTH = 600.0
#: Sharp on paper, a fifth of a megabyte for a chart.
_DOTS_PER_INCH = 200


@dataclass(slots=True)
class _Contents:
    """Headings as they are written: text, level, bookmark."""

    entries: list[tuple[str, int, str]] = field(default_factory=list)

    def next_name(self) -> tuple[str, int]:
        """Name and number of the next bookmark."""
        number = len(self.entries) + 1
        return f"_Toc{number:06d}", number


def project_docx(project: Project) -> bytes:
    """The DOCX of a project note."""
    document = docx.Document()
    _styles(document)
    _page(document)
    _title_page(document, project)
    contents = _Contents()
    here = document.add_paragraph()  # the contents come here when all headings are known
    _own(document, contents, model.INTRODUCTION, project.introduction)
    for place, section in enumerate(project.sections, 1):
        _section(document, contents, place, section)
    _conclusion(document, contents, project)
    _sources(document, contents, project)
    _appendices(document, contents, project)
    _contents(here, contents)
    document.core_properties.title = project.title
    document.core_properties.author = project.author
    document.core_properties.comments = ""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _styles(document: Document) -> None:
    """Times New Roman 12, one and a half lines, indent 12.5 mm; headings in black."""
    for name in ("Normal", "Heading 1", "Heading 2", "List Bullet", "List Number"):
        style = document.styles[name]
        style.font.name, style.font.size = "Times New Roman", Pt(12)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:eastAsia", "w:cs", "w:hAnsi"):
            fonts.set(qn(kind), "Times New Roman")
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(kind), None)
    normal = document.styles["Normal"].paragraph_format
    normal.line_spacing, normal.space_after, normal.space_before = 1.5, Pt(0), Pt(0)
    for name, size in (("Heading 1", 14), ("Heading 2", 12)):
        style = document.styles[name]
        style.font.size, style.font.bold, style.font.color.rgb = Pt(size), True, RGBColor(0, 0, 0)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(12), Pt(8)
        style.paragraph_format.keep_with_next = True


def _page(document: Document) -> None:
    """A4 with the fields of ГОСТ 7.32; a number in the middle of the foot, none on the title page."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Mm(30), Mm(15), Mm(20), Mm(20)
    page.different_first_page_header_footer = True
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_field(foot, "PAGE", "2")


def _title_page(document: Document, project: Project) -> None:
    _centred(document, project.plant.upper()).paragraph_format.space_after = Pt(190)
    _centred(document, project.title.upper(), size=14, bold=True)
    _centred(document, KIND, size=13)
    if project.number:
        _centred(document, f"№ {project.number}")
    last = _centred(document, project.subject)
    last.paragraph_format.space_after = Pt(150)
    for role, name in (("Составил", project.author), ("Проверил", project.checker)):
        if name:
            line = document.add_paragraph(f"{role} ____________________ {name}")
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    date = _centred(document, f"{project.date:%d.%m.%Y}")
    date.paragraph_format.space_before = Pt(120)


def _centred(document: Document, text: str, *, size: float = 12, bold: bool = False) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold
    return paragraph


def _contents(here: Paragraph, contents: _Contents) -> None:
    """The contents with page numbers as references to the headings."""
    head = here.insert_paragraph_before()
    head.paragraph_format.page_break_before = True
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = head.add_run(model.CONTENTS.upper())
    run.bold, run.font.size = True, Pt(14)
    for text, level, bookmark in contents.entries:
        line = here.insert_paragraph_before()
        line.paragraph_format.left_indent = Mm(6 * (level - 1))
        line.paragraph_format.line_spacing = 1.15
        line.paragraph_format.tab_stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        line.add_run(f"{text}\t")
        add_field(line, f"PAGEREF {bookmark} \\h", "…")


def _heading(document: Document, contents: _Contents, text: str, level: int, *, plain: bool = False) -> None:
    """A heading that the contents name; plain ones are centred capitals without a number."""
    paragraph = document.add_paragraph(text.upper() if plain else text, style=f"Heading {level}")
    paragraph.paragraph_format.page_break_before = level == 1
    if plain:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        paragraph.paragraph_format.left_indent = _INDENT
    name, number = contents.next_name()
    add_bookmark(paragraph, name, number)
    contents.entries.append((text, level, name))


def _paragraphs(document: Document, text: str) -> None:
    for part in model.paragraphs(text):
        _paragraph(document, part)


def _paragraph(document: Document, text: str) -> None:
    paragraph = document.add_paragraph(text)
    paragraph.paragraph_format.first_line_indent = _INDENT
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _own(document: Document, contents: _Contents, title: str, text: str) -> None:
    if any(model.paragraphs(text)):
        _heading(document, contents, title, 1, plain=True)
        _paragraphs(document, text)


def _section(document: Document, contents: _Contents, place: int, section: Section) -> None:
    note = section.note
    _heading(document, contents, f"{place} {section.title}", 1)
    _paragraphs(document, section.text)
    parts = 0

    def part(title: str) -> None:
        nonlocal parts
        parts += 1
        _heading(document, contents, f"{place}.{parts} {title}", 2)

    part("Исходные данные")
    write_inputs(document, note, section.inputs)
    if note.steps and not note.steps[0].section:
        part("Расчёт")
    write_steps(document, note, head=part)
    if any(model.single_results(note)):
        part("Результаты")
        write_results(document, note)
    for remark in note.warnings:
        _paragraph(document, f"Предупреждение. {remark.text}")
    _paragraph(document, f"Расчёт сохранён под № {section.number}, версия {section.version}.")


def _conclusion(document: Document, contents: _Contents, project: Project) -> None:
    _heading(document, contents, model.CONCLUSION, 1, plain=True)
    _paragraphs(document, project.conclusion)
    for place, section, lines in model.findings(project):
        _paragraph(document, f"По разделу {place} «{section.title}»:")
        for line in lines:
            document.add_paragraph(line, style="List Bullet")
    rows = [
        (f"{place}. {section.title}", found.title, value_text(found.value))
        for place, section in enumerate(project.sections, 1)
        for found in model.main_figures(section.note)
    ]
    if rows:
        _paragraph(document, "Основные показатели")
        add_table(document, ("Раздел", "Показатель", "Значение"), rows, (False, False, True))


def _sources(document: Document, contents: _Contents, project: Project) -> None:
    lines = model.cited([section.note for section in project.sections])
    if lines:
        _heading(document, contents, model.SOURCES, 1, plain=True)
        for line in lines:
            document.add_paragraph(line, style="List Number")


def _appendices(document: Document, contents: _Contents, project: Project) -> None:
    for letter, place, section in model.appendices(project):
        title = f"{model.APPENDIX} {letter}. Графики к разделу {place} «{section.title}»"
        _heading(document, contents, title, 1, plain=True)
        spans = common_spans(section.note.figures)
        for order, figure in enumerate(section.note.figures, 1):
            span = spans[figure.x_title] if figure.kind == "gantt" else None
            markup = figure_svg(figure, palette=PAPER, width=_PICTURE_WIDTH, span=span)
            holder = document.add_paragraph()
            holder.alignment = WD_ALIGN_PARAGRAPH.CENTER
            holder.paragraph_format.keep_with_next = True
            picture = holder.add_run().add_picture(io.BytesIO(_raster(markup)), width=_TEXT_WIDTH)
            if picture.height > Mm(200):
                picture.width, picture.height = round(picture.width * Mm(200) / picture.height), Mm(200)
            _centred(
                document, f"Рисунок {letter}.{order} — {figure.title}"
            ).paragraph_format.space_after = Pt(12)


def _raster(markup: str) -> bytes:
    """A drawing as PNG: Word reads SVG in its newest versions only."""
    page = (
        f'#set page(width: 165mm, height: auto, margin: 0mm)\n#image(bytes({quoted(markup)}), format: "svg")'
    )
    import typst  # noqa: PLC0415 - 80 MB that only documents need

    return bytes(typst.compile(page.encode(), format="png", ppi=_DOTS_PER_INCH, ignore_system_fonts=True))
