"""Where people act: what is due today, the check itself, the desk's board, the library, the month on paper."""
