"""One file a step; each is a function of the StepContext that may safely run twice."""
