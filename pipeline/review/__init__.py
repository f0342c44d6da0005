"""What reviewers decide about single figures, and how a build takes it."""
