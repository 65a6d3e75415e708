"""The mechanisms every module shares."""
