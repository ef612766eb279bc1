# Returns, changes of an order, problems with a delivery.

## What goes back, and for how much.
pieces = { $count ->
    [1] the { $brand } { $name }
   *[other] { $number } of the { $brand } { $name }
}
goods-back = { $more ->
    [0] { $first }
    [1] { $first } and one more thing
   *[other] { $first } and { $number } more things
}
choose-give-back = From your order there's { $choices }. Which one is it about?
    .short = { $choices }?
choose-give-back-more = From your order there's { $choices }, and more. Which one is it about?
    .short = { $choices }, or more?
choose-leave-out = In your order there's { $choices }. Which shall I change?
    .short = Change { $choices }?
choose-leave-out-more = In your order there's { $choices }, and more. Which shall I change?
    .short = Change { $choices }, or more?
which-product-give-back = Which thing is it about?
which-product-leave-out = Which thing shall I change?
ask-how-many-back = You got { $number } of the { $product }. How many is it about?
ask-reason = What's the reason: was it broken, was it the wrong one, or is it just not needed?
way-credit = as store credit
way-card = to your card
way-paid = the way you paid
return-from = That's from your order that came { $day }.
sorry-damaged = I'm sorry that it came like that.
sorry-missing = I'm sorry that it was missing.
sorry-wrong = I'm sorry that it was the wrong one.
ask-refund = I can give you { $amount } back { $way } for { $goods }. Shall I?
    .short = { $amount } back { $way } for { $goods }?
ask-refund-free = I can take back { $goods }, which cost you nothing, so no money comes back. Shall I?
unsure-refund = I'm not sure I heard a yes.
refund-given = Done. You get { $amount } back { $way }.
refund-given-free = Done, I've noted it.
refund-under-way = I've noted it. The bank hasn't confirmed yet that { $amount } goes back to your card, so I'll keep asking.
nothing-returned = All right, nothing goes back.
miss-refund = Let me try again. Please say yes or no.
miss-reason = Let me try again. For example, say: it was broken.
help-refund = Yes gives you the money back, no leaves everything as it is.
help-reason = Say what was wrong, or just say no reason.

## When goods don't go back that way.
not-bought = I can't find { $thing } in your orders.
nothing-to-return = I can't find a delivered order of yours.
all-returned = That has gone back already.
return-too-late = That was delivered { $day }, which is too long ago for me to take it back.
return-needs-person = That is more money than I may give back myself.
return-not-here = Your order of { $items } hasn't been delivered yet.

## Fewer pieces before picking.
ask-how-many-instead = Your order has { $number } of the { $product }. How many would you like instead?
ask-give-up = I can take { $goods } out of your order, so that you pay { $amount } less. Shall I?
ask-give-up-some = I can make that { $left } instead of { $before } of the { $product }, so that you pay { $amount } less. Shall I?
ask-give-up-all = That's all there is in your order, so it would be cancelled, and { $payment ->
    [stripe] { $amount } goes back to your card
   *[other] { $amount } is no longer due
  }. Shall I?
left-out = Done. I've taken { $goods } out of your order, and { $amount } { $way }.
left-out-free = Done. I've taken { $goods } out of your order.
less-due = less is due at the door
less-card = goes back to your card
less-paid = goes back the way you paid
left-out-unsure = I've taken { $goods } out of your order. The bank hasn't confirmed yet that { $amount } goes back to your card, so I'll keep asking.
order-unchanged = All right, your order stays as it is.
order-not-changed = I can't change that order from here.
order-has-that = Your order has { $number } of the { $product } already.
order-cannot-grow = I can't add to an order that is placed, but I can start another one with { $number } more of the { $product }.
ask-own-order = Shall I do that?
not-in-order = I can't find { $thing } in your order.
too-late-to-change = Your order of { $items } is { $state ->
    [picking] being packed already
    [sent] on its way already
   *[other] delivered already
}, so I can't change it.
no-order-to-change = You have no order that I could change.
miss-change = Let me try again. Please say yes or no.
help-change = Yes changes your order, no leaves it as it is.

## Deliveries with something wrong, and people.
late-still-due = Your order of { $items } is due { $slot }, so it isn't late yet.
late-overdue = I'm sorry. Your order of { $items } should have come { $slot }, and it isn't marked as delivered.
late-delivered = Your order of { $items } is marked as delivered { $day }.
ask-hand-over = Shall I pass this on to a person, with the details?
handed-over = I've passed this on with the details, and somebody will get in touch with you. You can also call { $phone }, { $hours }.
handed-over-call = I've passed this on with the details. When you call { $phone }, { $hours }, they know what it's about.
person-noted = I've passed on what we talked about, so you don't have to explain it again.
miss-person = Let me try again. Please say yes or no.
help-person = Yes passes this on to a person, no leaves it.

## Refunds, later on.
refund-none = I can't find a refund of yours.
refund-done = You got { $amount } back { $way } for your order of { $items }.
refund-started = { $amount } is on its way back to you for your order of { $items }.
refund-done-due = You had paid nothing yet for your order of { $items }, so { $amount } is simply not due any more.
