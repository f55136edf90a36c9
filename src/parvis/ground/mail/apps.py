from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "parvis.ground.mail"
    label = "mail"
