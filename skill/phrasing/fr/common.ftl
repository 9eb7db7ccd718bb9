# Valeurs telles qu'on les dit (le message) et qu'on les écrit (.text).

money-EUR = { $kind ->
    [whole] { $units } { $units ->
        [one] euro
       *[other] euros
    }
    [small] { $cents } { $cents ->
        [one] centime
       *[other] centimes
    }
    [few] { $units } { $units ->
        [one] euro
       *[other] euros
    } et { $cents } { $cents ->
        [one] centime
       *[other] centimes
    }
   *[mixed] { $units } { $units ->
        [one] euro
       *[other] euros
    } { $cents }
}
money-USD = { $kind ->
    [whole] { $units } { $units ->
        [one] dollar
       *[other] dollars
    }
    [small] { $cents } { $cents ->
        [one] cent
       *[other] cents
    }
    [few] { $units } { $units ->
        [one] dollar
       *[other] dollars
    } et { $cents } { $cents ->
        [one] cent
       *[other] cents
    }
   *[mixed] { $units } { $units ->
        [one] dollar
       *[other] dollars
    } { $cents }
}
money-GBP = { $kind ->
    [whole] { $units } { $units ->
        [one] livre
       *[other] livres
    }
    [small] { $cents } { $cents ->
        [one] penny
       *[other] pence
    }
    [few] { $units } { $units ->
        [one] livre
       *[other] livres
    } et { $cents } { $cents ->
        [one] penny
       *[other] pence
    }
   *[mixed] { $units } { $units ->
        [one] livre
       *[other] livres
    } { $cents }
}
money-CAD = { $kind ->
    [whole] { $units } { $units ->
        [one] dollar
       *[other] dollars
    }
    [small] { $cents } { $cents ->
        [one] cent
       *[other] cents
    }
    [few] { $units } { $units ->
        [one] dollar
       *[other] dollars
    } et { $cents } { $cents ->
        [one] cent
       *[other] cents
    }
   *[mixed] { $units } { $units ->
        [one] dollar
       *[other] dollars
    } { $cents }
}

day-today = aujourd'hui
day-tomorrow = demain
day-yesterday = hier
day-weekday = { $weekday }
day-date = le { $date }
no-day = date inconnue

item = { $count ->
    [0] zéro { $one }
    [one] { $gender ->
        [f] une
       *[m] un
    } { $one }
   *[other] { $number } { $many }
}
    .text = { $count } × { $name }
number-1 = un
number-2 = deux
number-3 = trois
number-4 = quatre
number-5 = cinq
number-6 = six
number-7 = sept
number-8 = huit
number-9 = neuf
number-10 = dix
number-11 = onze
number-12 = douze
item-short = { $spoken } : { $number }
list-more = { $items } et { $more } de plus

address-home = chez vous
address-maison = chez vous
address-work = au travail
address-bureau = au bureau
address-other = à votre adresse { $label }
    .text = au { $street }, { $city }
address-line = { $street }, { $city }
means-ending = { $label } terminant par { $digits }
    .text = { $label } terminant par { $last4 }

unit-g = { $number } { $number ->
    [one] gramme
   *[other] grammes
}
unit-kg = { $number } { $number ->
    [one] kilo
   *[other] kilos
}
unit-ml = { $number } { $number ->
    [one] millilitre
   *[other] millilitres
}
unit-l = { $number } { $number ->
    [one] litre
   *[other] litres
}
unit-cm = { $number } { $number ->
    [one] centimètre
   *[other] centimètres
}
unit-pieces = { $number } { $number ->
    [one] pièce
   *[other] pièces
}
unit-pages = { $number } { $number ->
    [one] page
   *[other] pages
}
unit-days = { $number } { $number ->
    [one] jour
   *[other] jours
}
unit-months = { $number } { $number ->
    [one] mois
   *[other] mois
}
unit-years = { $number } { $number ->
    [one] an
   *[other] ans
}
unit-hours = { $number } { $number ->
    [one] heure
   *[other] heures
}
unit-watts = { $number } { $number ->
    [one] watt
   *[other] watts
}
unit-kcal = { $number } kilocalories pour cent

source-label = dit l'étiquette
source-manufacturer = dit le fabricant
source-shop = dit la boutique

attribute-size = contenance
attribute-ingredients = ingrédients
attribute-allergens = allergènes
attribute-vegan = végan
attribute-vegetarian = végétarien
attribute-gluten_free = sans gluten
attribute-organic = bio
attribute-caffeine = caféine
attribute-calories = calories
attribute-origin = origine
attribute-storage = conservation
attribute-shelf_life = durée de conservation
attribute-material = matière
attribute-colour = couleur
attribute-scent = parfum
attribute-compatibility = compatibilité
attribute-warranty = garantie
attribute-water_resistance = résistance à l'eau
attribute-battery_life = autonomie
attribute-power = puissance
attribute-dimensions = dimensions
attribute-recyclable = recyclable
attribute-age = âge
attribute-author = auteur
attribute-pages = longueur
attribute-brand = marque
attribute-other = cela

anything-else = Autre chose ?
    .brisk = Et puis ?
    .calm = Vous pouvez demander autre chose, ou dire stop. Autre chose ?
    .text = Puis-je faire autre chose pour vous ?
    .reprompt = Que puis-je faire de plus ?
what-else = Que désirez-vous ?
    .text = Vous pouvez recommander un article, poser une question sur un produit ou suivre une commande. Que désirez-vous ?
    .reprompt = Que puis-je faire pour vous ?

slow-wait = Un instant, je vous prie.
slow-unknown = Pardon, cela prend trop de temps, et je ne sais pas encore si cela a marché. Ne recommandez rien : demandez où en sont vos commandes dans quelques minutes.
