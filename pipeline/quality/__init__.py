"""What every build leaves behind about quality: its record, its report, and whom its faults concern."""
