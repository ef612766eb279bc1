# After the order, where British English differs.

settled-failed = Welcome back, { $name }. Your last order did not go through, so nothing was ordered, and your basket is kept.
