"""The rows of a form: what each is, and whose figures, of when, it holds."""
