"""Forms that may be filled in without network, and are done once however often they are sent."""
