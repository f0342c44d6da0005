"""What sums and rates prove or disprove."""
