"""Addresses of designed lines."""

from django.urls import path

from potok.web.lines import accepting, common, downloads, given, improving, listing, version
from potok.web.lines.kinds import kind_rights, kind_urls

app_name = "lines"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("new/", listing.new, name="new"),
    path("runs/<int:run_id>/", improving.strip, name="run"),
    path("runs/<int:run_id>/stop/", improving.stop, name="stop"),
    path("<str:code>/", version.line, name="line"),
    path("<str:code>/settings/", listing.settings, name="settings"),
    path("<str:code>/archive/", listing.archive, name="archive"),
    path("<str:code>/given/", given.page, name="given"),
    path("<str:code>/given/answer/", given.answer, name="given_answer"),
    path("<str:code>/given/save/", given.save, name="given_save"),
    path("<str:code>/given/table/", given.table, name="given_table"),
    path("<str:code>/given/file/", given.file, name="given_file"),
    path("<str:code>/<int:number>/", version.page, name="version"),
    path("<str:code>/<int:number>/copy/", version.copy, name="copy"),
    path("<str:code>/<int:number>/rename/", version.rename, name="rename"),
    path("<str:code>/<int:number>/drop/", version.drop, name="drop"),
    path("<str:code>/<int:number>/accept/", accepting.dialog, name="accept_dialog"),
    path("<str:code>/<int:number>/accept/apply/", accepting.accept, name="accept"),
    path("<str:code>/<int:number>/improve/", improving.start, name="improve"),
    path("<str:code>/<int:number>/given.json", downloads.given, name="given_json"),
    path("<str:code>/<int:number>/file.pdf", downloads.pdf, name="pdf"),
    path("<str:code>/<int:number>/file.xlsx", downloads.xlsx, name="xlsx"),
    path("<str:code>/<int:number>/notes/<int:place>/file.xlsx", downloads.note_xlsx, name="note_xlsx"),
    path("<str:code>/<int:number>/tables/<str:key>/file.xlsx", downloads.table_xlsx, name="table_xlsx"),
    *common.URLS,
    *kind_urls(),
]

RIGHTS = {
    "list": "read_lines",
    "new": "edit_lines",
    "line": "read_lines",
    "settings": "edit_lines",
    "archive": "edit_lines",
    "given": "edit_lines",
    "given_answer": "edit_lines",
    "given_save": "edit_lines",
    "given_table": "edit_lines",
    "given_file": "edit_lines",
    "version": "read_lines",
    "copy": "edit_lines",
    "rename": "edit_lines",
    "drop": "edit_lines",
    "accept_dialog": "accept_line",
    "accept": "accept_line",
    "improve": "edit_lines",
    "run": "read_lines",
    "stop": "edit_lines",
    "given_json": "read_lines",
    "pdf": "read_lines",
    "xlsx": "read_lines",
    "note_xlsx": "read_lines",
    "table_xlsx": "read_lines",
    **common.RIGHTS,
    **kind_rights(),
}
