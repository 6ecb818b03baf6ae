import django.db.models.deletion
from django.db import migrations, models


def number_pages(apps, schema_editor):
    book = apps.get_model("catalogue", "Book")
    book.objects.filter(pages=0).update(pages=1)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stars", models.PositiveSmallIntegerField()),
                ("text", models.TextField(blank=True)),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to="catalogue.book",
                    ),
                ),
            ],
        ),
        migrations.RunPython(number_pages, migrations.RunPython.noop),
    ]
