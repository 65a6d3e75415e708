"""Who is signed in: the account, below everything, so that audit can name its actor."""
