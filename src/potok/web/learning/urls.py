"""Addresses of learning."""

from django.urls import path

from potok.web.learning import control, quiz, variants

app_name = "learning"
urlpatterns = [
    path("", control.listing, name="control"),
    path("tasks/<int:number>/", control.task, name="task"),
    path("tasks/<int:number>/check/", control.check_task, name="check_task"),
    path("quizzes/", quiz.listing, name="quizzes"),
    path("quizzes/<int:number>/", quiz.quiz_page, name="quiz"),
    path("variants/", variants.listing, name="variants"),
    path("variants/open/", variants.find, name="find_variant"),
    path("variants/sheet/", variants.sheet, name="sheet"),
    path("variants/<str:method_id>/<int:seed>/", variants.variant_page, name="variant"),
    path("variants/<str:method_id>/<int:seed>/check/", variants.check_variant, name="check_variant"),
    path("variants/<str:method_id>/<int:seed>/note/", variants.note, name="variant_note"),
]

RIGHTS = {
    "control": "learn",
    "task": "learn",
    "check_task": "learn",
    "quizzes": "learn",
    "quiz": "learn",
    "variants": "learn",
    "find_variant": "learn",
    "sheet": "learn",
    "variant": "learn",
    "check_variant": "learn",
    "variant_note": "teach",
}
