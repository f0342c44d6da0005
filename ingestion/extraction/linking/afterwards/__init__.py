"""What is only seen when all numbers of a sentence are linked: parts, kinds and sums among them."""
