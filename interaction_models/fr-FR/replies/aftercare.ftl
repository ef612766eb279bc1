# Retours, changements d'une commande, problèmes de livraison.

## What goes back, and for how much.
pieces = { $count ->
    [1] { $name } { $brand }
   *[other] { $number } { $name } { $brand }
}
goods-back = { $more ->
    [0] { $first }
    [1] { $first } et un autre article
   *[other] { $first } et { $number } autres articles
}
choose-give-back = Dans votre commande : { $choices }. De quel article s'agit-il?
    .short = { $choices }?
choose-give-back-more = Dans votre commande : { $choices }, et d'autres articles. De quel article s'agit-il?
    .short = { $choices }, ou la suite?
choose-leave-out = Dans votre commande : { $choices }. Que dois-je changer?
    .short = Changer { $choices }?
choose-leave-out-more = Dans votre commande : { $choices }, et d'autres articles. Que dois-je changer?
    .short = Changer { $choices }, ou la suite?
which-product-give-back = De quel article s'agit-il?
which-product-leave-out = Quel article dois-je changer?
ask-how-many-back = Quantité reçue pour { $product } : { $number }. Combien sont concernés?
ask-reason = Pour quelle raison : c'était abîmé, ce n'était pas le bon article, ou vous n'en avez pas besoin?
way-credit = sous forme d'avoir
way-card = sur votre carte bancaire
way-paid = par le même moyen de paiement
return-from = C'était dans votre commande livrée { $day }.
sorry-damaged = Je suis désolé que ce soit arrivé dans cet état.
sorry-missing = Je suis désolé pour cet oubli.
sorry-wrong = Je suis désolé que ce ne soit pas le bon article.
ask-refund = Je peux vous rendre { $amount } { $way } pour ceci : { $goods }. Est-ce que je le fais?
    .short = { $amount } { $way } pour ceci : { $goods }?
ask-refund-free = Je peux reprendre ceci : { $goods }. C'était gratuit, il n'y a rien à rembourser. Est-ce que je le fais?
unsure-refund = Je ne suis pas sûr d'avoir entendu un oui.
refund-given = C'est fait. Je vous rends { $amount } { $way }.
refund-given-free = C'est fait, je l'ai noté.
refund-under-way = C'est noté. La banque n'a pas encore confirmé le remboursement des { $amount }, je continue donc de le lui demander.
nothing-returned = Très bien, rien n'est renvoyé.
miss-refund = Essayons autrement. Dites simplement oui ou non.
miss-reason = Essayons autrement. Par exemple, dites : c'était cassé.
help-refund = Oui vous rembourse, non laisse tout comme avant.
help-reason = Dites ce qui n'allait pas, ou dites simplement sans raison.

## When goods don't go back that way.
not-bought = Je ne trouve pas cet article dans vos commandes : { $thing }.
nothing-to-return = Je ne trouve pas de commande livrée.
all-returned = C'est déjà renvoyé.
return-too-late = La livraison a eu lieu { $day }, c'est trop ancien pour que je reprenne l'article.
return-needs-person = C'est plus que ce que je peux rembourser sans l'avis de quelqu'un.
return-not-here = Votre commande n'est pas encore livrée : { $items }.

## Fewer pieces before picking.
ask-how-many-instead = Quantité de { $product } dans votre commande : { $number }. Combien en voulez-vous à la place?
ask-give-up = Sans ceci, vous paierez { $amount } de moins : { $goods }. Dois-je le retirer de votre commande?
ask-give-up-some = Quantité de { $product } : je peux passer de { $before } à { $left }, et vous paierez { $amount } de moins. Est-ce que je le fais?
ask-give-up-all = C'est tout ce qu'il y a dans votre commande : elle serait annulée, et { $payment ->
    [stripe] { $amount } vous seraient rendus sur votre carte bancaire
   *[other] vous ne devriez plus les { $amount }
  }. Est-ce que je le fais?
left-out = C'est retiré de votre commande : { $goods }. { $amount } { $way }.
left-out-free = C'est retiré de votre commande : { $goods }.
less-due = de moins à payer à la livraison
less-card = vous sont rendus sur votre carte bancaire
less-paid = vous sont rendus par le même moyen de paiement
left-out-unsure = C'est retiré de votre commande : { $goods }. La banque n'a pas encore confirmé le remboursement des { $amount }, je continue donc de le lui demander.
order-unchanged = Très bien, votre commande reste comme avant.
order-not-changed = Je ne peux pas changer cette commande moi-même.
order-has-that = Votre commande en compte déjà { $number } : { $product }.
order-cannot-grow = Je ne peux rien ajouter à une commande déjà passée, mais je peux mettre ceci dans votre panier, pour une nouvelle commande : { $number } { $product }.
ask-own-order = Est-ce que je le fais?
not-in-order = Je ne trouve pas cet article dans votre commande : { $thing }.
too-late-to-change = Votre commande { $state ->
    [picking] est déjà en préparation
    [sent] est déjà en route
   *[other] est déjà livrée
}, je ne peux donc plus la changer : { $items }.
no-order-to-change = Vous n'avez aucune commande que je puisse changer.
miss-change = Essayons autrement. Dites simplement oui ou non.
help-change = Oui change votre commande, non la laisse comme avant.

## Deliveries with something wrong, and people.
late-still-due = Votre commande n'est pas encore en retard. Livraison { $slot } : { $items }.
late-overdue = Je suis désolé. Votre commande devait arriver { $slot }, et elle n'est pas notée comme livrée : { $items }.
late-delivered = Votre commande est notée comme livrée { $day } : { $items }.
ask-hand-over = Dois-je transmettre cela à quelqu'un, avec les détails?
handed-over = J'ai transmis cela avec les détails, et quelqu'un vous contactera. Vous pouvez aussi appeler le { $phone }, { $hours }.
handed-over-call = J'ai transmis cela avec les détails. Vous pouvez appeler le { $phone }, { $hours } : on saura de quoi il s'agit.
person-noted = J'ai transmis ce dont nous parlions, vous n'aurez pas à tout réexpliquer.
miss-person = Essayons autrement. Dites simplement oui ou non.
help-person = Oui transmet cela à quelqu'un, non en reste là.

## Refunds, later on.
refund-none = Je ne trouve pas de remboursement.
refund-done = Vous avez été remboursé de { $amount } { $way } pour votre commande : { $items }.
refund-started = Le remboursement de { $amount } est en route pour votre commande : { $items }.
refund-done-due = Vous n'aviez encore rien payé pour votre commande, vous ne devez donc plus les { $amount } : { $items }.
