"""What lapses: one horizon for all certificates, contracts, promises and works, with what each blocks."""
