"""Counting property (资产盘点): scan the room, then the things; a second person posts."""
