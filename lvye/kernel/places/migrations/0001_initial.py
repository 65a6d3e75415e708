import django.db.models.deletion
import lvye.kernel.places.models
import lvye.kernel.records.models
from django.db import migrations, models

from lvye.kernel.records.api import SearchIndex


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('campus', '校区'), ('building', '楼栋'), ('floor', '楼层'), ('room', '房间'), ('spot', '点位'), ('ground', '场地')], max_length=10, verbose_name='类型')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('sort', models.IntegerField(default=0, help_text='同一层里从小到大排；相同时按名称。', verbose_name='顺序')),
                ('status', models.CharField(choices=[('open', '在用'), ('closed', '停用')], default='open', editable=False, max_length=6, verbose_name='状态')),
                ('in_names', models.BooleanField(default=False, editable=False, verbose_name='全名里带校区')),
                ('full_name', models.CharField(editable=False, max_length=250, verbose_name='地点')),
                ('path', lvye.kernel.places.models.PathField(blank=True, editable=False, max_length=120, null=True, unique=True)),
                ('depth', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('building', models.ForeignKey(blank=True, editable=False, limit_choices_to={'kind': 'building'}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='楼栋')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='places.place', verbose_name='上级地点')),
            ],
            options={
                'verbose_name': '地点',
                'verbose_name_plural': '地点',
                'indexes': [models.Index(fields=['full_name'], name='places_place_full_name')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'open')), fields=('parent', 'name'), name='places_place_name_once', violation_error_message='这里已经有一个同名的地点。'), models.UniqueConstraint(condition=models.Q(('parent', None), ('status', 'open')), fields=('name',), name='places_place_root_once', violation_error_message='这里已经有一个同名的地点。')],
            },
        ),
        migrations.CreateModel(
            name='PlaceCode',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('code', models.CharField(editable=False, max_length=6, unique=True, verbose_name='地点码')),
                ('status', models.CharField(choices=[('live', '有效'), ('revoked', '作废')], default='live', editable=False, max_length=7, verbose_name='状态')),
                ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='作废时间')),
                ('reporting', models.BooleanField(default=True, verbose_name='可扫码报修')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='codes', to='places.place', verbose_name='地点')),
            ],
            options={
                'verbose_name': '地点码',
                'verbose_name_plural': '地点码',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('revoked_at', None), ('status', 'live')), ('status', 'revoked'), _connector='OR'), name='places_placecode_revoked', violation_error_message='有效的地点码不能有作废时间。')],
            },
        ),
        migrations.CreateModel(
            name='School',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60, verbose_name='学校全称')),
                ('short_name', models.CharField(blank=True, max_length=20, verbose_name='简称')),
                ('code', models.CharField(blank=True, max_length=20, verbose_name='学校标识码')),
                ('phone', models.CharField(blank=True, help_text='扫码失败、停水停电时请人拨打的电话。', max_length=30, verbose_name='总务处电话')),
                ('address', models.CharField(blank=True, max_length=120, verbose_name='地址')),
                ('is_only', models.BooleanField(default=True, editable=False, unique=True)),
            ],
            options={
                'verbose_name': '学校',
                'verbose_name_plural': '学校',
                'constraints': [models.CheckConstraint(condition=models.Q(('is_only', True)), name='places_school_only', violation_error_message='学校只能有一所。')],
            },
        ),
        SearchIndex(
            table='places_place',
        ),
    ]
