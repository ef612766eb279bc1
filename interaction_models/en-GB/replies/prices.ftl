# Prices, where British English differs.

coupon-in-other = { $coupon } is in: { $label }. Nothing in your basket is part of that yet.
news-failed = The payment for your last order didn't go through, so nothing was ordered. Everything is back in your basket.
