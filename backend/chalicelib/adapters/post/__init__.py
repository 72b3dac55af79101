"""How people are reached: mail through SES or into a folder, web push."""
