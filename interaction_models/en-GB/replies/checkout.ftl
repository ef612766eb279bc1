# Buying, where British English differs.

not-ordered = Okay, nothing is ordered. Your basket is kept.
    .short = Not ordered.
changed-cart = Your basket has changed since then.
payment-declined = The payment didn't go through, so nothing is ordered. Your basket is kept.
link-first = { $carded ->
    [1] To order, your { $shop } account needs to be linked. I've sent a card to your app for that. Your basket is kept.
   *[other] To order, your { $shop } account needs to be linked. Your basket is kept.
}
card-link-text = Link your { $shop } account to order by voice. Your basket is kept.
