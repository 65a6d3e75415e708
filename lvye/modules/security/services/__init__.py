"""The deeds of security: the only place that changes its data."""

from .acting import shift_at
from .cameras import (
    camera_add,
    camera_change,
    camera_checked,
    camera_fail,
    camera_measured,
    camera_mend,
    camera_repair,
    keyplace_change,
    mended_by,
)
from .cars import car_add, car_change, car_known, plain_plate, point_checked
from .diary import entry_write
from .gates import gap_judge, gaps_open, gate_due, gate_here
from .incidents import incident_alarm, incident_close, incident_hand, incident_handle, incident_write
from .outings import (
    may_answer,
    outing_agree,
    outing_come,
    outing_drop,
    outing_go,
    outing_refuse,
    outing_write,
)
from .parents import letter_amend, letter_close, letter_send, slips_count
from .pledges import (
    pledge_drop,
    pledge_sign,
    pledge_witness,
    pledges_follow,
    pledges_issue,
    pledges_remind,
    unsigned,
)
from .seed import wordings_prepare
from .visits import is_closed, visit_enter, visit_leave, visit_refuse, visit_write, visits_left_behind

__all__ = [
    "camera_add",
    "camera_change",
    "camera_checked",
    "camera_fail",
    "camera_measured",
    "camera_mend",
    "camera_repair",
    "car_add",
    "car_change",
    "car_known",
    "entry_write",
    "gap_judge",
    "gaps_open",
    "gate_due",
    "gate_here",
    "incident_alarm",
    "incident_close",
    "incident_hand",
    "incident_handle",
    "incident_write",
    "is_closed",
    "keyplace_change",
    "letter_amend",
    "letter_close",
    "letter_send",
    "may_answer",
    "mended_by",
    "outing_agree",
    "outing_come",
    "outing_drop",
    "outing_go",
    "outing_refuse",
    "outing_write",
    "plain_plate",
    "pledge_drop",
    "pledge_sign",
    "pledge_witness",
    "pledges_follow",
    "pledges_issue",
    "pledges_remind",
    "point_checked",
    "shift_at",
    "slips_count",
    "unsigned",
    "visit_enter",
    "visit_leave",
    "visit_refuse",
    "visit_write",
    "visits_left_behind",
    "wordings_prepare",
]
