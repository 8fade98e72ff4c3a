"""The mechanisms of the market, one file each: the equation, its units and its source, then the same in code."""
