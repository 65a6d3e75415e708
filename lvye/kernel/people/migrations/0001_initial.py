import django.db.models.deletion
import lvye.kernel.records.models
from django.conf import settings
from django.db import migrations, models

from lvye.kernel.records.api import SearchIndex


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Department',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.CharField(error_messages={'unique': '已经有这个部门了。'}, max_length=30, unique=True, verbose_name='部门')),
                ('sort', models.IntegerField(default=0, verbose_name='顺序')),
                ('is_open', models.BooleanField(default=True, verbose_name='在用')),
            ],
            options={
                'verbose_name': '部门',
                'verbose_name_plural': '部门',
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('code', models.SlugField(max_length=30, unique=True, verbose_name='代号')),
                ('name', models.CharField(max_length=30, verbose_name='岗位')),
                ('rights', models.JSONField(blank=True, default=list, editable=False, verbose_name='权限')),
                ('offered', models.JSONField(blank=True, default=list, editable=False)),
                ('sort', models.IntegerField(default=0, verbose_name='顺序')),
                ('is_open', models.BooleanField(default=True, verbose_name='在用')),
            ],
            options={
                'verbose_name': '岗位',
                'verbose_name_plural': '岗位',
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('kind', models.CharField(choices=[('staff', '职工'), ('teacher', '教师'), ('student', '学生'), ('outside', '外单位人员')], default='staff', max_length=10, verbose_name='身份')),
                ('number', models.CharField(blank=True, max_length=30, verbose_name='工号或学号')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='电话')),
                ('pinyin', models.CharField(blank=True, editable=False, max_length=40, verbose_name='拼音首字母')),
                ('status', models.CharField(choices=[('here', '在校'), ('left', '已离校')], default='here', editable=False, max_length=4, verbose_name='状态')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='离校日期')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='persons', to='people.department', verbose_name='部门')),
                ('user', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='person', to=settings.AUTH_USER_MODEL, verbose_name='登录账号')),
            ],
            options={
                'verbose_name': '人员',
                'verbose_name_plural': '人员',
                'indexes': [models.Index(fields=['name'], name='people_person_name')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('number',), name='people_person_number_once', violation_error_message='这个工号或学号已经有人用了。')],
            },
        ),
        migrations.CreateModel(
            name='SchoolClass',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=30, verbose_name='班级')),
                ('grade', models.CharField(blank=True, max_length=20, verbose_name='年级')),
                ('sort', models.IntegerField(default=0, verbose_name='顺序')),
                ('is_open', models.BooleanField(default=True, verbose_name='在读')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('head', models.ForeignKey(blank=True, limit_choices_to={'kind__in': ('teacher', 'staff')}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='classes', to='people.person', verbose_name='班主任')),
                ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='classes', to='places.place', verbose_name='教室')),
            ],
            options={
                'verbose_name': '班级',
                'verbose_name_plural': '班级',
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_open', True)), fields=('name',), name='people_schoolclass_name_once', violation_error_message='已经有一个在读的同名班级。')],
            },
        ),
        migrations.AddField(
            model_name='person',
            name='school_class',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pupils', to='people.schoolclass', verbose_name='班级'),
        ),
        migrations.CreateModel(
            name='IncompatiblePair',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('document', models.CharField(max_length=100, verbose_name='依据')),
                ('article', models.CharField(blank=True, max_length=60, verbose_name='条款')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('is_open', models.BooleanField(default=True, verbose_name='执行')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post', verbose_name='岗位一')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post', verbose_name='岗位二')),
            ],
            options={
                'verbose_name': '不相容岗位',
                'verbose_name_plural': '不相容岗位',
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='people_incompatiblepair_once', violation_error_message='这两个岗位已经列过了。'), models.CheckConstraint(condition=models.Q(('first', models.F('second')), _negated=True), name='people_incompatiblepair_two', violation_error_message='请选两个不同的岗位。')],
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('from_on', models.DateField(verbose_name='从')),
                ('to_on', models.DateField(blank=True, null=True, verbose_name='到')),
                ('despite', models.CharField(blank=True, editable=False, max_length=200, verbose_name='不相容岗位兼任的理由')),
                ('is_despite', models.BooleanField(default=False, editable=False, verbose_name='不相容岗位兼任')),
                ('deputy_for', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deputies', to='people.appointment', verbose_name='代理谁')),
                ('person', models.ForeignKey(limit_choices_to=models.Q(('kind', 'student'), _negated=True), on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='people.person', verbose_name='人员')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='people.post', verbose_name='岗位')),
            ],
            options={
                'verbose_name': '任职',
                'verbose_name_plural': '任职',
                'indexes': [models.Index(fields=['post', 'from_on'], name='people_appointment_post'), models.Index(fields=['person', 'from_on'], name='people_appointment_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('to_on', None), ('to_on__gte', models.F('from_on')), _connector='OR'), name='people_appointment_period', violation_error_message='结束日期不能早于开始日期。')],
            },
        ),
        SearchIndex(
            table='people_person',
        ),
        SearchIndex(
            table='people_schoolclass',
        ),
    ]
