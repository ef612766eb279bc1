# Looking around, where British English differs.

ask-add = { $count ->
    [1] Shall I add it to your basket?
   *[other] Shall I add { $number }?
}
    .short = { $count ->
    [1] Add it?
   *[other] Add { $number }?
}
ask-in-cart = It's in your basket already. Is there anything else?
    .short = It's in your basket. Anything else?
choose-take-out = In your basket there's { $choices }. Which shall I take out?
    .short = Take out { $choices }?
choose-take-out-more = In your basket there's { $choices }, and more. Which shall I take out?
    .short = Take out { $choices }, or more?
choose-set-quantity = In your basket there's { $choices }. Which shall I change?
    .short = Change { $choices }?
choose-set-quantity-more = In your basket there's { $choices }, and more. Which shall I change?
    .short = Change { $choices }, or more?
