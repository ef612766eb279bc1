# After the order.

order-items = { $more ->
    [0] { $first }
    [1] { $first } et un autre article
   *[other] { $first } et { $number } autres articles
}
open-orders = Vous avez { $number } commandes en cours.
status-placing = Votre commande est en cours de confirmation : { $items }.
status-waiting = Votre commande attend que vous approuviez le paiement : { $items }.
status-placed = Votre commande est confirmée : { $items }. Livraison { $slot }.
    .short = Livraison { $slot }.
status-picking = Votre commande est en préparation : { $items }. Livraison { $slot }.
    .short = Livraison { $slot }.
status-sent = Votre commande est en route : { $items }. Livraison { $slot }.
    .short = Elle est en route. Livraison { $slot }.
status-delivered = Votre commande a été livrée { $day } : { $items }.
    .short = Elle a été livrée { $day }.
status-cancelled = Votre commande a été annulée : { $items }.
status-failed = Votre commande n'a pas pu être passée : { $items }.
orders-need-account = { $carded ->
    [1] Pour suivre vos commandes, il faut associer votre compte { $shop }. Je vous ai envoyé une carte dans l'application pour cela.
   *[other] Pour suivre vos commandes, il faut associer votre compte { $shop }.
}
ask-cancel-order = Dois-je annuler votre commande passée { $placed }, { $items }?
help-cancel-order = Oui l'annule, non la garde.
nothing-to-cancel = Vous n'avez aucune commande en cours.
too-late-sent = Votre commande est déjà en route, je ne peux donc plus l'annuler : { $items }.
too-late-delivered = Votre dernière commande a été livrée, je ne peux donc plus l'annuler : { $items }.
too-late-now = Cette commande est déjà en route, je ne peux donc plus l'annuler.
order-stands = Très bien, la commande est maintenue.
order-cancelled = Votre commande est annulée, et { $payment ->
    [stripe] les { $total } sont remboursés sur votre carte bancaire
   *[other] vous ne devez plus les { $total }
}.
order-cancelled-later = Votre commande est annulée. La banque n'a pas encore confirmé le remboursement des { $total }, je continue donc de le lui demander.
order-cancelled-unpaid = Votre commande est annulée, et rien n'a été débité.

## One order among others.
no-such-order = Je ne trouve pas cette commande.
too-late-for-it = Votre commande a été livrée, je ne peux donc plus l'annuler : { $items }.
