"""History (往年材料): what earlier summaries stated, read out of them, judged by a person, kept to compare with."""
