import django.db.models.deletion
import lvye.kernel.records.models
from django.db import migrations, models

from lvye.kernel.records.api import SearchIndex


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0003_department_head'),
        ('stores', '0001_initial'),
        ('terms', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Handout',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.CharField(editable=False, max_length=20, unique=True, verbose_name='编号')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('due_on', models.DateField(help_text='一般是上班第一天、开课以前。', verbose_name='发到手的日期')),
                ('pupils', models.PositiveIntegerField(default=0, editable=False, verbose_name='学生数')),
                ('classes', models.PositiveIntegerField(default=0, editable=False, verbose_name='班数')),
                ('teachers', models.PositiveIntegerField(default=0, editable=False, verbose_name='教师数')),
                ('status', models.CharField(choices=[('open', '发放中'), ('done', '发完'), ('dropped', '作废')], default='open', editable=False, max_length=8, verbose_name='状态')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='作废的原因')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.store', verbose_name='从哪个保管室发')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='terms.term', verbose_name='学期')),
            ],
            options={
                'verbose_name': '开学发放',
                'verbose_name_plural': '开学发放',
                'indexes': [models.Index(fields=['status', 'due_on'], name='openings_handout_due')],
            },
        ),
        migrations.CreateModel(
            name='NeedsList',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.CharField(editable=False, max_length=20, unique=True, verbose_name='编号')),
                ('pupils', models.PositiveIntegerField(verbose_name='预计学生数')),
                ('made_on', models.DateField(editable=False, verbose_name='拉单日期')),
                ('status', models.CharField(choices=[('draft', '草稿'), ('agreed', '已定'), ('dropped', '作废')], default='draft', editable=False, max_length=8, verbose_name='状态')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='terms.term', verbose_name='给哪个学期')),
            ],
            options={
                'verbose_name': '下学期用品清单',
                'verbose_name_plural': '下学期用品清单',
            },
        ),
        migrations.CreateModel(
            name='NeedsLine',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('terms_known', models.PositiveSmallIntegerField(verbose_name='有几个学期的记录')),
                ('expected', models.DecimalField(decimal_places=1, max_digits=12, verbose_name='预计用量')),
                ('low', models.DecimalField(decimal_places=1, max_digits=12, verbose_name='少则')),
                ('high', models.DecimalField(decimal_places=1, max_digits=12, verbose_name='多则')),
                ('sureness', models.CharField(choices=[('high', '把握大'), ('middle', '把握一般'), ('low', '把握小')], max_length=6, verbose_name='把握')),
                ('there', models.DecimalField(decimal_places=1, max_digits=12, verbose_name='现有库存')),
                ('suggested', models.DecimalField(decimal_places=1, max_digits=12, verbose_name='建议采购')),
                ('qty', models.DecimalField(decimal_places=1, max_digits=12, verbose_name='采购数量')),
                ('why', models.CharField(max_length=300, verbose_name='依据')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='调整原因')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.item', verbose_name='物资')),
                ('needs', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='openings.needslist', verbose_name='清单')),
            ],
            options={
                'verbose_name': '用品清单明细',
                'verbose_name_plural': '用品清单明细',
                'constraints': [models.UniqueConstraint(fields=('needs', 'item'), name='openings_needsline_once', violation_error_message='同一种物资在清单上只列一次。'), models.CheckConstraint(condition=models.Q(('qty', models.F('suggested')), models.Q(('note', ''), _negated=True), _connector='OR'), name='openings_needsline_why', violation_error_message='改了数量要写原因。'), models.CheckConstraint(condition=models.Q(('qty__gte', 0), ('low__gte', 0), ('low__lte', models.F('expected')), ('high__gte', models.F('expected'))), name='openings_needsline_order', violation_error_message='数量不能小于零。')],
            },
        ),
        migrations.CreateModel(
            name='Pack',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60, verbose_name='发给')),
                ('heads', models.PositiveIntegerField(default=1, verbose_name='人数')),
                ('status', models.CharField(choices=[('listed', '待发'), ('handed', '已发'), ('dropped', '不发')], default='listed', editable=False, max_length=8, verbose_name='状态')),
                ('handed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='发放日期')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='不发的原因')),
                ('handout', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='packs', to='openings.handout', verbose_name='开学发放')),
                ('issue', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.issue', verbose_name='领用单')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='领取人')),
                ('school_class', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.schoolclass', verbose_name='班级')),
            ],
            options={
                'verbose_name': '发放清单',
                'verbose_name_plural': '发放清单',
                'indexes': [models.Index(fields=['handout', 'status', 'id'], name='openings_pack_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('school_class__isnull', False), ('person__isnull', False), _connector='OR'), name='openings_pack_whom', violation_error_message='请写明发给哪个班或哪位老师。'), models.UniqueConstraint(fields=('handout', 'school_class'), name='openings_pack_class', violation_error_message='这个班已经列在这次发放里。')],
            },
        ),
        migrations.CreateModel(
            name='PackLine',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('qty', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='数量')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.item', verbose_name='物资')),
                ('pack', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='openings.pack', verbose_name='发放清单')),
            ],
            options={
                'verbose_name': '发放明细',
                'verbose_name_plural': '发放明细',
                'constraints': [models.UniqueConstraint(fields=('pack', 'item'), name='openings_packline_once', violation_error_message='同一种物资在一份清单上只列一次。'), models.CheckConstraint(condition=models.Q(('qty__gt', 0)), name='openings_packline_qty', violation_error_message='数量要大于零。')],
            },
        ),
        migrations.CreateModel(
            name='Standard',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('per', models.CharField(choices=[('pupil', '每名学生'), ('class', '每个班'), ('teacher', '每位教师')], max_length=8, verbose_name='发给')),
                ('qty', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='数量')),
                ('grade', models.CharField(blank=True, help_text='不填就是所有年级。', max_length=20, verbose_name='年级')),
                ('is_active', models.BooleanField(default=True, verbose_name='在用')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.item', verbose_name='物资')),
            ],
            options={
                'verbose_name': '发放标准',
                'verbose_name_plural': '发放标准',
                'constraints': [models.CheckConstraint(condition=models.Q(('qty__gt', 0)), name='openings_standard_qty', violation_error_message='数量要大于零。'), models.UniqueConstraint(fields=('item', 'per', 'grade'), name='openings_standard_once', violation_error_message='这种物资发给同样对象的标准已经有了。'), models.CheckConstraint(condition=models.Q(models.Q(('per', 'teacher'), _negated=True), ('grade', ''), _connector='OR'), name='openings_standard_teacher', violation_error_message='发给教师的不分年级。')],
            },
        ),
        SearchIndex(
            table='openings_handout',
        ),
    ]
