"""Plans and meetings (计划与会议): what is to be done, by whom, until when; how it came out is read off the records."""
