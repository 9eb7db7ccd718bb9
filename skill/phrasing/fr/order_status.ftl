expected = prévu { $day }
expected-late = en retard, prévu { $day }
note-short = { $goods }, { $when }
goods-gift = votre cadeau
goods-two = { $first } et { $second }
goods-more = { $first } et { $more } { $more ->
    [one] autre
   *[other] autres
}

order-stands = { $status ->
    [placed] { $goods } : commande reçue, { $when }.
    [preparing] { $goods } : en préparation, { $when }.
    [shipped] { $goods } : commande expédiée, { $when }.
    [in_transit] { $goods } : en route, { $when }.
    [out_for_delivery] { $goods } : en cours de livraison, { $when }.
    [attempted] Le livreur est passé sans pouvoir remettre { $goods }.
    [ready_for_pickup] { $goods } : à retirer au point de retrait.
    [delivered] { $goods } : livraison faite { $day }.
    [problem] Il y a un problème avec { $goods }. Une personne peut aider.
    [cancelled] { $goods } : cette commande est annulée.
    [returned] { $goods } : retour enregistré.
   *[unknown] Je n'ai pas de nouvelles de { $goods }.
}
    .text = { $status ->
    [placed] Commande { $number }, { $goods } : bien reçue, { $when }.
    [preparing] Commande { $number }, { $goods } : en préparation, { $when }.
    [shipped] Commande { $number }, { $goods } : expédiée, { $when }.
    [in_transit] Commande { $number }, { $goods } : en route, { $when }.
    [out_for_delivery] Commande { $number }, { $goods } : en cours de livraison, { $when }.
    [attempted] Commande { $number }, { $goods } : le livreur est passé sans pouvoir la remettre.
    [ready_for_pickup] Commande { $number }, { $goods } : à retirer au point de retrait.
    [delivered] Commande { $number }, { $goods } : livrée { $day }.
    [problem] Commande { $number }, { $goods } : il y a un problème de livraison. Une personne peut vous aider.
    [cancelled] Commande { $number }, { $goods } : annulée.
    [returned] Commande { $number }, { $goods } : retournée.
   *[unknown] Commande { $number }, { $goods } : pas de nouvelles pour le moment.
}
order-in-parcels = { $count } colis : { $notes }.
    .text = La commande { $number } arrive en { $count } colis : { $notes }.
several-orders = { $more ->
    [0] { $count } commandes : { $notes }.
   *[other] { $count } commandes. D'abord : { $notes }.
}
    .text = { $more ->
    [0] Vous avez { $count } commandes en cours : { $notes }.
   *[other] Vous avez { $count } commandes en cours. Les premières attendues : { $notes }.
}
last-scan = Le dernier scan date de { $days } jours.
    .text = Le dernier scan du transporteur date de { $days } jours.
no-such-order = Je ne trouve pas cette commande.
    .text = Je ne trouve pas cette commande.
no-orders = Vous n'avez pas encore de commande.
    .text = Vous n'avez encore rien commandé.
sorry = Veuillez nous excuser.
    .text = Veuillez nous excuser.
goods-number = { $goods }, { $number }
when-problem = avec un problème
when-attempted = livraison manquée
when-ready_for_pickup = à retirer
