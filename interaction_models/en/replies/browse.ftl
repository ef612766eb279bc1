# Looking around.

product-found = { $product } is { $price }.
    .alt = There's { $product } for { $price }.
    .short = { $product } for { $price }.
ask-add = { $count ->
    [1] Shall I add it to your cart?
   *[other] Shall I add { $number }?
}
    .short = { $count ->
    [1] Add it?
   *[other] Add { $number }?
}
ask-add-anyway = Shall I add it as it is?
    .short = Add it as it is?
price-is = { $product } costs { $price }.
    .short = { $price }.
price-per-unit = That's { $price } { $unit }.
in-stock = Yes, { $product } is in stock for { $price }.
    .short = Yes, for { $price }.
left = { $count ->
    [1] There's just one left of { $product }.
   *[other] There are { $number } left of { $product }.
}
    .short = { $number } left.
details = { $product }: { $description } It costs { $price }.
    .short = { $description }
sold-out = { $product } is sold out at the moment.
    .short = { $product } is sold out.
sold-out-too = It's sold out at the moment.
not-sold-any-more = { $product } is no longer sold.
not-sold-any-more-too = It's no longer sold.
ask-in-cart = It's in your cart already. Is there anything else?
    .short = It's in your cart. Anything else?
price-now = It's { $price } now.
instead = Instead there's { $product } for { $price }.
ask-nearest = Would you like that one?
    .short = That one?
nearest-found = I don't have exactly { $thing }. The nearest is { $product } for { $price }.
    .short = Nearest: { $product } for { $price }.
nothing-found = I can't find { $thing } in the shop.
ask-something-else = What else can I look for?
    .short = What else?
ask-instead = Okay. What would you like instead?
    .short = What instead?
ask-what-find = What would you like?
ask-what-else-find = What can I find for you?
    .short = What would you like?

## Choosing: one short question about what truly differs.
choose-name = For { $thing } we have { $choices }. Which would you like?
    .short = { $choices }?
choose-name-more = For { $thing } we have { $choices }, and more. Which would you like?
    .short = { $choices }, or more?
choose-brand = For { $thing } there's { $choices }. Which brand would you like?
    .short = { $choices }?
choose-brand-more = For { $thing } there's { $choices }, and others. Which brand would you like?
    .short = { $choices }, or others?
choose-size = For { $thing } there's { $choices }. Which size would you like?
    .short = { $choices }?
choose-size-more = For { $thing } there's { $choices }, and more sizes. Which size would you like?
    .short = { $choices }, or more?
choose-attribute = For { $thing } there's { $choices }. Which would you like?
    .short = { $choices }?
choose-attribute-more = For { $thing } there's { $choices }, and more. Which would you like?
    .short = { $choices }, or more?
choose-price = For { $thing } there's { $choices }. Which one would you like?
    .short = { $choices }?
choose-price-more = For { $thing } there's { $choices }, and more. Which one would you like?
    .short = { $choices }, or more?
choose-take-out = In your cart there's { $choices }. Which shall I take out?
    .short = Take out { $choices }?
choose-take-out-more = In your cart there's { $choices }, and more. Which shall I take out?
    .short = Take out { $choices }, or more?
choose-set-quantity = In your cart there's { $choices }. Which shall I change?
    .short = Change { $choices }?
choose-set-quantity-more = In your cart there's { $choices }, and more. Which shall I change?
    .short = Change { $choices }, or more?
thing-in-size = { $thing } in { $size }
already-cheapest = That's the cheapest there is.
already-dearest = That's the finest there is.
already-largest = That's the biggest there is.
already-smallest = That's the smallest there is.
already-other = There's no other one.
already-best = That's the best value there is.
no-such-choice = That isn't one of these.
nothing-to-choose = There's nothing to choose from yet.
no-variant = I don't have { $product } like that.
my-choice = Then I'd take this one.
no-matter = All right.
no-more = Those were all.
no-previous = There's nothing before these.

which-product-offer = Which product would you like?
which-product-price = Which product shall I look up the price of?
which-product-availability = Which product shall I check?
which-product-left = Which product shall I count?
which-product-details = Which product would you like to hear about?
which-product-add = What shall I add?
which-product-add-more = What shall I add more of?
which-product-take-out = What shall I take out?
which-product-set-quantity = Which product shall I change?

compare-first = The first is { $product } for { $price }.
compare-second = The second is { $product } for { $price }.
compare-value = For what you get, { $which } is the better value.
compare-same-value = For what you get, they cost the same.
the-first = the first
the-second = the second
ask-which-of-two = Which one would you like?
ask-compare-what = I need two products to compare. What are you looking for?

departments = We have { $names }, and other departments.
department-has = In the { $department } department we have { $names }.
    .short = { $names }.
department-has-more = In the { $department } department we have { $names }, and more.
    .short = { $names }, and more.
ask-which-of-these = Which would you like to hear about?
    .short = Which one?

## Up to a price.
none-within = For { $thing } there's nothing within { $bound }. This is the cheapest.
    .short = Nothing within { $bound }.
