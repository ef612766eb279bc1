# Names of things, where British English differs.

title-cart = Your basket, { $total }
suggest-cart = What's in my basket?

## Sizes: litres and metres have their own spelling.
size-milliliter = { $amount ->
    [1] 1 millilitre
   *[other] { $amount } millilitres
}
size-centiliter = { $amount ->
    [1] 1 centilitre
   *[other] { $amount } centilitres
}
size-liter = { $amount ->
    [1] 1 litre
   *[other] { $amount } litres
}
size-meter = { $amount ->
    [1] 1 metre
   *[other] { $amount } metres
}
sized-milliliter = { $amount }-millilitre
sized-centiliter = { $amount }-centilitre
sized-liter = { $amount }-litre
sized-meter = { $amount }-metre
per-meter = a metre
per-milliliter = a millilitre
per-centiliter = a centilitre
per-liter = a litre
per-hundred-milliliters = per hundred millilitres

## Days and hours: the day before the month, and "am" in small letters.
date-on = on { $day } { $month }
date-bare = { $day } { $month }
hour = { $half ->
    [am] { $twelve } am
   *[pm] { $twelve } pm
}
hour-minutes = { $half ->
    [am] { $twelve }:{ $minutes } am
   *[pm] { $twelve }:{ $minutes } pm
}
