import django.db.models.deletion
import lvye.kernel.records.models
from decimal import Decimal
from django.db import migrations, models

from lvye.kernel.records.api import SearchIndex


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0003_department_head'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Plot',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='名称')),
                ('kind', models.CharField(choices=[('garden', '花园'), ('bed', '花坛'), ('lawn', '草坪'), ('hedge', '绿篱'), ('trees', '树木'), ('roof', '屋顶绿化'), ('pond', '池塘')], default='bed', max_length=6, verbose_name='类型')),
                ('area', models.DecimalField(blank=True, decimal_places=1, max_digits=9, null=True, verbose_name='面积（平方米）')),
                ('plants', models.CharField(blank=True, max_length=200, verbose_name='主要植物')),
                ('water', models.BooleanField(default=True, verbose_name='要浇水')),
                ('weed', models.BooleanField(default=True, verbose_name='要除草')),
                ('prune', models.BooleanField(default=True, verbose_name='要修剪')),
                ('feed', models.BooleanField(default=False, verbose_name='要施肥')),
                ('pest', models.BooleanField(default=True, verbose_name='要防病虫')),
                ('is_open', models.BooleanField(default=True, verbose_name='在用')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('keeper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='专人')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='在哪里')),
            ],
            options={
                'verbose_name': '绿地',
                'verbose_name_plural': '绿地台账',
                'constraints': [models.CheckConstraint(condition=models.Q(('area', None), ('area__gt', 0), _connector='OR'), name='grounds_plot_area', violation_error_message='面积要大于零。')],
            },
        ),
        migrations.CreateModel(
            name='Planting',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('species', models.CharField(max_length=40, verbose_name='种了什么')),
                ('count', models.PositiveIntegerField(verbose_name='数量')),
                ('measure', models.CharField(default='株', max_length=10, verbose_name='单位')),
                ('planted_on', models.DateField(verbose_name='栽种日期')),
                ('cost', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='花费（元）')),
                ('why', models.CharField(blank=True, max_length=120, verbose_name='活动或计划')),
                ('lived', models.PositiveIntegerField(blank=True, null=True, verbose_name='成活')),
                ('count_due_on', models.DateField(editable=False, verbose_name='最迟清点')),
                ('counted_on', models.DateField(blank=True, editable=False, null=True, verbose_name='清点日期')),
                ('status', models.CharField(choices=[('planted', '待清点'), ('counted', '已清点')], default='planted', editable=False, max_length=7, verbose_name='状态')),
                ('plot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plantings', to='grounds.plot', verbose_name='绿地')),
            ],
            options={
                'verbose_name': '栽种',
                'verbose_name_plural': '栽种和成活',
                'constraints': [models.CheckConstraint(condition=models.Q(('count__gt', 0)), name='grounds_planting_some', violation_error_message='数量要大于零。'), models.CheckConstraint(condition=models.Q(('lived', None), ('lived__lte', models.F('count')), _connector='OR'), name='grounds_planting_lived', violation_error_message='成活不能比栽种的还多。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'counted'), _negated=True), models.Q(('counted_on__isnull', False), ('lived__isnull', False)), _connector='OR'), name='grounds_planting_counted', violation_error_message='清点要写成活多少。')],
            },
        ),
        migrations.CreateModel(
            name='RoomUse',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('on', models.DateField(editable=False, verbose_name='日期')),
                ('begun_at', models.DateTimeField(editable=False, verbose_name='进入')),
                ('found_tidy', models.BooleanField(default=True, verbose_name='进来时整洁')),
                ('left_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='离开')),
                ('left_tidy', models.BooleanField(default=False, verbose_name='离开时卫生、教具整理好了')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('status', models.CharField(choices=[('in', '使用中'), ('left', '已离开')], default='in', editable=False, max_length=4, verbose_name='状态')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='功能室')),
                ('school_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.schoolclass', verbose_name='班级')),
                ('teacher', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='老师')),
            ],
            options={
                'verbose_name': '功能室使用登记',
                'verbose_name_plural': '功能室使用登记',
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'in')), fields=('place',), name='grounds_roomuse_one', violation_error_message='这间功能室还有班级没有登记离开。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'left'), _negated=True), ('left_tidy', True), models.Q(('note', ''), _negated=True), _connector='OR'), name='grounds_roomuse_words', violation_error_message='没有整理好要写说明。')],
            },
        ),
        migrations.CreateModel(
            name='Work',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('on', models.DateField(verbose_name='日期')),
                ('kind', models.CharField(choices=[('water', '浇水'), ('weed', '除草'), ('prune', '修剪'), ('feed', '施肥'), ('plant', '补种移栽'), ('clear', '清枯枝落叶'), ('pond', '池塘养护'), ('campaign', '爱国卫生大扫除'), ('pest', '防治病虫害'), ('termite', '灭白蚁'), ('mosquito', '灭蚊蝇'), ('rat', '灭鼠'), ('disinfect', '消毒')], max_length=9, verbose_name='做了什么')),
                ('qty', models.DecimalField(decimal_places=1, default=Decimal('1'), max_digits=10, verbose_name='数量')),
                ('unit', models.CharField(choices=[('times', '次'), ('bags', '袋'), ('plants', '株'), ('square', '平方米'), ('spots', '处')], default='times', max_length=6, verbose_name='单位')),
                ('hired', models.CharField(blank=True, max_length=60, verbose_name='外请单位')),
                ('pest', models.CharField(blank=True, max_length=60, verbose_name='什么病虫')),
                ('agent', models.CharField(blank=True, max_length=100, verbose_name='药剂和用量')),
                ('safe_at', models.DateTimeField(blank=True, null=True, verbose_name='几点以后可以靠近')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('result', models.BigIntegerField(blank=True, editable=False, null=True, unique=True, verbose_name='检查结果编号')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='谁做的')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='在哪里')),
                ('plot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='works', to='grounds.plot', verbose_name='绿地')),
            ],
            options={
                'verbose_name': '绿化保洁作业',
                'verbose_name_plural': '绿化保洁作业',
                'indexes': [models.Index(fields=['on', 'kind'], name='grounds_work_on')],
                'constraints': [models.CheckConstraint(condition=models.Q(('qty__gt', 0)), name='grounds_work_some', violation_error_message='数量要大于零。'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('pest', 'termite', 'mosquito', 'rat', 'disinfect')), _negated=True), models.Q(models.Q(('agent', ''), _negated=True), ('safe_at__isnull', False)), _connector='OR'), name='grounds_work_sprayed', violation_error_message='用药的要写药剂和用量，还有几点以后可以靠近。'), models.CheckConstraint(condition=models.Q(('person__isnull', False), models.Q(('hired', ''), _negated=True), _connector='OR'), name='grounds_work_whose', violation_error_message='谁做的：写本校的人，或者外请的单位。')],
            },
        ),
        migrations.CreateModel(
            name='Zone',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='名称')),
                ('kind', models.CharField(choices=[('outside', '环境区'), ('corridor', '楼道'), ('hall', '会议室、厅'), ('toilet', '卫生间'), ('road', '主干道'), ('room', '教室、办公室')], default='outside', max_length=8, verbose_name='类型')),
                ('standard', models.CharField(blank=True, max_length=300, verbose_name='验收标准')),
                ('women', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='女厕位')),
                ('men', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='男厕位')),
                ('sort', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('is_open', models.BooleanField(default=True, verbose_name='在用')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('cleaner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='负责人')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='在哪里')),
                ('school_class', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.schoolclass', verbose_name='负责班级')),
            ],
            options={
                'verbose_name': '保洁区域',
                'verbose_name_plural': '保洁区域',
                'constraints': [models.CheckConstraint(condition=models.Q(('school_class__isnull', False), ('cleaner__isnull', False), _connector='OR'), name='grounds_zone_whose', violation_error_message='保洁区域要有负责的班级或负责人。'), models.CheckConstraint(condition=models.Q(('kind', 'toilet'), models.Q(('men', None), ('women', None)), _connector='OR'), name='grounds_zone_toilet', violation_error_message='只有卫生间才写厕位。')],
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('on', models.DateField(editable=False, verbose_name='日期')),
                ('points', models.PositiveSmallIntegerField(verbose_name='得分')),
                ('is_low', models.BooleanField(default=False, editable=False, verbose_name='不合格')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='哪里不干净')),
                ('why', models.CharField(blank=True, max_length=120, verbose_name='改分原因')),
                ('by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='检查人')),
                ('zone', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='grounds.zone', verbose_name='保洁区域')),
            ],
            options={
                'verbose_name': '卫生评分',
                'verbose_name_plural': '卫生评分',
                'constraints': [models.UniqueConstraint(fields=('zone', 'on'), name='grounds_score_once', violation_error_message='这个区域今天已经评过分了。'), models.CheckConstraint(condition=models.Q(('points__gte', 0), ('points__lte', 10)), name='grounds_score_ten', violation_error_message='得分在 0 到 10 之间。'), models.CheckConstraint(condition=models.Q(('is_low', False), models.Q(('note', ''), _negated=True), _connector='OR'), name='grounds_score_words', violation_error_message='不合格要写哪里不干净。')],
            },
        ),
        SearchIndex(
            table='grounds_plot',
        ),
        SearchIndex(
            table='grounds_zone',
        ),
    ]
