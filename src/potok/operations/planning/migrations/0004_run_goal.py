from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("planning", "0003_held_on_drafts")]

    operations = [
        migrations.AddField(
            model_name="planrun",
            name="goal",
            field=models.CharField(
                choices=[
                    ("usual", "Меньше наладок, затем меньше изменений"),
                    ("steady", "Меньше изменений, затем меньше наладок"),
                ],
                default="usual",
                max_length=10,
            ),
        ),
    ]
