"""Who has which rights at the start."""

HEADS, DESK, LEADERS = ("director", "deputy_director"), ("desk",), ("vice_principal", "principal")
WORKERS = ("gardener", "cleaner")
STAFF = ("teacher", "repairer", "keeper", "buyer", "receiver", "finance", "cashier", "canteen", "guard", "admin")
LOOK = dict.fromkeys((*WORKERS, *STAFF), "view") | dict.fromkeys(LEADERS, "view export")
KEEP = "view add change export import"
