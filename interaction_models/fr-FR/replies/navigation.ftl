# Coming, going, hearing it again.

welcome-new = Bienvenue chez { $shop }. Dites-moi ce qu'il vous faut, par exemple du café ou du liquide vaisselle, et je vous le trouve.
    .short = Bienvenue chez { $shop }.
welcome-back = Bonjour { $name }, et bienvenue chez { $shop }.
    .alt = Bonjour { $name }. Ici { $shop }.
    .short = Bonjour { $name }.
welcome-cart = { $count ->
    [1] Bonjour { $name }. Un article vous attend dans votre panier, pour { $total }.
   *[other] Bonjour { $name }. { $number } articles vous attendent dans votre panier, pour { $total }.
}
    .short = { $count ->
    [1] Bonjour { $name }. Un article est dans votre panier.
   *[other] Bonjour { $name }. { $number } articles sont dans votre panier.
}
welcome-cart-guest = { $count ->
    [1] Bienvenue chez { $shop }. Un article vous attend dans votre panier, pour { $total }.
   *[other] Bienvenue chez { $shop }. { $number } articles vous attendent dans votre panier, pour { $total }.
}
yes-to-what = Je n'avais pas posé de question.
no-to-what = Très bien.
nothing-to-spell = Il n'y a encore aucun nom à épeler.
spelled = { $word } s'écrit { $letters }.
start-over = { $count ->
    [0] Reprenons depuis le début.
    [1] Reprenons depuis le début. Un article est toujours dans votre panier.
   *[other] Reprenons depuis le début. { $number } articles sont toujours dans votre panier.
}
welcome-thanks = Je vous en prie.
cancelled = D'accord, n'en parlons plus.
goodbye = Au revoir, et à bientôt chez { $shop }.
    .alt = Au revoir, et merci de votre visite.
goodbye-cart = Au revoir. Vous retrouverez votre panier à votre retour.
hello = Bonjour!
take-your-time = Prenez votre temps.
