# Prices: offers, coupons, store credit, and what is saved.

your-coupon = your coupon
coupon-in = { $coupon } is in: { $label }.
coupon-in-order = { $coupon } is in.
coupon-in-from = { $coupon } is in: { $label }, from { $sum } on. You have { $goods } so far.
coupon-in-other = { $coupon } is in: { $label }. Nothing in your cart is part of that yet.
coupon-unknown = I can't find a coupon of that name.
coupon-expired = That coupon has run out.
coupon-used = That coupon has been used already.
coupon-how = You can say: the coupon is, and then its code.
ask-coupon = What's the code of your coupon?
ask-coupon-again = What's the code once more, letter by letter?
help-coupon = Say the code of your coupon as a word or letter by letter, or say never mind.
miss-coupon = Let's try it differently. Say: the coupon is, and then its code.
coupon-entry = { $coupon }, { $label }
coupons-named = You've named { $coupons }.
coupons-none = You haven't named a coupon so far.
coupons-removed = { $count ->
    [1] All right, without the coupon.
   *[other] All right, without the coupons.
}

offers = On offer now: { $offers }.
offers-first = There are { $number } offers now: { $offers }, and more.
offers-none = Nothing is on offer just now.
offers-none-on = There's no offer on { $thing } just now.
offers-no-more = Those were all the offers.
ask-offer = Shall I name what it's for?
ask-which-offer = Which of these would you like to hear about?
offer-goods = Here is what comes with { $label }.
offer-everything = { $label } counts for the whole shop.
offer-sold-out = What comes with { $label } is sold out just now.
offer-over = That offer has just ended.
price-offer = Right now there's { $label }.

quote-savings = With { $offers }, you save { $saved }.
    .short = You save { $saved }.
quote-savings-many = With { $number } offers, you save { $saved }.
    .short = You save { $saved }.
quote-delivery-offered = It comes to your { $address } address { $slot }, free of charge { $by ->
    [coupon] with your coupon
   *[other] as an offer
}.
    .short = To { $address } { $slot }, free.
quote-credit = { $credit } of it is store credit, and { $rest } { $payment ->
    [stripe] is charged to your card
   *[other] is left to pay on delivery
}.
    .short = { $credit } from your credit, { $rest } left.
quote-credit-whole = Your store credit pays for all of it.
changed-promotion = An offer or a coupon has changed since then.
changed-credit = Your store credit has changed since then.
payment-credit = Your store credit no longer pays for this, so nothing is ordered. What you've chosen is kept.

credit-balance = You have { $credit } of store credit. It goes toward your next order by itself.
    .short = { $credit } of store credit.
credit-none = You have no store credit.
order-cancelled-credit = Your order is cancelled.
credit-returned = { $credit } is back in your store credit.

## What became of an order whose outcome was open when it was last spoken of.
welcome-again = Welcome back, { $name }.
news-placed = Your last order did go through: it comes { $slot }, { $total } in all.
news-failed = The payment for your last order didn't go through, so nothing was ordered. Everything is back in your cart.
news-of-order = A word on your last order.
news-cancelled = Your last order is cancelled, and { $total } { $payment ->
    [stripe] has gone back to your card
   *[other] is no longer due
}.
