"""The canteen: food safety by the day, from the order to the emptied sample."""
