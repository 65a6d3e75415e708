import django.db.models.deletion
import lvye.kernel.records.models
from django.conf import settings
from django.db import migrations, models

from lvye.kernel.records.api import SearchIndex


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('terms', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoryDocument',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=120, verbose_name='标题')),
                ('kind', models.CharField(choices=[('summary', '工作总结'), ('brief', '简报'), ('plan', '工作计划'), ('table', '统计表'), ('other', '其他材料')], default='summary', max_length=10, verbose_name='是什么')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='年份')),
                ('span', models.CharField(choices=[('year', '全年（1—12月）'), ('school', '整个学年'), ('autumn', '第一学期（秋季）'), ('spring', '第二学期（春季）')], default='year', max_length=10, verbose_name='说的是')),
                ('begins_on', models.DateField(blank=True, editable=False, null=True, verbose_name='从')),
                ('ends_on', models.DateField(blank=True, editable=False, null=True, verbose_name='到')),
                ('source', models.CharField(choices=[('docx', 'Word'), ('pdf', 'PDF'), ('txt', '文本文件'), ('paste', '粘贴的文字')], editable=False, max_length=10, verbose_name='来源')),
                ('pages', models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='页数')),
                ('sha256', models.CharField(editable=False, max_length=64, unique=True)),
                ('text_sha256', models.CharField(editable=False, max_length=64, unique=True)),
                ('text', models.TextField(editable=False, verbose_name='正文')),
                ('warnings', models.JSONField(blank=True, default=list, editable=False)),
                ('read_at', models.DateTimeField(editable=False, verbose_name='读入时间')),
                ('status', models.CharField(choices=[('open', '待核对'), ('kept', '已存为历史'), ('void', '已撤下')], default='open', editable=False, max_length=10, verbose_name='状态')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='撤下的原因')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('read_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='读入人')),
                ('term', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='terms.term', verbose_name='学期')),
            ],
            options={
                'verbose_name': '往年材料',
                'verbose_name_plural': '往年材料',
                'indexes': [models.Index(fields=['ends_on'], name='history_document_ends')],
                'constraints': [models.CheckConstraint(condition=models.Q(('year__isnull', True), ('year__range', (1950, 2100)), _connector='OR'), name='history_document_year', violation_error_message='年份应在 1950 到 2100 之间。'), models.CheckConstraint(condition=models.Q(('year__isnull', True), models.Q(('begins_on__isnull', False), ('ends_on__isnull', False)), _connector='OR'), name='history_document_days', violation_error_message='有年份的材料要有起止日期。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'kept'), _negated=True), ('year__isnull', False), _connector='OR'), name='history_document_kept_has_year', violation_error_message='先选这份材料说的是哪一年，才能存为历史。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'void'), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='history_document_void_why', violation_error_message='撤下要写明原因。')],
            },
        ),
        migrations.CreateModel(
            name='HistoryFact',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(editable=False, verbose_name='第几条')),
                ('start', models.PositiveIntegerField(editable=False)),
                ('end', models.PositiveIntegerField(editable=False)),
                ('figure_start', models.PositiveIntegerField(editable=False)),
                ('figure_end', models.PositiveIntegerField(editable=False)),
                ('sentence', models.TextField(editable=False, verbose_name='原句')),
                ('kind', models.CharField(choices=[('done', '做了的事'), ('state', '现有的数'), ('money', '金额'), ('cadence', '多久一次'), ('rule', '标准和要求')], default='done', max_length=10, verbose_name='种类')),
                ('action', models.CharField(blank=True, editable=False, max_length=40, verbose_name='原词')),
                ('deed', models.CharField(blank=True, max_length=40, verbose_name='动作')),
                ('object', models.CharField(blank=True, max_length=120, verbose_name='事物')),
                ('qty', models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True, verbose_name='数量')),
                ('qty_max', models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True, verbose_name='最多')),
                ('unit', models.CharField(blank=True, max_length=20, verbose_name='单位')),
                ('approx', models.BooleanField(default=False, verbose_name='约数')),
                ('approx_word', models.CharField(blank=True, editable=False, max_length=10)),
                ('approx_sense', models.CharField(blank=True, editable=False, max_length=12)),
                ('value', models.DecimalField(blank=True, decimal_places=4, editable=False, max_digits=20, null=True, verbose_name='计入的数')),
                ('measure', models.CharField(blank=True, editable=False, max_length=20, verbose_name='计入的单位')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='地点')),
                ('period', models.CharField(blank=True, editable=False, max_length=20, verbose_name='每隔多久')),
                ('flags', models.JSONField(blank=True, default=list, editable=False)),
                ('aside', models.CharField(blank=True, choices=[('', '照常计数'), ('repeat', '同一句印了两遍'), ('planned', '是打算，不是做完的'), ('before', '是改动以前的数')], default='', editable=False, max_length=10, verbose_name='计数')),
                ('group', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ('read_as', models.JSONField(blank=True, default=dict, editable=False)),
                ('status', models.CharField(choices=[('proposed', '待核对'), ('accepted', '采纳'), ('mended', '改过采纳'), ('dropped', '不要')], default='proposed', editable=False, max_length=10, verbose_name='状态')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='history.historydocument', verbose_name='材料')),
                ('part_of', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='history.historyfact', verbose_name='合计')),
            ],
            options={
                'verbose_name': '往年的数',
                'verbose_name_plural': '往年的数',
                'indexes': [models.Index(fields=['document', 'status'], name='history_fact_judged'), models.Index(fields=['measure', 'object'], name='history_fact_said')],
                'constraints': [models.UniqueConstraint(fields=('document', 'number'), name='history_fact_number', violation_error_message='这份材料里已经有这一条。'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('accepted', 'mended')), _negated=True), ('value__gte', 0), _connector='OR'), name='history_fact_kept_has_value', violation_error_message='采纳的数要读得清，也不能小于零。')],
            },
        ),
        SearchIndex(
            table='history_historydocument',
        ),
        SearchIndex(
            table='history_historyfact',
        ),
    ]
