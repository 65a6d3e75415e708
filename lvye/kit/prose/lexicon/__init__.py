"""The dictionary: verbs and nouns of school logistics, and the words the grammar turns on."""
