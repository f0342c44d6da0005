"""The readings of one number and what each pays; which of two numbers the other one leaves behind."""
