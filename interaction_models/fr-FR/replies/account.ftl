# The account, coupons, codes, and learning from what was not understood.

account-of = Le compte associé ici est au nom suivant : { $name }.
no-account-linked = Aucun compte n'est associé, vous faites donc vos courses en invité. Je vous ai envoyé une carte dans l'application pour en associer un.
no-such-coupon = Nous n'avons pas de code promo de ce nom. Il n'y a aucun code promo en ce moment.
no-coupons = Il n'y a aucun code promo en ce moment.
no-code-needed = Il n'y a besoin d'aucun code pour cela.

ask-keep-words = Puis-je garder les phrases que je ne comprends pas, sans votre nom, pour que le magasin les apprenne?
learning-on = Merci. Désormais, je garde les phrases que je ne comprends pas, sans votre nom. Vous pouvez dire à tout moment : arrête d'apprendre.
    .short = Merci. Je garde les phrases que je ne comprends pas, sans votre nom.
learning-off = D'accord, je ne garde rien.
learning-forgotten = D'accord. Ce que j'avais gardé de vos phrases est effacé, et je ne garde plus rien.
    .short = C'est effacé. Je ne garde plus rien.
learning-none = Ce magasin ne garde rien de ce que vous dites.
