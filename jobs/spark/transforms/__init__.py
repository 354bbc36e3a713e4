"""What changes rows between the checks and the writing: one module a transform, each with `transform(df)`."""
