# Names of things: products, sizes, numbers, days, times. Used inside the other replies.

joint-and = and
joint-or = or
plain = { $text }
plain-price = { $price }
priced = { $what } at { $price }
at-price = the one at { $price }

number = { $n ->
    [0] none
    [1] one
    [2] two
    [3] three
    [4] four
    [5] five
    [6] six
    [7] seven
    [8] eight
    [9] nine
    [10] ten
    [11] eleven
    [12] twelve
   *[other] { $n }
}

product-full = { $brand } { $name }, { $size }
product-subject = { $product },
product-short = { $brand } { $name }
counted = { $number } { $size } { $brand } { $name }
counted-single = { $count ->
    [1] one { $brand } { $name }
   *[other] { $number } of the { $brand } { $name }
}

## Sizes said alone: "12 ounces".
size-packs = { $count ->
    [8] an 8-pack of { $size }
    [11] an 11-pack of { $size }
    [18] an 18-pack of { $size }
   *[other] a { $count }-pack of { $size }
}
size-packs-count = { $count } packs of { $amount }
size-ounce = { $amount ->
    [1] 1 ounce
   *[other] { $amount } ounces
}
size-pound = { $amount ->
    [0.5] half a pound
    [1] 1 pound
   *[other] { $amount } pounds
}
size-fluid-ounce = { $amount ->
    [1] 1 fluid ounce
   *[other] { $amount } fluid ounces
}
size-pint = { $amount ->
    [1] 1 pint
   *[other] { $amount } pints
}
size-quart = { $amount ->
    [1] 1 quart
   *[other] { $amount } quarts
}
size-gallon = { $amount ->
    [0.5] half a gallon
    [1] 1 gallon
   *[other] { $amount } gallons
}
size-count = { $amount ->
    [1] a single one
   *[other] a pack of { $amount }
}
size-roll = { $amount ->
    [1] 1 roll
   *[other] { $amount } rolls
}
size-sheet = { $amount ->
    [1] 1 sheet
   *[other] { $amount } sheets
}
size-slice = { $amount ->
    [1] 1 slice
   *[other] { $amount } slices
}
size-bag = { $amount ->
    [1] 1 bag
   *[other] { $amount } bags
}
size-pod = { $amount ->
    [1] 1 pod
   *[other] { $amount } pods
}
size-tablet = { $amount ->
    [1] 1 tablet
   *[other] { $amount } tablets
}
size-load = { $amount ->
    [1] 1 load
   *[other] { $amount } loads
}
size-foot = { $amount ->
    [1] 1 foot
   *[other] { $amount } feet
}
size-inch = { $amount ->
    [1] 1 inch
   *[other] { $amount } inches
}
size-meter = { $amount ->
    [1] 1 meter
   *[other] { $amount } meters
}
size-gram = { $amount ->
    [1] 1 gram
   *[other] { $amount } grams
}
size-kilogram = { $amount ->
    [1] 1 kilogram
   *[other] { $amount } kilograms
}
size-milliliter = { $amount ->
    [1] 1 milliliter
   *[other] { $amount } milliliters
}
size-centiliter = { $amount ->
    [1] 1 centiliter
   *[other] { $amount } centiliters
}
size-liter = { $amount ->
    [1] 1 liter
   *[other] { $amount } liters
}
size-other = { $amount } { $unit }

## Sizes before a name: "12-ounce".
sized-packs = { $count }-pack of { $size }
sized-packs-count = { $count }-pack of { $amount }-count
sized-ounce = { $amount }-ounce
sized-pound = { $amount ->
    [0.5] half-pound
   *[other] { $amount }-pound
}
sized-fluid-ounce = { $amount }-fluid-ounce
sized-pint = { $amount }-pint
sized-quart = { $amount }-quart
sized-gallon = { $amount ->
    [0.5] half-gallon
   *[other] { $amount }-gallon
}
sized-count = { $amount }-count
sized-roll = { $amount }-roll
sized-sheet = { $amount }-sheet
sized-slice = { $amount }-slice
sized-bag = { $amount }-bag
sized-pod = { $amount }-pod
sized-tablet = { $amount }-tablet
sized-load = { $amount }-load
sized-foot = { $amount }-foot
sized-inch = { $amount }-inch
sized-meter = { $amount }-meter
sized-gram = { $amount }-gram
sized-kilogram = { $amount }-kilogram
sized-milliliter = { $amount }-milliliter
sized-centiliter = { $amount }-centiliter
sized-liter = { $amount }-liter
sized-other = { $amount } { $unit }

## What a price is for: "an ounce".
per-ounce = an ounce
per-pound = a pound
per-fluid-ounce = a fluid ounce
per-pint = a pint
per-quart = a quart
per-gallon = a gallon
per-count = each
per-roll = a roll
per-sheet = a sheet
per-slice = a slice
per-bag = a bag
per-pod = a pod
per-tablet = a tablet
per-load = a load
per-foot = a foot
per-inch = an inch
per-meter = a meter
per-gram = a gram
per-kilogram = a kilogram
per-milliliter = a milliliter
per-centiliter = a centiliter
per-liter = a liter
per-hundred-grams = per hundred grams
per-hundred-milliliters = per hundred milliliters
per-other = per { $unit }

## Days and hours.
day-yesterday = yesterday
day-today = today
day-tomorrow = tomorrow
weekday-on = on { $weekday }
weekday-bare = { $weekday }
date-on = on { $month } { $day }
date-bare = { $month } { $day }
weekday-0 = Monday
weekday-1 = Tuesday
weekday-2 = Wednesday
weekday-3 = Thursday
weekday-4 = Friday
weekday-5 = Saturday
weekday-6 = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
hour = { $half ->
    [am] { $twelve } AM
   *[pm] { $twelve } PM
}
hour-minutes = { $half ->
    [am] { $twelve }:{ $minutes } AM
   *[pm] { $twelve }:{ $minutes } PM
}
slot-day = { $day } { $daypart }
delivery-slot = { $day } { $daypart }, between { $starts } and { $ends }
    .short = { $day } { $daypart }

## What a screen shows.
row-detail = { $size }, { $price }
title-products = Found
title-usual = Your usual products
title-cart = Your cart, { $total }
suggest-yes = Yes
suggest-no = No
suggest-cart = What's in my cart?
suggest-checkout = Check out
suggest-help = Help
suggest-one = One
suggest-two = Two

## When the shop cannot be reached.
trouble = Something went wrong in the shop. Please try again in a moment.
too-slow = That takes longer than it should, so I've stopped waiting. Please ask me again in a moment; nothing is ordered twice.
too-fast = That was a lot at once. Please give me a minute, then go on.
read-only = I can still look things up, but I can't change or order anything right now. Please try again in a few minutes.
