"""What is to be as small as possible: points for uneven loads, for uneven weekends, for wishes not followed.

Fairness is the sum of the squares of all loads: it is smallest when they are even, and one duty moved from who carries
one more than another to that other saves two steps. A wish is worth a fortieth of such a move: fairness comes first,
and among rosters that are equally fair the one that follows most wishes.
"""

from __future__ import annotations

FAIR = 20
HEAVY = 4
WISH = 1
MOVE = 2 * FAIR  # points of one duty that could be moved to somebody who carries less
