# Names of things: products, sizes, numbers, days, times. Used inside the other replies.
#
# Typography: a colon has a space before it, a question mark or an exclamation mark has none. Voices
# do not care, and a screen would show a plain space there as a broken line's beginning.
# Products come without article or gender, so no sentence may need one: "une fois …", "c'est …".

joint-and = et
joint-or = ou
plain = { $text }
plain-price = { $price }
priced = { $what } à { $price }
at-price = à { $price }

number = { $n ->
    [0] zéro
    [1] un
    [2] deux
    [3] trois
    [4] quatre
    [5] cinq
    [6] six
    [7] sept
    [8] huit
    [9] neuf
    [10] dix
    [11] onze
    [12] douze
   *[other] { $n }
}

product-full = { $name } { $brand }, { $size }
product-subject = { $product }
product-short = { $name } { $brand }
counted = { $count ->
    [1] { $name } { $brand } en { $size }
   *[other] { $number } fois { $name } { $brand } en { $size }
}
counted-single = { $count ->
    [1] { $name } { $brand }
   *[other] { $number } fois { $name } { $brand }
}

## Sizes said alone: "250 grammes", "par 12".
size-packs = { $count } fois { $size }
size-packs-count = { $count } lots de { $amount }
size-ounce = { $amount ->
    [one] { $amount } once
   *[other] { $amount } onces
}
size-pound = { $amount ->
    [0.5] une demi-livre
    [one] { $amount } livre
   *[other] { $amount } livres
}
size-fluid-ounce = { $amount ->
    [one] { $amount } once liquide
   *[other] { $amount } onces liquides
}
size-pint = { $amount ->
    [one] { $amount } pinte
   *[other] { $amount } pintes
}
size-quart = { $amount ->
    [one] { $amount } quart de gallon
   *[other] { $amount } quarts de gallon
}
size-gallon = { $amount ->
    [0.5] un demi-gallon
    [one] { $amount } gallon
   *[other] { $amount } gallons
}
size-count = { $amount ->
    [1] à l'unité
   *[other] par { $amount }
}
size-roll = { $amount ->
    [one] { $amount } rouleau
   *[other] { $amount } rouleaux
}
size-sheet = { $amount ->
    [one] { $amount } feuille
   *[other] { $amount } feuilles
}
size-slice = { $amount ->
    [one] { $amount } tranche
   *[other] { $amount } tranches
}
size-bag = { $amount ->
    [one] { $amount } sachet
   *[other] { $amount } sachets
}
size-pod = { $amount ->
    [one] { $amount } dosette
   *[other] { $amount } dosettes
}
size-tablet = { $amount ->
    [one] { $amount } tablette
   *[other] { $amount } tablettes
}
size-load = { $amount ->
    [one] { $amount } lavage
   *[other] { $amount } lavages
}
size-foot = { $amount ->
    [one] { $amount } pied
   *[other] { $amount } pieds
}
size-inch = { $amount ->
    [one] { $amount } pouce
   *[other] { $amount } pouces
}
size-meter = { $amount ->
    [one] { $amount } mètre
   *[other] { $amount } mètres
}
size-gram = { $amount ->
    [one] { $amount } gramme
   *[other] { $amount } grammes
}
size-kilogram = { $amount ->
    [one] { $amount } kilo
   *[other] { $amount } kilos
}
size-milliliter = { $amount ->
    [one] { $amount } millilitre
   *[other] { $amount } millilitres
}
size-centiliter = { $amount ->
    [one] { $amount } centilitre
   *[other] { $amount } centilitres
}
size-liter = { $amount ->
    [one] { $amount } litre
   *[other] { $amount } litres
}
size-other = { $amount } { $unit }

## Sizes after a name and "en": "café moulu en 250 grammes", "œufs en lot de 12".
sized-packs = lot de { $count } fois { $size }
sized-packs-count = { $count } lots de { $amount }
sized-ounce = { size-ounce }
sized-pound = { $amount ->
    [0.5] demi-livre
    [one] { $amount } livre
   *[other] { $amount } livres
}
sized-fluid-ounce = { size-fluid-ounce }
sized-pint = { size-pint }
sized-quart = { size-quart }
sized-gallon = { $amount ->
    [0.5] demi-gallon
    [one] { $amount } gallon
   *[other] { $amount } gallons
}
sized-count = lot de { $amount }
sized-roll = { size-roll }
sized-sheet = { size-sheet }
sized-slice = { size-slice }
sized-bag = { size-bag }
sized-pod = { size-pod }
sized-tablet = { size-tablet }
sized-load = { size-load }
sized-foot = { size-foot }
sized-inch = { size-inch }
sized-meter = { size-meter }
sized-gram = { size-gram }
sized-kilogram = { size-kilogram }
sized-milliliter = { size-milliliter }
sized-centiliter = { size-centiliter }
sized-liter = { size-liter }
sized-other = { size-other }

## What a price is for: "le kilo".
per-ounce = l'once
per-pound = la livre
per-fluid-ounce = l'once liquide
per-pint = la pinte
per-quart = le quart de gallon
per-gallon = le gallon
per-count = l'unité
per-roll = le rouleau
per-sheet = la feuille
per-slice = la tranche
per-bag = le sachet
per-pod = la dosette
per-tablet = la tablette
per-load = le lavage
per-foot = le pied
per-inch = le pouce
per-meter = le mètre
per-gram = le gramme
per-kilogram = le kilo
per-milliliter = le millilitre
per-centiliter = le centilitre
per-liter = le litre
per-hundred-grams = les cent grammes
per-hundred-milliliters = les cent millilitres
per-other = par { $unit }

## Days and hours. Both styles of a day are alike: it stands after "livraison", "livrée", "passée".
day-yesterday = hier
day-today = aujourd'hui
day-tomorrow = demain
weekday-on = { $weekday }
weekday-bare = { $weekday }
date-on = { $day ->
    [1] le 1er { $month }
   *[other] le { $day } { $month }
}
date-bare = { $day ->
    [1] le 1er { $month }
   *[other] le { $day } { $month }
}
weekday-0 = lundi
weekday-1 = mardi
weekday-2 = mercredi
weekday-3 = jeudi
weekday-4 = vendredi
weekday-5 = samedi
weekday-6 = dimanche
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
hour = { $hour ->
    [0] minuit
    [1] 1 heure
    [12] midi
   *[other] { $hour } heures
}
hour-minutes = { $hour ->
    [0] minuit { $minutes }
    [1] 1 heure { $minutes }
    [12] midi { $minutes }
   *[other] { $hour } heures { $minutes }
}
slot-day = { $day } { $daypart }
delivery-slot = { $day } { $daypart }, entre { $starts } et { $ends }
    .short = { $day } { $daypart }

## What a screen shows.
row-detail = { $size }, { $price }
title-products = Trouvé
title-usual = Vos produits habituels
title-cart = Votre panier, { $total }
suggest-yes = Oui
suggest-no = Non
suggest-cart = Voir mon panier
suggest-checkout = Commander
suggest-help = Aide
suggest-one = Un
suggest-two = Deux

## Quand le magasin ne répond pas.
trouble = Un problème est survenu dans le magasin. Réessayez dans un instant.
too-slow = La réponse tarde trop, je n'attends plus. Redemandez-moi dans un instant, rien ne sera commandé deux fois.
too-fast = Cela fait beaucoup à la fois. Laissez-moi une minute, puis continuez.
read-only = Je peux encore chercher, mais rien changer ni commander en ce moment. Réessayez dans quelques minutes.
