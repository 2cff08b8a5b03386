"""App configuration of the web pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, static files and template tags of the pages."""

    name = "potok.web"
    label = "web"
    verbose_name = "Сайт"
