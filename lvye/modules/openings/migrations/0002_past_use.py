import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('openings', '0001_initial'),
        ('stores', '0002_supply'),
    ]

    operations = [
        migrations.AddField(
            model_name='needsline',
            name='past',
            field=models.JSONField(blank=True, default=list, editable=False, verbose_name='往期'),
        ),
        migrations.AddField(
            model_name='needsline',
            name='price',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='参考单价（元）'),
        ),
        migrations.CreateModel(
            name='PastUse',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('school_year', models.PositiveSmallIntegerField(help_text='填学年开始的年份，例如 2025—2026 学年填 2025。', validators=[django.core.validators.MinValueValidator(1990), django.core.validators.MaxValueValidator(2100)], verbose_name='学年')),
                ('half', models.PositiveSmallIntegerField(choices=[(1, '第一学期'), (2, '第二学期')], verbose_name='上下学期')),
                ('qty', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='用量')),
                ('pupils', models.PositiveIntegerField(verbose_name='当时学生数')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.item', verbose_name='物资')),
            ],
            options={
                'verbose_name': '往期用量',
                'verbose_name_plural': '往期用量',
                'constraints': [models.UniqueConstraint(fields=('school_year', 'half', 'item'), name='openings_pastuse_once', violation_error_message='这个学期的这种物资已经写过了。'), models.CheckConstraint(condition=models.Q(('qty__gte', 0), ('pupils__gt', 0)), name='openings_pastuse_qty', violation_error_message='用量不能小于零，学生数要大于零。')],
            },
        ),
    ]
