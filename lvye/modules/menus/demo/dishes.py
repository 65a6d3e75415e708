"""What the demo's canteen can cook: grams for one head of 12—14, raw, edible part."""

# house: names of dishes and foods of an invented canteen, as they are kept in the database

from __future__ import annotations

# name | course | method | meals (b breakfast, m main, s snack, f fixed) | food grams, …
DISHES = """
米饭|staple|steam|mf|大米 115
二米饭|staple|steam|m|大米 90, 小米 25
红薯饭|staple|steam|m|大米 95, 红薯 60
杂粮饭|staple|steam|m|大米 80, 糯米 15, 黑米 20
玉米饭|staple|steam|m|大米 95, 鲜玉米 50
葱油花卷|staple|steam|b|小麦粉 100, 大葱 5, 大豆油 8
鲜肉包|staple|steam|b|小麦粉 95, 猪肉（肥瘦） 20, 大葱 8
香菇青菜包|staple|steam|b|小麦粉 100, 香菇 20, 小白菜 40, 大豆油 9
豆沙包|staple|steam|b|小麦粉 90, 红小豆 15, 白糖 10, 大豆油 4
紫薯馒头|staple|steam|b|小麦粉 100, 紫薯 50, 白糖 8
鸡蛋炒米粉|staple|stir|b|米粉 90, 绿豆芽 30, 胡萝卜 15, 大豆油 10
番茄鸡蛋面|staple|boil|b|挂面 95, 番茄 40, 小白菜 30, 大豆油 8
南瓜馒头|staple|steam|b|小麦粉 105, 南瓜 40, 白糖 6, 大豆油 3
发糕|staple|steam|b|小麦粉 70, 玉米面 30, 红枣（干） 10, 白糖 8
煮鸡蛋|half|boil|b|鸡蛋 55
蒸蛋羹|half|steam|b|鸡蛋 45, 大葱 3, 香油 2
番茄炒蛋|half|stir|bm|番茄 70, 鸡蛋 30, 大豆油 7
五香豆腐干|half|braise|b|豆腐干 35, 酱油 3, 大豆油 3
土豆丝炒肉|half|stir|bm|土豆 80, 猪肉（瘦） 15, 大豆油 6
胡萝卜炒蛋|half|stir|bm|胡萝卜 60, 鸡蛋 30, 大豆油 7
牛奶|drink|none|bsf|牛奶 230
豆浆|drink|boil|b|豆浆 250, 白糖 10
酸奶|drink|none|bs|酸奶 150
红枣小米粥|drink|boil|b|小米 30, 红枣（干） 8
燕麦牛奶|drink|boil|b|燕麦片 20, 牛奶 150
红烧肉烧土豆|main|braise|m|猪肉（肥瘦） 32, 土豆 60, 酱油 5, 大豆油 3
宫保鸡丁|main|stir|m|鸡胸肉 42, 花生仁 8, 黄瓜 40, 大豆油 7
香菇滑鸡|main|braise|m|鸡腿 50, 香菇 25, 大豆油 6, 生姜 2
土豆炖鸡块|main|braise|m|鸡肉 45, 土豆 60, 胡萝卜 20, 大豆油 6
青椒肉丝|main|stir|m|猪肉（瘦） 42, 青椒 70, 大豆油 9
鱼香肉丝|main|stir|m|猪肉（瘦） 38, 木耳（干） 3, 胡萝卜 30, 莴笋 30, 大豆油 9, 白糖 3
糖醋排骨|main|braise|m|猪小排 45, 白糖 6, 醋 4, 大豆油 4
番茄牛腩|main|braise|m|牛肉（肥瘦） 38, 番茄 70, 土豆 40, 大豆油 7
洋葱炒牛肉|main|stir|m|牛肉（瘦） 40, 洋葱 60, 大豆油 10
萝卜炖羊肉|main|boil|m|羊肉（瘦） 38, 白萝卜 80, 大豆油 7
红烧草鱼块|main|braise|m|草鱼 50, 大葱 4, 生姜 2, 大豆油 9
清蒸鲈鱼|main|steam|m|鲈鱼 50, 大葱 5, 生姜 3, 大豆油 9
豆豉带鱼|main|braise|m|带鱼 45, 大豆油 8, 大葱 4
虾仁炒玉米|main|stir|m|虾仁 50, 鲜玉米 50, 鲜豌豆 15, 大豆油 8
酱烧鸭块|main|braise|m|鸭肉 45, 莴笋 40, 酱油 5, 大豆油 3
莲藕烧排骨|main|boil|m|猪小排 42, 莲藕 60, 生姜 2
木须肉|main|stir|m|猪肉（瘦） 25, 鸡蛋 20, 木耳（干） 3, 黄瓜 40, 干黄花菜 3, 大豆油 9
麻婆豆腐|half|braise|m|北豆腐 60, 猪肉（肥瘦） 6, 豆瓣酱 3, 大豆油 4
家常豆腐|half|braise|m|北豆腐 60, 青椒 25, 木耳（干） 2, 大豆油 6
肉末茄子|half|braise|m|茄子 90, 猪肉（肥瘦） 8, 大豆油 6
蒜薹炒肉|half|stir|m|蒜薹 60, 猪肉（瘦） 12, 大豆油 5
芹菜香干|half|stir|m|芹菜 60, 豆腐干 20, 大豆油 6
西葫芦炒蛋|half|stir|m|西葫芦 80, 鸡蛋 25, 大豆油 6
蚂蚁上树|half|stir|m|粉条 18, 猪肉（肥瘦） 8, 大豆油 4
菜花炒肉片|half|stir|m|菜花 80, 猪肉（瘦） 12, 大豆油 6
黄豆芽炒油豆腐|half|stir|m|黄豆芽 60, 油豆腐 12, 大豆油 5
莴笋炒腊味鸡丁|half|stir|m|莴笋 70, 鸡胸肉 15, 大豆油 6
长豆角炒肉末|half|stir|m|长豇豆 70, 猪肉（肥瘦） 8, 大豆油 5
清炒小白菜|green|stir|m|小白菜 150, 大豆油 8
蒜蓉西兰花|green|stir|m|西兰花 110, 大蒜 4, 大豆油 8
清炒油菜|green|stir|m|油菜 150, 大豆油 8
蒜蓉菠菜|green|stir|m|菠菜 140, 大蒜 4, 大豆油 8
醋溜白菜|green|stir|m|大白菜 150, 醋 4, 大豆油 9
手撕包菜|green|stir|m|圆白菜 140, 大蒜 3, 大豆油 9
炒空心菜|green|stir|m|空心菜 140, 大蒜 4, 大豆油 8
炒莜麦菜|green|stir|m|莜麦菜 140, 大蒜 4, 大豆油 8
炒生菜|green|stir|m|生菜 140, 大蒜 4, 大豆油 8
香菇菜心|green|stir|m|菜心 120, 香菇 20, 大豆油 8
胡萝卜炒芥蓝|green|stir|m|芥蓝 110, 胡萝卜 20, 大豆油 8
清炒茼蒿|green|stir|m|茼蒿 130, 大蒜 4, 大豆油 8
荷塘小炒|green|stir|m|莲藕 50, 荷兰豆 30, 木耳（干） 3, 胡萝卜 20, 大豆油 7
炒南瓜片|green|stir|m|南瓜 140, 青椒 15, 大豆油 8
番茄蛋花汤|soup|boil|m|番茄 40, 鸡蛋 10, 香油 1
紫菜虾皮汤|soup|boil|m|紫菜（干） 2, 虾皮 2, 鸡蛋 8, 香油 1
冬瓜海带汤|soup|boil|m|冬瓜 60, 海带（鲜） 20, 香油 1
白菜豆腐汤|soup|boil|m|大白菜 50, 南豆腐 25, 香油 1
萝卜丝汤|soup|boil|m|白萝卜 60, 大葱 3, 香油 1
玉米胡萝卜汤|soup|boil|m|鲜玉米 30, 胡萝卜 20
绿豆汤|soup|boil|m|绿豆 12, 白糖 5
银耳红枣羹|soup|boil|m|银耳（干） 3, 红枣（干） 6, 白糖 6
菠菜猪肝汤|soup|boil|m|猪肝 12, 菠菜 30, 生姜 2
平菇青菜汤|soup|boil|m|平菇 25, 小白菜 30, 香油 1
丝瓜蛋汤|soup|boil|m|丝瓜 50, 鸡蛋 10, 香油 1
苹果|fruit|none|s|苹果 130
香蕉|fruit|none|s|香蕉 120
柑橘|fruit|none|s|柑橘 130
咖喱鸡块|main|braise|m|鸡肉 42, 土豆 60, 咖喱粉 3, 大豆油 6
巴沙鱼柳|main|fry|m|巴沙鱼片 60, 淀粉 6, 大豆油 8
"""
