from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('repairs', '0001_initial'),
        ('stores', '0002_supply'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='material',
            name='repairs_material_qty',
        ),
        migrations.AddField(
            model_name='material',
            name='returned',
            field=models.DecimalField(decimal_places=2, default=0, editable=False, max_digits=10, verbose_name='退回'),
        ),
        migrations.AddConstraint(
            model_name='material',
            constraint=models.CheckConstraint(condition=models.Q(('qty__gt', 0), models.Q(('qty', 0), ('returned__gt', 0)), _connector='OR'), name='repairs_material_qty', violation_error_message='数量要大于零。'),
        ),
    ]
