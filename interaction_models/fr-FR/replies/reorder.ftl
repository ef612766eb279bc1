# Buying again.

usual-is = D'habitude, c'est { $product }, à { $price }.
    .short = { $product }, { $price }.
usual-here = Voici votre achat habituel, à { $price }.
    .short = Votre achat habituel, { $price }.
usual-in-cart = Votre achat habituel est déjà dans votre panier : { $product }.
never-bought = { $thing }? Je n'en trouve pas dans vos commandes.
last-order-again = Je reprends votre commande passée { $day }.
    .short = Je reprends cette commande.
last-order-without = Je reprends votre commande passée { $day }, sans { $items } : il n'en reste pas assez.
    .short = Je reprends cette commande, sans { $items }.
last-order-gone = { $count ->
    [1] Votre dernier achat est épuisé : { $items }.
   *[other] Tout ce que vous aviez commandé la dernière fois est épuisé.
}
usual-needs-account = Je ne vois pas vos achats habituels, car votre compte n'est pas associé.
no-orders = Vous n'avez encore rien commandé ici.
no-usual = Je ne connais pas encore vos achats habituels.
usual-products = Vos achats habituels : { $items }.
    .short = { $items }.
usual-more = Et aussi : { $items }.
    .short = { $items }.
usual-item = { $product } { $often }
    .short = { $product }
every-weeks = { $n ->
    [1] toutes les semaines
   *[other] toutes les { $number } semaines
}
every-days = plusieurs fois par semaine
ask-which-usual = Que voulez-vous reprendre?
    .short = Quel produit?
