"""Menus (食谱): foods and their nutrients, dishes, the week's menu, who eats, and what has to be bought for it."""
