"""School property (校产): cards, books, custody, loans, damage, write-off, depreciation."""
