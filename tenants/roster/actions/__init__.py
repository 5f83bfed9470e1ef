"""What a roster writes: one act, in batches, in the order in which things need each other."""
