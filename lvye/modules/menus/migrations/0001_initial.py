import django.db.models.deletion
import lvye.kernel.records.models
from django.conf import settings
from django.db import migrations, models

from lvye.kernel.records.api import SearchIndex


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('people', '0003_department_head'),
        ('stores', '0002_supply'),
    ]

    operations = [
        migrations.CreateModel(
            name='Ban',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=30, unique=True, verbose_name='禁用什么')),
                ('words', models.CharField(blank=True, help_text='用顿号隔开。', max_length=200, verbose_name='名称里有这些字')),
                ('unless', models.CharField(blank=True, help_text='用顿号隔开。', max_length=100, verbose_name='有这些字的不算')),
                ('method', models.CharField(blank=True, choices=[('stir', '炒'), ('braise', '烧、焖'), ('steam', '蒸'), ('boil', '煮、炖'), ('roast', '烤'), ('fry', '炸'), ('none', '不加工'), ('cold', '凉拌'), ('cold_meat', '冷荤'), ('raw', '生食'), ('cream', '裱花')], max_length=9, verbose_name='做法')),
                ('why', models.CharField(max_length=100, verbose_name='为什么')),
                ('document', models.CharField(max_length=80, verbose_name='依据')),
                ('article', models.CharField(blank=True, max_length=40, verbose_name='条款')),
                ('is_law', models.BooleanField(default=True, verbose_name='上级规定')),
                ('is_sure', models.BooleanField(default=False, verbose_name='已与原文核对')),
                ('from_on', models.DateField(blank=True, null=True, verbose_name='从哪天起')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='到哪天止')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
            ],
            options={
                'verbose_name': '禁用食品',
                'verbose_name_plural': '禁用食品',
                'constraints': [models.CheckConstraint(condition=models.Q(('method', ''), ('words', ''), _negated=True), name='menus_ban_something', violation_error_message='请写名称里的字，或选一种做法。'), models.CheckConstraint(condition=models.Q(('from_on__isnull', True), ('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='menus_ban_days', violation_error_message='止日不能早于起日。')],
            },
        ),
        migrations.CreateModel(
            name='Dish',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.CharField(error_messages={'unique': '已经有这道菜了。'}, max_length=40, unique=True, verbose_name='菜名')),
                ('course', models.CharField(choices=[('staple', '主食'), ('main', '大荤'), ('half', '小荤'), ('green', '素菜'), ('soup', '汤羹粥'), ('drink', '奶和豆浆'), ('fruit', '水果'), ('snack', '点心')], max_length=6, verbose_name='是什么')),
                ('method', models.CharField(choices=[('stir', '炒'), ('braise', '烧、焖'), ('steam', '蒸'), ('boil', '煮、炖'), ('roast', '烤'), ('fry', '炸'), ('none', '不加工'), ('cold', '凉拌'), ('cold_meat', '冷荤'), ('raw', '生食'), ('cream', '裱花')], default='stir', max_length=9, verbose_name='做法')),
                ('taste', models.CharField(blank=True, help_text='本地、川味、清真、回族……', max_length=20, verbose_name='风味')),
                ('for_breakfast', models.BooleanField(default=False, verbose_name='早餐可用')),
                ('for_main', models.BooleanField(default=True, verbose_name='午餐晚餐可用')),
                ('for_snack', models.BooleanField(default=False, verbose_name='加餐可用')),
                ('is_fixed', models.BooleanField(default=False, help_text='米饭、牛奶这类天天可以有的。', verbose_name='固定菜')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='做法要点')),
                ('is_active', models.BooleanField(default=True, verbose_name='在用')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
            ],
            options={
                'verbose_name': '菜品',
                'verbose_name_plural': '菜品库',
                'indexes': [models.Index(fields=['course', 'name'], name='menus_dish_course')],
            },
        ),
        migrations.CreateModel(
            name='Food',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.CharField(error_messages={'unique': '已经有这种食材了。'}, max_length=40, unique=True, verbose_name='食材')),
                ('aliases', models.CharField(blank=True, help_text='几个别名用顿号隔开。', max_length=100, verbose_name='别名')),
                ('group', models.CharField(choices=[('grain', '谷薯类'), ('vegetable', '蔬菜类'), ('fruit', '水果类'), ('meat', '畜禽肉类'), ('fish', '鱼虾类'), ('egg', '蛋类'), ('milk', '奶及奶制品'), ('soy', '大豆及坚果'), ('oil', '植物油'), ('seasoning', '调味品'), ('other', '其他')], max_length=10, verbose_name='类别')),
                ('is_dark', models.BooleanField(default=False, verbose_name='深色蔬菜')),
                ('edible', models.DecimalField(blank=True, decimal_places=1, help_text='不知道就空着', max_digits=4, null=True, verbose_name='可食部（%）')),
                ('energy', models.DecimalField(blank=True, decimal_places=2, help_text='每100克可食部，kcal；不知道就空着', max_digits=8, null=True, verbose_name='能量（kcal）')),
                ('protein', models.DecimalField(blank=True, decimal_places=2, help_text='每100克可食部，g；不知道就空着', max_digits=8, null=True, verbose_name='蛋白质（g）')),
                ('fat', models.DecimalField(blank=True, decimal_places=2, help_text='每100克可食部，g；不知道就空着', max_digits=8, null=True, verbose_name='脂肪（g）')),
                ('carbohydrate', models.DecimalField(blank=True, decimal_places=2, help_text='每100克可食部，g；不知道就空着', max_digits=8, null=True, verbose_name='碳水化合物（g）')),
                ('fibre', models.DecimalField(blank=True, decimal_places=2, help_text='每100克可食部，g；不知道就空着', max_digits=8, null=True, verbose_name='膳食纤维（g）')),
                ('calcium', models.DecimalField(blank=True, decimal_places=2, help_text='每100克可食部，mg；不知道就空着', max_digits=8, null=True, verbose_name='钙（mg）')),
                ('iron', models.DecimalField(blank=True, decimal_places=2, help_text='每100克可食部，mg；不知道就空着', max_digits=8, null=True, verbose_name='铁（mg）')),
                ('zinc', models.DecimalField(blank=True, decimal_places=2, help_text='每100克可食部，mg；不知道就空着', max_digits=8, null=True, verbose_name='锌（mg）')),
                ('vitamin_a', models.DecimalField(blank=True, decimal_places=2, help_text='每100克可食部，μgRAE；不知道就空着', max_digits=8, null=True, verbose_name='维生素A（μgRAE）')),
                ('vitamin_b1', models.DecimalField(blank=True, decimal_places=2, help_text='每100克可食部，mg；不知道就空着', max_digits=8, null=True, verbose_name='维生素B1（mg）')),
                ('vitamin_b2', models.DecimalField(blank=True, decimal_places=2, help_text='每100克可食部，mg；不知道就空着', max_digits=8, null=True, verbose_name='维生素B2（mg）')),
                ('vitamin_c', models.DecimalField(blank=True, decimal_places=2, help_text='每100克可食部，mg；不知道就空着', max_digits=8, null=True, verbose_name='维生素C（mg）')),
                ('allergens', models.JSONField(blank=True, default=list, editable=False, verbose_name='过敏原')),
                ('price', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='参考价（元/公斤）')),
                ('item_grams', models.DecimalField(blank=True, decimal_places=2, help_text='物资按斤、公斤记的不用填；按盒、桶、袋记的填净重。', max_digits=10, null=True, verbose_name='物资一个单位有多少克')),
                ('source', models.CharField(blank=True, max_length=80, verbose_name='数值来源')),
                ('is_active', models.BooleanField(default=True, verbose_name='在用')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.item', verbose_name='保管室里的物资')),
            ],
            options={
                'verbose_name': '食材',
                'verbose_name_plural': '食材与营养成分',
                'constraints': [models.CheckConstraint(condition=models.Q(('edible__isnull', True), models.Q(('edible__gt', 0), ('edible__lte', 100)), _connector='OR'), name='menus_food_edible', violation_error_message='可食部在 0 和 100 之间。'), models.CheckConstraint(condition=models.Q(('price__isnull', True), ('price__gte', 0), _connector='OR'), name='menus_food_price', violation_error_message='价格不能小于零。'), models.CheckConstraint(condition=models.Q(('item_grams__isnull', True), ('item_grams__gt', 0), _connector='OR'), name='menus_food_item_grams', violation_error_message='一个单位的克数要大于零。'), models.UniqueConstraint(condition=models.Q(('item__isnull', False)), fields=('item',), name='menus_food_item_once', violation_error_message='这种物资已经是另一种食材了。')],
            },
        ),
        migrations.CreateModel(
            name='HeadCount',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('date', models.DateField(verbose_name='日期')),
                ('meal', models.CharField(choices=[('breakfast', '早餐'), ('lunch', '午餐'), ('dinner', '晚餐'), ('snack', '加餐')], max_length=9, verbose_name='餐次')),
                ('count', models.PositiveIntegerField(verbose_name='人数')),
                ('note', models.CharField(blank=True, help_text='清真、忌口的人数等，不写姓名和病情。', max_length=60, verbose_name='备注')),
                ('said_at', models.DateTimeField(editable=False, verbose_name='报餐时间')),
                ('is_late', models.BooleanField(default=False, editable=False, verbose_name='截止以后改的')),
                ('said_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='谁报的')),
                ('school_class', models.ForeignKey(blank=True, help_text='不选就是教职工。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.schoolclass', verbose_name='班级')),
            ],
            options={
                'verbose_name': '报餐',
                'verbose_name_plural': '报餐人数',
                'constraints': [models.UniqueConstraint(fields=('date', 'meal', 'school_class'), name='menus_headcount_once', violation_error_message='这个班这一餐已经报过了。'), models.UniqueConstraint(condition=models.Q(('school_class__isnull', True)), fields=('date', 'meal'), name='menus_headcount_staff_once', violation_error_message='教职工这一餐已经报过了。')],
            },
        ),
        migrations.CreateModel(
            name='Ingredient',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('g6', models.DecimalField(decimal_places=1, max_digits=7, verbose_name='6—8岁（克）')),
                ('g9', models.DecimalField(decimal_places=1, max_digits=7, verbose_name='9—11岁（克）')),
                ('g12', models.DecimalField(decimal_places=1, max_digits=7, verbose_name='12—14岁（克）')),
                ('g15', models.DecimalField(decimal_places=1, max_digits=7, verbose_name='15—17岁（克）')),
                ('dish', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ingredients', to='menus.dish', verbose_name='菜品')),
                ('food', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='menus.food', verbose_name='食材')),
            ],
            options={
                'verbose_name': '配料',
                'verbose_name_plural': '每人用量',
                'constraints': [models.UniqueConstraint(fields=('dish', 'food'), name='menus_ingredient_once', violation_error_message='这道菜里已经有这种食材了。'), models.CheckConstraint(condition=models.Q(('g12__gt', 0), ('g15__gt', 0), ('g6__gt', 0), ('g9__gt', 0)), name='menus_ingredient_some', violation_error_message='每人用量要大于零。')],
            },
        ),
        migrations.CreateModel(
            name='MenuWeek',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('week', '一周食谱'), ('event', '活动食谱')], default='week', editable=False, max_length=5, verbose_name='类型')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('begins_on', models.DateField(verbose_name='从哪天')),
                ('ends_on', models.DateField(verbose_name='到哪天')),
                ('heads', models.PositiveIntegerField(blank=True, help_text='活动食谱填；一周食谱按报餐。', null=True, verbose_name='用餐人数')),
                ('made_with', models.CharField(blank=True, help_text='厨师、工会、校医、家长委员会……', max_length=80, verbose_name='和谁一起定的')),
                ('budget', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='每人每天预算（元）')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='备注')),
                ('why', models.CharField(blank=True, max_length=100, verbose_name='撤回或作废的原因')),
                ('status', models.CharField(choices=[('draft', '在编'), ('published', '已公示'), ('dropped', '作废')], default='draft', editable=False, max_length=9, verbose_name='状态')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='公示时间')),
                ('kinds', models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name='食物种数')),
                ('least_kinds', models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name='最少一天的种数')),
                ('energy_share', models.DecimalField(blank=True, decimal_places=1, editable=False, max_digits=5, null=True, verbose_name='能量占标准（%）')),
                ('protein_share', models.DecimalField(blank=True, decimal_places=1, editable=False, max_digits=5, null=True, verbose_name='蛋白质占标准（%）')),
                ('is_within', models.BooleanField(blank=True, editable=False, null=True, verbose_name='营养达标')),
                ('cost', models.DecimalField(blank=True, decimal_places=2, editable=False, max_digits=8, null=True, verbose_name='每人每天成本（元）')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('published_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='公示人')),
            ],
            options={
                'verbose_name': '食谱',
                'verbose_name_plural': '食谱',
                'indexes': [models.Index(fields=['begins_on', 'status'], name='menus_week_begins')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'week'), models.Q(('status', 'dropped'), _negated=True)), fields=('begins_on',), name='menus_week_once', violation_error_message='这一周已经有食谱了。'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('begins_on'))), name='menus_week_days', violation_error_message='止日不能早于起日。'), models.CheckConstraint(condition=models.Q(('kind', 'week'), models.Q(('heads__gt', 0), models.Q(('made_with', ''), _negated=True)), _connector='OR'), name='menus_week_event', violation_error_message='活动食谱要写用餐人数，以及和谁一起定的。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='menus_week_published', violation_error_message='公示要有时间和公示人。'), models.CheckConstraint(condition=models.Q(('budget__isnull', True), ('budget__gt', 0), _connector='OR'), name='menus_week_budget', violation_error_message='预算要大于零。')],
            },
        ),
        migrations.CreateModel(
            name='MenuDish',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('date', models.DateField(verbose_name='日期')),
                ('meal', models.CharField(choices=[('breakfast', '早餐'), ('lunch', '午餐'), ('dinner', '晚餐'), ('snack', '加餐')], max_length=9, verbose_name='餐次')),
                ('sort', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='顺序')),
                ('why', models.CharField(blank=True, editable=False, max_length=100, verbose_name='为什么换')),
                ('swapped_on', models.DateField(blank=True, editable=False, null=True, verbose_name='换菜日期')),
                ('dish', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='menus.dish', verbose_name='菜品')),
                ('instead_of', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='menus.dish', verbose_name='原来是')),
                ('week', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dishes', to='menus.menuweek', verbose_name='食谱')),
            ],
            options={
                'verbose_name': '食谱上的菜',
                'verbose_name_plural': '每餐菜品',
                'indexes': [models.Index(fields=['date', 'meal'], name='menus_menudish_day'), models.Index(fields=['dish', '-date'], name='menus_menudish_lately')],
                'constraints': [models.UniqueConstraint(fields=('week', 'date', 'meal', 'dish'), name='menus_menudish_once', violation_error_message='这一餐已经有这道菜了。'), models.CheckConstraint(condition=models.Q(('instead_of__isnull', True), models.Q(models.Q(('why', ''), _negated=True), ('swapped_on__isnull', False)), _connector='OR'), name='menus_menudish_why', violation_error_message='临时换菜要写为什么。')],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('age', models.CharField(choices=[('6-8', '6—8岁'), ('9-11', '9—11岁'), ('12-14', '12—14岁'), ('15-17', '15—17岁')], max_length=5, verbose_name='按哪个年龄')),
                ('budget', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='每人每天预算（元）')),
                ('status', models.CharField(choices=[('best', '已证明最好'), ('good', '可用，差距已知'), ('none', '排不出来'), ('unknown', '时间内没有找到')], max_length=7, verbose_name='结果')),
                ('cost', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='每人每天成本（元）')),
                ('gap', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='离最好最多差（%）')),
                ('lines', models.JSONField(blank=True, default=list, editable=False, verbose_name='菜单')),
                ('told', models.JSONField(blank=True, default=dict, editable=False, verbose_name='求解记录')),
                ('why', models.JSONField(blank=True, default=list, editable=False, verbose_name='说明')),
                ('asked_on', models.DateField(verbose_name='排菜日期')),
                ('used_on', models.DateField(blank=True, null=True, verbose_name='采用日期')),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='谁排的')),
                ('week', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='menus.menuweek', verbose_name='食谱')),
            ],
            options={
                'verbose_name': '排菜方案',
                'verbose_name_plural': '排菜方案',
                'indexes': [models.Index(fields=['week', '-id'], name='menus_plan_week')],
            },
        ),
            SearchIndex(
            table='menus_food',
        ),
        SearchIndex(
            table='menus_ban',
        ),
        SearchIndex(
            table='menus_dish',
        ),
        SearchIndex(
            table='menus_menuweek',
        ),
    ]
