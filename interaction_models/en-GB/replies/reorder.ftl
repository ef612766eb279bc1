# Buying again, where British English differs.

usual-in-cart = Your usual { $product } is in your basket already.
