"""Addresses of the engineering bench."""

from django.urls import path

from potok.web.bench import catalogue, downloads, filling, page, route_times, saving, tables

app_name = "bench"
urlpatterns = [
    path("", catalogue.catalogue, name="list"),
    path("saved/", catalogue.saved_list, name="saved_list"),
    path("saved/<str:number>/", page.saved_page, name="saved"),
    path("saved/<str:number>/route/", route_times.dialog, name="route_dialog"),
    path("saved/<str:number>/route/preview/", route_times.preview, name="route_preview"),
    path("saved/<str:number>/route/apply/", route_times.apply, name="route_apply"),
    path("subjects/", saving.subjects, name="subjects"),
    path("<str:method_id>/", page.page, name="method"),
    path("<str:method_id>/answer/", page.answer, name="answer"),
    path("<str:method_id>/view/<str:name>/", page.view, name="view"),
    path("<str:method_id>/keep/", page.keep, name="keep"),
    path("<str:method_id>/fill/<str:key>/", filling.choose, name="fill"),
    path("<str:method_id>/table/", tables.upload, name="table"),
    path("<str:method_id>/save-dialog/", saving.dialog, name="save_dialog"),
    path("<str:method_id>/save/", saving.save, name="save"),
    path("<str:method_id>/pdf/", downloads.pdf, name="pdf"),
    path("<str:method_id>/xlsx/", downloads.xlsx, name="xlsx"),
]

RIGHTS = {
    "list": "calculate",
    "saved_list": "read_calculations",
    "saved": "read_calculations",
    "route_dialog": "edit_routes",
    "route_preview": "edit_routes",
    "route_apply": "edit_routes",
    "subjects": "save_calculation",
    "method": "calculate",
    "answer": "calculate",
    "view": "calculate",
    "keep": "calculate",
    "fill": "calculate",
    "table": "calculate",
    "save_dialog": "save_calculation",
    "save": "save_calculation",
    "pdf": "calculate",
    "xlsx": "calculate",
}
