"""Security (安全保卫): letters, the gate, key places, cameras, visitors, what happened."""
