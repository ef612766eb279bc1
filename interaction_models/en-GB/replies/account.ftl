# Accounts and the basket.

not-linked = All right, your account isn't linked. You can still look around and fill your basket.
    .short = Your account isn't linked.
address-first = I don't know yet where to deliver. Please add an address to your { $shop } account. Your basket is kept.
card-address-text = Sign in to your { $shop } account, open "Addresses", and add where to deliver. Your basket is kept.
